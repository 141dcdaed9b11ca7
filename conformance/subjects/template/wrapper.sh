#!/bin/sh
# Translates the suite's calls into those of your program: wrapper.sh VERB …, as subject.toml has them.
# Exit codes: 0 done, 2 refused or not found, 3 not supported; a reason goes to stderr.
set -eu

verb=$1
shift
case $verb in
  mark) # IN OUT PRODUCER PRODUCE_ID
    in=$1 out=$2 producer=$3 produce_id=$4
    # Put your program here, such as:  exec my-tool label --code "$producer" --id "$produce_id" --output "$out" "$in"
    : "$producer" "$produce_id"
    cp "$in" "$out"
    ;;
  *)
    echo "wrapper.sh: no verb $verb" >&2
    exit 3
    ;;
esac
