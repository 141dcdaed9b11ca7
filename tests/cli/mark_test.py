"""imprint mark."""
import hashlib
import json

from harness import ABSENT, BAD_PRODUCER, DONE, GIF, PAYLOAD, PRODUCER, READS, UNSUPPORTED, Suite

t = Suite()
t.paint()
t.paint_jpeg()
t.paint("small.png", 150, 150)

# What it writes, for both formats: every layer reads back, and other people's tools see the label.
for source, target, kind in (("plain.png", "marked.png", "PNG"), ("plain.jpg", "marked.jpg", "JPEG")):
    before = t.read(source)
    run = t.mark(source, target)
    t.exits(run, DONE, f"mark {kind}")
    t.equal(run.out, b"", f"mark {kind}: data on stdout")
    t.check("watermark" in run.talk and "visible label drawn" in run.talk, f"mark {kind} says what it did: {run.talk}")
    t.equal(t.read(source), before, f"mark {kind}: the input")
    report = t.run("verify", target, "--json").json()
    t.equal(report["state"], "generated", f"verdict on a marked {kind}")
    t.equal(report["agreement"]["aigc_watermark"], "agree", f"agreement in a marked {kind}")
    t.equal(report["format"], kind, "format")
    t.equal(len(report["aigc"]["labels"]), 1, f"labels in a marked {kind}")
    label = report["aigc"]["labels"][0]["label"]
    t.equal((label["Label"], label["ContentProducer"], label["ProduceID"]), ("1", PRODUCER, "cli-1"), f"label of a marked {kind}")
    seen = t.exiftool(target)
    if seen is not None:
        t.check(seen != "", f"exiftool finds the label in a {kind}")
        t.equal(json.loads(seen or "{}"), label, f"label of a marked {kind} as exiftool reads it")
        t.equal(t.exiftool(source), "", f"label that exiftool finds in a plain {kind}")
    marked = t.read(target)
    t.equal(t.mark(source, "again", "--force").code, DONE, f"mark {kind} again")
    t.equal(t.read("again"), marked, f"mark {kind}: the same input twice")

    # Streams: the same bytes as through files.
    piped = t.mark("-", "-", stdin=before)
    t.exits(piped, DONE, f"mark {kind} through pipes")
    t.check(piped.out == marked, f"mark {kind} through pipes gives the bytes of files")
    t.check(piped.talk != "", f"mark {kind} through pipes talks on stderr")
    t.check(t.mark(source, "-").out == marked, f"mark {kind} to stdout gives the bytes of files")
    t.exits(t.mark("-", "from_pipe", "--force", stdin=before), DONE, f"mark {kind} from stdin")
    t.check(t.read("from_pipe") == marked, f"mark {kind} from stdin gives the bytes of files")

# --json: the report on stdout, or on stderr when the picture goes to stdout.
run = t.mark("plain.png", "json.png", "--json", "--ai-system", "Painter", "--ai-system-version", "7")
t.exits(run, DONE, "mark --json")
t.valid(run.json(), t.report_schema, "report of mark")
t.equal((run.json()["action"], run.json()["visible"]["state"], run.json()["watermark"]["state"]), ("mark", "present", "present"), "mark --json")
t.equal(run.talk, "", "mark --json: talk")
run = t.mark("plain.png", "-", "--json")
t.check(run.out == t.read("marked.png"), "mark --json -o - keeps the picture clean")
t.valid(json.loads(run.talk), t.report_schema, "report of mark on stderr")

