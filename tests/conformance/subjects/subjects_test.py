#!/usr/bin/env python3
"""The shipped subjects do what their subject.toml says: subjects_test.py CONFORMANCE TOOL."""
import json
import subprocess

from checks import CONFORMANCE, OTHER, PLATFORM, PRODUCER, PYTHON, TOOL, Checks, fill, read_toml
import pictures
import tunes

t = Checks()
SUBJECTS = CONFORMANCE / "subjects"
PAYLOAD = "0123456789abcdef"
(t.folder / "a.png").write_bytes(pictures.plain(1, "png"))
(t.folder / "b.png").write_bytes(pictures.plain(2, "png"))
(t.folder / "small.png").write_bytes(pictures.saved(pictures.Image.new("RGB", (100, 60)), "PNG"))


def call(name, verb, **values):
    """A command of the subject, filled in as the suite does."""
    subject = read_toml(SUBJECTS / name / "subject.toml")
    blank = dict.fromkeys(["in", "out", "payload", "producer", "produce_id", "propagator", "propagate_id", "key", "log", "agreement", "declared", "since", "before", "now"], "")
    return t.run(*fill(subject["commands"][verb], {**blank, "tool": TOOL, "here": SUBJECTS / name, **values}))


def imprint():
    done = call("imprint", "mark", **{"in": "a.png"}, out="marked.png", producer=PRODUCER, produce_id="s-1")
    t.equal(done.returncode, 0, "imprint marks")
    t.equal(call("imprint", "mark", **{"in": "marked.png"}, out="no.png", producer=OTHER, produce_id="s-2").returncode, 1, "imprint refuses what is labelled")
    found = call("imprint", "detect", **{"in": "marked.png"})
    t.equal((found.returncode, json.loads(found.stdout)["detected"]), (0, True), "imprint detects")
    t.equal(call("imprint", "detect", **{"in": "a.png"}).returncode, 2, "imprint detects nothing in an unmarked picture")
    t.equal(call("imprint", "embed", **{"in": "a.png"}, out="embedded.png", payload=PAYLOAD).returncode, 0, "imprint embeds")
    t.equal(json.loads(call("imprint", "detect", **{"in": "embedded.png"}).stdout)["payload_hex"], PAYLOAD, "and finds the payload")
    t.equal(json.loads(call("imprint", "lint", **{"in": "marked.png"}).stdout)["status"], "conforming", "imprint lints")
    t.equal(json.loads(call("imprint", "verify", **{"in": "marked.png"}).stdout)["verdict"]["state"], "generated", "imprint verifies")
    for given, declared, word, code in (("marked.png", "", "属于", 0), ("a.png", "yes", "可能", 0), ("embedded.png", "", "疑似", 0), ("a.png", "", None, 2)):
        done = call("imprint", "propagate", **{"in": given}, out="p-%s%s" % (word, given), propagator=PLATFORM, propagate_id="p-1", declared=declared)
        notice = json.loads(done.stdout)["verdict"].get("notice")
        t.equal((done.returncode, bool(notice) and word in notice["zh"]), (code, bool(word)), "imprint propagates %s %s" % (given, declared))


def imprint_log():
    unlabelled = {"in": "a.png", "producer": PRODUCER, "produce_id": "s-3", "log": "copies.log"}
    t.equal(call("imprint", "mark_unlabelled", **unlabelled, out="u1.png").returncode, 1, "imprint refuses a copy without an agreement")
    t.equal(call("imprint", "mark_unlabelled", **unlabelled, out="u2.png", agreement="customer 17").returncode, 0, "imprint gives it with one")
    records = json.loads(call("imprint", "log_export", log="copies.log").stdout)["records"]
    t.equal([one["waiver"] for one in records], ["customer 17"], "imprint exports its log")
    t.equal(call("imprint", "log_purge", log="copies.log", before=records[0]["time"], now=records[0]["time"]).returncode, 0, "imprint purges what is old")


def imprint_sound():
    (t.folder / "a.wav").write_bytes(tunes.tune())
    done = call("imprint-sound", "mark", **{"in": "a.wav"}, out="marked.wav", producer=PRODUCER, produce_id="w-1")
    t.equal(done.returncode, 0, "imprint marks sound: " + done.stderr.decode())
    report = json.loads(call("imprint-sound", "verify", **{"in": "marked.wav"}).stdout)
    t.equal((report["medium"], report["visible"]["state"], report["verdict"]["state"]), ("audio", "present", "generated"), "and its rhythm is heard")
    t.equal(call("imprint-sound", "mark", **{"in": "marked.wav"}, out="no.wav", producer=OTHER, produce_id="w-2").returncode, 1, "imprint refuses sound that is labelled")
    t.equal(call("imprint-sound", "embed", **{"in": "a.wav"}, out="embedded.wav", payload=PAYLOAD).returncode, 0, "imprint embeds in sound")
    t.equal(json.loads(call("imprint-sound", "detect", **{"in": "embedded.wav"}).stdout)["payload_hex"], PAYLOAD, "and finds the payload")


