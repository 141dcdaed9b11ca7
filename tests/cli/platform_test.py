"""imprint propagate, imprint transplant, and signatures and known pictures in verify."""
import json
import os
import subprocess

from harness import ABSENT, BAD_PRODUCER, DONE, PRODUCER, UNSUPPORTED, Suite

PLATFORM = "001191110102MACQD9K64020000"
t = Suite()
t.paint()
t.paint_jpeg()
t.mark("plain.png", "marked.png", produce_id="m-1")


def key(name, *options):
    """A private key and its public half, made by the openssl tool."""
    made = subprocess.run(["openssl", "genpkey", *options, "-out", t.path(name)], capture_output=True, check=False)
    if made.returncode == 0:
        subprocess.run(["openssl", "pkey", "-in", t.path(name), "-pubout", "-out", t.path("public-" + name)], check=True)
    return made.returncode == 0


def labels(name):
    return t.run("aigc", "read", name).json()["labels"]


def propagate(source, target, *more, id="p-1"):
    return t.run("propagate", source, "-o", target, "--propagator", PLATFORM, "--propagate-id", id, *more)


# Case 1: the label decides; nothing of the producer changes.
run = propagate("marked.png", "case1.png", "--json")
t.exits(run, DONE, "case 1")
report = run.json()
t.valid(report, t.report_schema, "case 1")
t.equal((report["action"], report["state"], report["verdict"]["propagation_label"]), ("propagate", "generated", "1"), "case 1")
t.check("属于" in report["verdict"]["notice"]["zh"], "notice of case 1")
label = labels("case1.png")[0]["label"]
t.equal(label, {**labels("marked.png")[0]["label"], "ContentPropagator": PLATFORM, "PropagateID": "p-1"}, "label of case 1")
propagate("case1.png", "again.png")
t.equal(t.read("again.png"), t.read("case1.png"), "propagating twice")
t.exits(t.run("lint", "--before", "marked.png", "--after", "case1.png"), DONE, "lint finds nothing lost")
seen = t.exiftool("case1.png")
if seen is not None:
    t.equal(json.loads(seen), label, "exiftool reads the propagated label")

# Cases 2 and 3, and none.
for source, more, code, state, number in (
        ("plain.jpg", ["--declared"], DONE, "possible", "2"),
        ("plain.png", ["--declared"], DONE, "possible", "2"),
        ("plain.png", [], ABSENT, "none_found", None),
        ("plain.png", ["--no-watermark"], ABSENT, "inconclusive", None)):
    run = propagate(source, "case2.out", *more, "--json")
    t.exits(run, code, f"{source} {more}")
    t.valid(run.json(), t.report_schema, f"{source} {more}")
    t.equal(run.json()["state"], state, f"{source} {more}")
    t.equal("case2.out" in t.listing(), number is not None, f"{source} {more}: an output")
    if number:
        found = labels("case2.out")[0]["label"]
        t.equal((found["Label"], found["ContentProducer"], found["ContentPropagator"]), (number, "", PLATFORM), f"{source} {more}")
        os.remove(t.path("case2.out"))

# The metadata was stripped on the way: the watermark is the trace.
stripped = t.read("marked.png")
at = stripped.index(b"iTXt") - 4
length = int.from_bytes(stripped[at:at + 4], "big")
t.write("stripped.png", stripped[:at] + stripped[at + 12 + length:])
run = propagate("stripped.png", "case3.png", "--json")
t.exits(run, DONE, "case 3")
t.equal((run.json()["state"], labels("case3.png")[0]["label"]["Label"]), ("suspected", "3"), "case 3")
run = propagate("stripped.png", "known.png", "--producer", PRODUCER, "--produce-id", "m-1", "--json")
t.valid(run.json(), t.report_schema, "a known picture")
t.equal(run.json()["known"]["matches"], True, "a known picture")
t.equal(labels("known.png")[0]["label"]["ProduceID"], "m-1", "the producer's number comes back")
run = t.run("verify", "stripped.png", "--producer", PRODUCER, "--produce-id", "m-1")
t.check(f'the mark of ProduceID "m-1" of producer "{PRODUCER}"' in run.out.decode(), "verify names the reason")
t.refuses(["verify", "stripped.png", "--producer", PRODUCER], "IMPRINT_ERR_INVALID_ARGUMENT", "half of what is known")

