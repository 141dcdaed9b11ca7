#!/usr/bin/env bash
# The Go module as a zip that a module proxy serves: package.sh [--try] FOLDER. With --try a program in an empty folder is built against it,
# from a proxy made of files, and run. The native library is found by pkg-config at build time; it is not in the zip.
set -euo pipefail
try=
[ "${1:-}" != --try ] || { try=1; shift; }
out=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
go=${GO:-/usr/bin/go}
module=imprint.example/imprint
version=v$(sed -n 's/^#define IMPRINT_VERSION_[A-Z]* \([0-9]*\)$/\1/p' "$here/../../include/imprint/imprint.h" | paste -sd.)
proxy=$out/proxy/$module/@v
rm -rf "$out/proxy" "$out/stage"
mkdir -p "$proxy" "$out/stage/$module@$version"

# Sources and their documentation; tests stay in the repository, whose pictures they need.
for file in "$here"/*.go "$here"/*.h "$here"/*.c "$here"/go.mod "$here"/README.md "$here"/../../LICENSE; do
  case $file in *_test.go) ;; *) cp "$file" "$out/stage/$module@$version/" ;; esac
done
# The order and times of the entries say nothing of the machine: the same sources give the same zip.
python3 - "$out/stage" "$proxy/$version.zip" <<'PY'
import pathlib, sys, zipfile
stage = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as out:
    for path in sorted(path for path in stage.rglob("*") if path.is_file()):
        entry = zipfile.ZipInfo(str(path.relative_to(stage)), (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        out.writestr(entry, path.read_bytes())
PY
cp "$here/go.mod" "$proxy/$version.mod"
printf '{"Version":"%s"}\n' "$version" > "$proxy/$version.info"
echo "$version" > "$proxy/list"
rm -rf "$out/stage"
echo "$proxy/$version.zip"
[ -n "$try" ] || exit 0

empty=$(mktemp -d)
trap 'chmod -R u+w "$empty"; rm -rf "$empty"' EXIT
cp "$here/../../samples/go/hello/main.go" "$empty/"
cd "$empty"
export GOPROXY=file://$out/proxy GOFLAGS="-mod=mod -buildvcs=false" GOSUMDB=off GOPATH=$empty/gopath GOENV=off GOWORK=off
"$go" mod init example.test/consumer >/dev/null 2>&1
"$go" get "$module@$version" >/dev/null 2>&1
"$go" build -o consumer .
said=$(./consumer "$here/../../conformance/vectors/watermark-v1/unmarked_portrait.png")
echo "$said"
[ "$said" = "mark_id 5f297590b9efb1f5 state generated" ]
