"""imprint verify."""
import zlib

from harness import ABSENT, BMP, DONE, FAILED, GIF, PAYLOAD, PRODUCER, READS, TIFF, UNSUPPORTED, Suite

t = Suite()
t.paint()
t.paint_jpeg()
t.write("picture.tiff", TIFF)
t.write("picture.bmp", BMP)
t.write("cut.png", t.read("plain.png")[:4000])
for kind in ("png", "jpg"):
    t.exits(t.mark(f"plain.{kind}", f"marked.{kind}"), DONE, f"mark {kind}")

# Exit codes from both sides; JSON after the schema; data on stdout, talk on stderr.
for name, code, state in (("marked.png", DONE, "generated"), ("marked.jpg", DONE, "generated"),
                          ("plain.png", ABSENT, "none_found"), ("plain.jpg", ABSENT, "none_found")):
    run = t.run("verify", name, "--json")
    t.exits(run, code, f"verify {name}")
    t.valid(run.json(), t.report_schema, f"report on {name}")
    t.equal((run.json()["action"], run.json()["state"]), ("verify", state), f"verify {name}")
    t.equal(run.talk, "", f"verify {name}: talk")
    piped = t.run("verify", "-", "--json", stdin=t.read(name))
    t.equal((piped.code, piped.out), (code, run.out), f"verify {name} from stdin")
    people = t.run("verify", name)
    t.exits(people, code, f"verify {name} for people")
    t.check(people.out.decode().startswith(f"{name}: {state}\n"), f"verify {name} for people: {people.out}")
    t.equal(people.talk, "", f"verify {name} for people: talk")
t.refuses(["verify", "picture.bmp"], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "a BMP", UNSUPPORTED)
t.refuses_in_json(["verify", "-", "--json"], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "a BMP from stdin", UNSUPPORTED, "-", stdin=BMP)
t.refuses_in_json(["verify", "cut.png", "--json"], "IMPRINT_ERR_TRUNCATED", "a cut PNG", file="cut.png")
t.refuses(["verify", "nothing.png"], "nothing.png: No such file", "a missing file")
t.refuses(["verify", "."], "is a folder; --recursive", "a folder")
t.refuses(["verify"], "INPUT", "no input")

# A format whose labels are read and whose pixels are not: nothing found is no verdict, and the report says why.
run = t.run("verify", "picture.tiff", "--json")
t.exits(run, ABSENT, "verify a TIFF")
t.valid(run.json(), t.report_schema, "report on a TIFF")
report = run.json()
t.equal((report["format"], report["aigc"]["state"]), ("TIFF", "absent"), "verify a TIFF")
if "tiff" not in READS:
    t.equal((report["state"], report["watermark"]["state"]), ("inconclusive", "not_checked"), "verify a TIFF without a codec")
    t.check("TIFF" in report["watermark"]["note"], f"note on the pixels of a TIFF: {report['watermark']}")
label = ["--producer", PRODUCER, "--produce-id", "cli-1"]
t.exits(t.run("aigc", "write", "picture.tiff", "-o", "labelled.tiff", *label), DONE, "label a TIFF")
run = t.run("verify", "labelled.tiff", "--json")
t.valid(run.json(), t.report_schema, "report on a labelled TIFF")
t.equal((run.code, run.json()["state"], run.json()["aigc"]["state"]), (DONE, "generated", "present"), "verify a labelled TIFF")

# Formats of which both are read.
if "gif" in READS:
    t.write("picture.gif", GIF)
    run = t.run("verify", "picture.gif", "--json")
    t.exits(run, ABSENT, "verify a GIF")
    t.valid(run.json(), t.report_schema, "report on a GIF")
    report = run.json()
    t.equal((report["format"], report["size_px"], report["aigc"]["state"]), ("GIF", [1, 1], "absent"), "verify a GIF")
    t.exits(t.run("verify", "picture.gif", "--no-watermark"), ABSENT, "a GIF without its pixels")
    t.exits(t.run("aigc", "write", "picture.gif", "-o", "labelled.gif", *label), DONE, "label a GIF")
    t.equal(t.run("verify", "labelled.gif", "--json").json()["state"], "generated", "verify a labelled GIF")
    t.write("cut.gif", GIF[:-3])
    t.refuses(["verify", "cut.gif"], "IMPRINT_ERR_TRUNCATED", "a cut GIF")
if "webp" in READS:
    for kind, code, state in (("marked", DONE, "suspected"), ("plain", ABSENT, "none_found")):
        t.to_webp(f"{kind}.png", f"{kind}.webp")
        run = t.run("verify", f"{kind}.webp", "--json")
        t.exits(run, code, f"verify a {kind} WebP")
        t.valid(run.json(), t.report_schema, f"report on a {kind} WebP")
        t.equal((run.json()["state"], run.json()["aigc"]["state"]), (state, "absent"), f"verify a {kind} WebP")
    t.equal(t.run("verify", "plain.webp", "--json", "--declared").json()["state"], "possible", "verify --declared on a WebP")
    t.exits(t.run("aigc", "write", "marked.webp", "-o", "labelled.webp", *label), DONE, "label a WebP")
    run = t.run("verify", "labelled.webp", "--json")
    t.equal((run.json()["state"], run.json()["agreement"]["aigc_watermark"]), ("generated", "agree"), "verify a labelled WebP")

