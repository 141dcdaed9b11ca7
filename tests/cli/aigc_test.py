"""imprint aigc read | write."""
import json
import os

from harness import ABSENT, BAD_PRODUCER, BMP, CORPORA, DONE, GIF, PRODUCER, TIFF, UNSUPPORTED, Suite

t = Suite()
t.paint()
t.paint_jpeg()
t.write("picture.bmp", BMP)
t.write("plain.gif", GIF)
t.write("plain.tiff", TIFF)
# Files made by code that stand in the corpora: real pixels of WebP and AVIF, the boxes of a HEIC.
samples = ["decode/lossy.webp", "decode/lossless.webp", "decode/lossy_alpha.webp", "decode/exif.webp", "decode/animated.webp",
           "decode/interlaced_animated.gif", "decode/rgb.avif", "decode/420_alpha.avif", "decode/gray10_turned.avif",
           "decode/grid.avif", "decode/sequence.avif", "heif/plain.avif", "heif/exif_base.heic", "heif/wide.heic",
           "tiff_file/little.tiff", "tiff_file/big_endian_xmp.tiff", "tiff_file/two_pages_exif.tiff", "tiff_file/bigtiff.tiff"]
kinds = ["png", "jpg", "gif", "tiff"]
for sample in samples:
    with open(os.path.join(CORPORA, sample), "rb") as file:
        t.write("plain." + sample.replace("/", "_"), file.read())
    kinds.append(sample.replace("/", "_"))
carries_one = ["exif_base.heic", "big_endian_xmp.tiff", "two_pages_exif.tiff", "bigtiff.tiff"]
t.write("cut.png", t.read("plain.png")[:4000])
label = ["--producer", PRODUCER, "--produce-id", "a-1"]
word = ["--replace", "a test", "--log", "replaced.log"]

for kind in kinds:
    source, target = f"plain.{kind}", f"labelled.{kind}"
    allowed = word if any(kind.endswith(name) for name in carries_one) else []
    run = t.run("aigc", "write", source, "-o", target, *label, *allowed)
    t.exits(run, DONE, f"write {kind}")
    t.equal(run.out, b"", f"write {kind}: data on stdout")
    t.check("label written" in run.talk, f"write {kind} says so: {run.talk}")
    piped = t.run("aigc", "write", "-", "-o", "-", *label, *allowed, stdin=t.read(source))
    t.check(piped.code == DONE and piped.out == t.read(target), f"write {kind} through pipes gives the bytes of files")
    found = t.run("aigc", "read", target)
    t.exits(found, DONE, f"read a labelled {kind}")
    t.equal(found.talk, "", f"read a labelled {kind}: talk")
    t.equal(found.json()["state"], "present", f"read a labelled {kind}")
    t.equal(found.json()["labels"][0]["label"],
            {"Label": "1", "ContentProducer": PRODUCER, "ProduceID": "a-1", "ReservedCode1": "", "ContentPropagator": PRODUCER,
             "PropagateID": "a-1", "ReservedCode2": ""}, f"label of a first write in {kind}")
    t.equal(t.run("aigc", "read", "-", stdin=t.read(target)).out, found.out, f"read a labelled {kind} from stdin")
    seen = t.exiftool(target)
    if seen is not None:
        t.equal(json.loads(seen or "{}"), found.json()["labels"][0]["label"], f"label in {kind} as exiftool reads it")
    second = t.run("aigc", "write", target, "-o", "-", *label)
    t.check(second.code == DONE and second.out == t.read(target), f"the same label again changes nothing in {kind}")
    if any(kind.endswith(name) for name in carries_one):
        t.exits(t.run("aigc", "read", source), DONE, f"read the label that stood in {kind}")
        continue
    absent = t.run("aigc", "read", source)
    t.exits(absent, ABSENT, f"read a plain {kind}")
    t.equal((absent.json()["state"], absent.json()["labels"]), ("absent", []), f"read a plain {kind}")

