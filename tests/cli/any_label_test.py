"""imprint verify and propagate --any-label: visible labels of any program, found by the conformance suite or a program in its place."""
import json
import os
import stat
import subprocess

from harness import ABSENT, DONE, FAILED, PRODUCER, Suite

t = Suite()
t.paint()
t.write("-dash.png", t.read("plain.png"))
t.exits(t.mark("plain.png", "marked.png"), DONE, "mark")
WORDS = "由豆包AI生成"
REASON = f"a visible label was found by the caller: {WORDS}"
SCRATCH = t.path("scratch")  # where copies go
os.makedirs(SCRATCH)


def finder(name, *lines):
    """A program in place of imprint-conform, which notes what it was asked and keeps the picture that it saw."""
    t.write(name, "\n".join(["#!/bin/sh", 'printf "%s\\n" "$@" > asked', 'cat "$2" > saw 2> /dev/null', *lines]) + "\n")
    os.chmod(t.path(name), stat.S_IRWXU)
    return {"env": dict(os.environ, IMPRINT_CONFORM=t.path(name), TMPDIR=SCRATCH)}


def answers(name, labels, code=DONE):
    t.write(f"{name}.json", labels if isinstance(labels, str) else json.dumps({"file": "x", "labels": labels}))
    return finder(name, f"cat {name}.json", f"exit {code}")


finds = answers("finds", [{"text": WORDS, "is_label": True}, {"text": "AI合成"}])
none = answers("none", [], ABSENT)
platform = ["--propagator", PRODUCER, "--propagate-id", "p-1"]

# The best label is another trace; without the option nothing is asked, and without a label nothing is said.
for how, options, code, state, words in ((finds, ["--any-label"], DONE, "suspected", WORDS), (none, ["--any-label"], ABSENT, "none_found", None),
                                         (finds, [], ABSENT, "none_found", None)):
    for name in ("plain.png", "-"):
        t.write("asked", "")
        run = t.run("verify", name, "--json", *options, stdin=t.read("plain.png"), **how)
        t.exits(run, code, f"verify {name} {options}")
        t.valid(run.json(), t.report_schema, f"report on {name} {options}")
        t.equal((run.json()["state"], run.json()["visible"].get("explicit_by_caller")), (state, words), f"verify {name} {options}")
        t.equal(run.json()["verdict"]["reasons"], [REASON] if words else [], f"reasons of {name} {options}")
        asked = t.read("asked").decode().splitlines()
        t.equal(asked[:1], ["look"] if options else [], f"{name} {options}: what was asked")
        if options:
            t.equal((len(asked), t.read("saw")), (2, t.read("plain.png")), f"{name} {options}: what was looked at")
            t.equal(asked[1] == name, name != "-", f"{name} {options}: a name of its own")
        t.equal(os.listdir(SCRATCH), [], f"{name} {options}: the copy is gone")
    run = t.run("propagate", "plain.png", "-o", "out.png", "--force", "--json", *platform, *options, **how)
    t.exits(run, code, f"propagate {options}")
    t.valid(run.json(), t.report_schema, f"report of propagate {options}")
    t.equal((run.json()["state"], run.json()["visible"].get("explicit_by_caller")), (state, words), f"propagate {options}")
    if words:
        t.equal(t.run("aigc", "read", "out.png").json()["labels"][0]["label"]["Label"], "3", "Label that propagate wrote")

# A label in the metadata decides, and the words stay among the reasons.
for verb in (["verify", "marked.png", "--json"], ["propagate", "marked.png", "-o", "out.png", "--force", "--json", *platform]):
    run = t.run(*verb, "--any-label", **finds)
    t.exits(run, DONE, f"{verb[0]} a marked picture")
    t.equal((run.json()["state"], REASON in run.json()["verdict"]["reasons"]), ("generated", True), f"{verb[0]} a marked picture")
people = t.run("verify", "plain.png", "--any-label", **finds).out.decode()
t.check(f"because    {REASON}\n" in people and f'found by --any-label: "{WORDS}"\n' in people, f"for people: {people}")

