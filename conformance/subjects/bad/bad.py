#!/usr/bin/python3
"""A labeller that is right, but for the one fault that it is asked for: what a suite of rules is tested with.

    bad.py [--fault NAME] [--tool PATH] VERB …      verbs: --help
    bad.py --list                                   fault, tab, what is done wrong
    bad.py [--fault NAME] --subject FOLDER          writes the subject.toml of the labeller with that fault
    bad.py --variants                               the same of what is no fault: a layer more, or something that a person has to look at

`mark --sign FOLDER` also signs a manifest, with the keys of that folder (made by `imprint keys demo` when it is not there); `mark --disclose yes` writes
provider, system, version, time, number and kind as IPTC has them in the place of the AIGC label; `propagate --declared yes` is the uploader's word.

Layers in pixels and a right metadata label come from the tool (--tool, IMPRINT_TOOL or `imprint` on PATH); visible label and faults are this program's own.
Exit codes: 0 done, 1 wrong call, 2 refused, nothing found or nothing to do, 3 not supported.
"""
import argparse
import dataclasses
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import statement  # noqa: E402
import verbs  # noqa: E402
from faults import FAULTS, VARIANTS  # noqa: E402
from plan import Plan  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description="A labeller with exactly one fault.")
    parser.add_argument("--fault", default="", help="a name of --list; none: no fault")
    parser.add_argument("--tool", default=os.environ.get("IMPRINT_TOOL", "imprint"), help="the imprint tool")
    parser.add_argument("--list", action="store_true", help="every fault with its sentence")
    parser.add_argument("--variants", action="store_true", help="what is no fault")
    parser.add_argument("--subject", metavar="FOLDER", help="write FOLDER/subject.toml for the labeller with this fault (and FOLDER/keys where it signs)")
    parser.add_argument("--layers", choices=["", "sign", "disclose"], help="of --subject: a manifest, or California's disclosure (default: what the fault needs)")
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
    if given.list or given.variants:
        print("\n".join("%s\t%s" % (name, sentence) for name, (sentence, _) in (FAULTS if given.list else VARIANTS).items()))
        return 0
    known = {**FAULTS, **VARIANTS}
    if given.fault and given.fault not in known:
        parser.error("no fault %r; --list names them" % given.fault)
    if given.subject:
        statement.write(given.subject, given.fault, statement.layers_of(given.fault) if given.layers is None else given.layers, given.tool)
        return 0
    if not given.verb:
        parser.error("a verb is needed")
    plan = dataclasses.replace(Plan(), **(known[given.fault][1] if given.fault else {}))
    return verbs.run(given, plan)


if __name__ == "__main__":
    sys.exit(main())