# Options.
run = t.mark("plain.png", "corner.png", "--corner", "upper-left", "--height", "8", "--text", "AI生成合成", "--json")
t.exits(run, DONE, "mark with a label of its own")
visible = run.json()["visible"]
t.check(visible["box_px"][0] < 256 and visible["box_px"][1] < 192, f"--corner upper-left: {visible}")
t.check(visible["ink_height_percent"] >= 8 and visible["text"] == "AI生成合成", f"--height, --text: {visible}")
run = t.mark("plain.png", "bare.png", "--no-visible", "--waiver", "customer 7, contract 12", "--log", "copies.log", "--json")
t.exits(run, DONE, "mark --no-visible under a waiver")
t.equal((run.json()["visible"]["state"], run.json()["waiver"]), ("absent", "customer 7, contract 12"), "mark --no-visible")
run = t.mark("small.png", "small_marked.png", "--no-watermark", "--json")
t.exits(run, DONE, "mark --no-watermark on a small picture")
t.equal(run.json()["watermark"]["state"], "not_checked", "mark --no-watermark")
t.check(run.json()["watermark"]["note"] != "", "mark --no-watermark notes why")
t.exits(t.run("verify", "small_marked.png"), DONE, "a small picture with a label alone")
t.check(len(t.mark("plain.png", "-", "--strength", "0.5").out) > 0, "mark --strength 0.5")
t.check(len(t.mark("plain.png", "-", "--min-psnr", "48").out) > 0, "mark --min-psnr 48")
run = t.mark("plain.png", "strong.png", "--least-robustness", "medium", "--json")
t.exits(run, DONE, "mark --least-robustness medium")
t.check(run.json()["watermark"]["robustness"] in ("medium", "high"), f"robustness of a report: {run.json()['watermark']}")
t.check(0.5 < run.json()["watermark"]["visibility"] < 1.3, f"visibility of a report: {run.json()['watermark']}")

# A key: found with it, not without it, not with another one.
for name in ("one.key", "two.key"):
    t.exits(t.run("keys", "new", "-o", name), DONE, "keys new")
t.exits(t.mark("plain.png", "keyed.png", "--key", "one.key"), DONE, "mark --key")
for keys, state in ((["--key", "one.key"], "present"), ([], "absent"), (["--key", "two.key"], "absent"),
                    (["--key", "two.key", "--key", "one.key"], "present")):
    report = t.run("verify", "keyed.png", "--json", *keys).json()
    t.equal(report["watermark"]["state"], state, f"watermark under {keys}")
    t.equal(report["state"], "generated", f"verdict under {keys}")

