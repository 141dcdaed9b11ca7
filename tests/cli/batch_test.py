"""Many inputs: folders, lists, several at once, outputs by a pattern; one bad file never stops the rest."""
import json
import os
import pty
import re
import shutil
import subprocess

from harness import ABSENT, DONE, FAILED, PAYLOAD, PRODUCER, Suite

t = Suite()
t.paint("plain.png", 320, 240)
t.paint_jpeg("plain.jpg", 320, 240)
t.exits(t.mark("plain.png", "marked.png"), DONE, "mark")
for folder in ("tree/b/deep", "tree/a", "tree/.hidden", "empty"):
    os.makedirs(t.path(folder))
PLACES = {"tree/one.png": "plain.png", "tree/a/two words.png": "marked.png", "tree/b/deep/图.png": "plain.png", "tree/b/three.jpg": "plain.jpg",
          "tree/.hidden/four.png": "plain.png", "tree/.five.png": "plain.png"}
for place, source in PLACES.items():
    shutil.copy(t.path(source), t.path(place))
t.write("tree/a/broken.png", t.read("plain.png")[:3000])
t.write("tree/b/note.txt", "no picture")
os.symlink("..", t.path("tree/b/loop"))
FOUND = ["tree/a/broken.png", "tree/a/two words.png", "tree/b/deep/图.png", "tree/b/note.txt", "tree/b/three.jpg", "tree/one.png"]


def files(run):
    return [line["file"] for line in run.json_lines()]


# Folders.
run = t.run("lint", "-r", "tree", "--json")
t.exits(run, FAILED, "lint -r")
t.equal(files(run), FOUND, "files of a folder, in the order of their names, without hidden ones and without following links")
t.equal(files(t.run("lint", "plain.png", "tree", "--recursive", "--json")), ["plain.png", *FOUND], "a file and a folder")
run = t.run("lint", "tree", "plain.png", "--json")
t.check(run.code == FAILED and "--recursive" in run.json_lines()[0]["message"] and "exit_code" not in run.json_lines()[1], "a folder without -r")
run = t.run("lint", "-r", "empty", "--json")
t.check(run.code == FAILED and "without files" in run.json()["message"], f"an empty folder is no success: {run.out}")
t.equal(files(t.run("lint", "-r", "plain.png", "--json")), ["plain.png"], "-r makes lines, also of one")

# Lists.
names = ["tree/one.png", "tree/a/two words.png", "tree/b/deep/图.png"]
t.write("list", "\n".join(names) + "\n\n")
t.write("list0", "\0".join(names) + "\0")
odd = "line\nbreak.png"
shutil.copy(t.path("plain.png"), t.path(odd))
for arguments, how in ((["--files-from", "list"], {}), (["--files-from", "list0", "-0"], {}), (["--files-from", "-"], {"stdin": t.read("list")}),
                       (["--null", "--files-from=-"], {"stdin": t.read("list0")})):
    t.equal(files(t.run("lint", *arguments, "--json", **how)), names, f"{arguments}")
t.equal(files(t.run("lint", "--files-from", "-", "-0", "--json", stdin=odd.encode() + b"\0")), [odd], "a name with a line break")
t.equal(files(t.run("lint", "plain.png", "--files-from", "list", "--json")), ["plain.png", *names], "names and a list")
t.equal(files(t.run("lint", "-r", "--files-from", "-", "--json", stdin=b"tree\n")), FOUND, "a folder in a list")
t.refuses(["lint", "-", "--files-from", "-"], "standard input can be read once", "stdin twice")
t.refuses(["lint", "--files-from", "nothing"], "nothing: No such file", "a list that is not there")
t.refuses(["lint", "--files-from", "-"], "names no file", "an empty list")
t.refuses(["lint", "plain.png", "-0"], "--files-from", "-0 alone")

