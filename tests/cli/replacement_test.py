"""Several marks in one picture, and somebody's label or mark that would be written over (spec/decisions/0012)."""
import json

from harness import ABSENT, DONE, PAYLOAD, PRODUCER, Suite

OTHER_MARK = "fedcba9876543210"
t = Suite()
t.paint()
for name in ("mine.key", "another.key"):
    t.run("keys", "new", "-o", name)
KEY_ID = t.run("keys", "show", "mine.key").out.decode().strip()
ours = ["--producer", PRODUCER, "--produce-id", "cli-2"]

# A mark under the open key over a private one hides nothing: both are told, and the one of the label leads.
t.exits(t.mark("plain.png", "private.png", "--key", "mine.key"), DONE, "mark under a private key")
mark_id = t.run("verify", "private.png", "--json", "--key", "mine.key").json()["watermark"]["mark_id"]
t.refuses(["watermark", "embed", "private.png", "-o", "forged.png", "--payload", OTHER_MARK, "--key", "mine.key"], "IMPRINT_ERR_ALREADY_LABELLED",
          "another mark under the same key")
t.exits(t.run("watermark", "embed", "private.png", "-o", "forged.png", "--payload", OTHER_MARK), DONE,
        "an open mark over one whose key is not known")
run = t.run("verify", "forged.png", "--json", "--key", "mine.key", "--key", "another.key", "--no-search")
t.exits(run, DONE, "verify with the right key")
t.valid(run.json(), t.report_schema, "report with two marks")
seen = run.json()["watermark"]
t.equal((seen["mark_id"], seen["key_id"], run.json()["agreement"]["aigc_watermark"]), (mark_id, KEY_ID, "agree"), "the mark of the label leads")
t.equal([(o["mark_id"], o["key_id"], o["aigc_watermark"]) for o in seen["others"]], [(OTHER_MARK, "open", "disagree")], "the other is told")
t.check(any("not that of the AIGC label" in r for r in run.json()["verdict"]["reasons"]), "the other is a reason")
people = t.run("verify", "forged.png", "--key", "mine.key", "--no-search").out.decode()
t.check(f"another mark_id {OTHER_MARK}, key open" in people and ": not that of the AIGC label" in people, f"for people: {people}")
t.exits(t.run("verify", "forged.png", "--no-search"), ABSENT, "without the key the open mark disagrees")
run = t.run("verify", "forged.png", "--json", "--key", "mine.key", "--no-open-key", "--no-search")
t.equal((run.json()["watermark"]["key_id"], "others" in run.json()["watermark"]), (KEY_ID, False), "--no-open-key")
run = t.run("verify", "forged.png", "--json", "--no-open-key")
t.equal((run.json()["watermark"]["state"], run.json()["agreement"]["aigc_watermark"]), ("not_checked", "not_comparable"), "no key at all")
run = t.run("watermark", "detect", "forged.png", "--json", "--key", "mine.key", "--no-search")
t.valid(run.json(), t.detection_schema, "detection with two marks")
t.equal((run.json()["payload_hex"], [o["payload_hex"] for o in run.json()["others"]]), (mark_id, [OTHER_MARK]), "detect tells both")
lines = t.run("watermark", "detect", "forged.png", "--key", "mine.key", "--no-search").out.decode().splitlines()
t.equal([line.split()[0] for line in lines], [mark_id, OTHER_MARK], "detect for people")
t.refuses(["watermark", "detect", "forged.png", "--no-open-key"], "no key to read with", "detect with no key at all")