# A service's own pipeline: re-encoded and without its label.
subprocess.run([os.environ["TO_JPEG"], t.path("stripped.png"), t.path("copy.jpg")], check=True)
run = t.run("transplant", "case1.png", "copy.jpg", "-o", "carried.jpg", "--json")
t.exits(run, DONE, "transplant")
t.valid(run.json(), t.report_schema, "transplant")
t.equal(labels("carried.jpg")[0]["label"], label, "the label is carried over whole")
t.exits(t.run("verify", "carried.jpg", "--no-search"), DONE, "label and watermark agree in the copy")
t.refuses(["transplant", "plain.png", "copy.jpg", "-o", "no.jpg"], "IMPRINT_ERR_NO_LABEL", "FROM without a label")
t.refuses(["transplant", "case1.png", "plain.jpg", "-o", "no.jpg"], "IMPRINT_ERR_OTHER_PICTURE", "another picture")
t.mark("plain.jpg", "other.jpg", produce_id="m-2")
t.refuses(["transplant", "case1.png", "other.jpg", "-o", "no.jpg"], "IMPRINT_ERR_ALREADY_LABELLED", "TO with another label")
t.keeps_outputs(["transplant", "case1.png", "copy.jpg", "-o", "kept.jpg"], "kept.jpg", "transplant")

