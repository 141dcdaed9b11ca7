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
        self.assertEqual({f["file"].split("/")[-1] for f in rules["cn-m-5-1"]["evidence"]}, {"png", "jpeg", "wav"})

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

    def judge_sound(self, name, *words):
        """The outcomes of one file, and its scope."""
        done = conform(*words, self.at / name, "--json", "--data", DATA)
        report = json.loads(done.stdout)
        return {r["id"]: r for r in report["rules"]}, report["scope"]

    def draw_sound(self):
        """A tune as it is, and as the tool labels it."""
        sys.path.insert(0, str(pathlib.Path(DATA) / "cases"))
        import tunes
        (self.at / "tune.wav").write_bytes(tunes.tune())
        if not (self.at / "labelled.wav").exists():
            subprocess.run([TOOL, "mark", "tune.wav", "-o", "labelled.wav", "--producer", "001191000000000000000K10000", "--produce-id", "run-1"], cwd=self.at, check=True,
                           capture_output=True)

    def test_a_file_of_sound_is_judged_by_the_rules_of_sound(self):
        self.draw_sound()
        rules, scope = self.judge_sound("labelled.wav")
        self.assertEqual((scope["media"], scope["formats"]), (["audio"], ["wav"]))
        for name in ("cn-m-4.2-1", "cn-m-4.x-1", "cn-m-5-1", "cn-m-5-2", "cn-m-11-1", "gb45438-5.3x-2", "gb45438-5.3x-3", "gb45438-6.1a-1", "gb45438-E.n1-1"):
            self.assertEqual(rules[name]["outcome"], "pass", (name, rules[name]["message"]))
        for name in ("cn-m-4.3-1", "gb45438-5.2a-1", "gb45438-5.2e-1", "gb45438-5.3b-1", "gb45438-5.3x-1"):
            self.assertEqual(rules[name]["outcome"], "not_applicable", name)
        self.assertFalse([r for r in rules.values() if r["outcome"] in ("fail", "error", "not_judged")])

    def test_sound_without_a_rhythm_is_left_to_a_person(self):
        self.draw_sound()
        rules, _ = self.judge_sound("tune.wav")
        for name in ("cn-m-4.2-1", "cn-m-4.x-1", "gb45438-5.3b-1", "gb45438-5.3x-1", "gb45438-5.3x-3"):
            self.assertEqual((rules[name]["outcome"], rules[name]["reason"]), ("needs_review", "unclear"), name)
        self.assertEqual(rules["gb45438-5.3x-2"]["outcome"], "not_applicable")
        for name in ("cn-m-5-1", "gb45438-6.1a-1", "cn-m-11-1"):
            self.assertEqual(rules[name]["outcome"], "fail", name)

    def test_broken_sound_passes_no_rule_on_its_label(self):
        self.draw_sound()
        (self.at / "broken.wav").write_bytes((self.at / "labelled.wav").read_bytes()[:40])
        rules, _ = self.judge_sound("broken.wav")
        heard = [r for n, r in rules.items() if n.startswith("gb45438-5.3") or n in ("cn-m-4.2-1", "cn-m-4.x-1")]
        self.assertEqual({r["outcome"] for r in heard}, {"needs_review"})

    def test_pictures_and_sound_in_one_folder(self):
        self.draw_sound()
        folder = self.at / "both"
        folder.mkdir()
        (folder / "a.wav").write_bytes((self.at / "labelled.wav").read_bytes())
        sys.path.insert(0, str(pathlib.Path(DATA) / "cases"))
        import pictures
        (folder / "b.png").write_bytes(pictures.plain(1, "png"))
        done = conform(folder / "a.wav", folder / "b.png", "--json", "--data", DATA)
        report = json.loads(done.stdout)
        rules = {r["id"]: r for r in report["rules"]}
        self.assertEqual(report["scope"]["media"], ["image", "audio"])
        self.assertEqual((rules["gb45438-5.3x-2"]["outcome"], rules["gb45438-5.3x-2"]["files"]), ("pass", 1))
        self.assertEqual(rules["gb45438-6.1a-1"]["outcome"], "fail")
        self.assertEqual({e["file"] for e in rules["gb45438-6.1a-1"]["evidence"] if e["outcome"] == "fail"}, {"given/b.png"})

    def test_a_product_of_sound_is_asked_in_sound(self):
        out = self.at / "sound"
        words = ["--pictures", "2", "--quiet", "--acts", "mark,mark-again,spoilt,unlabelled,detector,platform"]
        done = run(out, *words, subject="imprint-sound")
        report = json.loads(report_of(out))
        rules = {r["id"]: r for r in report["rules"]}
        self.assertFalse([(n, r["message"]["en"]) for n, r in rules.items() if r["outcome"] in ("fail", "error", "not_judged") and r["level"] == "mandatory"], done.stdout)
        for name in ("cn-m-4.2-1", "cn-m-9-1", "cn-m-9-2", "cn-m-10-1", "cn-m-11-1", "gb45438-5.3x-2"):
            self.assertEqual(rules[name]["outcome"], "pass", (name, rules[name]["message"]))
        self.assertEqual(report["corpus"]["sounds"]["count"], 2)
        self.assertIn("The mill has no attacks on sound", done.stdout)
        self.assertEqual(conform("verify-report", out, "--data", DATA).returncode, 0)
        run(self.at / "sound-again", *words, "--jobs", "1", subject="imprint-sound")
        self.assertEqual(report_of(self.at / "sound-again"), report_of(out))

    def test_a_platform_of_sound_and_what_it_survives(self):
        for profile, passes, open_rules in (("cn-platform", ("cn-m-6.1-1", "cn-m-6.2-1", "cn-m-6.3-1", "cn-m-6.0-1", "cn-m-6.5-1", "cn-m-6.5-2"), ()),
                                            ("eu-art50-code", ("eu-art50-detector-1",), ("eu-art50-ladder-1",)), ("imprint-quality", ("imprint-quality-hostile-1",), ())):
            out = self.at / ("sound-" + profile)
            run(out, "--pictures", "1", "--quiet", "--acts", "mark,platform,detector,spoilt", "--profile", profile, subject="imprint-sound")
            rules = {r["id"]: r for r in json.loads(report_of(out))["rules"]}
            for name in passes:
                self.assertEqual(rules[name]["outcome"], "pass", (name, rules[name]["message"], rules[name]["evidence"]))
            for name in open_rules:
                self.assertEqual((rules[name]["outcome"], rules[name]["reason"]), ("not_judged", "medium_not_built"), name)

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
