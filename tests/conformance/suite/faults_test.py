#!/usr/bin/python3
"""Each fault of the bad labeller, judged by the suite: it fails the rules that rubric/faults.toml lists for it, and no others.

    faults_test.py CONFORM TOOL CONFORMANCE [--only FAULT]... [--verbose]

Every fault runs as its case in cases.toml says: its pictures, formats, scenario and options. The labeller without a fault runs beside them and must fail
nothing.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

ACTS = {"mark": "mark", "mark_labelled": "mark-again", "mark_hostile": "spoilt", "unlabelled": "unlabelled", "platform": "platform",
        "handle_signed": "platform"}
KEEPS_ITSELF_BUSY = {"detector-silent": "detector", "watermark-fragile": "mill"}  # the act that shows it
SUFFIX = {"png": ".png", "jpeg": ".jpg"}


def read_toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


class Suite:
    def __init__(self, given):
        self.conform, self.tool, self.data = given.conform, os.path.abspath(given.tool), pathlib.Path(given.conformance).resolve()
        sys.path.insert(0, str(self.data / "cases"))
        import pictures
        self.pictures = pictures.PICTURES
        self.faults = read_toml(self.data / "rubric" / "faults.toml")["fault"]
        self.cases = {case["id"]: case for case in read_toml(self.data / "cases" / "cases.toml")["case"]}
        self.levels = {}
        for path in (self.data / "rubric").glob("*.toml"):
            self.levels.update({rule["id"]: rule["level"] for rule in read_toml(path).get("rule", [])})

    def subject(self, folder, case, fault):
        """The bad labeller's subject.toml with its fault, its options and the formats of the case."""
        text = (self.data / "subjects" / "bad" / "subject.toml").read_text(encoding="utf-8")
        program = '"%s"' % (self.data / "subjects" / "bad" / "bad.py")
        text = text.replace('"{here}/bad.py"', program + (', "--fault", "%s"' % fault if fault else ""))
        text = text.replace("{tool}", self.tool)
        options = case.get("options", {})
        more = (', "--sign", "%s"' % (folder / "keys") if options.get("sign") or case["scenario"] == "handle_signed" else "")
        more += ', "--disclose", "yes"' if options.get("disclose") else ""
        text = text.replace('"{produce_id}"]\nembed', '"{produce_id}"%s]\nembed' % more)
        formats = ", ".join('"%s"' % f for f in case.get("formats", ["png"]))
        text = text.replace('formats = ["png", "jpeg"]', "formats = [%s]" % formats).replace('media = ["image"]', 'media = ["%s"]' % case.get("media", "image"))
        if "hang" in fault:
            text = text.replace("seconds = 60", "seconds = 4")
        (folder / "subject.toml").write_text(text, encoding="utf-8")

    def draw(self, folder, case):
        """Each picture in the case's first format: the suite turns plain ones into the others."""
        (folder / "pictures").mkdir()
        kind = case.get("formats", ["png"])[0]
        for name in case.get("pictures", ["scene-1"]):
            (folder / "pictures" / (name + SUFFIX[kind])).write_bytes(self.pictures[name](kind))

    def run(self, profile, case, fault):
        """Outcomes by rule."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            self.subject(folder, case, fault)
            sound = case.get("media") == "audio"  # which the suite draws itself
            if not sound:
                self.draw(folder, case)
            acts = KEEPS_ITSELF_BUSY.get(fault, ACTS[case["scenario"]])
            words = [self.conform, "run", "--subject", folder / "subject.toml", "-o", folder / "report", "--profile", profile, *(["--pictures", "2"] if sound else ["--corpus", folder / "pictures", "--only-corpus"]), "--acts", acts, "--jobs", "1", "--quiet", "--data", self.data, "--trust", folder / "keys" / "root.pem"]
            if case.get("options", {}).get("sign"):
                subprocess.run([self.tool, "keys", "demo", "-o", str(folder / "keys")], check=True, capture_output=True)
            if not (folder / "keys" / "root.pem").exists():
                words = words[:-2]
            if fault == "label-fades":
                words += ["--handled"]
            if acts == "mill":
                words += ["--ladders", "jpeg"]
            done = subprocess.run([str(word) for word in words], capture_output=True, check=False, timeout=550)
            report = folder / "report" / "report.json"
            if not report.exists():
                raise RuntimeError("%s, %s: no report: %s" % (fault or "no fault", profile, done.stderr.decode(errors="replace")))
            return {rule["id"]: rule for rule in json.loads(report.read_text(encoding="utf-8"))["rules"]}


def judged(rules, outcome):
    return {name for name, rule in rules.items() if rule["outcome"] == outcome}


def told(rules, names):
    return "; ".join("%s %s" % (n, rules[n]["message"]["en"] + " " + "; ".join(e["measured"] for e in rules[n]["evidence"][:2])) for n in sorted(names))


def check_fault(suite, fault):
    """What is wrong with how the suite judges a fault, a line each."""
    case, wrong = suite.cases["fault-" + fault["id"]], []
    for profile in fault["profiles"]:
        rules = suite.run(profile, case, fault["id"])
        held = set(rules)
        expected, may = set(fault["fails"]) & held, set(fault.get("may", []))
        failed = judged(rules, "fail")
        # What the fault's own act does not touch is left to other cases: only failures count as wrong.
        for name in sorted(expected - failed):
            wrong.append("%s, %s: %s is %s, not fail: %s" % (fault["id"], profile, name, rules[name]["outcome"], told(rules, {name})))
        if failed - expected - may:
            wrong.append("%s, %s: fails too: %s" % (fault["id"], profile, told(rules, failed - expected - may)))
        for name in sorted(set(fault.get("reviews", [])) & held - judged(rules, "needs_review")):
            wrong.append("%s, %s: %s is %s, not needs_review" % (fault["id"], profile, name, rules[name]["outcome"]))
        if judged(rules, "error"):
            wrong.append("%s, %s: error: %s" % (fault["id"], profile, told(rules, judged(rules, "error"))))
    return wrong


# What a rhythm that is not there leaves to a person, and what one that is there settles.
OF_THE_RHYTHM = {"cn-m-4.2-1", "cn-m-4.x-1", "gb45438-5.3x-3", "gb45438-5.3b-1", "gb45438-5.3x-1", "cn-m-11-1"}
SETTLED = {"cn-m-4.2-1", "cn-m-4.x-1", "gb45438-5.3x-2", "gb45438-5.3x-3", "cn-m-11-1"}


def check_right(suite, name, profiles):
    wrong = []
    for profile in profiles:
        case = suite.cases[name]
        rules = suite.run(profile, case, case.get("fault", ""))
        if case.get("media") == "audio" and profile == "cn-gb45438":
            outcome, names = ("needs_review", OF_THE_RHYTHM) if name == "review-no-rhythm" else ("pass", SETTLED)
            if names - judged(rules, outcome):
                wrong.append("%s: not %s: %s" % (name, outcome, told(rules, names - judged(rules, outcome))))
        bad = judged(rules, "fail") | judged(rules, "error")
        if case.get("role") == "platform" or case["scenario"] == "platform":
            bad = {b for b in bad if not b.startswith("gb45438-5")}
        if bad:
            wrong.append("%s, %s: fails: %s" % (name, profile, told(rules, bad)))
        if not judged(rules, "pass"):
            wrong.append("%s, %s: passes nothing" % (name, profile))
    return wrong


RIGHT = {"ok-png": ["cn-gb45438", "imprint-quality"], "ok-jpeg": ["cn-gb45438"], "ok-wav": ["cn-gb45438", "imprint-quality"], "ok-wav-middle": ["cn-gb45438"],
         "review-no-rhythm": ["cn-gb45438"], "ok-platform": ["cn-platform"], "ok-cut-out": ["cn-gb45438"], "ok-unlabelled": ["cn-gb45438"],
         "ok-xmp": ["cn-gb45438"], "ok-already-labelled": ["cn-gb45438"], "ok-security-data": ["cn-gb45438"], "ok-manifest": ["c2pa", "eu-art50-code"],
         "ok-disclosure": ["us-ca-sb942"], "ok-kept": ["imprint-quality"], "ok-hostile": ["imprint-quality"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("conform")
    parser.add_argument("tool")
    parser.add_argument("conformance")
    parser.add_argument("--only", action="append")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    suite = Suite(given)
    work = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for fault in suite.faults:
            if not given.only or fault["id"] in given.only:
                work[pool.submit(check_fault, suite, fault)] = fault["id"]
        for name, profiles in RIGHT.items():
            if not given.only or name in given.only:
                work[pool.submit(check_right, suite, name, profiles)] = name
        failures = 0
        for done in concurrent.futures.as_completed(work):
            try:
                wrong = done.result()
            except Exception as e:  # one broken case must not hide the others
                wrong = ["%s: %s" % (work[done], e)]
            failures += bool(wrong)
            print("\n".join(wrong) if wrong else "%s: as expected" % work[done] if given.verbose else "", end="\n" if wrong or given.verbose else "", flush=True)
    print("%d faults and right cases judged, %d not as expected" % (len(work), failures))
    return 1 if failures or not work else 0


if __name__ == "__main__":
    sys.exit(main())
