#!/bin/sh
# Answers like docker as the files in $FAKE_ENGINE say (fake-engine.ts writes them). `calls` gets each call, its words apart by a unit separator;
# `containers` and `images` hold a file for each one that is there.
set -u
cd "$FAKE_ENGINE" || exit 1
unit=$(printf '\037')
call=$1
side=original
name=
file=
tag=
before=
for word in "$@"; do
  [ "$word" = "$1" ] || call="$call$unit$word"
  case $word in *migrated*) side=migrated ;; esac
  case $before in --name) name=$word ;; --file) file=$word ;; --tag) tag=$word ;; esac
  before=$word
done
printf '%s\n' "$call" >> calls
has() { [ -e "$side.$1" ]; }
tell() { if has "$1"; then cat "$side.$1"; else printf '%s' "$2"; fi; echo; }
fail() { cat "$1" >&2; echo >&2; exit 1; }

case $1 in
  --version) cat identity; echo ;;
  version | info) [ ! -e daemon-error ] || fail daemon-error; echo 99.0.0 ;;
  context) echo unix:///var/run/docker.sock ;;
  build)
    [ "$file" != - ] || cat > "$side.Dockerfile"
    if has hang; then : > "$side.building"; exec sleep 600; fi
    if has build-error; then echo '#5 [2/3] RUN npm ci'; fail "$side.build-error"; fi
    : > "images/$tag" ;;
  image) cat "$side.image" ;;
  create) : > "containers/$name"; rm -f "$side.stopped"; echo "id-$side" ;;
  start) if has start-error; then fail "$side.start-error"; fi ;;
  inspect)
    running=true
    if has ended || has stopped; then running=false; fi
    health=
    if has health; then health=",\"Health\":{\"Status\":\"$(cat "$side.health")\"}"; fi
    code=$(tell exit-code 143)
    if has ended; then code=$(cat "$side.ended"); fi
    echo "{\"Running\":$running,\"ExitCode\":$code$health}" ;;
  port) if has port; then echo "127.0.0.1:$(cat "$side.port")"; else exit 1; fi ;;
  top) echo PID PPID UID COMMAND; tell top '100 1 65532 node server.js' ;;
  logs) tell log listening ;;
  stop) : > "$side.stopped" ;;
  ps) ls containers ;;
  images) ls images ;;
  rm)
    for word in "$@"; do
      case $word in id-*) rm -f containers/*-"${word#id-}" ;; migrate-*) rm -f "containers/$word" ;; esac
    done ;;
  rmi)
    for word in "$@"; do case $word in migrate-*) rm -f "images/$word" ;; esac; done ;;
  *) echo "$1 is not known to the stand-in" >&2; exit 1 ;;
esac
