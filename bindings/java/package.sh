#!/usr/bin/env bash
# Builds the jar: the classes, their natives, and the library with all that it stands on. Runs on any glibc 2.36 system of the same processor,
# with Java 17 or later. With --try a program in an empty folder is compiled against the jar and run, with nothing else.
#   bindings/java/package.sh [--try] BUILD OUTPUT      bindings/java/package.sh build/release dist
set -euo pipefail
try=
[ "${1:-}" != --try ] || { try=1; shift; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "$1")
mkdir -p "$2"
output=$(realpath "$2")
jdk=$(dirname "$(realpath "${JAVAC:-/usr/bin/javac}")")
version=$(sed -n 's/^#define IMPRINT_VERSION_[A-Z]* \([0-9]*\)$/\1/p' "$here/../../include/imprint/imprint.h" | paste -sd.)
platform=linux-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

native=$work/META-INF/native/$platform
mkdir -p "$native"
/usr/bin/python3 -B "$here/../bundle.py" "$build/sdk/api/libimprint.so" "$native" >/dev/null
cp "$build/bindings/java/libimprint_java.so" "$native/"
strip --strip-unneeded "$native/libimprint_java.so"
patchelf --set-rpath '$ORIGIN' "$native/libimprint_java.so"
(cd "$native" && ls *.so*) >"$work/files"
mv "$work/files" "$native/files"
cp "$here/../../LICENSE" "$here/../../NOTICE" "$native/LICENCES.txt" "$work/META-INF/"
cp "$here/../../sdk/label/fonts/OFL.txt" "$work/META-INF/ImprintLabelSans-OFL.txt"
rm "$native/LICENCES.txt"
[ ! -f "$build/imprint.cdx.json" ] || cp "$build/imprint.cdx.json" "$work/META-INF/"
find "$work" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +

# A jar is a zip whose manifest comes first; without times and orders of the machine the same files give the same bytes.
jar=$output/imprint-$version-$platform.jar
/usr/bin/python3 -B - "$build/bindings/java/imprint.jar" "$work" "$jar" <<'PY'
import pathlib, sys, zipfile
classes, work, jar = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
with zipfile.ZipFile(classes) as archive:
    files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
files.update({str(path.relative_to(work)): path.read_bytes() for path in work.rglob("*") if path.is_file()})
with zipfile.ZipFile(jar, "w", zipfile.ZIP_DEFLATED) as out:
    for name in sorted(files, key=lambda name: (name != "META-INF/MANIFEST.MF", name)):
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        out.writestr(entry, files[name])
PY
echo "$jar"
[ -n "$try" ] || exit 0

empty=$work/empty
mkdir -p "$empty/tmp"
cp "$jar" "$here/../../samples/java/Hello.java" "$here/../../conformance/vectors/watermark-v1/unmarked_portrait.png" "$empty/"
cd "$empty"
"$jdk/javac" --release 17 -cp "$(basename "$jar")" Hello.java
said=$(env -i "$jdk/java" -Djava.io.tmpdir="$empty/tmp" -cp "$(basename "$jar"):." Hello unmarked_portrait.png out.png)
echo "$said"
[ "$said" = "mark_id 5f297590b9efb1f5 state generated" ]
[ -z "$(ls "$empty/tmp" | grep imprint || true)" ] || { echo "the library's folder stays behind"; exit 1; }
