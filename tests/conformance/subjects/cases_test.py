#!/usr/bin/env python3
"""Cases can be made, twice the same, and show what they are for: cases_test.py CONFORMANCE TOOL. The whole set is made by make_cases.py OUT, in minutes."""
import json

from checks import CONFORMANCE, PYTHON, TOOL, Checks
import faults
import make_cases

t = Checks()
PROGRAM = CONFORMANCE / "cases" / "make_cases.py"
SOME = ["ok-png", "ok-xmp", "ok-hostile", "ok-unlabelled", "fault-log-empty", "fault-log-without-recipient", "fault-crash-on-hostile", "fault-refusal-without-reason", "text-only"]
AGAIN = ["ok-png", "ok-xmp"]


def make(folder, ids):
    words = [word for one in ids for word in ("--only", one)]
    done = t.run(PYTHON, "-B", PROGRAM, folder, "--tool", TOOL, *words)
    t.equal(done.returncode, 0, "cases are made: " + done.stderr.decode())


def calls(case):
    return json.loads((t.folder / "one" / case / "calls.json").read_text(encoding="utf-8"))["calls"]


def ids():
    cases = make_cases.read_cases()
    t.equal({c["fault"] for c in cases if c["id"].startswith("fault-")}, set(faults.FAULTS), "each fault has its case")
    t.check(all(c["id"] == "fault-" + c["fault"] for c in cases if c["id"].startswith("fault-")), "under its own name")
    t.check(all(c["scenario"] in make_cases.SCENARIOS for c in cases), "every scenario is known")
    rubric = CONFORMANCE / "rubric" / "faults.toml"
    if rubric.exists():
        t.equal(t.run(PYTHON, "-B", PROGRAM, "--check-ids", rubric).returncode, 0, "the cases are those of the rubric")
    t.equal(t.run(PYTHON, "-B", PROGRAM, "x", "--only", "no-such-case").returncode, 2, "an unknown case is refused")


def ends():
    t.equal([(c["ended"], c["exit_code"], bool(c["output"])) for c in calls("ok-png")], [("exited", 0, True)] * 2, "ok-png")
    t.equal(len({c["asked"]["produce_id"] for c in calls("ok-png")}), 2, "under two numbers")
    t.check(all(c["ended"] == "exited" and c["exit_code"] in (2, 3) and c["said"] and not c["output"] for c in calls("ok-hostile")), "ok-hostile refuses with a reason")
    t.check(all(c["exit_code"] == 2 and not c["said"] for c in calls("fault-refusal-without-reason")), "refusal-without-reason says nothing")
    t.check(all((c["ended"], c["signal"]) == ("signalled", 11) for c in calls("fault-crash-on-hostile")), "crash-on-hostile dies")
    t.equal(calls("text-only"), [], "text-only calls nothing")
    acts = [(c["act"], c["exit_code"], bool(c["output"])) for c in calls("ok-unlabelled")]
    t.equal(acts, [("mark_unlabelled", 2, False), ("mark_unlabelled", 0, True), ("log_export", 0, True), ("log_purge", 2, False), ("log_export", 0, True)], "ok-unlabelled")
    records = {case: json.loads((t.folder / "one" / case / "records.json").read_text(encoding="utf-8"))["records"]
               for case in ("ok-unlabelled", "fault-log-empty", "fault-log-without-recipient")}
    t.equal([[one.get("waiver") for one in records[case]] for case in records], [["customer 17, contract 2026-04"], [], [None]], "what the logs say")


def same_again():
    for case in AGAIN:
        first, second = ({path.name: path.read_bytes() for path in (t.folder / run / case).iterdir()} for run in ("one", "two"))
        t.equal(sorted(first), sorted(second), "the files of " + case)
        t.check(first == second, case + " is the same byte for byte")


make("one", SOME)
make("two", AGAIN)
for part in (ids, ends, same_again):
    part()
t.end()
