#!/usr/bin/env bash
# Records the ABI of a library for later ones to be compared with: spec/abi/libimprint-N.abi, N the ABI version. Run at a release, and never
# to make a failing comparison pass.
#   tests/abi/record.sh build/release/sdk/api/libimprint.so
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^#define IMPRINT_ABI_VERSION //p' include/imprint/imprint.h)
abidw --suppressions spec/abi/libimprint.suppr --exported-interfaces-only --no-show-locs --no-elf-needed --drop-undefined-syms --no-corpus-path --no-comp-dir-path --type-id-style hash \
  --debug-info-dir "$(dirname "$1")" "$1" > "spec/abi/libimprint-$version.abi"
wc -c "spec/abi/libimprint-$version.abi"
