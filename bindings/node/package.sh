#!/usr/bin/env bash
# Builds the npm tarball: the package, its addon, and the library with all that it stands on. It has no install script: `npm install FILE` only
# unpacks it, on any glibc 2.36 system of the same processor, with Node 18 or later.
#   bindings/node/package.sh BUILD OUTPUT      bindings/node/package.sh build/release dist
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
built=$(realpath "$1")/bindings/node/node_modules/imprint
library=$(realpath "$1")/sdk/api/libimprint.so
bill=$(realpath "$1")/imprint.cdx.json
mkdir -p "$2"
output=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/native"
cp -r "$here/lib" "$work/lib"
cp "$here/README.md" "$here/../../LICENSE" "$here/../../NOTICE" "$work/"
cp "$here/../../sdk/label/fonts/OFL.txt" "$work/native/ImprintLabelSans-OFL.txt"
cp "$built/native/imprint.node" "$work/native/"
strip --strip-unneeded "$work/native/imprint.node"
patchelf --set-rpath '$ORIGIN' "$work/native/imprint.node"
/usr/bin/python3 -B "$here/../bundle.py" "$library" "$work/native" >/dev/null
[ ! -f "$bill" ] || cp "$bill" "$work/native/"
# npm refuses to install it elsewhere, and says why.
node -e '
  const { platform, arch } = process;
  const made = { ...require(process.argv[1]), os: [platform], cpu: [arch], libc: ["glibc"] };
  require("fs").writeFileSync(process.argv[2], JSON.stringify(made, null, 2) + "\n");' "$built/package.json" "$work/package.json"
find "$work" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
name=$(node -p 'const { name, version, os, cpu } = require(process.argv[1]); `${name}-${version}-${os}-${cpu}.tgz`' "$work/package.json")
# What npm takes is a tar archive of the folder "package"; the same files give the same bytes.
tar -C "$work" --sort=name --mtime=@315532800 --owner=0 --group=0 --numeric-owner --transform='s|^\.|package|' -cf - . | gzip -9n >"$output/$name"
echo "$output/$name"
