#!/usr/bin/env bash
# The two crates as a registry takes them: package.sh [--try] FOLDER. With --try a program in an empty folder is built against them, from a
# folder that stands for the registry, and run. The native library is found when the program is built; it is not in the crates.
set -euo pipefail
try=
[ "${1:-}" != --try ] || { try=1; shift; }
out=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
cargo=${CARGO:-/usr/bin/cargo}
rm -rf "$out/crates" "$out/registry"
mkdir -p "$out/crates" "$out/registry"
for crate in imprint-sys imprint; do
  version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/$crate/Cargo.toml")
  to=$out/registry/$crate-$version
  mkdir -p "$to"
  cp -r "$here/$crate/Cargo.toml" "$here/$crate/src" "$here/../../LICENSE" "$to/"
  for extra in build.rs README.md examples/hello.rs; do
    [ ! -f "$here/$crate/$extra" ] || install -D -m 644 "$here/$crate/$extra" "$to/$extra"
  done
  sed -i 's/, path = "[^"]*"//' "$to/Cargo.toml"  # from the registry, not from a neighbour
  # The order, owners and times of the entries say nothing of the machine: the same sources give the same crate.
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$out/registry" -c "$crate-$version" | gzip -n > "$out/crates/$crate-$version.crate"
  printf '{"files":{},"package":"%s"}' "$(sha256sum "$out/crates/$crate-$version.crate" | cut -d' ' -f1)" > "$to/.cargo-checksum.json"
  echo "$out/crates/$crate-$version.crate"
done
[ -n "$try" ] || exit 0

empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
mkdir -p "$empty/src" "$empty/.cargo"
printf '[package]\nname = "consumer"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nimprint = "0.1"\n' > "$empty/Cargo.toml"
printf '[source.crates-io]\nreplace-with = "here"\n[source.here]\ndirectory = "%s"\n' "$out/registry" > "$empty/.cargo/config.toml"
cp "$here/imprint/examples/hello.rs" "$empty/src/main.rs"
cd "$empty"
unset IMPRINT_STATIC
CARGO_TARGET_DIR=$empty/target "$cargo" run --offline --quiet -- "$here/../../conformance/vectors/watermark-v1/unmarked_portrait.png" | tee "$empty/said"
[ "$(cat "$empty/said")" = "mark_id 5f297590b9efb1f5 state generated" ]
