#!/usr/bin/env python3
"""Files that a build compiles together (cmake/unity.cmake) compile alone too, so that nobody who builds without IMPRINT_UNITY
finds an include missing.

  alone_test.py BUILD TARGET…    of each target the last file of its first batch: what misses an include there is given it by seven others
  alone_test.py BUILD --all      every file of every batch; takes as long as a build without IMPRINT_UNITY has to read
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys


def batches(build):
    """(target, number, command, files) of every file of CMake's that includes a batch."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        named = re.search(r"CMakeFiles/([^/]+)\.dir/Unity/unity_(\d+)_cxx\.cxx$", entry["file"])
        if named:
            files = re.findall(r'^#include "([^"]+)"', source.read_text(), re.MULTILINE)
            yield named[1], int(named[2]), entry, files


def compiles(entry, file):
    """Whether `file` compiles with the options of its batch, without an object of it."""
    command = shlex.split(entry["command"])
    del command[command.index("-o"):command.index("-o") + 2]
    command[command.index(entry["file"])] = file
    return subprocess.run([*command, "-fsyntax-only"], cwd=entry["directory"], check=False).returncode == 0


def main():
    build, wanted = pathlib.Path(sys.argv[1]), sys.argv[2:]
    tried, failed, seen = 0, [], set()
    for target, number, entry, files in batches(build):
        if wanted == ["--all"]:
            chosen = files
        else:
            chosen = files[-1:] if number == 0 and target in wanted else []
        seen.add(target)
        for file in chosen:
            tried += 1
            if not compiles(entry, file):
                failed.append(file)
    for file in failed:
        print("does not compile alone:", file)
    missing = [] if wanted == ["--all"] else sorted(set(wanted) - seen)
    for target in missing:
        print("has no batch:", target)
    print(f"{tried} files compiled alone, {len(failed)} failed")
    return 1 if failed or missing or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
