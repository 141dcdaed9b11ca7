"""imprint itself: version, help, usage."""
import re

from harness import DONE, PAYLOAD, PRODUCER, Suite

t = Suite()
run = t.run("version")
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

t.refuses([], "subcommand", "no command")
t.refuses(["bogus"], "subcommand", "an unknown command")
t.refuses(["version", "bogus"], "bogus", "an argument too many")

# A reader that went away, or a full device, is a failure and no silence.
t.paint()
for arguments in (["version"], ["verify", "plain.png", "--json"], ["mark", "plain.png", "-o", "-", "--producer", PRODUCER, "--produce-id", "a"],
                  ["watermark", "embed", "plain.png", "-o", "-", "--payload", PAYLOAD]):
    with open("/dev/full", "wb") as full:
        run = t.run_to(full, *arguments)
    t.equal(run.code, 1, f"{arguments[0]} onto a full device")
    t.check("standard output" in run.talk, f"{arguments[0]} onto a full device says why: {run.talk}")
t.finish()
