#!/usr/bin/env python3
"""The tool agrees with the vectors, and the replayer notices when it does not: replay_test.py VECTORS TOOL."""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

VECTORS, TOOL = pathlib.Path(sys.argv[1]), sys.argv[2]
SUITES = ["aigc-label-v1.json", "provider-code-v1.json", "security-data-v1.json", "manifest-v1.json"]
failures = []


def replay(*words, tool=TOOL):
    done = subprocess.run([sys.executable, "-B", str(VECTORS / "replay.py"), tool, *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def expect(what, good, said):
    if not good:
        failures.append(what)
        print("FAILED: %s\n%s" % (what, said))


def spoilt(suite, folder, change):
    """A copy of the suite, in a folder of its own, with one change."""
    content = copy.deepcopy(json.loads((VECTORS / suite).read_text(encoding="utf-8")))
    change(content)
    at = pathlib.Path(folder, suite)
    at.write_text(json.dumps(content), encoding="utf-8")
    return at


def first(content, group=0):
    return content["testGroups"][group]["tests"][0]


# suite -> changes of it that no tool may agree with
CHANGES = {
    "aigc-label-v1.json": [lambda c: first(c)["findings"].append({"code": "GB-KEY-MISSING", "severity": "error"}), lambda c: first(c)["labels"][0]["values"].update(Label="2"),
                           lambda c: first(c).update(status="deviating"), lambda c: first(c, 1)["labels"][0].update(carrier="png:tEXt:other")],
    "provider-code-v1.json": [lambda c: first(c).update(result="invalid"), lambda c: first(c, 1).update(code="0" * 27)],
    "security-data-v1.json": [lambda c: first(c).update(integrity="invalid"), lambda c: first(c).update(digest="hashed_twice"), lambda c: first(c)["label"].update(Label="3")],
    "manifest-v1.json": [lambda c: first(c).update(state="valid"), lambda c: first(c)["failures"].append("general.error"), lambda c: first(c).update(patch=[[90, "ff" * 8]]),
                         lambda c: first(c).update(anchors=[])],
}


def main():
    code, said = replay("--known", VECTORS / "known-differences.json")
    print(said)
    expect("the tool agrees with the vectors", code == 0, said)
    with tempfile.TemporaryDirectory() as folder:
        for suite in SUITES:
            for number, change in enumerate(CHANGES[suite]):
                code, said = replay("--known", VECTORS / "known-differences.json", spoilt(suite, folder, change))
                expect("%s, change %d is noticed" % (suite, number), code == 1 and "expected" in said, said)
            none = spoilt(suite, folder, lambda c: [group["tests"].clear() for group in c["testGroups"]])
            expect(suite + " without tests fails", replay(none)[0] == 1, replay(none)[1])
        pathlib.Path(folder, "known.json").write_text(json.dumps([{"suite": "manifest-v1.json", "comment": "a pixel changed", "why": "it was once"}]), encoding="utf-8")
        code, said = replay("--known", pathlib.Path(folder, "known.json"), "manifest-v1.json")
        expect("a known difference that is gone is told", code == 1 and "no more" in said, said)
    expect("a tool that says nothing fails", replay("manifest-v1.json", tool="/bin/true")[0] != 0, "")
    print("%d failures" % len(failures))
    return 1 if failures else 0


sys.exit(main())