# Sound: the label as a text of its own, and every other verb that takes it. Ogg: the first byte of a corpus file is not the file's.
sounds = {"sound_chunks/plain.wav": "wav:AIGC", "sound_chunks/rf64.wav": "wav:AIGC", "sound_chunks/id3.aiff": "aiff:ID3:TXXX:AIGC", "id3/plain.mp3": "mp3:TXXX:AIGC",
          "id3/v23_unsync.mp3": "mp3:TXXX:AIGC", "flac_blocks/plain.flac": "flac:comment:AIGC", "ogg_pages/vorbis.ogg": "ogg:comment:AIGC",
          "ogg_pages/opus.ogg": "ogg:comment:AIGC", "mp4_meta/plain.m4a": "m4a:keys:AIGC", "mp4_meta/itunes_first.m4a": "m4a:keys:AIGC"}
for sample, carrier in sounds.items():
    name = sample.replace("/", "_")
    with open(os.path.join(CORPORA, sample), "rb") as file:
        t.write(name, file.read()[1 if "ogg" in sample else 0:])
    target = "labelled." + name
    t.exits(t.run("aigc", "write", name, "-o", target, *label, *word), DONE, f"write {name}")
    found = t.run("aigc", "read", target)
    t.exits(found, DONE, f"read {name}")
    t.equal([one["carrier"] for one in found.json()["labels"]], [carrier], f"carrier in {name}")
    t.equal(found.json()["labels"][0]["deviations"], [], f"deviations in {name}")
    t.exits(t.run("lint", target), DONE, f"lint {name}")
    t.equal(t.run("lint", target, "--json").json()["status"], "conforming", f"lint {name}: status")
    handed = t.run("propagate", target, "-o", "handed." + name, "--propagator", PRODUCER, "--propagate-id", "p-1")
    t.exits(handed, DONE, f"propagate {name}")
    after = t.run("aigc", "read", "handed." + name).json()["labels"]
    t.equal([(one["carrier"], one["label"]["PropagateID"], one["label"]["ProduceID"]) for one in after], [(carrier, "p-1", "a-1")], f"propagated {name}")
    t.exits(t.run("lint", "--before", target, "--after", "handed." + name), DONE, f"lint of both {name}")
    t.equal(t.run("verify", target, "--json").json()["state"], "generated", f"verify {name}")
t.refuses(["aigc", "write", "id3_plain.mp3", "-o", "named.wav", *label], "is and stays MP3", "a sound file named as another format")
t.refuses(["aigc", "write", "sound_chunks_plain.wav", "-o", "named.png", *label], "is and stays WAV", "a sound file named as a picture")
t.write("pipe.wav", b"RIFF\xff\xff\xff\xffWAVE" + b"fmt " + bytes(4))
t.refuses(["aigc", "write", "pipe.wav", "-o", "named.wav", *label], "never filled in", "a WAV from a pipe")

# A later write replaces the label; a label with deviations is found all the same.
everything = ["--label", "2", "--producer", "Somebody", "--produce-id", "b", "--reserved-code1", "r1", "--propagator", "Else",
              "--propagate-id", "c", "--reserved-code2", "r2"]
t.exits(t.run("aigc", "write", "labelled.png", "-o", "second.png", *everything, *word), DONE, "write over a label")
run = t.run("aigc", "read", "second.png")
t.exits(run, DONE, "read a label with deviations")
t.equal(len(run.json()["labels"]), 1, "labels after a second write")
t.equal(list(run.json()["labels"][0]["label"].values()), ["2", "Somebody", "b", "r1", "Else", "c", "r2"], "every field")
t.check(len(run.json()["labels"][0]["deviations"]) > 0, "a producer without a code is a deviation")

