"""imprint log verify | export | purge, on logs that mark --no-visible --log writes."""
import datetime
import hashlib
import json

from harness import ABSENT, DONE, FAILED, PRODUCER, Suite

t = Suite()
t.paint("plain.png", 96, 96)


def leave_out(target, log="copies.log", *more):
    run = t.mark("plain.png", target, "--no-watermark", "--no-visible", "--waiver", "customer 7, contract 12", "--log", log, *more)
    t.exits(run, DONE, f"mark {target}")


for i in range(3):
    leave_out(f"copy{i}.png")
def write_log(name, days_ago):
    """A log as spec/log.md 1 has it, with records of so many days ago: the tool makes none but of now."""
    lines, before = [], "0" * 64
    for number, days in enumerate(days_ago, 1):
        made = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)
        record = {"seq": number, "time": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "prev": before, "kind": "unlabelled_copy",
                  "producer": PRODUCER, "produce_id": f"old-{number}", "waiver": "customer 7", "file_sha256": "a" * 64}
        body = json.dumps(record, separators=(",", ":"))[:-1]
        before = hashlib.sha256(body.encode()).hexdigest()
        lines.append(f'{body},"hash":"{before}"}}\n')
    t.write(name, "".join(lines))


whole = t.read("copies.log")
t.equal(whole.count(b"\n"), 3, "records")

run = t.run("log", "verify", "copies.log", "--json")
t.exits(run, DONE, "verify")
head = run.json()["head"]
t.equal((run.json()["records"], run.json()["first_sequence"], run.json()["last_sequence"]), (3, 1, 3), "verify --json")
t.exits(t.run("log", "verify", "copies.log", "--head", head), DONE, "verify --head")
run = t.run("log", "verify", "copies.log", "--head", "0" * 64)
t.exits(run, ABSENT, "verify with another head")
t.check(head in run.talk, f"verify with another head names the one there is: {run.talk}")
t.check(b"3 records, chain whole" in t.run("log", "verify", "copies.log").out, "verify for people")

run = t.run("log", "export", "copies.log")
t.exits(run, DONE, "export")
t.equal([r["seq"] for r in run.json()["records"]], [1, 2, 3], "export")
t.equal(t.run("log", "export", "copies.log", "--until", "2020-01-01").json()["records"], [], "export --until")
t.exits(t.run("log", "export", "copies.log", "-o", "records.json", "--from", "2020-01-01"), DONE, "export -o")
t.equal(t.read("records.json"), run.out, "export to a file")
t.refuses(["log", "export", "copies.log", "-o", "records.json"], "--force", "export onto a file")
t.refuses(["log", "export", "copies.log", "--from", "yesterday"], "yesterday", "a time that is none")

# Nothing is old enough now, and nobody can say that it is later than it is.
run = t.run("log", "purge", "copies.log")
t.exits(run, DONE, "purge")
t.equal(t.read("copies.log"), whole, "purge of a young log changes nothing")
t.refuses(["log", "purge", "copies.log", "--before", "2300-01-01"], "younger than six months", "purge of young records")
t.refuses(["log", "purge", "copies.log", "--now", "2300-01-01"], "ahead of the system's clock", "purge in the future")
soon = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
t.refuses(["log", "purge", "copies.log", "--now", soon], "IMPRINT_ERR_LOG_CLOCK", "purge of tomorrow")
t.refuses(["log", "purge", "copies.log", "--now", "2020-01-01"], "behind the newest record", "purge of yesterday")
write_log("ahead.log", [400, -1])
t.refuses(["log", "purge", "ahead.log"], "behind the newest record", "purge under a clock that was set back")
t.write("torn.log", whole + b'{"seq":4,"ti')
run = t.run("log", "verify", "torn.log", "--json")
t.equal((run.code, run.json()["records"], run.json()["torn_bytes"]), (DONE, 3, 12), "a torn tail is no record")
leave_out("copy3.png", "torn.log")
t.equal(t.run("log", "verify", "torn.log", "--json").json()["records"], 4, "the next record takes its place")
write_log("old.log", [900, 400, 190, 170, 1])
t.exits(t.run("log", "verify", "old.log"), DONE, "verify of a log that somebody else wrote")
run = t.run("log", "purge", "old.log")
t.exits(run, DONE, "purge of old records")
t.check("3 records removed, 2 left" in run.talk, f"purge tells: {run.talk}")
t.equal(t.run("log", "verify", "old.log", "--json").json()["first_sequence"], 4, "the young ones stay")
leave_out("copy4.png", "old.log")
t.equal(t.run("log", "verify", "old.log", "--json").json()["last_sequence"], 6, "the chain goes on after a purge")
write_log("all.log", [900, 400])
t.exits(t.run("log", "purge", "all.log", "--now", datetime.date.today().isoformat()), DONE, "purge --now")
t.equal(t.run("log", "verify", "all.log", "--json").json()["records"], 0, "purge of all")

t.write("broken.log", whole.replace(b"customer 7", b"customer 8", 2).replace(b"customer 8", b"customer 7", 1))
run = t.run("log", "verify", "broken.log")
t.exits(run, ABSENT, "verify of a broken log")
t.check("broken.log:2:" in run.talk and "IMPRINT_ERR_LOG_BROKEN" in run.talk, f"the line is named: {run.talk}")
t.refuses(["log", "export", "broken.log"], "IMPRINT_ERR_LOG_BROKEN", "export of a broken log", FAILED)
t.refuses(["log", "purge", "broken.log"], "IMPRINT_ERR_LOG_BROKEN", "purge of a broken log", FAILED)
t.refuses(["log", "verify", "missing.log"], "IMPRINT_ERR_LOG_FILE", "no log", FAILED)
t.refuses(["log"], "a verb is needed", "no verb")

# The profile names the log beside itself.
t.write("profile.toml", "[log]\nfile = \"service.log\"\n")
run = t.mark("plain.png", "copy5.png", "--no-watermark", "--no-visible", "--waiver", "x", "--profile", "profile.toml")
t.exits(run, DONE, "mark with the log of a profile")
t.equal(t.run("log", "verify", "service.log", "--json").json()["records"], 1, "log.file")
t.finish()
