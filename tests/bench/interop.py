#!/usr/bin/env python3
"""Imprint beside other people's C2PA readers.

    interop.py sign --imprint build/release/cli/imprint --ca CA --judge 'node judge.mjs' PICTURE...
    interop.py read --imprint build/release/cli/imprint --ca CA --judge 'node judge.mjs' --against wasm FILE...

`sign`: what they say of what Imprint signs, every carrier with every algorithm, with the authority as anchor and
without it. Prints a Markdown table and each answer that differs from the expected one.
`read`: state and failure codes of files signed by anybody, ours beside those of one reader; prints each difference.

CA holds ALG.chain.pem and ALG.key for es256 ... ed25519, and anchors.pem. The judge takes [--anchors PEM] FILE... and
prints one JSON object a file, with "file" and "validators": {name: {"state", "codes": {"failure": [...]}}}.
"""

import argparse
import collections
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

ALGORITHMS = ["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"]


def sign(args, picture, algorithm, folder):
    out = folder / f"{algorithm}-{picture.stem}{picture.suffix}"
    chain, key = args.ca / f"{algorithm}.chain.pem", args.ca / f"{algorithm}.key"
    command = [args.imprint, "manifest", "sign", picture, "-f", "-o", out, "--cert", chain, "--key", key]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return out


def answers(args, files, anchors):
    """{file name: {judge: (state, failure codes)}}; judges that cannot read a format are left out."""
    command = shlex.split(args.judge) + (["--anchors", str(anchors)] if anchors else []) + [str(f) for f in files]
    text = subprocess.run(command, cwd=args.judge_dir, capture_output=True, text=True).stdout
    decoder, at, out = json.JSONDecoder(), 0, {}
    while (at := len(text) - len(text[at:].lstrip())) < len(text):
        value, at = decoder.raw_decode(text, at)
        for one in value if isinstance(value, list) else [value]:
            out[pathlib.Path(one["file"]).name] = {
                judge: (v["state"], set(v.get("codes", {}).get("failure", [])))
                for judge, v in one["validators"].items()
                if v.get("state") not in (None, "unsupported")
            }
    return out


def expected(answer, trusted):
    state, failures = answer
    if trusted:
        return state in ("Trusted", "Valid") and not failures
    return state == "Valid" and failures <= {"signingCredential.untrusted"}


def ask_about_ours(args):
    good, seen, bad = collections.Counter(), collections.Counter(), []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for picture in args.files:
            files = [sign(args, picture, algorithm, folder) for algorithm in ALGORITHMS]
            for anchors in (args.ca / "anchors.pem", None):
                found = answers(args, files, anchors)
                for file in files:
                    for judge, answer in found.get(file.name, {}).items():
                        cell = (picture.suffix[1:], judge, "anchor" if anchors else "none")
                        seen[cell] += 1
                        good[cell] += expected(answer, anchors is not None)
                        if not expected(answer, anchors is not None):
                            bad.append(f"{file.name} {judge} {cell[2]}: {answer[0]} {sorted(answer[1])}")
    judges = sorted({judge for _, judge, _ in seen})
    print("| carrier | " + " | ".join(f"{j}, anchor | {j}, none" for j in judges) + " |")
    print("|---" * (1 + 2 * len(judges)) + "|")
    for carrier in dict.fromkeys(picture.suffix[1:] for picture in args.files):
        cells = [(carrier, judge, with_anchor) for judge in judges for with_anchor in ("anchor", "none")]
        print(f"| {carrier} | " + " | ".join(f"{good[c]}/{seen[c]}" if seen[c] else "-" for c in cells) + " |")
    print("\n".join(bad) if bad else "no other answer")
    return 1 if bad or not seen else 0


def ours(args, file):
    command = [args.imprint, "manifest", "verify", file, "--json", "--trust", args.ca / "anchors.pem"]
    text = subprocess.run([str(part) for part in command], capture_output=True, text=True).stdout
    if not text.strip():
        return ("None", set())
    manifest = json.loads(text).get("manifest", {})
    return manifest.get("validation_state", "none").title(), {c["code"] for c in manifest.get("codes", {}).get("failure", [])}


def compare_reading(args):
    same = total = 0
    for file in (f.resolve() for f in args.files):
        theirs = answers(args, [file], args.ca / "anchors.pem").get(file.name, {}).get(args.against)
        if theirs is None:
            continue
        total += 1
        mine = ours(args, file)
        same += mine == theirs
        if mine != theirs:
            print(f"{file.name}: {mine[0]} {sorted(mine[1])}; {args.against}: {theirs[0]} {sorted(theirs[1])}")
    print(f"{same} of {total} files judged alike")
    return 0 if total else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sign", "read"])
    parser.add_argument("--imprint", required=True)
    parser.add_argument("--ca", required=True, type=pathlib.Path)
    parser.add_argument("--judge", required=True, help="command")
    parser.add_argument("--judge-dir", help="where the command runs")
    parser.add_argument("--against", default="wasm", help="with read: the judge's name of the reader to compare with")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    args.ca = args.ca.resolve()
    return ask_about_ours(args) if args.what == "sign" else compare_reading(args)


if __name__ == "__main__":
    sys.exit(main())
