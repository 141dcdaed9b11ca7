#!/usr/bin/env python3
"""Reads the pictures of watermark-v1.json with the tool and holds each answer against what must be found.

    check_pictures.py IMPRINT    IMPRINT: path of the tool. Exit code 1 if an answer differs or nothing was read.
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FOUND, ABSENT = 0, 2  # exit codes of the tool


def detect(tool, case, private_key):
    """Exit code and answer. The tool always tries the open key, and a private one beside it."""
    arguments = [tool, "watermark", "detect", "--json", str(HERE / case["file"])]
    arguments += ["--key", private_key] if case["key"] != "open" else []
    arguments += [] if case["search"] else ["--no-search"]
    done = subprocess.run(arguments, capture_output=True, check=False)
    if done.returncode not in (FOUND, ABSENT):
        sys.exit(f"{case['file']}: {done.stderr.decode().strip()}")
    return json.loads(done.stdout)


def judge(case, answer, key_ids):
    """What is wrong, or nothing. An answer under another key than the case's is none."""
    found = answer["detected"] and answer["key_id"] == key_ids[case["key"]]
    if found != case["found"]:
        return "found" if found else "not found"
    if found and answer["payload_hex"] != case["payload"]:
        return f"payload {answer['payload_hex']} instead of {case['payload']}"
    return ""


def main():
    vectors = json.loads((HERE / "watermark-v1.json").read_text(encoding="utf-8"))
    keys = {key["name"]: key for key in vectors["keys"]}
    key_ids = {name: key["key_id"] for name, key in keys.items()}
    failures = 0
    with tempfile.NamedTemporaryFile("w", suffix=".key") as key_file:
        key_file.write(keys["private"]["key"] + "\n")
        key_file.flush()
        for case in vectors["pictures"]:
            answer = detect(sys.argv[1], case, key_file.name)
            wrong = judge(case, answer, key_ids)
            if hashlib.sha256((HERE / case["file"]).read_bytes()).hexdigest() != case["sha256"]:
                wrong = wrong or "the file is not the one that was published"
            failures += wrong != ""
            print(f"{case['file']}, key {case['key']}: {wrong or 'as expected'}, p_value {answer['p_value']:.1e}")
    print(f"{len(vectors['pictures'])} cases, {failures} failed")
    return 1 if failures or not vectors["pictures"] else 0


if __name__ == "__main__":
    sys.exit(main())