# Several at once: the same answers in the same order, to stdout and stderr, and the same exit code.
BASE = ["-r", "tree", "marked.png", "nothing.png", "plain.jpg"] * 3
for verb in (["verify", "--no-search"], ["lint"], ["aigc", "read"], ["label", "find"], ["manifest", "read"]):
    for style in ([], ["--json"]):
        alone = t.run(*verb, *style, *BASE)
        for jobs in ("2", "7", "0"):
            several = t.run("--jobs", jobs, *verb, *style, *BASE)
            t.equal((several.code, several.talk), (alone.code, alone.talk), f"{verb} {style} --jobs {jobs}")
            t.check(several.out == alone.out, f"{verb} {style} --jobs {jobs}: stdout")
several = t.run("watermark", "detect", "--no-search", "--json", *BASE, "-j", "3").json_lines()
alone = t.run("watermark", "detect", "--no-search", "--json", *BASE).json_lines()
for line in several + alone:
    line.pop("ms", None)
t.equal(several, alone, "watermark detect -j 3")
t.check(t.run("lint", "--sarif", *BASE, "--jobs", "4").out == t.run("lint", "--sarif", *BASE).out, "lint --sarif --jobs 4")
for wrong in ("-1", "257", "many"):
    t.refuses(["lint", "plain.png", "--jobs", wrong], "--jobs", f"--jobs {wrong}")

# mark: outputs and numbers by a pattern.
MARK = ["mark", "--producer", PRODUCER]
run = t.run(*MARK, "plain.png", "plain.jpg", "-o", "out/{stem}-{n}{ext}", "--produce-id", "2026-{stem}-{n}", "--json", "--jobs", "2")
t.exits(run, DONE, "mark two")
t.equal([(r["file"], r["output"], r["aigc"]["labels"][0]["label"]["ProduceID"]) for r in run.json_lines()],
        [("plain.png", "out/plain-1.png", "2026-plain-1"), ("plain.jpg", "out/plain-2.jpg", "2026-plain-2")], "outputs and numbers")
for name in ("out/plain-1.png", "out/plain-2.jpg"):
    t.exits(t.run("verify", name), DONE, name)
t.check(t.read("out/plain-1.png") == t.mark("plain.png", "-", produce_id="2026-plain-1").out, "the same bytes as marked alone")
run = t.run(*MARK, "-r", "tree", "-o", "mirror/{dir}/{name}", "--produce-id", "m-{n}", "-j2")
t.exits(run, FAILED, "mark a tree, broken files in it")
t.equal(sorted(n for n in t.listing() if n.startswith("mirror")), ["mirror/b/deep/图.png", "mirror/b/three.jpg", "mirror/one.png"],
        "the tree again: what is broken, labelled or no picture is left out")
for name in ("broken.png", "two words.png", "note.txt"):
    t.check(name in run.talk, f"{name} is told: {run.talk}")
# Begun again, only what is missing is done.
os.remove(t.path("mirror/one.png"))
again = t.run(*MARK, "-r", "tree", "-o", "mirror/{dir}/{name}", "--produce-id", "m-{n}")
t.check(again.code == FAILED and "mirror/one.png" in t.listing() and again.talk.count("exists already; --force") == 2, f"begun again: {again.talk}")

