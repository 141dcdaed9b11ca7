#!/usr/bin/python3
"""Runs of the suite: the same report twice, after kills and on other numbers of threads; what was not judged never looks like a pass; wrong input is refused.

    runs_test.py CONFORM TOOL CONFORMANCE
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import unittest

CONFORM, TOOL, DATA = (os.path.abspath(a) for a in sys.argv[1:4])
SMALL = ["--pictures", "2", "--acts", "mark,platform,mill", "--ladders", "mirror,jpeg", "--quiet"]


def conform(*words, **more):
    return subprocess.run([CONFORM, *(str(w) for w in words)], capture_output=True, text=True, timeout=600, **more)


def run(out, *words, subject="imprint"):
    return conform("run", "--subject", subject, "-o", out, "--data", DATA, "--tool", TOOL, *words)


def report_of(out):
    return (pathlib.Path(out) / "report.json").read_bytes()


class Runs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.at = pathlib.Path(cls.folder.name)
        done = run(cls.at / "first", *SMALL)
        cls.first = report_of(cls.at / "first") if (cls.at / "first" / "report.json").exists() else None
        cls.said = done.stdout + done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_report_is_made_and_checks(self):
        self.assertIsNotNone(self.first, self.said)
        for name in ("run.json", "report.xml", "report.sarif", "report.html"):
            self.assertTrue((self.at / "first" / name).stat().st_size > 100, name)
        checked = conform("verify-report", self.at / "first", "--data", DATA)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_the_same_bytes_on_one_thread(self):
        run(self.at / "again", *SMALL, "--jobs", "1")
        self.assertEqual(report_of(self.at / "again"), self.first)

    def test_killed_at_random_points_and_resumed(self):
        chance, out = random.Random(7), self.at / "killed"
        words = [CONFORM, "run", "--subject", "imprint", "-o", str(out), "--data", DATA, "--tool", TOOL, *SMALL]
        for _ in range(20):
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.2, 1.5))
            process.kill()
            process.wait()
        done = subprocess.run(words, capture_output=True, timeout=600)
        self.assertNotEqual(done.returncode, -9)
        self.assertEqual(report_of(out), self.first)

    def test_another_run_does_not_go_on_in_its_folder(self):
        done = run(self.at / "first", *SMALL, "--seed", "2")
        self.assertEqual(done.returncode, 1)
        self.assertIn("another run", done.stderr)
        self.assertEqual(report_of(self.at / "first"), self.first)

    def test_a_byte_of_a_report_that_changed_is_told(self):
        spoilt = self.at / "spoilt"
        spoilt.mkdir()
        (spoilt / "report.json").write_bytes(self.first.replace(b'"outcome": "pass"', b'"outcome": "fail"', 1))
        self.assertEqual(conform("verify-report", spoilt, "--data", DATA).returncode, 2)

    def test_null_fails_what_a_generator_must(self):
        run(self.at / "null", "--pictures", "2", "--acts", "mark", "--quiet", subject="null")
        rules = {r["id"]: r for r in json.loads(report_of(self.at / "null"))["rules"]}
        for name in ("cn-m-5-1", "gb45438-6.1a-1", "cn-m-11-1"):
            self.assertEqual(rules[name]["outcome"], "fail", name)
        self.assertFalse([n for n, r in rules.items() if r["outcome"] == "pass" and r["id"].startswith("gb45438-E")])

    def test_a_product_that_gives_no_file_is_not_out_of_scope(self):
        folder = self.at / "mute"
        folder.mkdir()
        (folder / "subject.toml").write_text("""schema = 1
