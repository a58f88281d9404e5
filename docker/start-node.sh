#!/bin/sh
# Entry of the node's image: makes the company's home on the first start when it is told a name and a broker, then runs `kin`.
set -eu
kin="$(dirname "$0")/../node/kin.js"

if [ "${1:-}" = node ] && [ ! -f "$KIN_HOME/node.json" ] && [ -n "${KIN_INIT_NAME:-}" ]; then
  # `kin init` shows the recovery text of the root key once. It does not belong into a container's log.
  umask 077
  node "$kin" init --name "$KIN_INIT_NAME" --broker "$KIN_INIT_BROKER" >"$KIN_HOME/init.txt"
  echo "A home was made. Move $KIN_HOME/init.txt to a safe place: it holds the recovery text of the root key." >&2
fi

exec node "$kin" "$@"
