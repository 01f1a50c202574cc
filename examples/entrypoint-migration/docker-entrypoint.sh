#!/bin/sh
set -e

: "${MODE:=standard}"
export MODE

if [ "$SKIP_MIGRATION" != "true" ]; then
  echo "Running migrations"
  node migrate.js
fi

exec "$@"
