#!/bin/sh
# Options, unknown words and plain files are arguments of node; everything else is a program.
set -e
case "$1" in
  -*) is_program=no ;;
  *) if command -v "$1" >/dev/null && { [ ! -f "$1" ] || [ -x "$1" ]; }; then is_program=yes; else is_program=no; fi ;;
esac
[ "$is_program" = yes ] || set -- node "$@"
exec "$@"
