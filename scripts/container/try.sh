#!/bin/sh
# Tries the steps of the Containerfile without a container engine (Linux, root): lays out the files as the image
# does, then runs them in namespaces of their own: a read-only root, user 10001, no capability, no new privilege.
#   sh scripts/container/try.sh NODE PRODUCTION_NODE_MODULES
# NODE is a Node 24 program; PRODUCTION_NODE_MODULES what `npm ci --omit=dev` installed. Needs a build.
set -eu
cd "$(dirname "$0")/../.."
node=$(realpath "$1")
packages=$(realpath "$2")
image=$(mktemp -d)
trap 'rm -rf "$image"' EXIT
chmod 0755 "$image"

mkdir -p "$image/macaron/scripts/container" "$image/var/lib/macaron" "$image/usr/local/bin" "$image/tmp" \
	"$image/proc" "$image/dev" "$image/old"
cp -a "$packages" "$image/macaron/node_modules"
cp -a build package.json drizzle badges "$image/macaron/"
cp server.ts body-room.ts compress.ts memory-limits.ts metrics-server.ts "$image/macaron/"
cp scripts/container/start.sh scripts/container/healthy.mjs "$image/macaron/scripts/container/"
cp "$node" "$image/usr/local/bin/node"
# The system's own programs and libraries, as the base image has them.
for part in usr/bin usr/lib usr/lib64 bin lib lib64 etc; do
	[ -e "/$part" ] && mkdir -p "$image/$part"
done

cat > "$image/inside.sh" <<'INSIDE'
set -eu
cd /macaron
fail() { echo "FAILED: $1"; exit 1; }
[ "$(id -u)" = 10001 ] || fail "user $(id -u)"
[ "$(grep CapEff /proc/self/status | tr -d '\t')" = "CapEff:0000000000000000" ] || fail 'capabilities'
grep -q 'NoNewPrivs:.1' /proc/self/status || fail 'new privileges'
! touch /macaron/x 2> /dev/null || fail 'the root can be written'
[ ! -e /usr/local/bin/npm ] || fail 'npm is there'
echo "user $(id -u), no capability, read-only root"
export NODE_ENV=production DATA_DIR=/var/lib/macaron/data KEY_FILE=/var/lib/macaron/secrets/seal.key \
	ORIGIN=https://macaron.example PROXIES=1 PORT=3111 OUTBOUND=off HOME=/tmp
scripts/container/start.sh > /tmp/log 2>&1 &
service=$!
tries=0
until node scripts/container/healthy.mjs; do
	tries=$((tries + 1))
	[ $tries -lt 120 ] || { cat /tmp/log; fail 'it is never healthy'; }
	kill -0 $service 2> /dev/null || { cat /tmp/log; fail 'it ended'; }
	sleep 0.5
done
echo 'healthy'
grep -q 'https://macaron.example/setup/' /tmp/log || fail 'no address to set it up'
scripts/container/start.sh doctor --lang en > /tmp/doctor 2>&1 || true
cat /tmp/doctor
[ "$(grep -c '^  - ' /tmp/doctor)" = 1 ] && grep -q 'No backup is scheduled' /tmp/doctor || fail 'doctor finds something else'
kill -TERM $service
wait $service || fail "it stopped with $?"
! node scripts/container/healthy.mjs || fail 'it answers after its stop'
[ "$(stat -c %a /var/lib/macaron/secrets/seal.key)" = 400 ] || fail 'the rights of the sealing key'
echo 'stopped with 0'
INSIDE

export image
unshare --mount --pid --fork --ipc --uts --net sh -eu <<'OUTSIDE'
ip link set lo up
mount --bind "$image" "$image"
for part in usr/bin usr/lib usr/lib64 bin lib lib64 etc; do
	[ -e "/$part" ] && mount --rbind "/$part" "$image/$part"
done
mount -t proc none "$image/proc"
mount -t tmpfs -o mode=0755 none "$image/dev"
for device in null zero random urandom; do
	touch "$image/dev/$device"
	mount --bind "/dev/$device" "$image/dev/$device"
done
mount -t tmpfs -o mode=1777 none "$image/tmp"
mount -t tmpfs -o mode=0700,uid=10001,gid=10001 none "$image/var/lib/macaron"
mount -o remount,bind,ro "$image"
exec chroot "$image" setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all \
	--inh-caps=-all sh /inside.sh
OUTSIDE
