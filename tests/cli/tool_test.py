"""imprint itself: version, help, usage."""
import re

from harness import DONE, PAYLOAD, PRODUCER, Suite, schema

t = Suite()
run = run_version = t.run("version")
t.exits(run, DONE, "version")
t.check(re.fullmatch(r"imprint \d+\.\d+\.\d+\nabi \d+\nwatermark format \d+\n", run.out.decode()) is not None, f"version: {run.out}")
t.equal(run.talk, "", "version: talk")

help_text = t.run("--help")
t.exits(help_text, DONE, "--help")
t.check("Exit codes: 0" in help_text.out.decode(), "--help tells the exit codes")
for command in ("mark", "verify", "watermark", "label", "aigc", "keys", "version"):
    t.check(re.search(rf"^\s+{command}\s", help_text.out.decode(), re.MULTILINE) is not None, f"--help names {command}")
    run = t.run(command, "--help")
    t.exits(run, DONE, f"{command} --help")
    t.check(run.out != b"" and run.talk == "", f"{command} --help is data")

t.refuses([], "a verb is needed: mark, finish, verify", "no command")
t.refuses(["bogus"], 'no verb "bogus"\n', "an unknown command")
t.refuses(["version", "bogus"], "bogus", "an argument too many")

# --version and help, as other tools have them.
t.equal(t.run("--version").out, run_version.out, "--version is version")
t.valid(t.run("version", "--json").json(), schema("version.schema.json"), "version --json")
t.equal(t.run("help").out, help_text.out, "help is --help")
for verb in (["mark"], ["verify"], ["watermark", "detect"], ["keys", "new"]):
    t.equal(t.run("help", *verb).out, t.run(*verb, "--help").out, f"help {verb}")
t.refuses(["help", "makr"], 'did you mean "mark"?', "help on what is no verb")

# Near misses; nothing is guessed of what is near to nothing.
for typed, said in ((["makr", "a.png"], 'no verb "makr"; did you mean "mark"?'), (["verfy"], 'did you mean "verify"?'),
                    (["watermark", "detct", "a.png"], 'imprint watermark: no verb "detct"; did you mean "detect"?'),
                    (["verify", "--jsn", "a.png"], 'imprint verify: no option --jsn; did you mean "--json"?'),
                    (["mark", "a.png", "-o", "b.png", "--prodcer=x"], 'no option --prodcer; did you mean "--producer"?'),
                    (["lint", "a.png", "--thread", "2"], 'did you mean "--threads"?')):
    t.refuses(typed, said, f"{typed}")
for typed in (["zzz"], ["verify", "--zzzzzz", "a.png"], ["m" * 5000]):
    t.check("did you mean" not in t.run(*typed).talk, f"nothing is near to {typed[0][:20]}")

# A reader that went away, or a full device, is a failure and no silence.
t.paint()
for arguments in (["version"], ["verify", "plain.png", "--json"], ["mark", "plain.png", "-o", "-", "--producer", PRODUCER, "--produce-id", "a"],
                  ["watermark", "embed", "plain.png", "-o", "-", "--payload", PAYLOAD]):
    with open("/dev/full", "wb") as full:
        run = t.run_to(full, *arguments)
    t.equal(run.code, 1, f"{arguments[0]} onto a full device")
    t.check("standard output" in run.talk, f"{arguments[0]} onto a full device says why: {run.talk}")
t.finish()
