#!/usr/bin/env python3
"""The bad labeller: right without a fault, and with one it differs from the right output by that fault alone: bad_test.py CONFORMANCE TOOL."""
import dataclasses
import json

from checks import CONFORMANCE, PRODUCER, PYTHON, TOOL, Checks, read_toml
import faults
import layers
import numpy
import packets
import pictures
import plan as plans
import raster
import sounds
import statement
import tunes

t = Checks()
BAD = CONFORMANCE / "subjects" / "bad" / "bad.py"
tool = layers.Tool(TOOL)
PLAIN = {"png": pictures.plain(1, "png"), "jpeg": pictures.plain(1, "jpeg")}


def made(fault, data, **job):
    plan = dataclasses.replace(plans.Plan(), **({**faults.FAULTS, **faults.VARIANTS}[fault][1] if fault else {}))
    return layers.write(plan, tool, data, layers.Job(PRODUCER, "b-1", **job))


def lint(data, kind):
    at = t.folder / ("l." + kind)
    at.write_bytes(data)
    answer = json.loads(t.run(TOOL, "lint", at, "--json").stdout)
    return answer["status"], {f["code"] for f in answer["findings"]}


def agreement(data, kind):
    at = t.folder / ("v." + kind)
    at.write_bytes(data)
    return json.loads(t.run(TOOL, "verify", at, "--json").stdout)["agreement"]["aigc_watermark"]


RIGHT = {kind: made("", data) for kind, data in PLAIN.items()}


def right():
    for kind, data in RIGHT.items():
        t.equal(lint(data, kind), ("conforming", set()), "without a fault %s conforms" % kind)
        t.equal(agreement(data, kind), "agree", "and its layers agree")
        t.equal(made("", PLAIN[kind]), data, "and is the same every time")
        t.check(packets.read_label(data) == plans.label_text(plans.Plan(), plans.label_values(plans.Plan(), PRODUCER, "b-1")), "and its label is the plan's")


# fault -> what lint then says of a PNG, and nothing else
LINT = {
    "no-metadata": {"GB-LABEL-ABSENT"}, "keyword-without-aigc": {"GB-LABEL-ABSENT"}, "key-missing": {"GB-KEY-MISSING"}, "propagator-key-missing": {"GB-KEY-MISSING"},
    "propagate-id-key-missing": {"GB-KEY-MISSING"}, "produce-id-key-missing": {"GB-KEY-MISSING"}, "key-misspelt": {"GB-KEY-NAME"}, "key-twice": {"GB-KEY-DUPLICATE"},
    "label-a-number": {"GB-VALUE-TYPE"}, "key-extra": {"GB-KEY-EXTRA"}, "label-four": {"GB-LABEL-VALUE"}, "label-possibly": set(), "produce-id-constant": set(),
    "propagator-other": {"GB-PROPAGATOR-DIFFERS"}, "propagator-empty": {"GB-PROPAGATOR-EMPTY"}, "two-labels": {"GB-SECOND-LABEL"},
    "characters-outside": {"GB-CHARACTERS", "GB-PROVIDER-NAME"}, "carrier-wrong": {"GB-XMP-NAMESPACE"}, "shape-wrong": {"GB-SHAPE"}, "code-check-wrong": {"GB-PROVIDER-CODE"},
    "code-role-wrong": {"GB-PROVIDER-ROLE"}, "code-personal": {"GB-PROVIDER-PERSONAL"}, "security-data-invalid": {"GB-SIGNATURE-INVALID"}, "security-data": {"GB-SIGNATURE-VALID"},
    "reserved-1-broken": set(), "reserved-2-broken": set(),
}


def metadata():
    for fault, codes in LINT.items():
        data = made(fault, PLAIN["png"])
        t.equal(lint(data, "png")[1], codes, "lint of " + fault)
        t.check(data != RIGHT["png"], fault + " differs from the right one")
        same_mark = codes & {"GB-PROVIDER-CODE", "GB-PROVIDER-ROLE", "GB-PROVIDER-PERSONAL", "GB-CHARACTERS"} or fault in ("produce-id-constant", "produce-id-key-missing")
        if not same_mark:  # those name another producer or number, and so carry another mark
            t.check(numpy.array_equal(raster.pixels_of(data), raster.pixels_of(RIGHT["png"])), fault + " leaves the pixels as they were")
    two = made("two-labels", PLAIN["jpeg"])
    t.equal(lint(two, "jpeg")[1], {"GB-SECOND-LABEL"}, "two labels in a JPEG")
    for fault in ("characters-outside", "code-check-wrong", "produce-id-key-missing", "producer-empty"):
        t.equal(agreement(made(fault, PLAIN["png"]), "png"), "agree", "the watermark is that of the label of " + fault)


