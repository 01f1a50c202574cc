#!/usr/bin/env bash
set -euo pipefail

features=(search upload)
if [[ "${EXTRA_FEATURE:-}" != "" ]]; then
  features+=("$EXTRA_FEATURE")
fi
FEATURES="${features[*]^^}"
export FEATURES

exec node server.js "$@"
