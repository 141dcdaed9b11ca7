#!/usr/bin/env bash
# The one test command: installs what it needs (Debian 12), builds, runs every test, ends in one summary line.
#   tests/run.sh [PRESET]    PRESET of CMakePresets.json: release (default), asan, tsan, opencv-fft
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
build=build/$preset

bash cmake/install-debian.sh test
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" -- -k 0

limit=600  # seconds a test; a thread sanitizer takes twenty times as long as none
[ "$preset" != tsan ] || limit=3600

status=0
ctest --test-dir "$build" --output-on-failure --timeout "$limit" -j "$(nproc)" --no-tests=error || status=$?

# A doctest executable and a binding count with their test cases, any other test as one.
awk -v status="$status" '
  function close_test() {
    if (!open) return
    if (cases) { passed += case_passed; failed += case_failed; skipped += case_skipped }
    if (!ok && case_failed == 0) failed += 1; else if (ok && !cases) { if (skip) skipped += 1; else passed += 1 }
    open = 0
  }
  / Testing: /       { close_test(); open = 1; ok = 0; skip = 0; cases = 0; case_passed = case_failed = case_skipped = 0 }
  /^binding [a-z]+: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped/ {
    cases = 1; case_passed += $3; case_failed += $5; case_skipped += $7; bindings = bindings $0 "\n"
  }
  /^\[doctest\] test cases:/ { cases = 1; split($0, part, "|"); case_passed += part[2]; case_failed += part[3]; case_skipped += part[4] }
  /^real files covered:/ { real += $4 }
  /^Test Passed\./ || /^Test Pass Reason:/ { ok = 1 }
  /^Test Skipped\./  { ok = 1; skip = 1 }
  END {
    close_test()
    if (status != 0 && failed == 0) failed = 1  # ctest itself failed: never report that as green
    printf "%s", bindings
    if (real) printf "real files covered: %d\n", real
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit failed != 0
  }' "$build/Testing/Temporary/LastTest.log" || status=1
exit "$status"
