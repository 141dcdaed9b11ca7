#!/usr/bin/python3
"""Makes the files of the cases: make_cases.py OUT [--tool PATH] [--only ID]... [--check-ids FAULTS.toml]

OUT/<case>/ holds what went in, what came out, and calls.json: each call with what was asked, how it ended and what was said. The same bytes every
time, but for what holds a signature or a time (manifests, SecurityData, logs). Needs the bad labeller, and so the imprint tool (--tool, IMPRINT_TOOL
or `imprint` on PATH).
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import pictures  # noqa: E402
import tunes  # noqa: E402

BAD = HERE.parent / "subjects" / "bad" / "bad.py"
PRODUCER = "001191000000000000000K10000"
OTHER = "001191000000000000001N10000"
PLATFORM = "001191000000000000002R20000"
LIMIT_S = 60
HANG_LIMIT_S = 3
SUFFIX = {"png": ".png", "jpeg": ".jpg", "wav": ".wav"}
SCENARIOS = {}


def scenario(function):
    SCENARIOS[function.__name__] = function
    return function


class Case:
    """One case while it is made: its folder, and the calls so far."""

    def __init__(self, described, folder, tool):
        self.d, self.folder, self.tool, self.calls = described, folder, tool, []
        self.options = described.get("options", {})
        self.limit_s = HANG_LIMIT_S if "hang" in described["id"] else LIMIT_S

    def put(self, name, content):
        (self.folder / name).write_bytes(content)
        return name

    def run(self, words, fault=""):
        command = [sys.executable, "-B", str(BAD), "--tool", self.tool] + (["--fault", fault] if fault else []) + words
        try:
            done = subprocess.run(command, cwd=self.folder, capture_output=True, timeout=self.limit_s, check=False)
        except subprocess.TimeoutExpired:
            return {"ended": "timed_out", "exit_code": 0, "signal": 0, "stdout": "", "said": ""}
        signalled = done.returncode < 0
        return {"ended": "signalled" if signalled else "exited", "exit_code": max(0, done.returncode), "signal": max(0, -done.returncode),
                "stdout": done.stdout.decode(errors="replace"), "said": done.stderr.decode(errors="replace")}

    def call(self, act, verb, picture, given, out, asked, more=()):
        """One call of the labeller, with its fault, and its record."""
        words = [verb, given] + (["--out", out] if out else [])
        for name, value in asked.items():
            words += ["--" + name.replace("_", "-"), value]
        record = {"act": act, "verb": verb, "picture": picture, "asked": asked, **self.run(words + list(more), self.d.get("fault", ""))}
        record["input"], record["output"] = given, out if out and (self.folder / out).exists() else ""
        self.calls.append(record)
        return record

    def prepared(self, given, out, *more, producer=PRODUCER, fault=""):
        """A file from the labeller without its fault."""
        done = self.run(["mark", given, "--out", out, "--producer", producer, "--produce-id", "prepared-" + pathlib.Path(out).stem, *more], fault)
        if done["exit_code"] != 0 or done["ended"] != "exited":
            raise RuntimeError("%s: %s cannot be prepared: %s" % (self.d["id"], out, done["said"]))
        return out


def each_picture(case):
    for name in case.d["pictures"]:
        for kind in case.d["formats"]:
            content = tunes.TUNES[name]() if case.d.get("media") == "audio" else pictures.PICTURES[name](kind)
            yield "%s-%s" % (name, kind), kind, case.put(name + SUFFIX[kind], content)


@scenario
def mark(case):
    more = (["--sign", "keys"] if case.options.get("sign") else []) + (["--disclose", "yes"] if case.options.get("disclose") else [])
    for name, kind, given in each_picture(case):
        asked = {"producer": case.options.get("producer", PRODUCER), "produce_id": "case-" + name}
        case.call("mark", "mark", name, given, "out-" + name + SUFFIX[kind], asked, more)


@scenario
def mark_labelled(case):
    for name, kind, given in each_picture(case):
        labelled = case.prepared(given, "labelled-" + name + SUFFIX[kind], producer=OTHER)
        case.call("mark_again", "mark", name, labelled, "out-" + name + SUFFIX[kind], {"producer": PRODUCER, "produce_id": "case-" + name})


@scenario
def mark_hostile(case):
    for name, content in pictures.hostile().items():
        given = case.put(name + ".png", content)
        case.call("spoilt", "mark", name, given, "out-" + name + ".png", {"producer": PRODUCER, "produce_id": "case-" + name})


@scenario
def unlabelled(case):
    given = case.put("scene-1.png", pictures.plain(1, "png"))
    asked = {"producer": PRODUCER, "produce_id": "case-unlabelled"}
    case.call("mark_unlabelled", "mark_unlabelled", "scene-1", given, "out-without-agreement.png", asked)
    agreed = {**asked, "produce_id": "case-unlabelled-2", "waiver": "customer 17, contract 2026-04", "log": "copies.log"}
    case.call("mark_unlabelled", "mark_unlabelled", "scene-1", given, "out-with-agreement.png", agreed)
    case.call("log_export", "log_export", "log", "copies.log", "records.json", {})
    record = next(iter(json.loads((case.folder / "records.json").read_text(encoding="utf-8"))["records"]), None)
    if record:
        before, now = six_months_less_a_day(record["time"])
        case.call("log_purge", "log_purge", "log", "copies.log", "", {"before": before, "now": now})
        case.call("log_export", "log_export", "log", "copies.log", "records-after.json", {})


def six_months_less_a_day(time):
    """A purge of everything that is a second younger than the record, asked for a day before it is six months old."""
    from datetime import datetime, timedelta
    made = datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ")
    month = made.month + 6
    old = made.replace(year=made.year + (month - 1) // 12, month=(month - 1) % 12 + 1, day=min(made.day, 28))
    return tuple(t.strftime("%Y-%m-%dT%H:%M:%SZ") for t in (made + timedelta(seconds=1), old - timedelta(days=1)))


@scenario
def platform(case):
    plain = case.put("plain.png", pictures.plain(1, "png"))
    files = {(True, True): case.prepared(plain, "metadata-trace.png"),
             (False, True): case.prepared(plain, "trace.png", fault="no-metadata"),
             (True, False): case.prepared(plain, "metadata.png", fault="metadata-alone"),
             (False, False): plain}
    for (metadata, trace), given in files.items():
        for declared in (True, False):
            name = "".join(("m" if metadata else "-", "d" if declared else "-", "t" if trace else "-"))
            asked = {"propagator": PLATFORM, "propagate_id": "case-" + name.replace("-", "0"), "declared": "yes" if declared else "no"}
            case.call("propagate", "propagate", name, given, "out-" + name + ".png", asked)


@scenario
def handle_signed(case):
    plain = case.put("scene-1.png", pictures.plain(1, "png"))
    signed = case.prepared(plain, "signed.png", "--sign", "keys")
    case.call("propagate", "propagate", "signed", signed, "out-signed.png", {"propagator": PLATFORM, "propagate_id": "case-signed", "declared": "no"})


@scenario
def folder(case):
    for name, kind, given in each_picture(case):
        if case.d["id"] != "folder-unlabelled":
            labelled = case.prepared(given, "labelled-" + name + SUFFIX[kind])
            (case.folder / given).unlink()
            given = labelled
        case.calls.append({"act": "given", "verb": "", "picture": name, "asked": {}, "ended": "not_called", "exit_code": 0, "signal": 0, "stdout": "", "said": "",
                           "input": "", "output": given})


@scenario
def claims(case):
    pass


def claims_of(described):
    media = ["text"] if described["id"] == "text-only" else [described.get("media", "image")]
    return {"roles": [described["role"]], "media": media, "formats": [] if media == ["text"] else described.get("formats", ["png", "jpeg"])}


def make(described, out, tool):
    at = out / described["id"]
    at.mkdir(parents=True)
    case = Case(described, at, tool)
    SCENARIOS[described["scenario"]](case)
    record = {"case": described["id"], "fault": described.get("fault", ""), "claims": claims_of(described), "calls": case.calls}
    (at / "calls.json").write_text(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_cases():
    with open(HERE / "cases.toml", "rb") as file:
        cases = tomllib.load(file)["case"]
    ids = [c["id"] for c in cases]
    if len(set(ids)) != len(ids):
        sys.exit("cases.toml: an id stands twice: " + ", ".join(sorted(i for i in set(ids) if ids.count(i) > 1)))
    return cases


def check_ids(path):
    """Whether cases.toml has the cases that the rubric names, and no others."""
    with open(path, "rb") as file:
        rubric = tomllib.load(file)
    wanted = {"fault-" + f["id"] for f in rubric["fault"]} | {c["id"] for c in rubric["case"]}
    have = {c["id"] for c in read_cases()}
    print("%d cases of the rubric; missing here: %s; not there: %s" % (len(wanted), sorted(wanted - have) or "none", sorted(have - wanted) or "none"))
    return 0 if wanted == have else 1


def main():
    parser = argparse.ArgumentParser(description="Makes the files of the cases.")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--tool", default=os.environ.get("IMPRINT_TOOL", "imprint"))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--check-ids")
    given = parser.parse_args()
    if given.check_ids:
        return check_ids(given.check_ids)
    if not given.out:
        parser.error("a folder to write into is needed")
    cases = read_cases()
    unknown = set(given.only) - {c["id"] for c in cases}
    if unknown:
        parser.error("no case " + ", ".join(sorted(unknown)))
    chosen = [c for c in cases if not given.only or c["id"] in given.only]
    for one in chosen:
        make(one, pathlib.Path(given.out).resolve(), given.tool)
    print("%d cases made" % len(chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
