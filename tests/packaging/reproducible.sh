#!/usr/bin/env bash
# Builds the committed state twice, in folders of other names, under another time zone, language, umask and number of jobs, and compares
# the bytes of what is shipped. Takes as long as two builds; no test of ctest.
#   tests/packaging/reproducible.sh [FOLDER]      FOLDER: where to build (default: a temporary one)
set -euo pipefail
cd "$(dirname "$0")/../.."
source=$PWD
work=${1:-$(mktemp -d)}
commit=$(git rev-parse HEAD)  # what is committed meanwhile is not part of it
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$commit")
export SOURCE_DATE_EPOCH
export CCACHE_DISABLE=1  # two results of one compilation would always agree

build() {  # FOLDER JOBS
  mkdir -p "$1"
  git -C "$source" archive "$commit" | tar -x -C "$1"
  (cd "$1"
    cmake --preset release -DIMPRINT_BUILD_TESTS=OFF -DIMPRINT_BUILD_BENCH=OFF -DIMPRINT_BUILD_SAMPLES=OFF -DCMAKE_INSTALL_PREFIX=/usr >/dev/null
    cmake --build --preset release -- -j "$2" >build.log || { cat build.log; exit 1; }
    umask 022  # it stands in the outer frame of a .deb, and in nothing that is installed
    cd build/release && cpack -G DEB >/dev/null 2>&1)
}

shipped() {  # FOLDER: "sha256  file" of each
  (cd "$1/build/release"
    sha256sum sdk/api/libimprint.so.*.*.* sdk/api/libimprint.a cli/imprint imprint.cdx.json *.deb
    find pages -type f -not -name stamp -print0 | sort -z | xargs -0 sha256sum)
}

(umask 022; LC_ALL=C TZ=UTC build "$work/one" 2)
(umask 027; LC_ALL=C.UTF-8 TZ=Asia/Shanghai build "$work/two/in a deeper place" 3)
shipped "$work/one" >"$work/one.sums"
shipped "$work/two/in a deeper place" >"$work/two.sums"
if ! diff "$work/one.sums" "$work/two.sums"; then
  echo "the two builds differ; both are in $work" >&2
  exit 1
fi
echo "$(wc -l <"$work/one.sums") files, the same bytes twice"
