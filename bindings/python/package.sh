#!/usr/bin/env bash
# Builds the wheel: the package, its raw layer, and the library with all that it stands on. Installs by pip on any glibc 2.36 system of the
# same processor, with Python 3.9 or later.
#   bindings/python/package.sh BUILD OUTPUT      bindings/python/package.sh build/release dist
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "$1")
mkdir -p "$2"
output=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

/usr/bin/python3 -B "$here/build_raw.py" "$work" "$build/sdk/api" '$ORIGIN/../imprint.libs' >/dev/null
rm -f "$work"/imprint/_native.[co]
strip --strip-unneeded "$work/imprint/_native.abi3.so"
cp "$here"/imprint/*.py "$here/imprint/py.typed" "$work/imprint/"
/usr/bin/python3 -B "$here/../bundle.py" "$build/sdk/api/libimprint.so" "$work/imprint.libs" >/dev/null
cp "$here/../../sdk/label/fonts/OFL.txt" "$work/imprint.libs/"
cp "$here/README.md" "$here/../../LICENSE" "$here/../../NOTICE" "$work/"
[ ! -f "$build/imprint.cdx.json" ] || cp "$build/imprint.cdx.json" "$work/imprint.libs/"

/usr/bin/python3 -B "$here/write_wheel.py" "$work" "$output"
