#!/usr/bin/env bash
# Tests of the Go binding, of its samples and of its package: test.sh BUILD_FOLDER. IMPRINT_ROOT and IMPRINT_LIBRARY_DIR say where the
# repository and the library are, IMPRINT_PC names its imprint.pc. Ends in "binding go: N passed, N failed, N skipped".
set -uo pipefail
work=$1
go=${GO:-/usr/bin/go}
passed=0 failed=0 skipped=0
mkdir -p "$work"
# Nothing of the caller's Go comes in, nothing is fetched, and nothing is built into the sources.
export GOCACHE=$work/cache GOPATH=$work/gopath GOENV=off GOFLAGS="-buildvcs=false" GOPROXY=off GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=1
export LD_LIBRARY_PATH=$IMPRINT_LIBRARY_DIR${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
unset CGO_CFLAGS CGO_LDFLAGS
# The library of the build tree, found the way an installed one is.
export PKG_CONFIG_PATH=$work/pkgconfig
mkdir -p "$PKG_CONFIG_PATH"
sed -e "s|^libdir=.*|libdir=$IMPRINT_LIBRARY_DIR|" -e "s|^includedir=.*|includedir=$IMPRINT_ROOT/include|" "$IMPRINT_PC" > "$PKG_CONFIG_PATH/imprint.pc"

check() {  # check NAME COMMAND...: one test
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name"; fi
}
count() {  # count NAME FOLDER ARGUMENT...: the tests of a module, one by one
  local name=$1 folder=$2 status=0
  shift 2
  (cd "$folder" && "$go" test -count=1 -v "$@") > "$work/$name.txt" 2>&1 || status=$?
  grep -E '^(--- FAIL|--- SKIP|real files covered|ok|FAIL|panic|WARNING: DATA RACE|[ \t]+[a-z_]+_test.go)' "$work/$name.txt"
  passed=$((passed + $(grep -c '^--- PASS' "$work/$name.txt")))
  skipped=$((skipped + $(grep -c '^--- SKIP' "$work/$name.txt")))
  local bad
  bad=$(grep -c '^--- FAIL' "$work/$name.txt")
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; tail -n 40 "$work/$name.txt"; fi  # it did not build, or crashed
  failed=$((failed + bad))
}
formatted() { [ -z "$(gofmt_of "$IMPRINT_ROOT"/bindings/go "$IMPRINT_ROOT"/samples/go "$IMPRINT_ROOT"/tests/bench/bindings/go)" ]; }
gofmt_of() { "$(dirname "$(readlink -f "$go")")/gofmt" -l "$@"; }
vetted() { (cd "$IMPRINT_ROOT/bindings/go" && "$go" vet ./...) && (cd "$IMPRINT_ROOT/samples/go" && "$go" vet ./...); }
says_hello() {
  local said
  said=$(cd "$IMPRINT_ROOT/samples/go" && "$go" run ./hello "$IMPRINT_ROOT/conformance/vectors/watermark-v1/unmarked_portrait.png") &&
    [ "$said" = "mark_id 5f297590b9efb1f5 state generated" ]
}
holds_the_archive() {
  (cd "$IMPRINT_ROOT/samples/go" && "$go" build -tags imprint_static -o "$work/hello_static" ./hello) || return 1
  ! ldd "$work/hello_static" | grep -q libimprint && "$work/hello_static" "$IMPRINT_ROOT/conformance/vectors/watermark-v1/unmarked_portrait.png"
}

check gofmt formatted
check "go vet" vetted
count binding "$IMPRINT_ROOT/bindings/go" ./...
# Goroutines under the race detector, where this Go has one.
if [ -n "$("$go" env GOROOT)" ] && ls "$("$go" env GOROOT)"/src/runtime/race/race_linux_*.syso >/dev/null 2>&1; then
  count race "$IMPRINT_ROOT/bindings/go" -race -run 'Goroutines|Context|Cancel|Progress|Events|Signer|Batch|Key' .
else
  skipped=$((skipped + 1))
fi
count samples "$IMPRINT_ROOT/samples/go" ./...
check "samples/go/hello" says_hello
if [ -f "$IMPRINT_LIBRARY_DIR/libimprint.a" ]; then check "hello with the archive in it" holds_the_archive; else skipped=$((skipped + 1)); fi
check "the package in an empty folder" bash "$IMPRINT_ROOT/bindings/go/package.sh" --try "$work/package"
echo "binding go: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
