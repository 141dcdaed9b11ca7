"""imprint completion: the scripts, in the shells themselves. A line is typed with a tab at its end, and the words that arrive are read."""
import os
import pty
import select
import shutil
import subprocess
import sys
import time

from harness import DONE, Suite

t = Suite()
PROMPT_S = 20  # seconds that a shell may take for a line


class Shell:
    """An interactive shell at a terminal, in which imprint is a function that tells what it was called with."""

    def __init__(self, arguments, setup):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(t.folder)
            os.execvpe(arguments[0], arguments, dict(os.environ, TERM="dumb", LC_ALL="C.UTF-8", HOME=t.folder))
        self.send(setup + "; echo RE''ADY\n", b"READY")

    def send(self, line, until):
        os.write(self.terminal, line.encode())
        out, end = b"", time.monotonic() + PROMPT_S
        while until not in out and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                out += os.read(self.terminal, 65536)
        return out.decode("utf-8", "replace")

    def words(self, typed):
        out = self.send(typed + "\n", b"<END>")
        return [part.split("]", 1)[0] for part in out.split("WORD[")[1:]]

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def has_terminal():
    try:
        for end in pty.openpty():
            os.close(end)
        return True
    except OSError:
        return False


# What is typed, and the words of it when the shell has completed it.
LINES = [
    ("imprint verif\t", ["verify"]),
    ("imprint watermark det\t", ["watermark", "detect"]),
    ("imprint watermark detect --no-sea\t", ["watermark", "detect", "--no-search"]),
    ("imprint label draw --style outl\t", ["label", "draw", "--style", "outlined"]),
    ("imprint label draw --style=outl\t", ["label", "draw", "--style=outlined"]),
    ("imprint mark a\\ pict\t", ["mark", "a picture.png"]),
    ("imprint mark x.png -o a\\ pict\t", ["mark", "x.png", "-o", "a picture.png"]),
    ("imprint --jobs 4 verif\t", ["--jobs", "4", "verify"]),
    ("imprint verify --thr\t", ["verify", "--threads"]),
    ("imprint keys demo -o fold\t", ["keys", "demo", "-o", "folder"]),
    ("imprint completion zs\t", ["completion", "zsh"]),
    ("imprint mark --text a\\ pict\t", ["mark", "--text", "a pict"]),  # words of the label are no file
    ("imprint zzz\t", ["zzz"]),
]
TELLS = "imprint() { printf 'WORD[%s]' \"$@\"; echo '<E''ND>'; }"


def script(shell):
    run = t.run("completion", shell)
    t.exits(run, DONE, f"completion {shell}")
    t.check(run.out.startswith(b"#") and run.talk == "", f"completion {shell} is data")
    return t.path(t.write({"bash": "imprint", "zsh": "_imprint", "fish": "imprint.fish"}[shell], run.out))


def try_lines(name, shell):
    for typed, wanted in LINES:
        t.equal([word.rstrip("/") for word in shell.words(typed)], wanted, f"{name}: {typed!r}")  # zsh takes the slash of a folder away
    shell.close()


def try_fish(path):
    """fish answers without a terminal; of its offers the first words."""
    for typed, wanted in LINES:
        line = typed.rstrip("\t")
        run = subprocess.run(["fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", path, line], capture_output=True, cwd=t.folder,
                             timeout=60, check=False, env=dict(os.environ, HOME=t.folder))
        offers = [offer.split("\t")[0] for offer in run.stdout.decode().splitlines()]
        t.equal(run.stderr, b"", f"fish: {line!r}")
        last = wanted[-1]
        if last in ("zzz", "a pict"):
            t.check(not [o for o in offers if o.startswith(last)], f"fish: {line!r} offers {offers}")
        else:
            t.check(last in [o.replace("\\ ", " ").rstrip("/") for o in offers], f"fish: {line!r} offers {offers}")


t.write("a picture.png", b"")
os.makedirs(t.path("folder"))
scripts = {shell: script(shell) for shell in ("bash", "zsh", "fish")}
t.refuses(["completion", "tcsh"], "no script for \"tcsh\"", "another shell")
t.refuses(["completion"], "SHELL is required", "no shell")

if not has_terminal():
    print("skipped: no pseudo-terminal to type at (is /dev/pts mounted?)")
    sys.exit(77)
try_lines("bash", Shell(["bash", "--norc", "--noprofile", "-i"], f"bind 'set bell-style none'; source '{scripts['bash']}'; {TELLS}"))
if shutil.which("zsh"):
    try_lines("zsh", Shell(["zsh", "-f", "-i"], f"fpath=('{t.folder}' $fpath); autoload -Uz compinit; compinit -u -D; {TELLS}"))
else:
    print("not tried: zsh is not installed")
if shutil.which("fish"):
    try_fish(scripts["fish"])
else:
    print("not tried: fish is not installed")
t.finish()
