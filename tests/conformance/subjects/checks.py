"""What the tests of the subjects share: where things are, calls, and checks that count."""
import atexit
import pathlib
import shutil
import subprocess
import sys
import tempfile

PYTHON = "/usr/bin/python3"
CONFORMANCE, TOOL = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
PRODUCER = "001191000000000000000K10000"
OTHER = "001191000000000000001N10000"
PLATFORM = "001191000000000000001N20000"

try:
    import numpy  # noqa: F401
    import PIL  # noqa: F401
    import tomllib
except ImportError as missing:
    print("skipped: no", missing.name, "for", sys.executable)
    sys.exit(77)

sys.path[:0] = [str(CONFORMANCE / "cases"), str(CONFORMANCE / "subjects" / "bad")]


class Checks:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="subjects-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.count = self.failed = 0

    def check(self, good, what, said=""):
        self.count += 1
        if not good:
            self.failed += 1
            print("FAILED: %s %s" % (what, said))

    def equal(self, found, expected, what):
        self.check(found == expected, what, "expected %r, found %r" % (expected, found))

    def run(self, *words, **more):
        return subprocess.run([str(word) for word in words], cwd=self.folder, capture_output=True, check=False, **more)

    def end(self):
        print("%d checks, %d failed" % (self.count, self.failed))
        sys.exit(1 if self.failed or not self.count else 0)


def read_toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def fill(command, values):
    """The words of a command of subject.toml; a list in it is left out where a placeholder in it is empty."""
    out = []
    for item in command:
        words = item if isinstance(item, list) else [item]
        asked = [w[2:-1] for w in words if w.startswith("{?")]
        if isinstance(item, list) and (any(not values.get(name) for name in asked) or any("{%s}" % n in w for w in words for n in values if not values[n])):
            continue
        out += [w.format(**values) for w in words if not w.startswith("{?")]
    return out