def null():
    for verb in ("mark", "propagate", "mark_unlabelled"):
        t.equal(call("null", verb, **{"in": "a.png"}, out=verb + ".png").returncode, 0, "null copies at " + verb)
        t.equal((t.folder / (verb + ".png")).read_bytes(), (t.folder / "a.png").read_bytes(), "and changes nothing")


def ask(words, requests):
    """A stream: every request, and its answer."""
    done = subprocess.run([PYTHON, "-B", *map(str, words)], input="".join(json.dumps(one) + "\n" for one in requests), cwd=t.folder, capture_output=True, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def textbook():
    program = SUBJECTS / "textbook-dwtdct" / "dwtdct.py"
    subject = read_toml(program.with_name("subject.toml"))
    t.equal(subject["stream"]["command"], [PYTHON, "{here}/dwtdct.py", "serve"], "the stream is started by its interpreter")
    answers = ask([program, "serve"], [
        {"id": 1, "verb": "embed", "in": "a.png", "out": "t.png", "payload": PAYLOAD}, {"id": 2, "verb": "detect", "in": "t.png"}, {"id": 3, "verb": "detect", "in": "a.png"},
        {"id": 4, "verb": "embed", "in": "small.png", "out": "t2.png", "payload": PAYLOAD}, {"id": 5, "verb": "mark", "in": "a.png"}, {"id": 6, "verb": "detect", "in": "gone.png"}])
    t.equal([one["id"] for one in answers], [1, 2, 3, 4, 5, 6], "textbook answers every request")
    t.equal([one["ok"] for one in answers], [True, True, True, False, False, False], "and says what it did")
    t.equal(answers[1].get("payload_hex"), PAYLOAD, "textbook finds its payload")
    t.check(answers[1]["p_value"] < 1e-20 and answers[2]["p_value"] > 1e-3, "its p-values", answers[1:3])
    t.equal([answers[2]["detected"], answers[2]["exit"]], [False, 2], "textbook finds nothing in an unmarked picture")
    t.check("60 px" in answers[3]["reason"] and "128 px" in answers[3]["reason"], "a refusal names limit and value", answers[3])
    pictures.Image.open(t.folder / "t.png").save(t.folder / "t.jpg", quality=75)
    done = t.run(PYTHON, "-B", program, "detect", "t.jpg")
    t.equal((done.returncode, json.loads(done.stdout).get("payload_hex")), (0, PAYLOAD), "textbook reads JPEG 75")
    pictures.Image.open(t.folder / "t.png").crop((5, 3, 400, 300)).save(t.folder / "crop.png")
    t.equal(t.run(PYTHON, "-B", program, "detect", "crop.png").returncode, 2, "and nothing after a crop")


def calibration():
    """On noise without a mark P(p <= u) <= u, up to chance (200 pictures)."""
    import sys
    sys.path.insert(0, str(SUBJECTS / "textbook-dwtdct"))
    import dwtdct
    import numpy
    chance, found = numpy.random.RandomState(7), []
    for i in range(200):
        flat = 128 + chance.normal(0, 0.3 + i % 20, (160, 160, 1)).repeat(3, 2)
        pictures.Image.fromarray(numpy.clip(flat, 0, 255).astype(numpy.uint8)).save(t.folder / "n.png")
        found.append(dwtdct.detect(t.folder / "n.png")["p_value"])
    for u, most in ((0.1, 34), (0.01, 7)):  # 3.3 and 3.6 standard deviations
        t.check(sum(p <= u for p in found) <= most, "p-values of the textbook mark at %g" % u, sum(p <= u for p in found))
    t.check(sum(p <= 0.5 for p in found) >= 40, "its p-values are no constant", sum(p <= 0.5 for p in found))


def template():
    at = SUBJECTS / "template"
    subject = read_toml(at / "subject.toml")
    done = t.run(*fill(subject["commands"]["mark"], {"in": "a.png", "out": "copied.png", "producer": PRODUCER, "produce_id": "1", "here": at}))
    t.equal((done.returncode, (t.folder / "copied.png").read_bytes()), (0, (t.folder / "a.png").read_bytes()), "the wrapper copies")
    t.equal(t.run("/bin/sh", at / "wrapper.sh", "fly", "a.png").returncode, 3, "and refuses a verb that it does not know")
    answers = ask([at / "adapter.py"], [{"id": 7, "verb": "embed", "in": "a.png", "out": "lsb.png", "payload": PAYLOAD}, {"id": 8, "verb": "detect", "in": "lsb.png"},
                                        {"id": 9, "verb": "embed", "in": "gone.png", "out": "x.png", "payload": PAYLOAD}])
    t.equal([(one["id"], one["ok"]) for one in answers], [(7, True), (8, True), (9, False)], "the adapter answers")
    t.equal(answers[1]["payload_hex"], PAYLOAD, "with the payload")


for part in (imprint, imprint_log, imprint_sound, null, textbook, calibration, template):
    part()
t.end()
