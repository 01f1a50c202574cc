if [ -n "$KILN_TOKEN_FILE" ]; then
  KILN_TOKEN=$(cat "$KILN_TOKEN_FILE")
  export KILN_TOKEN
fi
exec node kiln.js
