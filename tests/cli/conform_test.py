"""imprint conform: hands over to the conformance suite, all words in their order; the suite's answer is the tool's."""
import os
import stat

from harness import DONE, FAILED, Suite

t = Suite()
t.write("suite", '#!/bin/sh\nprintf "%s\\n" "$@"\ncat\necho talk >&2\nexit "${ANSWER:-0}"\n')
os.chmod(t.path("suite"), stat.S_IRWXU)


def suite(answer=0):
    return {"env": dict(os.environ, IMPRINT_CONFORM=t.path("suite"), ANSWER=str(answer))}


for words in (["picture.png"], ["one.png", "two.png"], ["list", "ladders"], ["run", "--subject", "a.toml", "--profile", "cn-gb45438", "--quick", "-o", "report"],
              ["--json", "picture.png"], ["picture.png", "--jobs", "4", "--html", "answer.html"], ["look", "-"], ["--help"], ["verify"], []):
    run = t.run("conform", *words, stdin=b"input", **suite())
    t.exits(run, DONE, f"conform {words}")
    t.equal((run.out.decode(), run.talk), ("\n".join([*words, "input"] if words else ["", "input"]), "talk\n"), f"conform {words}")
for answer in (1, 2, 77):
    t.exits(t.run("conform", "picture.png", **suite(answer)), answer, f"an answer of {answer}")
for named in ("nothing", "plain.txt"):
    t.write("plain.txt", "no program")
    how = {"env": dict(os.environ, IMPRINT_CONFORM=t.path(named))}
    t.refuses(["conform", "picture.png"], "conform: imprint-conform cannot be run: IMPRINT_CONFORM is", f"the suite is {named}", FAILED, **how)
t.finish()