def visible():
    lower = raster.pixels_of(RIGHT["png"]).shape[0] // 2
    for fault in faults.VISIBLE:
        data = made(fault, pictures.cut_out() if "cut-outs" in fault else PLAIN["png"])
        t.equal(lint(data, "png"), ("conforming", set()), "the metadata of " + fault)
        if fault in ("label-in-png-only", "text-too-small-on-cut-outs"):
            continue
        changed = abs(raster.pixels_of(data).astype(int) - raster.pixels_of(RIGHT["png"])).max(axis=2) > 60
        t.check(changed.any(), fault + " changes the label")
        if fault != "label-in-the-middle":
            t.check(not changed[:lower].any() and not changed[:, :100].any(), fault + " changes nothing but the label")
    no = made("label-in-png-only", PLAIN["jpeg"])
    t.check(abs(raster.pixels_of(no).astype(int) - raster.pixels_of(made("no-label", PLAIN["jpeg"]))).max() == 0, "label-in-png-only draws none in a JPEG")
    t.equal(made("label-in-png-only", PLAIN["png"]), RIGHT["png"], "and the right one in a PNG")
    t.equal(made("text-too-small-on-cut-outs", PLAIN["png"]), RIGHT["png"], "text-too-small-on-cut-outs is right on a rectangle")


def audible():
    """Each fault of the rhythm, as the tool's finder hears it; the layers beside it are right."""
    expected = {"": ("present", "start"), "rhythm-in-the-middle": ("present", "middle"), "review-no-rhythm": ("absent", None), "rhythm-wrong-timing": ("not_legible", "start"),
                "rhythm-too-quiet": ("not_legible", "start")}
    t.equal(set(faults.AUDIBLE) - set(expected), set(), "every fault of the rhythm is heard here")
    for name in tunes.TUNES:
        for fault, heard in expected.items():
            data = made(fault, tunes.TUNES[name]())
            t.equal(lint(data, "wav"), ("conforming", set()), "the metadata of %s in %s" % (fault or "no fault", name))
            report = json.loads(t.run(TOOL, "verify", t.folder / "l.wav", "--json").stdout)
            t.equal((report["visible"]["state"], report["visible"].get("place")), heard, "the rhythm of %s in %s" % (fault or "no fault", name))
            t.equal(report["agreement"]["aigc_watermark"], "agree", "and its layers agree")
    t.equal(made("", tunes.tune()), made("", tunes.tune()), "sound without a fault is the same every time")
    for broken in (b"RIFF\x10\0\0\0WAVEfmt ", tunes.tune()[:9000]):
        try:
            sounds.samples_of(broken)
            t.check(False, "broken sound is read", broken[:16])
        except ValueError as why:
            t.check(len(str(why)) > 8, "broken sound is refused with a reason", why)


def sizes():
    """The ink of the lowest letter, as drawn."""
    import words
    shortest = pictures.HEIGHT
    for plan, least, most in ((plans.Plan(), 6.0, 6.6), (dataclasses.replace(plans.Plan(), ink_percent=4.9), 4.9, 5.3)):
        size = words.size_for_ink(plan.words, shortest * plan.ink_percent / 100)
        t.check(least <= 100 * words.ink_px(plan.words, size) / shortest <= most, "ink of %g %%" % plan.ink_percent, words.ink_px(plan.words, size))
    t.check(words.ink_px("AI生成", int(shortest * 0.04)) / shortest < 0.04, "text-too-small is under 4 % by ink too")


def files():
    kept = pictures.kept(6)
    right = dict(raster.png_chunks(made("", kept)))
    t.check(b"iCCP" in right and right[b"eXIf"] == pictures.exif(6) and right[b"IHDR"][8:10] == b"\x10\x06", "profile, EXIF, depth and alpha are kept")
    for fault, gone in (("icc-dropped", b"iCCP"), ("exif-dropped", b"eXIf")):
        chunks = dict(raster.png_chunks(made(fault, kept)))
        t.equal({k for k in right if k not in chunks}, {gone}, fault + " drops one block")
    t.equal(dict(raster.png_chunks(made("orientation-lost", kept)))[b"eXIf"], pictures.exif(1), "orientation-lost resets the orientation alone")
    t.equal(dict(raster.png_chunks(made("depth-reduced", kept)))[b"IHDR"][8:10], b"\x08\x06", "depth-reduced")
    t.equal(dict(raster.png_chunks(made("alpha-lost", kept)))[b"IHDR"][8:10], b"\x10\x02", "alpha-lost")
    t.equal(raster.pixels_of(made("picture-resized", PLAIN["png"])).shape, (356, 475, 3), "picture-resized")
    noise = raster.pixels_of(made("picture-degraded", PLAIN["png"])).astype(float) - raster.pixels_of(RIGHT["png"])
    t.check(10 < noise[:100].std() < 14, "picture-degraded adds noise of sigma 12", noise[:100].std())
    xmp = made("xmp-dropped", pictures.with_xmp())
    t.check(b"Example Painter" in made("", pictures.with_xmp()) and b"Example Painter" not in xmp, "xmp-dropped")
    t.equal(lint(xmp, "png"), ("conforming", set()), "its label is right")