# Refusals: a reason, no output, no temporary file.
t.write("picture.gif", GIF)
t.write("cut.png", t.read("plain.png")[:4000])
t.write("cut.jpg", t.read("plain.jpg")[:300])
t.write("empty.png", b"")
t.write("bad.key", "secret but no key")
base = ["--producer", PRODUCER, "--produce-id", "cli-1"]
to = ["-o", "refused"]
t.refuses(["mark", "plain.png", *to, "--producer", BAD_PRODUCER, "--produce-id", "a"], "IMPRINT_ERR_PROVIDER_CODE", "a bad producer code")
t.refuses(["mark", "plain.png", *to, "--producer", PRODUCER, "--produce-id", "a b"], "IMPRINT_ERR_AIGC_VALUE", "a space in ProduceID")
t.refuses(["mark", "plain.png", *to, "--produce-id", "a"], "--producer", "no producer")
t.refuses(["mark", "plain.png", *to, "--producer", PRODUCER], "--produce-id", "no ProduceID")
t.refuses(["mark", "plain.png", *base], "--output", "no output")
of_gif = ("IMPRINT_ERR_LABEL_DOES_NOT_FIT", "a GIF of one pixel") if "gif" in READS else ("IMPRINT_ERR_UNSUPPORTED_FORMAT", "a GIF", UNSUPPORTED)
t.refuses(["mark", "picture.gif", *to, *base], *of_gif)
t.refuses(["mark", "-", "-o", "-", *base], *of_gif, stdin=GIF)
t.refuses(["mark", "cut.png", *to, *base], "IMPRINT_ERR_TRUNCATED", "a cut PNG")
t.refuses(["mark", "cut.jpg", *to, *base], "IMPRINT_ERR_TRUNCATED", "a cut JPEG")
t.refuses(["mark", "empty.png", *to, *base], "empty.png", "an empty file", t.run("verify", "empty.png").code)
t.refuses(["mark", "small.png", *to, *base], "IMPRINT_ERR_IMAGE_TOO_SMALL", "a small picture")
record = json.loads(t.read("copies.log"))
t.equal((record["waiver"], record["producer"], record["produce_id"]), ("customer 7, contract 12", PRODUCER, "cli-1"), "the log's record")
t.equal(record["file_sha256"], hashlib.sha256(t.read("bare.png")).hexdigest(), "the record names the copy by its digest")
t.refuses(["mark", "plain.png", *to, *base, "--no-visible", "--waiver", "x"], "--log", "--no-visible without a log")
t.refuses(["mark", "plain.png", *to, *base, "--no-visible", "--waiver", "x", "--log", "missing/copies.log"], "IMPRINT_ERR_LOG_FILE", "a log that cannot be written")
t.refuses(["mark", "plain.png", *to, *base, "--no-visible"], "aiver", "--no-visible without a waiver")
t.refuses(["mark", "plain.png", *to, *base, "--no-visible", "--waiver", ""], "aiver", "--no-visible with an empty waiver")
t.refuses(["mark", "plain.png", *to, *base, "--corner", "middle"], "corner 'middle'", "an unknown corner")
t.refuses(["mark", "plain.png", *to, *base, "--height", "4"], "IMPRINT_ERR_INVALID_ARGUMENT", "a label that is too low")
t.refuses(["mark", "plain.png", *to, *base, "--height", "tall"], "--height", "a height that is no number")
t.refuses(["mark", "plain.png", *to, *base, "--text", "hello"], "IMPRINT_ERR_LABEL_TEXT", "words without the required elements")
t.refuses(["mark", "plain.png", *to, *base, "--strength", "1.5"], "IMPRINT_ERR_INVALID_ARGUMENT", "a strength above 1")
t.refuses(["mark", "plain.png", *to, *base, "--least-robustness", "high", "--min-psnr", "60"], "IMPRINT_ERR_TOO_WEAK", "a mark that is too weak")
t.refuses(["finish", "plain.png", *to, *base, "--least-robustness", "low"], "IMPRINT_ERR_INVALID_ARGUMENT", "robustness of finish")
t.refuses(["mark", "plain.png", *to, *base, "--min-psnr", "10"], "IMPRINT_ERR_INVALID_ARGUMENT", "a floor that is too low")
t.refuses(["mark", "marked.png", *to, *base], "IMPRINT_ERR_ALREADY_LABELLED", "a PNG with a label")
t.refuses(["mark", "marked.jpg", *to, *base], "IMPRINT_ERR_ALREADY_LABELLED", "a JPEG with a label")
t.refuses(["mark", "nothing.png", *to, *base], "nothing.png: No such file", "a missing input")
t.refuses(["mark", "plain.png", *to, *base, "--bogus"], "--bogus", "an unknown option")
t.refuses(["mark", "plain.png", *to, *base, "--key", "missing.key"], "missing.key", "a missing key file")
run = t.refuses(["mark", "plain.png", *to, *base, "--key", "bad.key"], "bad.key", "a file that is no key")
t.check("secret" not in run.talk, "a refused key file is not quoted")

t.keeps_outputs(["mark", "plain.png", "-o", "kept.png", *base], "kept.png", "mark")
t.write("kept.png", "precious")
t.refuses(["mark", "cut.png", "-o", "kept.png", "--force", *base], "IMPRINT_ERR_TRUNCATED", "--force on a failure")
t.write("self.png", t.read("plain.png"))
t.refuses(["mark", "self.png", "-o", "self.png", *base], "--force", "marking a file onto itself")
t.exits(t.mark("self.png", "self.png", "--force"), DONE, "marking a file onto itself with --force")
t.check(t.read("self.png") == t.read("marked.png"), "a file marked onto itself")
t.bad_outputs(["mark", "plain.png", *base], "mark")
t.exits(t.run("verify", "plain.png"), ABSENT, "the input is still unmarked")
t.equal([f for f in t.listing() if f.count(".") > 1], [], "temporary files that are left")

# Nothing is converted without being asked for: an output is not named as a picture of another format.
for name in ("named.jpg", "named.JPEG", "named.heic", "named.tif"):
    t.refuses(["mark", "plain.png", "-o", name, "--producer", PRODUCER, "--produce-id", "n-1"], "is and stays PNG; give the output a name that ends in .png", name)
for verb in (["aigc", "write", "plain.png", "-o", "named.webp", "--producer", PRODUCER, "--produce-id", "n-1"], ["label", "draw", "plain.png", "-o", "named.webp"],
             ["watermark", "embed", "plain.png", "-o", "named.webp", "--payload", PAYLOAD]):
    t.refuses(verb, "is and stays PNG", verb[0])