# The uploader's word: changes the verdict where there is no label, and only there.
run = t.run("verify", "plain.png", "--json", "--declared")
t.exits(run, DONE, "verify --declared on a plain picture")
t.valid(run.json(), t.report_schema, "report with a declaration")
t.equal((run.json()["state"], run.json()["declared"]), ("possible", True), "verify --declared on a plain picture")
run = t.run("verify", "marked.png", "--json", "--declared")
t.equal((run.code, run.json()["state"]), (DONE, "generated"), "verify --declared on a marked picture")

# Each layer alone.
t.exits(t.run("watermark", "embed", "plain.png", "-o", "watermark.png", "--payload", PAYLOAD), DONE, "watermark embed")
run = t.run("verify", "watermark.png", "--json")
t.valid(run.json(), t.report_schema, "report on a watermark alone")
t.equal((run.code, run.json()["state"]), (DONE, "suspected"), "a watermark alone")
t.equal(run.json()["watermark"]["mark_id"], PAYLOAD, "mark_id of a watermark alone")
run = t.run("verify", "watermark.png", "--json", "--no-watermark")
t.valid(run.json(), t.report_schema, "report without looking for a watermark")
t.equal(run.json()["watermark"]["state"], "not_checked", "--no-watermark")
t.exits(run, ABSENT, "--no-watermark on a watermark alone")
run = t.run("verify", "marked.png", "--json", "--no-watermark")
t.equal((run.code, run.json()["state"]), (DONE, "generated"), "--no-watermark on a marked picture")
t.equal(t.run("verify", "marked.png", "--json", "--no-search").json()["watermark"]["state"], "present", "--no-search on a whole picture")
label = ["--producer", PRODUCER, "--produce-id", "cli-1"]
t.exits(t.run("aigc", "write", "plain.png", "-o", "label.png", *label), DONE, "aigc write")
run = t.run("verify", "label.png", "--json")
t.equal((run.code, run.json()["agreement"]["aigc_watermark"]), (DONE, "not_comparable"), "a label alone")

# A label and a watermark that name different content contradict each other.
t.exits(t.run("aigc", "write", "watermark.png", "-o", "torn.png", *label), DONE, "aigc write over another watermark")
run = t.run("verify", "torn.png", "--json")
t.exits(run, ABSENT, "a contradiction")
t.valid(run.json(), t.report_schema, "report on a contradiction")
t.equal(run.json()["agreement"]["aigc_watermark"], "disagree", "a contradiction")
t.equal(t.run("verify", "torn.png").code, ABSENT, "a contradiction, for people")

# Several inputs: one line each, the worst exit code.
for names, code, lines in ((["marked.png", "marked.jpg"], DONE, 2), (["marked.png", "plain.png"], ABSENT, 2),
                           (["plain.png", "marked.png"], ABSENT, 2), (["marked.png", "picture.bmp", "plain.png"], UNSUPPORTED, 3),
                           (["nothing.png", "picture.bmp", "marked.png"], FAILED, 3)):
    run = t.run("verify", "--json", *names)
    t.exits(run, code, f"verify {names}")
    reports = run.json_lines()
    t.equal(len(reports), lines, f"lines of verify {names}")
    t.equal([r["file"] for r in reports], names, f"files of verify {names}")
    for report in reports:
        failed = report["file"] in ("picture.bmp", "nothing.png")
        t.valid(report, t.failure_schema if failed else t.report_schema, f"line on {report['file']}")
        alone = t.run("verify", report["file"], "--json").json()
        t.equal(report, {"file": report["file"], **alone}, f"line on {report['file']}")
    for name in ("picture.bmp", "nothing.png"):
        t.equal(name in run.talk, name in names, f"talk about {name} in verify {names}")

# What a generating program leaves is told; that it decides can be switched off.
body = b"tEXtparameters\0a cat\nSteps: 20, Sampler: Euler a, Seed: 1"
plain = t.read("plain.png")
t.write("traced.png", plain[:33] + (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big") + plain[33:])
for options, code, state in (([], DONE, "suspected"), (["--no-traces"], ABSENT, "none_found")):
    run = t.run("verify", "traced.png", "--json", *options)
    t.exits(run, code, f"a trace {options}")
    t.valid(run.json(), t.report_schema, f"report on a trace {options}")
    t.equal(run.json()["state"], state, f"a trace {options}")
    t.equal(run.json()["aigc"]["traces"], [{"kind": "a1111-parameters", "carrier": "png:tEXt:parameters"}], f"a trace {options}")
    platform = ["--propagator", PRODUCER, "--propagate-id", "p-1"]
    run = t.run("propagate", "traced.png", "-o", "propagated.png", "--force", *platform, *options)
    t.exits(run, code, f"propagate a trace {options}")
t.finish()
