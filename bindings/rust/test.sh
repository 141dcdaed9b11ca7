#!/usr/bin/env bash
# Tests of the Rust binding and of its package: test.sh BUILD_FOLDER. IMPRINT_ROOT, IMPRINT_LIBRARY_DIR and IMPRINT_TOOL say where the repository,
# the library and the tool are, IMPRINT_PC names the library's imprint.pc. Ends in "binding rust: N passed, N failed, N skipped".
set -uo pipefail
work=$1
cargo=${CARGO:-/usr/bin/cargo}
passed=0 failed=0 skipped=0
mkdir -p "$work"
# Debian's compiler, nothing fetched, and nothing built into the sources.
PATH=$(dirname "$cargo"):$PATH
export PATH CARGO_TARGET_DIR=$work/target CARGO_HOME=$work/cargo CARGO_NET_OFFLINE=true CARGO_TERM_COLOR=never
export LD_LIBRARY_PATH=$IMPRINT_LIBRARY_DIR${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
unset RUSTFLAGS RUSTUP_TOOLCHAIN RUSTC RUSTC_WRAPPER
cd "$IMPRINT_ROOT/bindings/rust" || exit 1

check() {  # check NAME COMMAND...: one test
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name"; fi
}
sums() { grep -oE "^test result: .* [0-9]+ $1" "$work/tests.txt" | grep -oE "[0-9]+ $1" | awk '{ sum += $1 } END { print sum + 0 }'; }
tested() {  # the tests of the workspace, one by one; --nocapture for what they say beside
  local status=0 bad said
  "$cargo" test --offline --locked --workspace --no-fail-fast -- --nocapture > "$work/tests.txt" 2>&1 || status=$?
  grep -E '^(test .*FAILED|test result: FAILED|real files covered|skipped:|warning|error|failures:)' "$work/tests.txt"
  # By cargo's own sums: what tests say may stand in the lines of their names.
  said=$(grep -c '^skipped:' "$work/tests.txt")  # which cargo takes for passed
  passed=$((passed + $(sums passed) - said))
  skipped=$((skipped + said + $(sums ignored)))
  bad=$(sums failed)
  if [ "$status" != 0 ]; then
    [ "$bad" != 0 ] || bad=1  # it did not build, or crashed
    tail -n 60 "$work/tests.txt"
  fi
  failed=$((failed + bad))
}
holds_the_archive() {
  mkdir -p "$work/pkgconfig"
  sed -e "s|^libdir=.*|libdir=$IMPRINT_LIBRARY_DIR|" "$IMPRINT_PC" > "$work/pkgconfig/imprint.pc"
  PKG_CONFIG_PATH=$work/pkgconfig IMPRINT_STATIC=1 "$cargo" build --offline --locked --quiet --example hello --target-dir "$work/archive" || return 1
  local hello=$work/archive/debug/examples/hello
  ! ldd "$hello" | grep -q libimprint && "$hello" "$IMPRINT_ROOT/conformance/vectors/watermark-v1/unmarked_portrait.png"
}
linted() { "$cargo" clippy --offline --locked --workspace --all-targets --quiet -- -D warnings; }

check "generate.py --check" python3 -B generate.py --check
tested
if [ -x "$(dirname "$cargo")/cargo-clippy" ]; then check clippy linted; else skipped=$((skipped + 1)); fi
if [ -x "$(dirname "$cargo")/rustfmt" ]; then check rustfmt "$cargo" fmt --check; else skipped=$((skipped + 1)); fi
if [ -f "$IMPRINT_LIBRARY_DIR/libimprint.a" ]; then check "hello with the archive in it" holds_the_archive; else skipped=$((skipped + 1)); fi
check "the package in an empty folder" bash package.sh --try "$work/package"
echo "binding rust: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
