"""Outputs: whole or not there, whatever ends the tool; what --force keeps, what is written through, what is refused."""
import os
import random
import resource
import signal
import stat
import subprocess
import threading
import time

from harness import DONE, FAILED, NOBODY, PRODUCER, Suite

KILLS = 100
t = Suite()
plain = t.paint("plain.png", 96, 96)
WRITE = ["aigc", "write", "plain.png", "--producer", PRODUCER, "--produce-id", "a"]


def info(name):
    return os.lstat(t.path(name))


def mode_of(name):
    return stat.S_IMODE(info(name).st_mode)


def kill_writes(output, *more):
    """Kills the tool at a random moment of each of its writes; returns how many it had ended by then."""
    began = time.monotonic()
    t.exits(t.run(*WRITE, "-o", "warm.png", "--force"), DONE, "a write")
    length = time.monotonic() - began
    os.remove(t.path("warm.png"))
    dice, ended = random.Random(1), 0
    for _ in range(KILLS):
        process = subprocess.Popen([os.environ["IMPRINT_CLI"], *WRITE, "-o", output, *more], cwd=t.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * length * 1.2)
        process.send_signal(signal.SIGKILL)
        ended += process.wait() == DONE
        if not more and os.path.exists(t.path(output)):
            t.check(t.read(output) == whole, "an output is whole or not there")
            os.remove(t.path(output))
    return ended


def with_limits(limit_bytes):
    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
    return {"preexec_fn": prepare}


# New files, and the same bytes each time.
t.exits(t.run(*WRITE, "-o", "out.png"), DONE, "a new file")
whole = t.read("out.png")
t.refuses([*WRITE, "-o", "out.png"], "out.png: exists already; --force overwrites it", "an existing file")

# --force keeps mode and owner.
os.chmod(t.path("out.png"), 0o604)
if os.getuid() == 0:
    os.chown(t.path("out.png"), 1234, 4321)
t.exits(t.run(*WRITE, "-o", "out.png", "--force"), DONE, "--force")
t.equal(mode_of("out.png"), 0o604, "--force keeps the mode")
if os.getuid() == 0:
    t.equal((info("out.png").st_uid, info("out.png").st_gid), (1234, 4321), "--force keeps owner and group")
    os.chmod(t.folder, 0o777)
    who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        if t.run("version", **who).code == DONE:
            t.refuses([*WRITE, "-o", "out.png", "--force"], "owner and group cannot be kept", "the file of somebody else", **who)
    except PermissionError:
        pass  # nobody cannot reach the tool

# Links lead to what is replaced.
os.makedirs(t.path("sub"))
t.write("sub/real.png", "precious")
os.symlink("sub/real.png", t.path("link.png"))
t.refuses([*WRITE, "-o", "link.png"], "exists already", "a link")
t.exits(t.run(*WRITE, "-o", "link.png", "--force"), DONE, "--force through a link")
t.check(os.path.islink(t.path("link.png")), "the link is still one")
t.equal(t.read("sub/real.png"), whole, "what the link leads to")
os.symlink("nowhere/out.png", t.path("lost.png"))
run = t.run(*WRITE, "-o", "lost.png", "--force")
t.check(run.code == FAILED and "lost.png: No such file or directory" in run.talk, f"a link to a folder that is not there: {run.talk}")
os.remove(t.path("lost.png"))

# Devices and pipes are written through and stay what they are; folders are refused.
t.refuses([*WRITE, "-o", "sub", "--force"], "sub: Is a directory", "a folder")
t.exits(t.run(*WRITE, "-o", "/dev/null", "--force"), DONE, "/dev/null")
t.check(stat.S_ISCHR(os.stat("/dev/null").st_mode), "/dev/null is still a device")
t.refuses([*WRITE, "-o", "/dev/full", "--force"], "/dev/full: No space left on device", "/dev/full")
run = t.run(*WRITE, "-o", "/dev/stdout", "--force")
t.exits(run, DONE, "/dev/stdout")
t.equal(run.out, whole, "/dev/stdout gets the file")
t.write("redirected", "before ")
with open(t.path("redirected"), "ab") as to:
    t.exits(t.run_to(to, *WRITE, "-o", "/dev/stdout", "--force"), DONE, "/dev/stdout onto a file")
t.equal(t.read("redirected"), b"before " + whole, "/dev/stdout goes on where the file stands")
os.mkfifo(t.path("pipe"))
got = []
reader = threading.Thread(target=lambda: got.append(t.read("pipe")))
reader.start()
t.exits(t.run(*WRITE, "-o", "pipe", "--force"), DONE, "a pipe")
reader.join(timeout=60)
t.equal(got, [whole], "the pipe gets the file")
t.check(stat.S_ISFIFO(info("pipe").st_mode), "the pipe is still one")
os.remove(t.path("pipe"))

# Names of 255 bytes.
longest = "n" * 251 + ".png"
t.exits(t.run(*WRITE, "-o", longest), DONE, "a name of 255 bytes")
t.exits(t.run(*WRITE, "-o", longest, "--force"), DONE, "a name of 255 bytes, --force")
t.equal(t.read(longest), whole, "a name of 255 bytes")
t.refuses([*WRITE, "-o", "n" * 256], "File name too long", "a name of 256 bytes")

# No room: nothing is left, and what was there stays.
t.refuses([*WRITE, "-o", "full.png"], "full.png: File too large", "a file that has no room", **with_limits(1000))
t.refuses([*WRITE, "-o", "out.png", "--force"], "File too large", "a file that has no room, --force", **with_limits(1000))

# Killed at any moment.
before = set(t.listing())
ended = kill_writes("killed.png")
t.equal(set(t.listing()), before, f"after {KILLS} kills of new files, {ended} of them too late, there is")
kill_writes("out.png", "--force")
t.equal(t.read("out.png"), whole, "what was replaced while we killed is whole")
# A child of the tool ends what it had begun when the tool was killed (spec/decisions/0011).
until = time.monotonic() + 10
while set(t.listing()) != before and time.monotonic() < until:
    time.sleep(0.01)
t.equal(set(t.listing()), before, f"after {KILLS} kills with --force there is")
t.finish()
