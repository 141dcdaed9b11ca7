#!/usr/bin/env python3
"""Imprint beside other people's C2PA readers.

    interop.py sign --imprint build/release/cli/imprint --ca CA --judge 'node judge.mjs' PICTURE...
    interop.py read --imprint build/release/cli/imprint --ca CA --judge 'node judge.mjs' --against wasm FILE|FOLDER...

`sign`: what they say of what Imprint signs, every carrier with every algorithm, with the authority as anchor and
without it. Prints a Markdown table and each answer that differs from the expected one.
`read`: state and codes of files signed by anybody, ours beside those of one reader; prints a table of each file that is
judged otherwise, with the codes that only one has, and counts. Files in which the reader finds no manifest are left out,
but for --all.

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


KINDS = ("success", "informational", "failure")


def ours(args, file):
    """(state, codes with their kind), as the judge's; a file that the tool refuses is "Refused" with its status."""
    command = [args.imprint, "manifest", "verify", file, "--json", "--trust", args.ca / "anchors.pem"]
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    answer = json.loads(ran.stdout)
    if "manifest" not in answer:  # spec/schema/failure.schema.json
        return "Refused", {("failure", answer["status"])}
    manifest = answer["manifest"]
    codes = {(kind, one["code"]) for kind in KINDS for one in manifest.get("codes", {}).get(kind, [])}
    if manifest["state"] == "not_checked":
        return "Unread", codes
    return manifest.get("validation_state", "none").title(), codes


def theirs(args, files):
    """Of each file: (state, codes with their kind), or nothing where the reader does not know the format."""
    command = shlex.split(args.judge) + ["--only", args.against, "--anchors", str(args.ca / "anchors.pem")] + [str(f) for f in files]
    text = subprocess.run(command, cwd=args.judge_dir, capture_output=True, text=True).stdout
    decoder, at, out = json.JSONDecoder(), 0, []
    while (at := len(text) - len(text[at:].lstrip())) < len(text):
        value, at = decoder.raw_decode(text, at)
        out += value if isinstance(value, list) else [value]
    if [one["file"] for one in out] != [file.name for file in files]:
        sys.exit(f"the judge answered for {len(out)} of {len(files)} files")
    for one in out:
        answer = one["validators"].get(args.against, {})
        state = answer.get("state")
        codes = {(kind, code) for kind in KINDS for code in answer.get("codes", {}).get(kind, [])}
        # What it says of references to ingredients stands in its deltas; ours, in the manifest that refers to them.
        codes |= {(kind, code) for delta in answer.get("ingredient_deltas", []) for kind in KINDS for code in delta.get(kind, [])
                  if code.startswith("ingredient.")}
        yield None if state in (None, "unsupported") or answer.get("unsupported") else (state, codes)


def files_below(folders):
    for start in folders:
        yield from sorted(f for f in start.rglob("*") if f.is_file()) if start.is_dir() else [start]


def shown(codes):
    """Failures as they are, the other kinds with their letter."""
    letter = {"failure": "", "success": " (s)", "informational": " (i)"}
    return ", ".join(code + letter[kind] for kind, code in sorted(codes)) or "-"


def compare_reading(args):
    files = [f.resolve() for f in files_below(args.files)]
    states, kinds, rows = collections.Counter(), collections.Counter(), []
    for file, reader in zip(files, theirs(args, files) if files else []):
        if reader is None or (reader[0] in ("None", "Remote") and not args.all):
            continue
        mine = ours(args, file)
        only_theirs, only_ours = reader[1] - mine[1], mine[1] - reader[1]
        states[reader[0], mine[0]] += 1
        same = (reader[0] == mine[0], not (only_theirs or only_ours))
        kinds[same] += 1
        if same != (True, True):
            rows.append((file.name, reader[0], mine[0], shown(only_theirs), shown(only_ours)))
    print(f"| file | {args.against} | ours | only {args.against} | only ours |\n|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(f"\n| {args.against} | ours | files |\n|---|---|---|")
    for (reader, mine), count in sorted(states.items()):
        print(f"| {reader} | {mine} | {count} |")
    total = sum(kinds.values())
    alike = sum(count for (state, _), count in kinds.items() if state)
    print(f"\n{total} files: {alike} of one state, {kinds[True, True]} of one state with the same codes")
    lost = [row for row in rows if row[1] in ("Valid", "Trusted") and row[2] not in ("Valid", "Trusted")]
    print(f"{len(lost)} that {args.against} calls Valid or Trusted and we do not")
    return 0 if total else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sign", "read"])
    parser.add_argument("--imprint", required=True)
    parser.add_argument("--ca", required=True, type=pathlib.Path)
    parser.add_argument("--judge", required=True, help="command")
    parser.add_argument("--judge-dir", help="where the command runs")
    parser.add_argument("--against", default="wasm", help="with read: the judge's name of the reader to compare with")
    parser.add_argument("--all", action="store_true", help="with read: files in which the reader finds no manifest, too")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    args.ca = args.ca.resolve()
    return ask_about_ours(args) if args.what == "sign" else compare_reading(args)


if __name__ == "__main__":
    sys.exit(main())
