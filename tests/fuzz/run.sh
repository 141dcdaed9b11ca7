#!/usr/bin/env bash
# Builds the fuzz targets (preset fuzz: clang with libFuzzer, address and undefined-behaviour sanitizers) and runs them.
#   tests/fuzz/run.sh SECONDS [TARGET...]    each target for so long, two at a time; all targets when none is named
# Inputs that were worth keeping gather in build/fuzz/fuzz-corpora/TARGET, so that a later run goes on from them; what broke a target is
# build/fuzz/fuzz-corpora/TARGET.found-*. A found one joins tests/fuzz/corpora/TARGET with its fix. Exit code 1 if anything was found.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?usage: tests/fuzz/run.sh SECONDS [TARGET...]}
shift
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for source in tests/fuzz/*_fuzz.cc; do targets+=("$(basename "$source" _fuzz.cc)"); done
fi

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target "${targets[@]/%/_fuzz}"

work=build/fuzz/fuzz-corpora
mkdir -p "$work"
run_one() {
  mkdir -p "$work/$1"
  local status=0
  "build/fuzz/tests/fuzz/$1_fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2560 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="$work/$1.found-" "$work/$1" "tests/fuzz/corpora/$1" >"$work/$1.log" 2>&1 || status=$?
  echo "$1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$1.log") runs$([ $status -eq 0 ] || echo ", FAILED, see $work/$1.log")"
  return $status
}
export -f run_one
export seconds work
printf '%s\n' "${targets[@]}" | xargs -P 2 -I{} bash -c 'run_one {}'
