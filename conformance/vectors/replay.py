#!/usr/bin/env python3
"""Replays the vectors over the tool's command line: replay.py TOOL [--known FILE] [SUITE.json ...]

Every suite of this folder that it knows, unless some are named. Counts what it ran, prints each difference, and fails on any, or on nothing run.
FILE lists differences that are known, each with its reason: they are counted apart, and one that is there no more is a difference itself.
"""
import argparse
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

import carriers

HERE = pathlib.Path(__file__).resolve().parent
KEYS = ["Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"]
SUFFIX = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "gif": ".gif", "tiff": ".tif", "avif": ".avif"}


class Replay:
    def __init__(self, tool, folder, known):
        self.tool, self.folder = tool, pathlib.Path(folder)
        self.known = {(one["suite"], one["comment"]): one["why"] for one in known}
        self.met = set()
        self.ran = self.differences = 0

    def call(self, *words):
        return subprocess.run([self.tool, *map(str, words)], capture_output=True, check=False)

    def differs(self, suite, test, what, expected, found):
        key = (pathlib.Path(suite).name, test["comment"])
        self.met.add(key)
        self.differences += key not in self.known
        print("known: " if key in self.known else "", end="")
        print("%s tcId %d (%s): %s: expected %s, found %s" % (suite, test["tcId"], test["comment"], what, expected, found))

    def equal(self, suite, test, what, expected, found):
        if expected != found:
            self.differs(suite, test, what, expected, found)

    def put(self, test):
        path = self.folder / ("%04d%s" % (test["tcId"], SUFFIX[test["format"]]))
        path.write_bytes(base64.b64decode(test["file"]))
        return path

    def many(self, words, tests):
        """One call for many files: a JSON line for each, by tcId."""
        files = [self.put(test) for test in tests]
        done = self.call(*words, *files, "--json")
        try:
            lines = [json.loads(line) for line in done.stdout.decode().splitlines()] if len(files) > 1 else [json.loads(done.stdout)]
        except ValueError as why:
            sys.exit("%s answers with no JSON (%s): %s" % (" ".join(words), why, done.stderr.decode(errors="replace")[:400]))
        if len(lines) != len(tests):
            sys.exit("%s answers %d files of %d" % (" ".join(words), len(lines), len(tests)))
        return {test["tcId"]: line for test, line in zip(tests, lines)}


def by_carrier(label):
    return label["carrier"], label["shape"]


def aigc_labels(replay, name, suite):
    tests = [test for group in suite["testGroups"] for test in group["tests"]]
    answers = replay.many(["lint"], tests)
    for test in tests:
        replay.ran += 1
        answer = answers[test["tcId"]]
        found = sorted({(f["code"], f["severity"]) for f in answer.get("findings", [])})
        replay.equal(name, test, "findings", sorted((f["code"], f["severity"]) for f in test["findings"]), found)
        replay.equal(name, test, "status", test["status"], answer.get("status"))
        labels = [{"values": one["label"], "carrier": one["carrier"], "shape": one["shape"]} for one in answer.get("labels", [])]
        replay.equal(name, test, "labels", sorted(test["labels"], key=by_carrier), sorted(labels, key=by_carrier))


def group(suite, kind):
    return next(one["tests"] for one in suite["testGroups"] if one["type"] == kind)


def label_with(code, role):
    """A file whose producer (or propagator, of a file that was handed on) has this code."""
    right = "001191000000000000001N10000"
    producer, propagator = (code, code) if role != "propagation" else (right, code)
    values = dict(zip(KEYS, ["1", producer, "a1", "", propagator, "a1", ""]))
    return carriers.png(carriers.itxt(carriers.XMP_KEYWORD, carriers.xmp(json.dumps(values, separators=(",", ":")))))


def provider_codes(replay, name, suite):
    read = group(suite, "ProviderCode")
    as_files = [{**test, "format": "png", "file": base64.b64encode(label_with(test["code"], test.get("parts", {}).get("role"))).decode()} for test in read]
    answers = replay.many(["lint"], as_files)
    for test in read:
        replay.ran += 1
        codes = {f["code"] for f in answers[test["tcId"]].get("findings", [])}
        replay.equal(name, test, "result", test["result"], "invalid" if "GB-PROVIDER-CODE" in codes else "valid")
        replay.equal(name, test, "taken for a code", False, "GB-PROVIDER-NAME" in codes)
        replay.equal(name, test, "personal", test.get("parts", {}).get("subject") == "individual", "GB-PROVIDER-PERSONAL" in codes) if test["result"] == "valid" else None
        replay.equal(name, test, "role", False, "GB-PROVIDER-ROLE" in codes)
    for test in group(suite, "Make"):
        replay.ran += 1
        done = replay.call("aigc", "code", "--uscc", test["uscc"], "--service", test["service"])
        replay.equal(name, test, "code", test.get("code", ""), done.stdout.decode().strip())


