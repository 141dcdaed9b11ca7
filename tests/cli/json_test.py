"""--json: what each verb prints is valid by its schema, over several files with failures among them; SARIF names those."""
import json
import os
import re

from harness import ABSENT, BMP, DONE, FAILED, PAYLOAD, PRODUCER, UNSUPPORTED, Suite, schema

t = Suite()
SCHEMAS = {name: schema(name + ".schema.json") for name in ("report", "detection", "lint", "aigc", "label", "output", "log", "key", "version", "failure")}
t.paint("plain.png", 320, 240)
t.paint_jpeg("plain.jpg", 320, 240)
t.exits(t.mark("plain.png", "marked.png"), DONE, "mark")
t.exits(t.run("keys", "demo", "-o", "ca"), DONE, "keys demo")
CERT = ["--cert", "ca/chain.pem"]
t.exits(t.run("manifest", "sign", "plain.png", "-o", "signed.png", *CERT, "--key", "ca/leaf.key"), DONE, "manifest sign")
t.write("picture.bmp", BMP)
t.write("cut.png", t.read("plain.png")[:4000])
t.write("图片 é\x07.png", t.read("plain.png"))
INPUTS = ["marked.png", "cut.png", "plain.jpg", "nothing.png", "图片 é\x07.png", "picture.bmp", "signed.png"]
FAILING = {"cut.png": "IMPRINT_ERR_TRUNCATED", "nothing.png": "IMPRINT_CLI_INPUT", "picture.bmp": "IMPRINT_ERR_UNSUPPORTED_FORMAT"}
NEW = ["--producer", PRODUCER, "--produce-id", "j-{n}"]
TO = ["-o", "to/{stem}-{n}{ext}", "--force"]
READERS = {("verify",): "report", ("lint",): "lint", ("aigc", "read"): "aigc", ("watermark", "detect"): "detection", ("label", "find"): "label",
           ("manifest", "read"): "report", ("manifest", "verify"): "report"}
WRITERS = {("mark", *NEW, *TO): "report", ("propagate", *TO, "--propagator", PRODUCER, "--propagate-id", "p-{n}", "--declared"): "report",
           ("aigc", "write", *NEW, *TO): "output", ("label", "draw", *TO): "output", ("watermark", "embed", *TO, "--payload", PAYLOAD): "output",
           ("manifest", "sign", *TO, *CERT, "--key", "ca/leaf.key"): "output"}

for verb, kind in {**READERS, **WRITERS}.items():
    name = " ".join(verb[:2])
    run = t.run(*verb, *INPUTS, "--json")
    t.exits(run, FAILED, f"{name}: the worst exit code")
    lines = run.json_lines()
    t.equal([line.get("file") for line in lines], INPUTS, f"{name}: a line for each input, in order")
    for line in lines:
        failed = "exit_code" in line
        t.valid(line, SCHEMAS["failure" if failed else kind], f"{name}, {line['file']!r}")
        other = SCHEMAS[kind if failed else "failure"]
        t.check(not other.is_valid(line), f"{name}, {line['file']!r} is an answer or a failure, not both")
    failures = {line["file"]: line["status"] for line in lines if "exit_code" in line}
    t.equal({f: s for f, s in failures.items() if f == "nothing.png"}, {"nothing.png": "IMPRINT_CLI_INPUT"}, f"{name}: a missing file")
    if verb in READERS:
        walks_bmp = kind == "report" and verb[0] == "manifest"
        t.equal({f for f in failures if f != "picture.bmp"}, {"cut.png", "nothing.png"} if not walks_bmp else set(failures) - {"picture.bmp"}, f"{name}: what fails")
    if kind in ("output", "report") and verb in WRITERS:
        for line in lines:
            t.check("exit_code" in line or os.path.exists(t.path(line["output"])), f"{name}: {line}")

# One input: its answer alone, or its failure with its file.
for verb, kind in READERS.items():
    answer = t.run(*verb, "marked.png", "--json").json()
    t.valid(answer, SCHEMAS[kind], f"{verb} of one")
    t.check("file" not in answer, f"{verb} of one has no file")
    t.refuses_in_json([*verb, "cut.png", "--json"], "IMPRINT_ERR_TRUNCATED", f"{verb} of one that fails", file="cut.png")
for verb, kind in WRITERS.items():
    run = t.run(*verb, "plain.png", "--json")
    t.exits(run, DONE, f"{verb[:2]} of one")
    t.valid(run.json(), SCHEMAS[kind], f"{verb[:2]} of one")
    t.refuses_in_json([*verb, "cut.png", "--json"], "IMPRINT_ERR_TRUNCATED", f"{verb[:2]} of one that fails", file="cut.png")
run = t.run("transplant", "marked.png", "plain.jpg", "-o", "no.jpg", "--json")
t.valid(run.json(), SCHEMAS["failure"], "transplant that fails")
t.equal((run.code, run.json()["file"], run.json()["status"]), (FAILED, "plain.jpg", "IMPRINT_ERR_OTHER_PICTURE"), "transplant that fails")

