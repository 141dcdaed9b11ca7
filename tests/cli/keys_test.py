"""imprint keys new | show."""
import os
import re
import stat

from harness import DONE, FAILED, Suite

t = Suite()


def digits_of(content):
    return "".join(line for line in content.decode().splitlines() if not line.startswith("#"))


run = t.run("keys", "new", "-o", "one.key", umask=0)
t.exits(run, DONE, "keys new")
key = digits_of(t.read("one.key"))
t.check(re.fullmatch("[0-9a-f]{64}", key) is not None, "a key file holds 64 hex digits")
t.equal(oct(stat.S_IMODE(os.stat(t.path("one.key")).st_mode)), oct(0o600), "mode of a key file")
t.check(re.fullmatch("[0-9a-f]{16}\n", run.out.decode()) is not None, f"keys new prints the id: {run.out}")
t.check(key not in run.out.decode() + run.talk and run.out.decode().strip() not in key, "keys new keeps the key to itself")

shown = t.run("keys", "show", "one.key")
t.exits(shown, DONE, "keys show")
t.equal(shown.out, run.out, "id that keys show prints")
t.equal(shown.talk, "", "keys show: talk")
t.check(key not in shown.out.decode(), "keys show keeps the key to itself")
t.equal(t.run("keys", "show", "-", stdin=t.read("one.key")).out, run.out, "keys show from stdin")

other = t.run("keys", "new", "-o", "two.key")
t.check(other.out != run.out and digits_of(t.read("two.key")) != key, "two keys differ")
piped = t.run("keys", "new", "-o", "-")
t.exits(piped, DONE, "keys new to stdout")
t.check(re.fullmatch("[0-9a-f]{64}", digits_of(piped.out)) is not None, "keys new to stdout prints a key file")

# An existing file is never overwritten, not even with a flag.
t.refuses(["keys", "new", "-o", "one.key"], "exists already", "keys new onto a key")
t.refuses(["keys", "new", "-o", "one.key", "--force"], "never overwritten", "keys new --force")
t.refuses(["keys", "new", "-o", "fresh.key", "--force"], "--force is not for keys", "keys new --force on a new name")
os.symlink("one.key", t.path("link.key"))
t.refuses(["keys", "new", "-o", "link.key"], "exists already", "keys new onto a link")
t.refuses(["keys", "new", "-o", "missing/one.key"], "No such file", "keys new into a missing folder")
t.refuses(["keys", "new"], "--output", "keys new without a file")
t.equal(digits_of(t.read("one.key")), key, "the first key")

# Files that are no keys: refused without quoting them. Comments, spaces and capitals are fine.
for name, content in (("short.key", key[:-1]), ("long.key", key + "a"), ("letters.key", "g" + key[1:]), ("empty.key", ""),
                      ("comment.key", "# " + key)):
    t.write(name, content)
    run = t.refuses(["keys", "show", name], f"{name}: no key file", f"keys show {name}", FAILED)
    t.check(key[1:-1] not in run.talk, f"{name} is not quoted")
t.write("pretty.key", "# mine\n" + key[:32].upper() + " \r\n\t" + key[32:] + "   # the second half\n")
t.equal(t.run("keys", "show", "pretty.key").out, shown.out, "id of the same key, written otherwise")
t.refuses(["keys", "show", "nothing.key"], "No such file", "keys show without the file")
t.refuses(["keys"], "a verb is needed", "no verb")
t.finish()