kind = "command"
[product]
name = "mute"
vendor = "nobody"
version = "1"
[claims]
roles = ["generator"]
media = ["image"]
formats = ["png"]
[commands]
mark = ["/bin/false", "{in}", "{out}"]
""")
        done = run(folder / "report", "--pictures", "2", "--quiet", subject=folder / "subject.toml")
        self.assertEqual(done.returncode, 1, done.stdout)
        rules = {r["id"]: r for r in json.loads(report_of(folder / "report"))["rules"]}
        for name in ("cn-m-5-1", "gb45438-6.1a-1", "gb45438-5.2a-1", "cn-m-10-1"):
            self.assertEqual((rules[name]["outcome"], rules[name]["reason"]), ("error", "subject_broke"), name)

    def test_a_product_of_jpeg_alone_is_asked_in_jpeg(self):
        """Its payload hangs behind the file: the file as it gave it out is read, any other is not. Pictures that it declines are told."""
        for name, declines in (("keeps", "false"), ("declines", "true")):
            folder = self.at / name
            folder.mkdir()
            (folder / "hang.sh").write_text("""test "$(head -c 2 "$2" | od -An -tx1 | tr -d ' ')" = ffd8 || { echo "no JPEG" >&2; exit 3; }
case $1 in
  embed) if %s; then echo "too small" >&2; exit 3; fi; { cat "$2"; printf %%s "$4"; } > "$3" ;;
  detect) p=$(tail -c 16 "$2" | tr -cd 0-9a-f); test ${#p} = 16 || exit 2; echo "{\\"payload\\":\\"$p\\"}" ;;
esac
""" % declines)
            (folder / "subject.toml").write_text("""schema = 1
kind = "command"
[product]
name = "hang"
vendor = "nobody"
version = "1"
[claims]
roles = ["generator"]
media = ["image"]
formats = ["jpeg"]
watermark_bits = 64
[commands]
embed = ["/bin/sh", "{here}/hang.sh", "embed", "{in}", "{out}", "{payload}"]
detect = ["/bin/sh", "{here}/hang.sh", "detect", "{in}"]
[exit]
ok = [0]
found = [0]
not_found = [2]
unsupported = [3]
refused = [3]
[detect]
payload = "/payload"
""")
            out = folder / "report"
            done = run(out, "--pictures", "2", "--acts", "mill", "--ladders", "identity,jpeg", "--quiet", "--profile", "imprint-quality",
                       subject=folder / "subject.toml")
            report = json.loads(report_of(out))
            steps = {(l["ladder"], s["parameter"]): (s["k"], s["n"]) for l in report["robustness"] for s in l["steps"]}
            if declines == "false":
                self.assertEqual(steps[("identity", "png")], (2, 2), done.stdout)
                self.assertEqual(steps[("jpeg", "75")], (0, 2))
                self.assertEqual(report["declined"]["embeddings"], 0)
            else:
                self.assertEqual(report["declined"], {"embeddings": 2, "asked": 2, "says": "too small"}, done.stderr)
                self.assertIn("declined to embed its watermark in 2 of 2 pictures", done.stdout)
                self.assertFalse(any(n for _, n in steps.values()))

    def test_without_ocr_no_visible_rule_passes(self):
        out = self.at / "blind"
        done = run(out, "--pictures", "1", "--acts", "mark", "--no-ocr", "--quiet")
        rules = {r["id"]: r for r in json.loads(report_of(out))["rules"]}
        for name in ("cn-m-4.3-1", "gb45438-5.2a-1", "gb45438-5.2e-1"):
            self.assertEqual((rules[name]["outcome"], rules[name]["reason"]), ("not_judged", "program_missing"), name)
        self.assertEqual(done.returncode, 1)
        self.assertIn("Undecided", done.stdout)

    def test_nothing_to_judge_is_refused(self):
        done = run(self.at / "nothing", "--acts", "detector", "--quiet", subject="null")
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing to judge", done.stderr)
        self.assertFalse((self.at / "nothing" / "report.json").exists())

    def test_wrong_words_are_named(self):
        for words, said in ((["run", "--subject", "nobody", "-o", "x"], "nobody"), (["no-such-file.png"], "no-such-file.png"),
                            (["run", "--subject", "imprint", "-o", self.at / "p", "--profile", "none-such"], "none-such"),
                            (["run", "--subject", "imprint", "-o", self.at / "l", "--tool", TOOL, "--ladders", "flip"], "flip")):
            done = conform(*words, cwd=self.folder.name)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn(said, done.stderr + done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
