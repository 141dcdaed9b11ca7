"""Limits: what is larger is refused before it is read, and the tool can set every limit of the library."""
import os
import subprocess

from harness import ABSENT, DONE, FAILED, PRODUCER, Suite

t = Suite()
t.paint("plain.png", 512, 384)
size = len(t.read("plain.png"))
SHADOW = 6 if "thread" in os.environ.get("IMPRINT_SANITIZED", "") else 1  # a thread sanitizer keeps several bytes for each


def peak_kb(*arguments, stdin=subprocess.DEVNULL):
    """Most memory that a run had, in KB, with its exit code and talk."""
    process = subprocess.Popen([os.environ["IMPRINT_CLI"], *arguments], cwd=t.folder, stdin=stdin, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    talk = process.stderr.read().decode()
    process.stderr.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss, process.returncode, talk


small = peak_kb("version")[0]

# A file of 3 GB that takes no room on the disk: refused by its size.
with open(t.path("huge.png"), "wb") as file:
    file.truncate(3 << 30)
for verb in (["verify", "huge.png"], ["lint", "huge.png"], ["aigc", "read", "huge.png"],
             ["mark", "huge.png", "-o", "out.png", "--producer", PRODUCER, "--produce-id", "a"]):
    memory, code, talk = peak_kb(*verb)
    t.equal(code, FAILED, f"{verb[0]} of 3 GB")
    t.check("huge.png: 3221225472 bytes exceed the limit of 536870912 bytes for a file (--max-file-bytes)" in talk, f"{verb[0]} of 3 GB: {talk}")
    t.check(memory < small + 16384, f"{verb[0]} of 3 GB takes {memory} KB, {small} KB without")

# A stream: read to the limit, and no further.
endless = subprocess.Popen(["cat", "/dev/zero"], stdout=subprocess.PIPE)
memory, code, talk = peak_kb("--max-file-bytes", "64M", "verify", "-", stdin=endless.stdout)
endless.kill()
endless.stdout.close()
endless.wait()
t.equal(code, FAILED, "a stream without end")
t.check("standard input: more than 67108864 bytes exceed" in talk, f"a stream without end: {talk}")
t.check(memory < small + SHADOW * 1.2 * 65536 + 16384, f"a stream up to 64 MB takes {memory} KB, {small} KB without")
os.mkfifo(t.path("pipe"))
feeder = subprocess.Popen(["sh", "-c", "cat /dev/zero > pipe"], cwd=t.folder, stderr=subprocess.DEVNULL)
memory, code, talk = peak_kb("--max-file-bytes", "1M", "verify", "pipe")
feeder.wait(timeout=60)
t.check(code == FAILED and "pipe: more than 1048576 bytes" in talk, f"a pipe without end: {talk}")
os.remove(t.path("pipe"))

# A file costs its own size, read from a name or a stream: no doubling on the way.
with open(t.path("zeros"), "wb") as file:
    file.truncate(200 << 20)
for arguments, stdin in ((["lint", "zeros"], None), (["lint", "-"], "zeros")):
    source = open(t.path(stdin), "rb") if stdin else subprocess.DEVNULL
    memory, code, talk = peak_kb(*arguments, stdin=source)
    if stdin:
        source.close()
    t.check(memory < small + SHADOW * 1.2 * (200 << 10) + 16384, f"200 MB from {arguments[1]} take {memory} KB, {small} KB without")
os.remove(t.path("zeros"))
os.remove(t.path("huge.png"))

# At the limit a file is read; one byte under it, not.
t.exits(t.run("--max-file-bytes", str(size), "verify", "plain.png", "--no-watermark"), ABSENT, "a file of exactly the limit")
t.refuses(["--max-file-bytes", str(size - 1), "verify", "plain.png"], f"{size} bytes exceed the limit of {size - 1}", "a byte more than the limit")
t.exits(t.run("--max-file-bytes", str(size), "verify", "-", "--no-watermark", stdin=t.read("plain.png")), ABSENT, "a stream of exactly the limit")
t.refuses(["--max-file-bytes", str(size - 1), "verify", "-"], "more than", "a stream of a byte more", stdin=t.read("plain.png"))

# Each limit reaches the library: a small one refuses, a large one does not; before the verb and behind it.
for option, low, names in (("--max-dimension", "511", "max_dimension_px"), ("--max-pixels", "196K", "max_pixels")):
    refused = t.run("verify", "plain.png", option, low, "--json")
    t.check(names in refused.out.decode() + refused.talk, f"{option} {low}: {refused.talk}")
    before = t.run(option, low, "verify", "plain.png", "--json")
    t.equal((before.code, before.out), (refused.code, refused.out), f"{option} before the verb and behind it")
t.check("max_pixels" not in t.run("--max-pixels", "197K", "verify", "plain.png").out.decode(), "--max-pixels 197K is enough for 196608")
for option in ("--max-dimension", "--max-pixels", "--max-file-bytes", "--max-metadata-bytes", "--max-memory", "--max-steps",
               "--max-signatures", "--max-inflated-bytes", "--max-decoded-pixels"):
    t.exits(t.run(option, "1G", "verify", "plain.png", "--no-watermark"), ABSENT, f"{option} 1G")
    t.check(option in t.run("--help").out.decode(), f"--help names {option}")
    for wrong in ("0", "-1", "", "K", "1X", "1KB", "1.5M", "99999999999999999999", "9999999999G"):
        t.refuses([f"{option}={wrong}", "verify", "plain.png"], option, f"{option}={wrong}")
t.refuses(["--max-dimension", "5G", "verify", "plain.png"], "outside 1 to", "a dimension beyond 32 bits")
t.exits(t.run("--threads", "2", "verify", "plain.png", "--no-search"), ABSENT, "--threads")
t.exits(t.run("verify", "plain.png", "--no-search", "--threads", "2"), ABSENT, "--threads behind the verb")
t.refuses(["--threads", "65", "verify", "plain.png"], "--threads", "--threads 65")
t.finish()
