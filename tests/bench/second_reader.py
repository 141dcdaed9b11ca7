#!/usr/bin/env python3
"""ExifTool as a second reader of the AIGC label: every file in which it shows something of AIGC has to show us a label, a remain of
one that cannot be read, or another trace. Prints the files that one of the two alone sees, and counts; exit code 1 for one that ExifTool alone sees.

usage: second_reader.py TOOL FOLDER... [--quiet]"""
import argparse
import json
import re
import subprocess
import sys

NAME = re.compile("aigc", re.IGNORECASE)
VALUE = re.compile(r"ContentProducer|\bAIGC\b[\"'\s]*[:{=]")


def shown_by_exiftool(folders):
    """File -> tags that are named AIGC or hold one."""
    run = subprocess.run(["exiftool", "-j", "-a", "-G1", "-s", "-r", "-ee", "-api", "LargeFileSupport=1", *folders], capture_output=True, check=False)
    out = {}
    for entry in json.loads(run.stdout or b"[]"):
        tags = [tag for tag, value in entry.items() if tag not in ("SourceFile", "System:Directory", "System:FileName")
                and (NAME.search(tag.split(":")[-1]) or VALUE.search(str(value)))]
        if tags:
            out[entry["SourceFile"]] = tags
    return out


def shown_by_us(tool, folders):
    """File -> where a label or what may be one was seen; or why the file was not read."""
    run = subprocess.run([tool, "aigc", "read", "--json", "--recursive", *folders], capture_output=True, check=False)
    out = {}
    for line in run.stdout.decode("utf-8").splitlines():
        answer = json.loads(line)
        if "status" in answer and "message" in answer:
            out[answer["file"]] = ("failed", answer["message"])
            continue
        seen = [label["carrier"] for label in answer["labels"]] + [p["code"] for p in answer["problems"]] + \
               [trace["carrier"] for trace in answer.get("traces", [])]
        if seen:
            out[answer["file"]] = ("seen", ", ".join(seen))
    return out


def in_manifest(tool, file):
    """The AIGC text of the signed manifest, which `aigc read` does not look at."""
    run = subprocess.run([tool, "verify", "--json", "--no-watermark", file], capture_output=True, check=False)
    manifest = json.loads(run.stdout.decode("utf-8") or "{}").get("manifest", {})
    return "manifest" if "aigc" in manifest else ""


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tool")
    arguments.add_argument("folders", nargs="+")
    arguments.add_argument("--quiet", action="store_true", help="counts and misses alone")
    a = arguments.parse_args()
    theirs, ours = shown_by_exiftool(a.folders), shown_by_us(a.tool, a.folders)
    missed = refused = 0
    for file, tags in sorted(theirs.items()):
        kind, what = ours.get(file, ("missed", ""))
        if kind == "missed" and in_manifest(a.tool, file):
            kind, what = "seen", "manifest"
        missed += kind == "missed"
        refused += kind == "failed"
        if kind != "seen" or not a.quiet:
            print(f"{kind:7} {file}\n        exiftool: {', '.join(tags)}\n        imprint:  {what or 'nothing'}")
    alone = sum(1 for file, (kind, _) in ours.items() if kind == "seen" and file not in theirs)
    both = len(theirs) - missed - refused
    print(f"ExifTool shows AIGC in {len(theirs)} files: {both} seen by us too, {refused} that we refuse with a message, {missed} missed; {alone} more are seen by us alone")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