# Signatures: made here, checked here, trusted when the public half is given.
for name, *options in (("sm2.pem", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"),
                       ("p256.pem", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
                       ("rsa.pem", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")):
    if not key(name, *options):
        continue
    signed, both = f"signed-{name}.png", f"both-{name}.png"
    t.exits(t.run("aigc", "write", "plain.png", "-o", signed, "--producer", PRODUCER, "--produce-id", "s-1", "--signing-key", name), DONE,
            f"sign with {name}")
    t.exits(propagate(signed, both, "--signing-key", name), DONE, f"propagate with {name}")
    t.equal(labels(both)[0]["label"]["ReservedCode1"], labels(signed)[0]["label"]["ReservedCode1"], f"{name}: ReservedCode1 stays")
    for more, trust in (([], "not_trusted"), (["--trust", "public-" + name], "trusted")):
        checks = t.run("verify", both, "--no-watermark", "--json", *more).json()["aigc"]["labels"][0]["security"]
        t.equal([(c["slot"], c["integrity"], c["trust"]) for c in checks],
                [("ReservedCode1", "valid", trust), ("ReservedCode2", "valid", trust)], f"{name} {more}")
    checks = t.run("verify", both, "--no-watermark", "--json", "--trust-for", f"{PRODUCER}=public-{name}").json()["aigc"]["labels"][0]["security"]
    t.equal([(c["speaks_for"], c["trust"]) for c in checks], [(PRODUCER, "trusted"), (PLATFORM, "not_allowed")], f"{name} for one producer")
    propagate(both, "resigned.png", "--signing-key", name, "--force")
    t.equal(t.read("resigned.png"), t.read(both), f"{name}: signing twice changes nothing")
    t.check("key not_trusted (the key came without a certificate, and is not known); covers Label" in t.run("verify", both, "--no-watermark").out.decode(), f"{name}: in words")
    t.exits(t.mark("plain.png", "mark-" + name + ".png", "--signing-key", name), DONE, f"mark with {name}")
t.refuses(["aigc", "write", "plain.png", "-o", "no.png", "--producer", PRODUCER, "--produce-id", "s", "--signing-key", "plain.png"],
          "IMPRINT_ERR_KEY_INVALID", "a picture as key")

# Refusals.
t.refuses(["verify", "plain.png", "--trust-for", "public-sm2.pem"], "CODE=FILE", "a rule without a code")
args = ["--propagator", PLATFORM, "--propagate-id", "p"]
t.refuses(["propagate", "plain.png", "-o", "no.png", "--propagate-id", "p"], "--propagator", "no propagator")
t.refuses(["propagate", "plain.png", "-o", "no.png", "--declared", "--propagator", BAD_PRODUCER, "--propagate-id", "p"],
          "IMPRINT_ERR_PROVIDER_CODE", "a bad code")
t.refuses(["propagate", "plain.png", "-o", "no.png", "--declared", "--propagator", PLATFORM, "--propagate-id", "a b"],
          "IMPRINT_ERR_AIGC_VALUE", "a space in PropagateID")
t.refuses(["propagate", "plain.txt", "-o", "no.png", *args], "No such file", "a missing file")
t.refuses(["propagate", t.write("text.txt", "text"), "-o", "no.png", *args], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "no picture", UNSUPPORTED)
t.keeps_outputs(["propagate", "case1.png", "-o", "kept.png", *args], "kept.png", "propagate")
t.bad_outputs(["propagate", "case1.png", *args], "propagate")
piped = t.run("propagate", "-", "-o", "-", "--propagator", PLATFORM, "--propagate-id", "p-1", stdin=t.read("marked.png"))
t.check(piped.code == DONE and piped.out == t.read("case1.png"), "propagate through pipes gives the bytes of files")
# Somebody else's label, and no watermark that ties the two: the caller's word, recorded.
t.run("aigc", "write", "plain.png", "-o", "foreign.png", "--producer", PRODUCER, "--produce-id", "other-7")
t.paint("thumbnail.png", 128, 96)
carry = ["transplant", "foreign.png", "thumbnail.png", "-o", "thumbnail.out.png"]
t.refuses(carry, "--same-picture", "a foreign label without a word")
run = t.run(*carry, "--same-picture", "--json")
t.exits(run, DONE, "--same-picture")
report = run.json()
t.valid(report, t.report_schema, "--same-picture")
t.equal(report["basis"], "caller", "basis of a vouched transplantation")
t.check(any("caller's word" in note for note in report["notes"]), f"a note says so: {report['notes']}")
t.equal(labels("thumbnail.out.png")[0]["label"], labels("foreign.png")[0]["label"], "the label is whole")
run = t.run("transplant", "foreign.png", "marked.png", "-o", "no.png", "--same-picture")
t.check(run.code != DONE and "ALREADY_LABELLED" in run.talk, "another label in TO is not overwritten")
t.run("watermark", "embed", "plain.png", "-o", "bare.png", "--payload", "0123456789abcdef")
t.refuses(["transplant", "foreign.png", "bare.png", "-o", "no.png", "--same-picture"], "IMPRINT_ERR_OTHER_PICTURE", "a mark in TO alone outweighs the word")

# What is doubtful in the propagator's own values.
for more, code in ([], DONE), (["--strict"], 1):
    run = t.run("propagate", "marked.png", "-o", "named.png", "--force", "--propagator", "SomePlatform", "--propagate-id", "p-9", *more)
    t.exits(run, code, f"a name as propagator {more}")
    t.check("GB-PROVIDER-NAME" in run.talk, f"and a word on it: {run.talk}")
# A pipeline that wants an output for each input gets the file as it was.
run = t.run("propagate", "plain.png", "-o", "copied.png", "--propagator", PRODUCER, "--propagate-id", "p-9", "--no-watermark", "--copy-unchanged")
t.exits(run, DONE, "--copy-unchanged")
t.check(t.read("copied.png") == t.read("plain.png") and "copied as it was" in run.talk, f"--copy-unchanged: {run.talk}")
piped = t.run("propagate", "-", "-o", "-", "--propagator", PRODUCER, "--propagate-id", "p-9", "--no-watermark", "--copy-unchanged", stdin=t.read("plain.png"))
t.check(piped.code == DONE and piped.out == t.read("plain.png"), "--copy-unchanged through pipes")
t.exits(t.run("propagate", "plain.png", "-o", "labelled-copy.png", "--propagator", PRODUCER, "--propagate-id", "p-9", "--declared", "--copy-unchanged"), DONE, "--copy-unchanged where a case applies")
t.check(t.read("labelled-copy.png") != t.read("plain.png"), "a case that applies is written")
t.finish()