# Refused before any work, and nothing is written.
TWO = ["plain.png", "tree/one.png"]
NUMBERED = ["--produce-id", "c-{n}"]
t.refuses([*MARK, *TWO, "-o", "new/{ext}", *NUMBERED], "makes new/.png of plain.png and of tree/one.png", "outputs that collide")
t.refuses([*MARK, *TWO, "-o", "new.png", *NUMBERED], "tell them apart by {dir}, {stem}", "no pattern")
t.refuses([*MARK, *TWO, "-o", "new/{stme}.png", *NUMBERED], "{stme}", "a misspelt placeholder")
t.refuses([*MARK, "plain.png", "./tree/../plain.png", "-o", "new/{name}", *NUMBERED], "new/plain.png", "one name, two spellings")
t.refuses([*MARK, *TWO, "-o", "new/{name}", "--produce-id", "c"], "a number of its own", "one ProduceID for two")
t.refuses([*MARK, *TWO, "-o", "-", *NUMBERED], "standard output", "two to stdout")
os.makedirs(t.path("swap"))
shutil.copy(t.path("plain.png"), t.path("swap/1.png"))
shutil.copy(t.path("plain.png"), t.path("swap/0.png"))
t.refuses([*MARK, "swap/0.png", "swap/1.png", "-o", "swap/{n}.png", "--force", *NUMBERED], "is itself an input", "an output over another's input")
t.exits(t.run(*MARK, "swap/0.png", "swap/1.png", "-o", "swap/{name}", "--force", *NUMBERED), DONE, "each onto itself")
# One input needs no pattern, may have one, and braces of other kinds stay.
t.exits(t.run(*MARK, "plain.png", "-o", "{x}.png", "--produce-id", "{1234}"), DONE, "other braces")
t.check("{x}.png" in t.listing(), "other braces stay")
t.exits(t.run(*MARK, "plain.png", "-o", "one/{name}", "--produce-id", "{stem}"), DONE, "a pattern for one")
t.check("one/plain.png" in t.listing(), "a pattern for one")

# The other verbs that write.
for verb in (["aigc", "write", "--producer", PRODUCER, "--produce-id", "w-{n}"], ["label", "draw"], ["watermark", "embed", "--payload", PAYLOAD],
             ["propagate", "--propagator", PRODUCER, "--propagate-id", "w-{n}", "--declared", "--no-watermark"]):
    folder = "by-" + verb[0]
    run = t.run(*verb, "plain.png", "nothing.png", "plain.jpg", "-o", folder + "/{name}", "--jobs", "2")
    t.exits(run, FAILED, f"{verb[:2]}: one is missing")
    t.equal([n for n in t.listing() if n.startswith(folder + "/")], [folder + "/plain.jpg", folder + "/plain.png"], f"{verb[:2]}: the rest is written")
    t.check("nothing.png: No such file" in run.talk, f"{verb[:2]}: {run.talk}")

# Copies without visible label from several threads: each has its record, and the chain holds.
run = t.run(*MARK, *TWO, "plain.jpg", "-o", "bare/{n}{ext}", "--produce-id", "bare-{n}", "--no-visible", "--waiver", "contract 12", "--log", "copies.log", "-j", "3")
t.exits(run, DONE, "mark --no-visible, three at once")
summary = t.run("log", "verify", "copies.log", "--json").json()
t.equal(summary["records"], 3, "records of three copies")


def at_terminal(*arguments):
    """stderr of a run whose stderr is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([os.environ["IMPRINT_CLI"], *arguments], cwd=t.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    said = b""
    try:
        while piece := os.read(master, 4096):
            said += piece
    except OSError:
        pass  # the terminal is gone when the tool has ended
    os.close(master)
    process.wait()
    return said.decode()


def has_terminals():
    try:
        for end in pty.openpty():
            os.close(end)
        return True
    except OSError as error:  # a chroot without devpts
        print(f"skipped, progress at a terminal: {error}")
        return False


# Progress: at a terminal only, with the time that is left, and gone at the end.
if has_terminals():
    said = at_terminal("verify", *["plain.png"] * 12, "--max-pixels", "1M")
    t.check(re.search(r" of 12, \d+:\d\d left", said) is not None, f"progress: {said!r}")
    t.check(said.rstrip("\r\n").endswith("\r\x1b[K"), f"the line is cleared: {said!r}")
    t.equal(at_terminal("verify", "plain.png"), "", "no progress for one")
t.equal(t.run("verify", *["plain.png"] * 4, "--no-search").talk, "", "no progress in a pipe")
t.equal(json.loads(t.run("lint", "plain.png", "--json").out)["status"], "absent", "one file is one document")
t.exits(t.run("lint", "plain.png"), ABSENT, "exit codes of one stay")
t.finish()
