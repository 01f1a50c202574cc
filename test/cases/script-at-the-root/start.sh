#!/bin/sh
set -e
[ -n "$MILL_STONE" ] || MILL_STONE=granite
export MILL_STONE
exec "$@"