def security_data(replay, name, suite):
    tests = group(suite, "SecurityData")
    linted, read = replay.many(["lint"], tests), replay.many(["aigc", "read"], tests)
    for test in tests:
        replay.ran += 1
        replay.equal(name, test, "codes", test["codes"], sorted({f["code"] for f in linted[test["tcId"]].get("findings", [])}))
        label = read[test["tcId"]]["labels"][0]
        replay.equal(name, test, "label", test["label"], label["label"])
        found = (label.get("security") or [{"integrity": "none"}])[0]
        replay.equal(name, test, "integrity", test["integrity"], found["integrity"])
        replay.equal(name, test, "digest", test.get("digest"), found.get("convention") if test["integrity"] == "valid" else None)
    for test in group(suite, "Sm2"):  # no verb takes a bare signature: the same ones stand in labels above
        replay.ran += 1
        replay.equal(name, test, "stands in a label of this suite", True,
                     any(one["message"] == test["message"] and test["signature"] in one["label"]["ReservedCode1"] and one.get("digest") == test["digest"] for one in tests))


def file_of(test, suite):
    if "file" in test:
        return base64.b64decode(test["file"])
    file = bytearray(base64.b64decode(suite["bases"][test["base"]]["file"]))
    for at, new in test["patch"]:
        file[at:at + len(new) // 2] = bytes.fromhex(new)
    return bytes(file)


def manifests(replay, name, suite):
    for anchor, pem in suite["certificates"].items():
        (replay.folder / (anchor + ".pem")).write_text(pem)
    for test in group(suite, "Manifest"):
        replay.ran += 1
        path = replay.put({**test, "file": base64.b64encode(file_of(test, suite)).decode()})
        trust = [word for anchor in test["anchors"] for word in ("--trust", replay.folder / (anchor + ".pem"))]
        done = replay.call("manifest", "verify", path, "--now", test["now"], "--json", *trust)
        report = json.loads(done.stdout).get("manifest", {})
        replay.equal(name, test, "state", test["state"], report.get("validation_state", "none" if report.get("state") == "absent" else report))
        codes = report.get("codes", {"success": [], "failure": []})
        replay.equal(name, test, "failures", test["failures"], sorted({one["code"] for one in codes["failure"]}))
        replay.equal(name, test, "successes that lack", [], sorted(set(test["successes"]) - {one["code"] for one in codes["success"]}))
        good = test["state"] == "trusted" or test["state"] == "valid" and not test["anchors"]  # the tool's own: whoever names anchors asks for trust
        replay.equal(name, test, "exit code", 0 if good else 2, done.returncode)


SUITES = {
    "manifest-v1.json": manifests,
    "aigc-label-v1.json": aigc_labels,
    "provider-code-v1.json": provider_codes,
    "security-data-v1.json": security_data,
}


def run(replay, names):
    for name in names:
        suite = json.loads((HERE / name).read_text(encoding="utf-8"))
        before = replay.ran
        SUITES[pathlib.Path(name).name](replay, name, suite)
        print("%s: %d tests of %d" % (pathlib.Path(name).name, replay.ran - before, suite["numberOfTests"]))
        replay.differences += replay.ran - before != suite["numberOfTests"]
    ran = {pathlib.Path(name).name for name in names}
    for suite, comment in sorted(key for key in set(replay.known) - replay.met if key[0] in ran):
        replay.differences += 1
        print("%s (%s): a known difference that is there no more" % (suite, comment))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("suites", nargs="*")
    parser.add_argument("--known")
    given = parser.parse_intermixed_args()
    known = json.loads(pathlib.Path(given.known).read_text(encoding="utf-8")) if given.known else []
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        replay = Replay(given.tool, folder, known)
        run(replay, given.suites or sorted(SUITES))
    print("%d tests, %d differences, %d more known" % (replay.ran, replay.differences, len(replay.met & set(replay.known))))
    return 0 if replay.ran and not replay.differences else 1


if __name__ == "__main__":
    sys.exit(main())
