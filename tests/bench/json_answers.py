#!/usr/bin/env python3
"""A folder of mixed files, damaged ones among them, through every verb that answers in JSON: each line has to be valid by its schema, each
file has to have its line in order, and two jobs have to say what one says. Prints a table of lines, failures and times.

usage: json_answers.py TOOL MEDIA_FOLDER [--files 400] [--keep FOLDER]"""
import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

import jsonschema

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "spec", "schema")
VERBS = {  # arguments and the schema of an answer; SARIF has no lines
    "verify --no-search": (["verify", "--no-search", "--json"], "report"),
    "aigc read": (["aigc", "read", "--json"], "aigc"),
    "lint": (["lint", "--json"], "lint"),
    "manifest read": (["manifest", "read", "--json"], "report"),
    "watermark detect --no-search": (["watermark", "detect", "--no-search", "--json"], "detection"),
    "label find": (["label", "find", "--json"], "label"),
}
CLOCKS = re.compile(r"not at \d{4}-[^\"]*|\"ms\": ?[0-9.e+-]+")  # what two runs may say differently


def schema(name):
    with open(os.path.join(SCHEMAS, f"{name}.schema.json"), encoding="utf-8") as file:
        return jsonschema.Draft202012Validator(json.load(file))


def fill(folder, media, count, rng):
    """`count` files: those of `media`, then copies of them that are cut or spoilt."""
    found = sorted(os.path.join(at, name) for at, _, names in os.walk(media) for name in names)
    small = [path for path in found if os.path.getsize(path) < 4_000_000]
    for number in range(count):
        source = small[number % len(small)]
        with open(source, "rb") as file:
            data = bytearray(file.read())
        if number >= len(small) and data:
            if rng.random() < 0.5:
                data = data[:rng.randrange(len(data))]
            else:
                for _ in range(8):
                    data[rng.randrange(len(data))] = rng.randrange(256)
        with open(os.path.join(folder, f"{number:04} {os.path.basename(source)}"), "wb") as file:
            file.write(data)


def run(tool, arguments, folder, jobs):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.monotonic()
    done = subprocess.run([tool, *arguments, "--recursive", folder, "--jobs", str(jobs)], capture_output=True, check=False)
    return done.stdout.decode("utf-8"), time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tool")
    arguments.add_argument("media")
    arguments.add_argument("--files", type=int, default=400)
    arguments.add_argument("--keep")
    a = arguments.parse_args()
    folder = a.keep or tempfile.mkdtemp(prefix="json-answers-")
    os.makedirs(folder, exist_ok=True)
    fill(folder, a.media, a.files, random.Random(1))
    names, failure, bad = sorted(os.listdir(folder)), schema("failure"), 0
    print(f"{'verb':30} lines  failed  invalid  order  jobs 2 = jobs 1  wall s 1/2")
    for verb, (words, name) in VERBS.items():
        one, wall_1, _ = run(a.tool, words, folder, 1)
        two, wall_2, _ = run(a.tool, words, folder, 2)
        lines, validator = [json.loads(line) for line in one.splitlines()], schema(name)
        failed = [line for line in lines if "status" in line and "message" in line]
        invalid = [line for line in lines if not (failure if line in failed else validator).is_valid(line)]
        order = [os.path.basename(line["file"]) for line in lines] == names
        same = CLOCKS.sub("", one) == CLOCKS.sub("", two)
        bad += bool(invalid) + (not order) + (not same)
        print(f"{verb:30} {len(lines):5} {len(failed):7} {len(invalid):8}  {'kept' if order else 'BROKEN':6} {'yes' if same else 'NO':15} {wall_1:6.1f} {wall_2:6.1f}")
    sarif = json.loads(run(a.tool, ["lint", "--sarif"], folder, 2)[0])
    notes = sarif["runs"][0]["invocations"][0].get("toolExecutionNotifications", [])
    print(f"SARIF: {len(sarif['runs'][0]['results'])} results, {len(notes)} failed inputs named")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
