"""What the tests of the tool share: running it, pictures to run it on, and checks that count."""
import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

SKIPPED = 77  # SKIP_RETURN_CODE in CMakeLists.txt
try:
    import jsonschema
except ImportError:
    print("skipped: no jsonschema for", sys.executable)
    sys.exit(SKIPPED)

DONE, FAILED, ABSENT, UNSUPPORTED = 0, 1, 2, 3  # exit codes of cli/files.h
PRODUCER = "001191000000000000000K00000"
BAD_PRODUCER = "001191000000000000000L00000"  # wrong check character
PAYLOAD = "0123456789abcdef"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
TIFF = b"II*\0\x08\0\0\0\0\0\0\0\0\0"  # a carrier and no codec
BMP = b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(36)  # no codec and no carrier
CORPORA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fuzz", "corpora")
READS = os.environ.get("IMPRINT_READS", "").split()  # formats beside PNG and JPEG whose pixels this build reads
NOBODY = 65534


def schema(name):
    with open(os.path.join(os.environ["IMPRINT_SCHEMA"], name), encoding="utf-8") as file:
        return jsonschema.Draft202012Validator(json.load(file))


class Run:
    """One run of the tool: exit code, bytes on both streams, and stderr as text."""

    def __init__(self, done):
        self.code, self.out, self.talk = done.returncode, done.stdout or b"", done.stderr.decode("utf-8")

    def json(self):
        return json.loads(self.out.decode("utf-8"))

    def json_lines(self):
        return [json.loads(line) for line in self.out.decode("utf-8").splitlines()]


class Suite:
    """Checks in a temporary folder of their own, counted; a failed one is named and the rest goes on."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="imprint-cli-")
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.checks = self.failures = 0
        self.report_schema, self.detection_schema = schema("report.schema.json"), schema("detection.schema.json")
        self.failure_schema = schema("failure.schema.json")

    # --- files ---

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return name

    def listing(self):
        return sorted(os.path.relpath(os.path.join(at, f), self.folder) for at, _, files in os.walk(self.folder) for f in files)

    def paint(self, name="plain.png", width=512, height=384):
        subprocess.run([os.environ["PAINT_PICTURE"], self.path(name), str(width), str(height)], check=True)
        return name

    def paint_jpeg(self, name="plain.jpg", width=512, height=384):
        painted = self.paint(name + ".png", width, height)
        subprocess.run([os.environ["TO_JPEG"], self.path(painted), self.path(name)], check=True)
        os.remove(self.path(painted))
        return name

    def to_webp(self, source, target):
        subprocess.run([os.environ["TO_WEBP"], self.path(source), self.path(target)], check=True)

    # --- the tool, run inside the folder ---

    def run(self, *arguments, stdin=b"", **how):
        return Run(subprocess.run([os.environ["IMPRINT_CLI"], *arguments], input=stdin, capture_output=True, cwd=self.folder,
                                  timeout=300, check=False, **how))

    def run_to(self, stdout, *arguments):
        return Run(subprocess.run([os.environ["IMPRINT_CLI"], *arguments], stdin=subprocess.DEVNULL, stdout=stdout,
                                  stderr=subprocess.PIPE, cwd=self.folder, timeout=300, check=False))

    def mark(self, source, target, *more, produce_id="cli-1", **how):
        return self.run("mark", source, "-o", target, "--producer", PRODUCER, "--produce-id", produce_id, *more, **how)

    # --- checks ---

    def check(self, holds, what):
        self.checks += 1
        if not holds:
            self.failures += 1
            caller = next(f for f in reversed(traceback.extract_stack()[:-1]) if not f.filename.endswith("harness.py"))
            print(f"{os.path.basename(caller.filename)}:{caller.lineno}: {what}")

    def equal(self, got, wanted, what):
        self.check(got == wanted, f"{what}: {got!r} instead of {wanted!r}")

    def exits(self, run, code, what):
        self.check(run.code == code, f"{what}: exit code {run.code} instead of {code}; stderr: {run.talk.strip()}")

    def valid(self, instance, validator, what):
        errors = [f"{e.json_path} {e.message}" for e in validator.iter_errors(instance)]
        self.check(not errors, f"{what} breaks the schema: {errors}")

    def refuses(self, arguments, words, what, code=FAILED, stdin=b"", **how):
        """The run fails, names one of `words`, prints no data and leaves the folder as it was."""
        before = {name: self.read(name) for name in self.listing()}
        run = self.run(*arguments, stdin=stdin, **how)
        self.exits(run, code, what)
        self.equal(run.out, b"", f"{what}: data on stdout")
        self.check(words in run.talk, f"{what}: '{words}' is not in '{run.talk.strip()}'")
        after = {name: self.read(name) for name in self.listing()}
        self.check(after == before, f"{what}: files changed from {sorted(before)} to {sorted(after)}, or their bytes")
        return run

    def refuses_in_json(self, arguments, status, what, code=FAILED, file=None, **how):
        """With --json the refusal is an object on stdout too, by its schema; returns it."""
        run = self.run(*arguments, **how)
        self.exits(run, code, what)
        self.check(run.talk.startswith("imprint"), f"{what}: people are told too: {run.talk}")
        failure = run.json()
        self.valid(failure, self.failure_schema, f"{what}: failure")
        self.equal((failure.get("file"), failure["status"], failure["exit_code"]), (file, status, code), what)
        return failure

    def keeps_outputs(self, arguments, target, what):
        """An existing `target` is refused and whole; --force replaces it. `arguments` name it as their output."""
        self.write(target, "precious")
        self.refuses(arguments, "--force", f"{what} onto an existing file")
        self.equal(self.read(target), b"precious", f"{what}: the old file")
        forced = self.run(*arguments, "--force")
        self.exits(forced, DONE, f"{what} --force")
        self.check(self.read(target) not in (b"precious", b""), f"{what} --force replaces the file")

    def bad_outputs(self, arguments, what):
        """`arguments` without -o: outputs that cannot be written are refused with a reason, and leave nothing."""
        self.refuses([*arguments, "-o", "missing/out.png"], "missing/out.png: No such file or directory", f"{what} into a missing folder")
        self.refuses([*arguments, "-o", "plain.png/out.png"], "Not a directory", f"{what} into a file as folder")
        os.makedirs(self.path("folder"), exist_ok=True)
        self.refuses([*arguments, "-o", "folder", "--force"], "Is a directory", f"{what} onto a folder")
        self.read_only_folder(arguments, what)

    def read_only_folder(self, arguments, what):
        """Root may write anywhere, so root's tests run this one as nobody, where nobody can reach the tool."""
        os.makedirs(self.path("locked"), exist_ok=True)
        os.chmod(self.path("locked"), 0o555)
        who = {}
        if os.getuid() == 0:
            os.chmod(self.folder, 0o755)
            who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            reachable = self.run("version", **who).code == DONE
        except PermissionError:
            reachable = False
        if reachable:
            self.refuses([*arguments, "-o", "locked/out.png"], "locked/out.png: Permission denied", f"{what} into a read-only folder", **who)

    def exiftool(self, name, tag="XMP-TC260:Aigc"):
        """The AIGC label, or another tag, as exiftool reads it; None without exiftool."""
        if not os.path.exists("/usr/bin/exiftool"):
            return None
        done = subprocess.run(["/usr/bin/exiftool", "-b", f"-{tag}", self.path(name)], capture_output=True, check=False)
        return done.stdout.decode("utf-8")

    def finish(self):
        print(f"{self.checks} checks" + (f", {self.failures} failed" if self.failures else ""))
        sys.exit(1 if self.failures or not self.checks else 0)