def codec():
    """The PNG reader undoes each filter as Pillow does."""
    chance = numpy.random.RandomState(3)
    for shape in ((37, 53, 1), (37, 53, 2), (37, 53, 3), (37, 53, 4)):
        pixels = numpy.cumsum(chance.randint(0, 9, shape), axis=1).astype(numpy.uint8)
        data = pictures.saved(pictures.Image.fromarray(pixels[..., 0] if shape[2] == 1 else pixels), "PNG")
        t.check(numpy.array_equal(raster.pixels_of(data), pixels), "PNG of %d samples" % shape[2])
        t.check(numpy.array_equal(raster.pixels_of(raster.with_pixels(data, pixels ^ 1)), pixels ^ 1), "and written again")
    deep = raster.pixels_of(pictures.kept())
    t.equal((str(deep.dtype), int(deep[0, 0, 3]), int(deep[99, 99, 3])), ("uint16", 30000, 65535), "PNG of 16 bits")


def manifest_codes():
    expected = {"": set(), "time-stamp-missing": set(), "manifest-source-camera": set(), "manifest-cut-short": {"general.error"},
                "manifest-of-another-picture": {"assertion.dataHash.mismatch"}, "manifest-signature-wrong": {"claimSignature.mismatch"},
                "manifest-without-action": {"assertion.action.malformed"}, "manifest-signer-unknown": {"signingCredential.untrusted"}}
    for fault, codes in expected.items():
        at = t.folder / ("m-%s.png" % fault)
        at.write_bytes(made(fault, PLAIN["png"], sign=str(t.folder / "keys")))
        report = json.loads(t.run(TOOL, "manifest", "verify", at, "--trust", t.folder / "keys" / "root.pem", "--json").stdout)["manifest"]
        t.equal({one["code"] for one in report["codes"]["failure"]}, codes, "C2PA codes of %s" % (fault or "no fault"))
        stamped = "timeStamp.trusted" in {one["code"] for one in report["codes"]["success"]}
        t.equal(stamped, fault not in ("time-stamp-missing", "manifest-cut-short"), "time-stamp of %s" % (fault or "no fault"))
    t.check(b"caBX" not in made("manifest-missing", PLAIN["png"], sign=str(t.folder / "keys")), "manifest-missing")


def disclosures():
    whole = made("", PLAIN["png"], disclose=True)
    for fault, (_, change) in faults.DISCLOSURE.items():
        left = made(fault, PLAIN["png"], disclose=True)
        t.check(0 < len(whole) - len(left) < 700 and dict(raster.png_chunks(left))[b"IDAT"] == dict(raster.png_chunks(whole))[b"IDAT"], fault + " leaves out metadata alone")


def command_line():
    listed = [line.split("\t") for line in t.run(PYTHON, "-B", BAD, "--list").stdout.decode().splitlines()]
    t.equal([one[0] for one in listed], list(faults.FAULTS), "--list names every fault")
    t.check(all(len(one) == 2 and one[1] for one in listed), "with a sentence")
    done = t.run(PYTHON, "-B", BAD, "--fault", "nothing", "detect", "x")
    t.check(done.returncode == 2 and b"'nothing'" in done.stderr, "an unknown fault is refused by name", done.stderr)
    rubric = CONFORMANCE / "rubric" / "faults.toml"
    if rubric.exists():
        t.equal(set(faults.FAULTS), {one["id"] for one in read_toml(rubric)["fault"]}, "the faults are those of the rubric")
    shipped = BAD.with_name("subject.toml").read_text(encoding="utf-8")
    t.equal(shipped, statement.text_of("", "", "{here}/bad.py"), "subject.toml is what --subject writes")
    t.equal(t.run(PYTHON, "-B", BAD, "--tool", TOOL, "--fault", "manifest-cut-short", "--subject", "s").returncode, 0, "--subject")
    t.check((t.folder / "s" / "keys" / "root.pem").exists() and read_toml(t.folder / "s" / "subject.toml")["trust"]["test_certificates"], "with keys, said to be for tests")


for part in (right, metadata, visible, audible, sizes, files, codec, manifest_codes, disclosures, command_line):
    part()
t.end()
