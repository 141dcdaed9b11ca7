"""The package itself: what is generated is fresh, types hold, the README's program runs."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import imprint
from support import PRODUCER, ROOT, TestCase, painted

BINDING = ROOT / "bindings/python"


class Package(TestCase):
    def test_generated_code_is_fresh(self):
        done = subprocess.run([sys.executable, "-B", str(BINDING / "generate.py"), "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_types(self):
        if shutil.which("mypy", path="/usr/bin") is None:
            self.skipTest("mypy is not installed")
        done = subprocess.run(["/usr/bin/mypy", "--strict", "--python-version", "3.9", "--cache-dir", str(self.folder()), "imprint"], cwd=BINDING,
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_every_export_is_there_and_documented(self):
        for name in imprint.__all__:
            self.assertTrue(hasattr(imprint, name), name)
        undocumented = [name for name, value in vars(imprint.Context).items() if callable(value) and not name.startswith("_") and not value.__doc__]
        self.assertEqual(undocumented, [])

    def test_the_readmes_programs_run(self):
        folder = self.folder()
        (folder / "in.png").write_bytes(painted())
        programs = re.findall(r"```python\n(.*?)```", (BINDING / "README.md").read_text(encoding="utf-8"), re.S)
        self.assertGreaterEqual(len(programs), 3)
        for program in programs:
            done = subprocess.run([sys.executable, "-c", program], cwd=folder, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, program + done.stderr)
        self.assertEqual(imprint.verify(folder / "out.png").mark_id, imprint.mark_id(PRODUCER, "2026-0001"))

    def test_the_module_as_a_program(self):
        folder = self.folder()
        (folder / "in.png").write_bytes(painted())
        run = lambda *words: subprocess.run([sys.executable, "-m", "imprint", *words], cwd=folder, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                                            capture_output=True, text=True)
        self.assertEqual(run("mark", "in.png", "out.png", "--producer", PRODUCER, "--produce-id", "1").returncode, 0)
        self.assertIn('"generated"', run("verify", "out.png").stdout)
        missing = run("verify", "out.png", "none.png")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("none.png", missing.stderr)