# A container whose pictures are not read, and whose manifest is looked for.
t.write("clip.mp4", b"\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x08free\0\0\0\x08mdat")
for verb in ("read", "verify"):
    clip = t.run("manifest", verb, "clip.mp4", "--json").json()
    t.valid(clip, SCHEMAS["failure" if "exit_code" in clip else "report"], f"manifest {verb} of an MP4")

# The picture on stdout: JSON goes to stderr, and nothing else is on stdout.
run = t.mark("cut.png", "-", "--json")
t.equal(run.out, b"", "mark -o - that fails")
t.check('"status": "IMPRINT_ERR_TRUNCATED"' in run.talk, f"mark -o - that fails: {run.talk}")

# Failures before any input, and lines that the parser refuses.
for arguments, words in ((["verify", "plain.png", "--key", "nothing.key", "--json"], "nothing.key"), (["verify", "--json"], "INPUT"),
                         (["mark", "plain.png", "-o", "a.png", "--json"], "--producer"), (["verify", "plain.png", "--jsn", "--json"], "--jsn"),
                         (["makr", "--json"], "makr")):
    failure = t.run(*arguments).json()
    t.valid(failure, SCHEMAS["failure"], f"{arguments}")
    t.check("file" not in failure and words in failure["message"], f"{arguments}: {failure}")

# The others.
t.valid(t.run("version", "--json").json(), SCHEMAS["version"], "version")
t.valid(t.run("keys", "new", "-o", "one.key", "--json").json(), SCHEMAS["key"], "keys new")
t.valid(t.run("keys", "show", "one.key", "--json").json(), SCHEMAS["key"], "keys show")
t.exits(t.mark("plain.png", "bare.png", "--no-visible", "--waiver", "customer 7", "--log", "copies.log"), DONE, "a copy on record")
t.write("empty.log", "")
for log in ("copies.log", "empty.log"):
    t.valid(t.run("log", "verify", log, "--json").json(), SCHEMAS["log"], f"log verify {log}")
t.refuses_in_json(["log", "verify", "plain.png", "--json"], "IMPRINT_ERR_LOG_BROKEN", "log verify of no log", ABSENT, "plain.png")
t.refuses_in_json(["log", "verify", "copies.log", "--head", "0" * 64, "--json"], "IMPRINT_CLI_NOT_THERE", "another head", ABSENT, "copies.log")
t.refuses_in_json(["log", "verify", "nothing.log", "--json"], "IMPRINT_ERR_LOG_FILE", "no log", FAILED, "nothing.log")

# SARIF: results of what was read, notifications of what was not.
run = t.run("lint", *INPUTS, "--sarif")
t.exits(run, FAILED, "lint --sarif")
invocation = run.json()["runs"][0]["invocations"][0]
t.equal(invocation["executionSuccessful"], False, "executionSuccessful")
told = {n["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: n["descriptor"]["id"] for n in invocation["toolExecutionNotifications"]}
t.equal({f: s for f, s in told.items() if f != "picture.bmp"}, {f: s for f, s in FAILING.items() if f != "picture.bmp"}, "notifications")
t.check(all(n["level"] == "error" and n["message"]["text"] for n in invocation["toolExecutionNotifications"]), "level and text")
places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run.json()["runs"][0]["results"]]
t.check("%E5%9B%BE%E7%89%87%20%C3%A9%07.png" in places, f"a Chinese name is percent-encoded UTF-8: {places}")
good = t.run("lint", "marked.png", "--sarif").json()["runs"][0]
t.equal(good["invocations"], [{"executionSuccessful": True}], "nothing failed")

# aigc.schema.json repeats definitions of the report's.
mine, reports = SCHEMAS["aigc"].schema["$defs"], SCHEMAS["report"].schema["$defs"]
mine["aigc"]["properties"].pop("file")
t.equal({k: v for k, v in mine.items() if v != reports[k]}, {}, "definitions that differ")

# Statuses of failures stand in spec/errors.md.
with open(os.path.join(os.environ["IMPRINT_SCHEMA"], "..", "errors.md"), encoding="utf-8") as file:
    known = set(re.findall(r"`(IMPRINT_(?:ERR|CLI)_[A-Z_]+)`", file.read()))
with open(os.path.join(os.environ["IMPRINT_SCHEMA"], "..", "..", "cli", "files.h"), encoding="utf-8") as file:
    own = set(re.findall(r'"(IMPRINT_CLI_[A-Z]+(?:_[A-Z]+)*)"', file.read()))
t.check(own and own <= known, f"statuses of the tool that errors.md lacks: {own - known}")
t.equal(json.loads(t.run("aigc", "read", "marked.png").out), t.run("aigc", "read", "marked.png", "--json").json(), "aigc read is JSON anyway")
t.check(UNSUPPORTED == t.run("aigc", "read", "picture.bmp").code, "a BMP alone")
t.finish()
