{
  "targets": [{ "target_name": "sum", "sources": ["src/sum.cc"] }]
}
