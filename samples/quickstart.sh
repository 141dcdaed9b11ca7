#!/usr/bin/env bash
# From a fresh Debian 12 to a marked and verified picture, on a demo identity. Leaves in out/quickstart:
#   original.png   a picture that the sample paints
#   marked.png     the same with visible label, watermark and AIGC metadata label
#   report.json    what `imprint verify` says of it
#   compare.png    original, marked, and the watermark's difference amplified 16 times, to look at
set -euo pipefail
cd "$(dirname "$0")/.."
out=out/quickstart
producer=001191000000000000000K00000   # an invented provider code with a right check character

bash cmake/install-debian.sh
cmake --preset release -DIMPRINT_BUILD_TESTS=OFF -DIMPRINT_BUILD_BENCH=OFF -DIMPRINT_BUILD_CONFORM=OFF -B build/quickstart >/dev/null
cmake --build build/quickstart --target imprint_cli paint_picture compare_pictures   # the library comes with the tool
mkdir -p "$out"

build/quickstart/samples/paint_picture "$out/original.png" 1024 768
build/quickstart/cli/imprint mark "$out/original.png" -o "$out/marked.png" --force \
  --producer "$producer" --produce-id quickstart-1 --ai-system "Quickstart Painter"
build/quickstart/cli/imprint verify "$out/marked.png" --json > "$out/report.json"
build/quickstart/samples/compare_pictures "$out/original.png" "$out/marked.png" "$out/compare.png"

echo
build/quickstart/cli/imprint verify "$out/marked.png"
echo
echo "The picture: $out/marked.png   the report: $out/report.json   to look at: $out/compare.png"
