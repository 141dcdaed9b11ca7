"""imprint lint: findings for people, as JSON and as SARIF; comparison of two files."""
import json
import os
import re
import shutil
import zlib

from harness import ABSENT, CORPORA, DONE, FAILED, PRODUCER, UNSUPPORTED, Suite, schema

t = Suite()
lint_schema = schema("lint.schema.json")
t.paint()
t.paint_jpeg()
t.write("picture.txt", "no picture")
t.write("cut.png", t.read("plain.png")[:4000])
t.run("aigc", "write", "plain.png", "-o", "good.png", "--producer", PRODUCER, "--produce-id", "a-1")
t.run("aigc", "write", "plain.jpg", "-o", "good.jpg", "--producer", PRODUCER, "--produce-id", "a-1")
LABEL = {"Label": "1", "ContentProducer": PRODUCER, "ProduceID": "a-1", "ReservedCode1": "", "ContentPropagator": PRODUCER,
         "PropagateID": "a-1", "ReservedCode2": ""}


def with_text(name, label, source="plain.png"):
    """`source` with `label` in a tEXt chunk AIGC, wrapped, straight after IHDR."""
    data = b"AIGC\0" + json.dumps({"AIGC": label}, separators=(",", ":")).encode()
    body = b"tEXt" + data
    chunk = len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    file = t.read(source)
    return t.write(name, file[:33] + chunk + file[33:])


def lint(*arguments):
    run = t.run("lint", *arguments, "--json")
    t.valid(run.json(), lint_schema, f"lint {arguments}")
    return run


def codes(run):
    return sorted(f["code"] for f in run.json()["findings"])


with_text("bad.png", {**LABEL, "Label": "5"})
with_text("warned.png", {**LABEL, "Extra": "x"})
with_text("two.png", LABEL, "good.png")

for name, code, status, wanted in (
        ("good.png", DONE, "conforming", []),
        ("good.jpg", DONE, "conforming", []),
        ("plain.png", ABSENT, "absent", ["GB-LABEL-ABSENT"]),
        ("plain.jpg", ABSENT, "absent", ["GB-LABEL-ABSENT"]),
        ("bad.png", ABSENT, "not_conforming", ["GB-LABEL-VALUE"]),
        ("warned.png", DONE, "deviating", ["GB-KEY-EXTRA"]),
        ("two.png", ABSENT, "not_conforming", ["GB-SECOND-LABEL"])):
    run = lint(name)
    t.exits(run, code, f"lint {name}")
    t.equal(run.talk, "", f"lint {name}: talk")
    t.equal(run.json()["status"], status, f"status of {name}")
    t.equal(codes(run), wanted, f"findings of {name}")
t.exits(lint("warned.png", "--strict"), ABSENT, "a warning under --strict")
t.equal(lint("warned.png", "--strict").json()["status"], "not_conforming", "status under --strict")
t.equal(t.run("lint", "-", "--json", stdin=t.read("bad.png")).out, lint("bad.png").out, "lint from stdin")

# For people: both languages, several files, one summary line.
run = t.run("lint", "good.png", "bad.png", "plain.png")
t.exits(run, ABSENT, "several files")
said = run.out.decode("utf-8")
for words in ("good.png: conforming", "bad.png: not conforming (1 error", "GB-LABEL-VALUE [Annex E c]", "Label is none of", "Label 的值不是",
              "plain.png: no label", "3 files: 1 no label, 1 conforming, 1 not conforming"):
    t.check(words in said, f"'{words}' is not in {said}")
t.check("\033[" not in said, "no colours in a pipe")
lines = t.run("lint", "good.png", "bad.png", "--json").json_lines()
t.equal([line["file"] for line in lines], ["good.png", "bad.png"], "files of JSON lines")
for line in lines:
    t.valid(line, lint_schema, "a line of lint --json")

# Details: whole, in both languages, and as fields.
NAME = "某某公司\x1b" + "人工智能" * 40
with_text("chinese.png", {**LABEL, "Label": "五", "ContentProducer": NAME, "Extra 键": "x"})
found = {f["code"]: f for f in lint("chinese.png").json()["findings"]}
value = found["GB-LABEL-VALUE"]
t.equal((value["detail"], value["detail_zh"], value["key"], value["value"], value["expected"]),
        ('"五"', "“五”", "Label", "五", '"1", "2", "3"'), "details of a value")