# Names that look like options; what gives its bytes once; many files, each with its own answer.
t.exits(t.run("verify", "./-dash.png", "--any-label", **finds), DONE, "a name with a dash")
t.exits(t.run("verify", "--any-label", "--", "-dash.png", **finds), DONE, "a name that begins with a dash")
t.equal(t.read("asked").decode().splitlines(), ["look", "./-dash.png"], "a name that begins with a dash")
os.mkfifo(t.path("pipe"))
with subprocess.Popen(["sh", "-c", "cat plain.png > pipe"], cwd=t.folder):
    run = t.run("verify", "pipe", "--any-label", "--json", **finds)
t.equal((run.code, t.read("saw")), (DONE, t.read("plain.png")), "a named pipe")
os.remove(t.path("pipe"))
only = finder("only", 'case "$2" in', '  *marked*) echo \'{"labels":[]}\'; exit 2;;', f'  *) echo \'{{"labels":[{{"text":"{WORDS}"}}]}}\';;', "esac")
run = t.run("verify", "plain.png", "marked.png", "plain.png", "--any-label", "--json", "--jobs", "2", **only)
t.exits(run, DONE, "several")
t.equal([r["visible"].get("explicit_by_caller") for r in run.json_lines()], [WORDS, None, WORDS], "several")

# Words of several lines, and too many of them.
for text, shown in (("由豆包\nAI生成", "由豆包 AI生成"), ("字" * 90, "字" * 85), ("x" * 300, "x" * 256)):
    run = t.run("verify", "plain.png", "--any-label", "--json", **answers("long", [{"text": text}]))
    t.equal(run.json()["visible"]["explicit_by_caller"], shown, f"words of {len(text)} characters")

# A finder that fails, or says something else, is never "no label".
for verb in (["verify", "plain.png"], ["verify", "-"], ["propagate", "plain.png", "-o", "no.png", *platform]):
    for name, lines, words in (("fails", ["echo 'cannot read' >&2", "exit 1"], "imprint-conform look could not read the picture: exit code 1"),
                               ("killed", ["kill -9 $$"], "could not read the picture: exit code 137"),
                               ("silent", ["exit 0"], "answered something else"), ("talks", ["echo hello"], "answered something else"),
                               ("list", ["echo '[]'"], "answered something else"), ("nameless", ["""echo '{"labels":[{}]}'"""], "without its \"text\""),
                               ("flood", ["yes"], "more than 1048576 bytes")):
        how = finder(name, *lines)
        run = t.run(*verb, "--any-label", stdin=t.read("plain.png"), **how)
        t.exits(run, FAILED, f"{verb[0]}, a finder that {name}")
        t.equal((run.out, "no.png" in t.listing()), (b"", False), f"{verb[0]}, a finder that {name}: nothing comes out")
        t.check(words in run.talk and f"{verb[1]}: --any-label: " in run.talk, f"{verb[0]}, a finder that {name}: {run.talk}")
        t.equal(os.listdir(SCRATCH), [], f"{verb[0]}, a finder that {name}: the copy is gone")
t.refuses_in_json(["verify", "plain.png", "--any-label", "--json"], "IMPRINT_CLI_ARGUMENT", "a finder that fails, in JSON", file="plain.png", **finder("fails", "exit 1"))

# No finder: told before any work, and by its name.
for how in ({"env": dict(os.environ, IMPRINT_CONFORM=t.path("nothing"))}, {"env": dict(os.environ, IMPRINT_CONFORM=t.path("plain.png"))}):
    t.refuses(["verify", "plain.png", "--any-label"], "--any-label: imprint-conform cannot be run: IMPRINT_CONFORM is", "no finder", **how)
    t.refuses(["propagate", "plain.png", "-o", "no.png", "--any-label", *platform], "imprint-conform", "no finder for propagate", **how)
    t.exits(t.run("verify", "plain.png", **how), ABSENT, "nobody asks for a finder")
t.finish()
