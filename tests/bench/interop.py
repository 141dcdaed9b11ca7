#!/usr/bin/env python3
"""What other people's C2PA readers say of what Imprint signs: every carrier with every algorithm, with the authority as
anchor and without it. Prints a Markdown table and each answer that differs from the expected one.

    interop.py --imprint build/release/cli/imprint --ca CA --judge 'node judge.mjs' PICTURE...

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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imprint", required=True)
    parser.add_argument("--ca", required=True, type=pathlib.Path)
    parser.add_argument("--judge", required=True, help="command")
    parser.add_argument("--judge-dir", help="where the command runs")
    parser.add_argument("picture", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    args.ca = args.ca.resolve()
    good, seen, bad = collections.Counter(), collections.Counter(), []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for picture in args.picture:
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
    for carrier in dict.fromkeys(picture.suffix[1:] for picture in args.picture):
        cells = [(carrier, judge, with_anchor) for judge in judges for with_anchor in ("anchor", "none")]
        print(f"| {carrier} | " + " | ".join(f"{good[c]}/{seen[c]}" if seen[c] else "-" for c in cells) + " |")
    print("\n".join(bad) if bad else "no other answer")
    return 1 if bad or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