to = ["-o", "refused"]
t.refuses(["aigc", "write", "plain.png", *to, "--produce-id", "a"], "--producer", "no producer")
t.refuses(["aigc", "write", "plain.png", *to, "--producer", PRODUCER], "--produce-id", "no ProduceID")
t.refuses(["aigc", "write", "plain.png", *to, "--producer", BAD_PRODUCER, "--produce-id", "a"], "IMPRINT_ERR_PROVIDER_CODE", "a bad producer code")
t.refuses(["aigc", "write", "plain.png", *to, *label, "--label", "4"], "IMPRINT_ERR_AIGC_VALUE", "Label 4")
t.refuses(["aigc", "write", "plain.png", *to, *label, "--reserved-code1", "a\\b"], "IMPRINT_ERR_AIGC_VALUE", "a backslash")
t.refuses(["aigc", "write", "picture.bmp", *to, *label], "BMP has no place for metadata", "a BMP", UNSUPPORTED)
t.refuses(["aigc", "write", "cut.png", *to, *label], "IMPRINT_ERR_TRUNCATED", "a cut PNG")
t.refuses(["aigc", "read", "picture.bmp"], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "read a BMP", UNSUPPORTED)
for kind in ("gif", "tiff", "decode_lossy.webp", "decode_rgb.avif"):
    t.write("cut", t.read(f"labelled.{kind}")[:-9])
    t.refuses(["aigc", "read", "cut"], "IMPRINT_ERR_TRUNCATED", f"read a cut {kind}")
    t.refuses(["aigc", "write", "cut", *to, *label], "IMPRINT_ERR_TRUNCATED", f"write into a cut {kind}")
t.refuses(["aigc", "read", "cut.png"], "IMPRINT_ERR_TRUNCATED", "read a cut PNG")
t.refuses(["aigc", "read", "nothing.png"], "No such file", "read a missing file")
t.refuses(["aigc"], "a verb is needed", "no verb")
t.keeps_outputs(["aigc", "write", "plain.png", "-o", "kept.png", *label], "kept.png", "write")
t.bad_outputs(["aigc", "write", "plain.png", *label], "write")
# What is doubtful is said, and refused with --strict.
for producer, word in (("ExampleStudio", "GB-PROVIDER-NAME"), ("91000000000000000K", "001191000000000000000K"),
                       ("001191000000000000000K20000", "GB-PROVIDER-ROLE")):
    run = t.run("aigc", "write", "plain.png", "-o", "doubtful.png", "--force", "--producer", producer, "--produce-id", "a-1")
    t.exits(run, DONE, f"write for {producer}")
    t.check(word in run.talk, f"a note on {producer}: {run.talk}")
    t.refuses(["aigc", "write", "plain.png", "-o", "refused.png", "--producer", producer, "--produce-id", "a-1", "--strict"], "IMPRINT_ERR_PROVIDER_CODE", f"--strict for {producer}")
run = t.run("aigc", "write", "plain.png", "-o", "strict.png", *label, "--strict")
t.exits(run, DONE, "write --strict")
t.check("note" not in run.talk, f"no note where nothing is doubtful: {run.talk}")
t.exits(t.run("lint", "strict.png", "--strict"), DONE, "what --strict writes, lint --strict passes")

# The provider code of an organisation.
for service, wanted in (([], "001191000000000000000K00000"), (["--service", "10000"], "001191000000000000000K10000"),
                        (["--service", "2A0Z9"], "001191000000000000000K2A0Z9")):
    run = t.run("aigc", "code", "--uscc", "91000000000000000K", *service)
    t.exits(run, DONE, f"code {service}")
    t.equal(run.out.decode(), wanted + "\n", f"code {service}")
for arguments, words in ((["--uscc", "91000000000000000L"], "would be 'K'"), (["--uscc", "9100000000000000K"], "has 17 characters"),
                         (["--uscc", "9100000000000000OK"], "position 17"), (["--uscc", "91000000000000000k"], "position 18"),
                         (["--uscc", "91000000000000000K", "--service", "30000"], "neither 1"),
                         (["--uscc", "91000000000000000K", "--service", "1"], "5 characters"),
                         (["--uscc", "91000000000000000K", "--service", "1000z"], "5 characters"), ([], "--uscc")):
    t.refuses(["aigc", "code", *arguments], words, f"code {arguments}")
t.finish()