t.equal(found["GB-PROVIDER-NAME"]["value"], NAME, "a long name, as it is")
t.check("人工智能" * 40 in found["GB-PROVIDER-NAME"]["detail_zh"], "nothing is cut")
t.equal(found["GB-KEY-EXTRA"]["key"], "Extra 键", "a key")
said = t.run("lint", "chinese.png").out.decode()
t.check("??" not in said and "人工智能" * 40 in said and "\\u{1b}" in said and "\x1b" not in said, f"for people: UTF-8 stays, controls are escaped: {said}")
t.check("字段值含有主要字符集以外的字符：ContentProducer，第 0 字节处的字符“某”" in said, f"Chinese stays Chinese: {said}")
for result in t.run("lint", "chinese.png", "--sarif").json()["runs"][0]["results"]:
    if result["ruleId"] == "GB-LABEL-VALUE":
        t.equal(result["properties"], {"zh": "Label 的值不是 \"1\"、\"2\"、\"3\" 之一：“五”", "key": "Label", "value": "五", "expected": '"1", "2", "3"'}, "SARIF properties")
# Over every file that a fuzzer or a test brought: no English sentence inside a Chinese one.
for line in t.run("lint", "-r", CORPORA, "--json").json_lines():
    for f in line.get("findings", []):
        words = re.sub(r'"[^"]*"', "", f.get("detail", ""))
        t.check(not re.search(r"\b[a-z]+ [a-z]+\b", words) or re.search("[\u4e00-\u9fff]", f["detail_zh"]), f"no Chinese for '{f.get('detail')}'")

# SARIF 2.1.0, the members that section 3 of the standard requires.
os.makedirs(t.path("two words"), exist_ok=True)
shutil.copy(t.path("bad.png"), t.path("two words/bad.png"))
run = t.run("lint", "two.png", "two words/bad.png", "plain.png", "--sarif")
t.exits(run, ABSENT, "lint --sarif")
log = run.json()
t.equal(log["version"], "2.1.0", "SARIF version")
driver = log["runs"][0]["tool"]["driver"]
t.equal(driver["name"], "imprint", "SARIF driver")
for result in log["runs"][0]["results"]:
    rule = driver["rules"][result["ruleIndex"]]
    t.equal(rule["id"], result["ruleId"], "SARIF ruleIndex")
    t.check(result["level"] in ("error", "warning", "note"), f"SARIF level {result['level']}")
    t.check(result["message"]["text"] and rule["shortDescription"]["text"] and rule["properties"]["zh"], "SARIF texts")
t.equal([r["ruleId"] for r in log["runs"][0]["results"]], ["GB-SECOND-LABEL", "GB-LABEL-VALUE", "GB-LABEL-ABSENT"], "SARIF results")
t.equal([r["level"] for r in log["runs"][0]["results"]], ["error", "error", "note"], "SARIF levels")
places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]]
t.equal(places, ["two.png", "two%20words/bad.png", "plain.png"], "SARIF locations")

# A pipeline.
for before, after, code, wanted in (
        ("good.png", "good.png", DONE, []),
        ("good.png", "good.jpg", DONE, ["GB-MOVED-CARRIER"]),
        ("good.png", "plain.jpg", ABSENT, ["GB-LOST-LABEL"]),
        ("good.png", "bad.png", ABSENT, ["GB-CHANGED-SHAPE", "GB-LABEL-VALUE", "GB-MOVED-CARRIER", "GB-REWRITTEN-LABEL"]),
        ("plain.png", "good.png", DONE, ["GB-GAINED-LABEL"]),
        ("plain.png", "plain.jpg", ABSENT, [])):
    run = lint("--before", before, "--after", after)
    t.exits(run, code, f"{before} to {after}")
    t.equal(codes(run), wanted, f"{before} to {after}")
t.check("the label was lost" in t.run("lint", "--before", "good.png", "--after", "plain.png").out.decode(), "a loss in words")

# Refusals.
t.refuses(["lint"], "INPUT", "lint without a file")
t.refuses(["lint", "--before", "good.png"], "--after", "half a comparison")
t.refuses(["lint", "plain.png", "--before", "good.png", "--after", "good.png"], "--before", "a comparison and a file")
t.check("excludes" in t.refuses_in_json(["lint", "plain.png", "--json", "--sarif"], "IMPRINT_CLI_ARGUMENT", "two outputs")["message"], "two outputs")
t.refuses(["lint", "nothing.png"], "No such file", "a missing file")
t.refuses(["lint", "cut.png"], "IMPRINT_ERR_TRUNCATED", "a cut file")
t.refuses(["lint", "picture.txt"], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "no picture", UNSUPPORTED)
t.refuses(["lint", "good.png", "--trust", "picture.txt"], "IMPRINT_ERR_KEY_INVALID", "a text to trust")
run = t.run("lint", "good.png", "nothing.png")
t.check(run.code == FAILED and b"good.png: conforming" in run.out, "one failure does not stop the others")
t.finish()
