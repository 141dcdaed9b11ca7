"""imprint watermark embed | detect."""
from harness import ABSENT, DONE, GIF, PAYLOAD, READS, UNSUPPORTED, Suite

t = Suite()
t.paint()
t.paint_jpeg()
t.paint("small.png", 150, 150)
t.write("picture.gif", GIF)
t.write("cut.png", t.read("plain.png")[:4000])

# Both formats, both sides; JSON after the schema.
for kind in ("png", "jpg"):
    source, target = f"plain.{kind}", f"marked.{kind}"
    run = t.run("watermark", "embed", source, "-o", target, "--payload", PAYLOAD)
    t.exits(run, DONE, f"embed {kind}")
    t.equal(run.out, b"", f"embed {kind}: data on stdout")
    t.check("PSNR" in run.talk, f"embed {kind} tells the quality: {run.talk}")
    piped = t.run("watermark", "embed", "-", "-o", "-", "--payload", PAYLOAD, stdin=t.read(source))
    t.check(piped.code == DONE and piped.out == t.read(target), f"embed {kind} through pipes gives the bytes of files")
    found = t.run("watermark", "detect", target, "--json")
    t.exits(found, DONE, f"detect in a marked {kind}")
    t.valid(found.json(), t.detection_schema, f"detection in a marked {kind}")
    t.equal((found.json()["detected"], found.json()["payload_hex"], found.json()["key_id"]), (True, PAYLOAD, "open"), f"detect {kind}")
    t.equal(found.talk, "", f"detect {kind}: talk")
    absent = t.run("watermark", "detect", source, "--json")
    t.exits(absent, ABSENT, f"detect in a plain {kind}")
    t.valid(absent.json(), t.detection_schema, f"detection in a plain {kind}")
    t.equal((absent.json()["detected"], absent.json()["p_value"]), (False, 1), f"detect in a plain {kind}")
    t.equal(t.run("watermark", "detect", "-", "--json", stdin=t.read(target)).json()["payload_hex"], PAYLOAD, f"detect {kind} from stdin")
    t.equal(t.run("watermark", "detect", target, "--no-search", "--json").json()["payload_hex"], PAYLOAD, f"detect {kind} --no-search")
    people = t.run("watermark", "detect", target)
    t.check(people.code == DONE and people.out.decode().startswith(f"{PAYLOAD} key open"), f"detect {kind} for people: {people.out}")
    people = t.run("watermark", "detect", source)
    t.check(people.code == ABSENT and people.out == b"no watermark found\n", f"detect in a plain {kind} for people: {people.out}")

# WebP and GIF are read and written; animations: animation_test.py.
if "webp" in READS:
    for name, code, payload in (("marked", DONE, PAYLOAD), ("plain", ABSENT, None)):
        t.to_webp(f"{name}.png", f"{name}.webp")
        run = t.run("watermark", "detect", f"{name}.webp", "--json")
        t.exits(run, code, f"detect in a {name} WebP")
        t.equal(run.json()["payload_hex"], payload, f"detect in a {name} WebP")
    t.exits(t.run("watermark", "embed", "plain.webp", "-o", "out.webp", "--payload", PAYLOAD), 0, "embed in a WebP")
    t.equal(t.run("watermark", "detect", "out.webp", "--json").json()["payload_hex"], PAYLOAD, "detect in the WebP that was written")
if "gif" in READS:
    t.exits(t.run("watermark", "detect", "picture.gif"), ABSENT, "detect in a GIF of one pixel")

# Keys: the right one finds, the open one and a wrong one do not; two marks coexist.
ids = {}
for name in ("one.key", "two.key"):
    ids[name] = t.run("keys", "new", "-o", name).out.decode().strip()
run = t.run("watermark", "embed", "plain.png", "-o", "keyed.png", "--payload", PAYLOAD, "--key", "one.key")
t.exits(run, DONE, "embed --key")
run = t.run("watermark", "detect", "keyed.png", "--json", "--key", "one.key")
t.exits(run, DONE, "detect with the right key")
t.valid(run.json(), t.detection_schema, "detection under a key")
t.equal((run.json()["payload_hex"], run.json()["key_id"]), (PAYLOAD, ids["one.key"]), "detect with the right key")
t.equal(t.run("watermark", "detect", "keyed.png", "--json", "--key", "two.key", "--key", "one.key").json()["key_id"], ids["one.key"], "detect with two keys")
for keys in ([], ["--key", "two.key"]):
    run = t.run("watermark", "detect", "keyed.png", "--json", *keys)
    t.exits(run, ABSENT, f"detect under {keys}")
    t.valid(run.json(), t.detection_schema, f"detection under {keys}")

# Refusals.
base = ["-o", "refused", "--payload", PAYLOAD]
t.refuses(["watermark", "embed", "plain.png", "-o", "refused"], "--payload", "no payload")
t.refuses(["watermark", "embed", "plain.png", "-o", "refused", "--payload", "12"], "2 digits, not 16", "a short payload")
t.refuses(["watermark", "embed", "plain.png", "-o", "refused", "--payload", "0123456789abcdeg"], "16 hex digits", "a payload that is not hex")
t.refuses(["watermark", "embed", "small.png", *base], "IMPRINT_ERR_IMAGE_TOO_SMALL", "a small picture")
t.refuses(["watermark", "embed", "cut.png", *base], "IMPRINT_ERR_TRUNCATED", "a cut PNG")
if "gif" in READS:
    t.refuses(["watermark", "embed", "picture.gif", *base], "IMPRINT_ERR_IMAGE_TOO_SMALL", "a GIF of one pixel")
else:
    t.refuses(["watermark", "embed", "picture.gif", *base], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "a GIF", UNSUPPORTED)
t.refuses(["watermark", "embed", "plain.png", *base, "--strength", "-1"], "IMPRINT_ERR_INVALID_ARGUMENT", "a negative strength")
t.refuses(["watermark", "embed", "plain.png", *base, "--min-psnr", "90"], "IMPRINT_ERR_INVALID_ARGUMENT", "a floor that is too high")
t.refuses(["watermark", "embed", "plain.png", *base, "--least-robustness", "high", "--strength", "0.02"], "IMPRINT_ERR_TOO_WEAK", "a mark that is too weak")
t.refuses(["watermark", "embed", "plain.png", *base, "--least-robustness", "great"], "not low, medium or high", "a robustness that is none")
t.write("picture.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
t.refuses_in_json(["watermark", "detect", "picture.heic", "--json"], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "detect in a HEIC", UNSUPPORTED, "picture.heic")
t.refuses_in_json(["watermark", "detect", "cut.png", "--json"], "IMPRINT_ERR_TRUNCATED", "detect in a cut PNG", file="cut.png")
t.refuses(["watermark", "detect", "nothing.png"], "No such file", "detect in a missing file")
t.refuses(["watermark", "detect", "plain.png", "--key", "picture.gif"], "no key file", "detect with a file that is no key")
t.refuses(["watermark"], "a verb is needed", "no verb")
t.keeps_outputs(["watermark", "embed", "plain.png", "-o", "kept.png", "--payload", PAYLOAD], "kept.png", "embed")
t.bad_outputs(["watermark", "embed", "plain.png", "--payload", PAYLOAD], "embed")

# A picture too small for a mark holds none.
t.exits(t.run("watermark", "detect", "small.png", "--json"), ABSENT, "detect in a small picture")
t.finish()