for name in ("named.PNG", "named.apng", "named", "named.part"):
    t.exits(t.run("aigc", "write", "plain.png", "-o", name, "--producer", PRODUCER, "--produce-id", "n-1"), DONE, name)
# On request it is, into the format that the output's name tells, with every layer.
for name, start in (("made.jpg", b"\xff\xd8"), ("made.JPEG", b"\xff\xd8"), *([("made.webp", b"RIFF")] if "webp" in READS else [])):
    run = t.run("mark", "plain.png", "-o", name, *base, "--convert", "--quality", "95", "--json")
    t.exits(run, DONE, f"mark --convert {name}")
    t.check(t.read(name).startswith(start), f"{name} is what its name says")
    t.check("of quality 95" in " ".join(run.json()["notes"]), f"the note of {name}: {run.json()['notes']}")
    layers = t.run("verify", name, "--json").json()
    t.equal((layers["aigc"]["state"], layers["watermark"]["state"], layers["agreement"]["aigc_watermark"]), ("present", "present", "agree"), name)
t.exits(t.run("mark", "plain.jpg", "-o", "back.png", *base, "--convert"), DONE, "a JPEG into a PNG")
t.exits(t.run("mark", "plain.png", "-o", "same.png", *base, "--convert"), DONE, "--convert into the same format")
t.check(t.read("same.png") == t.read("marked.png"), "no conversion where there is nothing to convert")
for name in ("made", "made.tif", "made.heic", "-"):
    t.refuses(["mark", "plain.png", "-o", name, *base, "--convert"], "--convert goes by the ending", f"--convert to {name}")
t.refuses(["mark", "plain.png", "-o", "no.jpg", *base, "--quality", "90"], "--convert", "--quality without --convert")
t.refuses(["mark", "plain.png", "-o", "no.jpg", *base, "--convert", "--quality", "101"], "101", "a quality beyond 100")
# Without a mark and a label the pixels are converted all the same.
t.exits(t.mark("plain.png", "bare.jpg", "--convert", "--no-watermark", "--no-visible", "--waiver", "x", "--log", "bare.log"), DONE, "a conversion of pixels alone")
t.check(t.read("bare.jpg").startswith(b"\xff\xd8"), "bare.jpg is a JPEG")
t.write("still.gif", GIF)
run = t.run("mark", "still.gif", "-o", "no.png", *base, "--convert")
t.exits(run, UNSUPPORTED, "a GIF into a PNG")
t.check("PNG, JPEG, WebP and TIFF can be converted" in run.talk, f"what can be converted: {run.talk}")

# What is doubtful is said, and refused with --strict.
run = t.run("mark", "plain.png", "-o", "doubtful.png", "--producer", "ExampleStudio", "--produce-id", "d-1", "--source-type", "magic", "--json")
t.exits(run, DONE, "mark with a name and an unknown source type")
notes = " ".join(run.json()["notes"])
for code in ("GB-PROVIDER-NAME", "GB-SOURCE-TYPE-FORM"):
    t.check(code in notes, f"{code} in the notes: {notes}")
t.check('"magic"' in notes, f"the term that is unknown: {notes}")
t.refuses(["mark", "plain.png", "-o", "no.png", "--producer", "ExampleStudio", "--produce-id", "d-1", "--strict"], "IMPRINT_ERR_PROVIDER_CODE", "mark --strict with a name")
t.refuses(["mark", "plain.png", "-o", "no.png", "--producer", PRODUCER, "--produce-id", "d-1", "--source-type", "magic", "--strict"], "no term of its vocabulary", "mark --strict with an unknown source type")
t.exits(t.mark("plain.png", "strict.png", "--strict"), DONE, "mark --strict")
t.exits(t.run("lint", "strict.png", "--strict"), DONE, "what mark --strict writes, lint --strict passes")

# The visible label is read back, and letters that nobody reads are not drawn.
t.paint("small.png", 96, 96)
run = t.mark("small.png", "small.out.png", "--no-watermark", "--json", produce_id="s-1")
t.exits(run, DONE, "mark on 96 x 96")
visible = run.json()["visible"]
t.check(visible["ink_height_px"] == 8 and visible["score"] > 0.65, f"8 px, read back: {visible}")
notes = " ".join(run.json()["notes"])
t.check("nobody reads lower ones" in notes and "not searched" in notes, f"and told: {notes}")
t.finish()
