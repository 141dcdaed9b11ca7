#!/usr/bin/python3
"""A labeller that is right, but for the one fault that it is asked for: what a suite of rules is tested with.

    bad.py [--fault NAME] [--tool PATH] VERB …      verbs: --help
    bad.py --list                                   fault, tab, what is done wrong

Layers in pixels and a right metadata label come from the tool (--tool, IMPRINT_TOOL or `imprint` on PATH); visible label and faults are this program's own.
Exit codes: 0 done, 1 wrong call, 2 refused, nothing found or nothing to do, 3 not supported.
"""
import argparse
import dataclasses
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import verbs  # noqa: E402
from faults import FAULTS  # noqa: E402
from plan import Plan  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description="A labeller with exactly one fault.")
    parser.add_argument("--fault", default="", help="a name of --list; none: no fault")
    parser.add_argument("--tool", default=os.environ.get("IMPRINT_TOOL", "imprint"), help="the imprint tool")
    parser.add_argument("--list", action="store_true", help="every fault with its sentence")
    below = parser.add_subparsers(dest="verb")
    for name, (_, needed, optional) in verbs.VERBS.items():
        one = below.add_parser(name)
        one.add_argument("input")
        for option in needed + optional:
            one.add_argument("--" + option, required=option in needed, default="")
    return parser


def main():
    parser = arguments()
    given = parser.parse_args()
    if given.list:
        print("\n".join("%s\t%s" % (name, sentence) for name, (sentence, _) in FAULTS.items()))
        return 0
    if given.fault and given.fault not in FAULTS:
        parser.error("no fault %r; --list names them" % given.fault)
    if not given.verb:
        parser.error("a verb is needed")
    plan = dataclasses.replace(Plan(), **(FAULTS[given.fault][1] if given.fault else {}))
    return verbs.run(given, plan)


if __name__ == "__main__":
    sys.exit(main())
