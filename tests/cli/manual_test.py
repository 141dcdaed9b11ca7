"""The man pages: one for each verb with every option of its --help, without a complaint of mandoc and groff; every example runs."""
import glob
import os
import re
import shutil
import subprocess
import wave

from harness import DONE, PRODUCER, Suite

t = Suite()
PAGES, TEXTS = os.environ["IMPRINT_PAGES"], os.environ["IMPRINT_TEXTS"]
# The conformance suite has a page of its own and need not be built: a program in its place, which finds a label in every picture.
os.makedirs(t.path("bin"))
t.write("bin/suite", '#!/bin/sh\n[ "$1" != look ] || echo \'{"labels":[{"text":"由豆包AI生成"}]}\'\n')
os.chmod(t.path("bin/suite"), 0o700)
os.environ["IMPRINT_CONFORM"] = t.path("bin/suite")


def verbs_below(verb):
    """Every verb with its verbs, as --help lists them."""
    out = t.run(*verb, "--help").out.decode()
    listed = out.split("\nSubcommands:\n")[1].split("\n\n")[0] if "\nSubcommands:\n" in out else ""
    names = re.findall(r"^  (\S+) ", listed, re.MULTILINE)
    return [verb] + [below for name in names for below in verbs_below([*verb, name])]


def read_page(verb):
    with open(os.path.join(PAGES, "man1", "-".join(["imprint", *verb]) + ".1"), encoding="ascii") as file:
        return file.read()


def plain(page):
    return re.sub(r"\\f[BIP]", "", page).replace("\\-", "-")


verbs = verbs_below([])
t.check(len(verbs) > 25, f"verbs: {verbs}")
for verb in verbs:
    name, page = " ".join(["imprint", *verb]), plain(read_page(verb))
    lacks = {"imprint": "SEE ALSO", "imprint conform": "OPTIONS"}  # the suite's options are its own
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO"):
        if section != lacks.get(name):
            t.check(f".SH {section}\n" in page, f"{name}: {section}")
    for option in re.findall(r"^  (?:-\w,)?(--[\w-]+)", t.run(*verb, "--help").out.decode(), re.MULTILINE):
        t.check(re.search(rf"^(-\w, )?(--[\w-]+, )*{option}\b", page, re.MULTILINE) is not None, f"{name}: {option}")

# Every page that is named is there, and no page is of no verb.
pages = {os.path.basename(path)[:-2] for path in glob.glob(os.path.join(PAGES, "man1", "*.1"))}
t.equal(pages, {"-".join(["imprint", *verb]) for verb in verbs}, "pages")
for verb in verbs:
    for named in re.findall(r"(imprint[\w-]*)\(1\)", plain(read_page(verb))):
        t.check(named in pages, f"{'-'.join(verb)} names {named}(1)")

files = sorted(glob.glob(os.path.join(PAGES, "man1", "*.1")))
for lint in (["mandoc", "-T", "lint", "-W", "warning"], ["groff", "-man", "-Tutf8", "-ww", "-z"]):
    if shutil.which(lint[0]) is None:
        print(f"not tried: {lint[0]} is not installed")
        continue
    run = subprocess.run([*lint, *files], capture_output=True, check=False, timeout=60)
    t.equal((run.returncode, run.stdout + run.stderr), (0, b""), lint[0])

# --- examples: a folder with what they name, anew for each page ---

KEYS = [["keys", "new", "-o", "service.key"], ["keys", "demo", "-o", "demo"]]
t.paint("picture.png")
with wave.open(t.path("song.wav"), "wb") as song:
    song.setparams((1, 2, 8000, 0, "NONE", ""))
    song.writeframes(bytes((i * i // 7) % 251 if i % 2 == 0 else (i // 3) % 5 for i in range(48000)))
for arguments in [*KEYS, ["mark", "picture.png", "-o", "marked.png", "--producer", PRODUCER, "--produce-id", "manual"],
                  ["mark", "picture.png", "-o", "copy.png", "--producer", PRODUCER, "--produce-id", "manual-2", "--no-visible", "--waiver", "a user",
                   "--log", "copies.log"],
                  ["manifest", "sign", "marked.png", "-o", "signed.png", "--cert", "demo/chain.pem", "--private-key", "demo/leaf.key"]]:
    t.exits(t.run(*arguments), DONE, " ".join(arguments))
os.remove(t.path("copy.png"))
os.makedirs(t.path("in/a"))
os.makedirs(t.path("out"))
for name in ("in/one.png", "in/a/two.png"):
    shutil.copy(t.path("picture.png"), t.path(name))
for name in ("upload.png", "out/marked.png"):
    shutil.copy(t.path("marked.png"), t.path(name))
for name in ("thumbnail.jpg", "small.jpg"):
    subprocess.run([os.environ["TO_JPEG"], t.path("marked.png"), t.path(name)], check=True)
os.symlink(os.environ["IMPRINT_CLI"], t.path("bin/imprint"))

examples = 0
for path in sorted(glob.glob(os.path.join(TEXTS, "*.txt"))):
    page = os.path.basename(path)[:-4]
    with open(path, encoding="utf-8") as file:
        lines = re.findall(r"^    \$ (.+)$", file.read(), re.MULTILINE)
    here = t.path(f"run-{page}")
    shutil.copytree(t.folder, here, ignore=shutil.ignore_patterns("run-*", "bin"))
    for line in lines:
        run = subprocess.run(["bash", "-c", "set -euo pipefail; " + line], capture_output=True, cwd=here, timeout=120, check=False,
                             env=dict(os.environ, PATH=t.path("bin") + ":" + os.environ["PATH"]))
        examples += 1
        t.check(run.returncode == 0, f"{page}: $ {line}\nanswers {run.returncode}: {run.stderr.decode()}")
    shutil.rmtree(here)
t.check(examples > 40, f"only {examples} examples")
print(f"{len(pages)} pages, {examples} examples")
t.finish()
