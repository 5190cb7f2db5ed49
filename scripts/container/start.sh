#!/bin/sh
# Brings the data folder up to date, then serves in place of this process. With words, runs that command instead:
# `podman run … macaron doctor`.
set -eu
cd "$(dirname "$0")/../.."
if [ $# -gt 0 ]; then exec node build/server/cli.js "$@"; fi
# 6: no sealing key. Everything but issuing works, and `prepare` has said so.
node build/server/cli.js prepare || [ $? -eq 6 ]
exec node server.ts
