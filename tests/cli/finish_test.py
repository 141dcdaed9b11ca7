"""imprint finish: what mark does behind the pixels."""
from harness import DONE, PAYLOAD, PRODUCER, Suite

t = Suite()
t.paint()
t.paint_jpeg()
ours = ["--producer", PRODUCER, "--produce-id", "cli-1"]
t.exits(t.mark("plain.png", "by-mark.png"), DONE, "mark")
mark_id = t.run("verify", "by-mark.png", "--json", "--no-search").json()["watermark"]["mark_id"]


def image_data(name):
    """The chunks IDAT of a PNG."""
    file, at, out = t.read(name), 8, b""
    while at < len(file):
        size = int.from_bytes(file[at:at + 4], "big")
        out += file[at + 8:at + 8 + size] if file[at + 4:at + 8] == b"IDAT" else b""
        at += size + 12
    return out


for kind in ("png", "jpg"):
    t.exits(t.run("label", "draw", f"plain.{kind}", "-o", f"drawn.{kind}"), DONE, f"draw {kind}")
    t.exits(t.run("watermark", "embed", f"drawn.{kind}", "-o", f"encoded.{kind}", "--payload", mark_id), DONE, f"embed {kind}")
    run = t.run("finish", f"encoded.{kind}", "-o", f"finished.{kind}", *ours, "--json")
    t.exits(run, DONE, f"finish {kind}")
    t.valid(run.json(), t.report_schema, f"report on a finished {kind}")
    t.equal((run.json()["action"], run.json()["visible"]["state"], run.json()["watermark"]["mark_id"], run.json()["agreement"]["aigc_watermark"]),
            ("finish", "present", mark_id, "agree"), f"report on a finished {kind}")
    t.exits(t.run("verify", f"finished.{kind}", "--no-search"), DONE, f"verify a finished {kind}")
    t.exits(t.run("lint", f"finished.{kind}"), DONE, f"lint a finished {kind}")
t.check(image_data("finished.png") == image_data("encoded.png"), "the pixels stay byte for byte")
people = t.run("finish", "encoded.png", "-o", "people.png", *ours)
t.check("visible label found" in people.talk and "read back" in people.talk, f"for people: {people.talk}")

# What is not in the encoded picture is no file.
to = ["-o", "refused.png", *ours]
t.refuses(["finish", "plain.png", *to], "no visible label that can be read", "a picture without a label")
t.refuses(["finish", "drawn.png", *to], "IMPRINT_ERR_READ_BACK_FAILED", "a picture without a mark")
t.refuses(["finish", "encoded.png", "-o", "refused.png", "--producer", PRODUCER, "--produce-id", "another"], "IMPRINT_ERR_READ_BACK_FAILED", "the mark of another content")
t.refuses(["finish", "finished.png", *to], "IMPRINT_ERR_ALREADY_LABELLED", "a finished picture again")
t.exits(t.run("finish", "drawn.png", "-o", "unmarked.png", *ours, "--no-watermark"), DONE, "--no-watermark")
t.exits(t.run("watermark", "embed", "plain.png", "-o", "bare.png", "--payload", mark_id), DONE, "embed without a label")
t.exits(t.run("finish", "bare.png", "-o", "waived.png", *ours, "--no-visible", "--waiver", "customer 7", "--log", "copies.log"), DONE, "--no-visible")
t.equal(len(t.read("copies.log").splitlines()), 1, "a copy without visible label is on record")

# Somebody else's mark under another key is not passed over.
t.run("keys", "new", "-o", "mine.key")
t.exits(t.run("watermark", "embed", "encoded.png", "-o", "two.png", "--payload", mark_id, "--key", "mine.key"), DONE, "the same content under two keys")
t.exits(t.run("finish", "two.png", "-o", "two-finished.png", *ours, "--key", "mine.key"), DONE, "the same content under two keys")
t.exits(t.run("watermark", "embed", "drawn.png", "-o", "theirs.png", "--payload", PAYLOAD), DONE, "their mark")
t.exits(t.run("watermark", "embed", "theirs.png", "-o", "taken.png", "--payload", mark_id, "--key", "mine.key", "--replace", "a test", "--log", "r.log"), DONE, "over it")
t.refuses(["finish", "taken.png", *to, "--key", "mine.key"], f"already carries the watermark {PAYLOAD}", "their mark below")
t.finish()
