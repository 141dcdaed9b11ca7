"""python -m imprint: marks and verifies without the tool.

    python -m imprint verify FILE...
    python -m imprint mark IN OUT --producer NAME --produce-id ID
"""
from __future__ import annotations

import argparse
import sys

from ._context import Context, version
from ._errors import Error


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m imprint", description="Marks and verifies pictures. The tool `imprint` does more.")
    parser.add_argument("--version", action="version", version=version())
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="the evidence that files carry, a JSON document each")
    verify.add_argument("files", nargs="+")
    mark = verbs.add_parser("mark", help="label a generated picture")
    mark.add_argument("input")
    mark.add_argument("output")
    mark.add_argument("--producer", required=True)
    mark.add_argument("--produce-id", required=True)
    given = parser.parse_args()
    failed = 0
    with Context() as context:
        if given.verb == "mark":
            try:
                print(context.mark(given.input, given.producer, given.produce_id, out=given.output).report.json)
            except Error as failure:
                print(f"{given.input}: {failure}", file=sys.stderr)
                failed = 1
            return failed
        for name, outcome in zip(given.files, context.verify_batch(given.files)):
            if outcome.report is not None:
                print(outcome.report.json)
            else:
                print(f"{name}: {outcome.error}", file=sys.stderr)
                failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