# mark: a label and a mark of somebody's are refused, with a word they are replaced and both are on record.
t.exits(t.mark("plain.png", "theirs.png"), DONE, "mark")
t.refuses(["mark", "theirs.png", "-o", "taken.png", *ours], "already carries the AIGC label", "a label")
t.exits(t.run("watermark", "embed", "plain.png", "-o", "stripped.png", "--payload", PAYLOAD), DONE, "a picture whose metadata is gone")
t.refuses(["mark", "stripped.png", "-o", "taken.png", *ours], f"already carries the watermark {PAYLOAD} under key open", "a mark without metadata")
t.refuses(["mark", "stripped.png", "-o", "taken.png", *ours, "--replace", "x"], "--replace needs --log", "a word without a log")
word = ["--replace", "the studio bought the rights, contract 7", "--log", "replaced.log"]
run = t.run("mark", "stripped.png", "-o", "taken.png", *ours, "--key", "mine.key", "--json", *word)
t.exits(run, DONE, "a mark that is replaced by a word")
t.valid(run.json(), t.report_schema, "report of a replacement")
t.equal(run.json()["replacement"], {"word": word[1], "replaced": [f"the watermark {PAYLOAD} under key open"]}, "the report keeps the word")
record = json.loads(t.read("replaced.log"))
t.equal((record["kind"], record["waiver"], record["replaced"], record["produce_id"]),
        ("replacement", word[1], f"the watermark {PAYLOAD} under key open", "cli-2"), "the log's record")
t.exits(t.run("log", "verify", "replaced.log"), DONE, "the log is whole")
run = t.run("mark", "theirs.png", "-o", "taken2.png", *ours, "--key", "mine.key", *word)
t.exits(run, DONE, "a label and a mark that are replaced by a word")
t.check("replaced the AIGC label of producer" in run.talk and "replaced the watermark" in run.talk, f"both are told: {run.talk}")
t.equal(len(t.read("replaced.log").splitlines()), 2, "records")
run = t.run("mark", "plain.png", "-o", "new.png", *ours, "--json", *word)
t.check(run.code == DONE and "replacement" not in run.json(), "a word that nothing needs")
t.equal(len(t.read("replaced.log").splitlines()), 2, "nothing replaced is no record")
# The same content again, its metadata gone, is nobody else's.
t.exits(t.run("watermark", "embed", "plain.png", "-o", "again.png", "--payload", t.run("mark", "plain.png", "-o", "b.png", *ours, "--json").json()["watermark"]["mark_id"]), DONE, "embed")
t.exits(t.run("mark", "again.png", "-o", "again2.png", *ours), DONE, "the same mark_id again")

# aigc write: its own label is written over, another producer's and an unreadable one is not.
t.exits(t.run("aigc", "write", "theirs.png", "-o", "own.png", "--producer", PRODUCER, "--produce-id", "cli-9"), DONE, "its own label")
stranger = ["--producer", "Stranger", "--produce-id", "s1"]
t.refuses(["aigc", "write", "theirs.png", "-o", "no.png", *stranger], "IMPRINT_ERR_ALREADY_LABELLED", "another producer's label")
t.exits(t.run("aigc", "write", "theirs.png", "-o", "yes.png", *stranger, *word), DONE, "another producer's label by a word")
record = json.loads(t.read("replaced.log").splitlines()[2])
t.check(record["kind"] == "replacement" and PRODUCER in record["replaced"] and record["producer"] == "Stranger", f"its record: {record}")
t.refuses(["aigc", "write", "theirs.png", "-o", "no.png", *stranger, "--replace", "x", "--log", "missing/a.log"], "IMPRINT_ERR_LOG_FILE", "a log that cannot be written")

# watermark embed: likewise.
t.refuses(["watermark", "embed", "stripped.png", "-o", "no.png", "--payload", OTHER_MARK], "IMPRINT_ERR_ALREADY_LABELLED", "another payload's mark")
t.exits(t.run("watermark", "embed", "stripped.png", "-o", "same.png", "--payload", PAYLOAD), DONE, "the same payload again")
t.exits(t.run("watermark", "embed", "stripped.png", "-o", "yes2.png", "--payload", OTHER_MARK, "--key", "mine.key", *word), DONE, "another one by a word")
record = json.loads(t.read("replaced.log").splitlines()[3])
t.equal((record["producer"], record["produce_id"]), ("", OTHER_MARK), "a watermark alone on record")
t.exits(t.run("log", "verify", "replaced.log"), DONE, "the log is whole at the end")
t.finish()
