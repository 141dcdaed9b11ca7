"""The subject.toml of the labeller with one fault, and the folder that it stands in."""
import pathlib
import subprocess

from faults import ARTICLE_9, AUDIBLE, DISCLOSURE, MANIFEST, PLATFORM

TEXT = '''# The bad labeller{what}. It needs the imprint tool, python3-numpy, python3-pil and a font with Chinese letters (README.md).
schema = 1
kind = "command"

[product]
name = "bad{name}"
vendor = "the conformance suite"
version = "1"

[claims]
roles = [{roles}]
media = [{media}]
formats = [{formats}]
watermark_bits = 64

[commands]
mark = [{bad}, "mark", "{{in}}", "--out", "{{out}}", "--producer", "{{producer}}", "--produce-id", "{{produce_id}}"{more}]
embed = [{bad}, "embed", "{{in}}", "--out", "{{out}}", "--payload", "{{payload}}"]
detect = [{bad}, "detect", "{{in}}"]
verify = [{bad}, "verify", "{{in}}"]
propagate = [{bad}, "propagate", "{{in}}", "--out", "{{out}}", "--propagator", "{{propagator}}", "--propagate-id", "{{propagate_id}}", ["--declared", "yes", "{{?declared}}"]]
mark_unlabelled = [{bad}, "mark_unlabelled", "{{in}}", "--out", "{{out}}", "--producer", "{{producer}}", "--produce-id", "{{produce_id}}", ["--log", "{{log}}"], ["--waiver", "{{agreement}}"]]
log_export = [{bad}, "log_export", "{{log}}", ["--out", "{{out}}"], ["--since", "{{since}}"]]
log_purge = [{bad}, "log_purge", "{{log}}", "--before", "{{before}}", "--now", "{{now}}"]
lint = [{bad}, "lint", "{{in}}"]

[exit]
ok = [0]
found = [0]
not_found = [2]
unsupported = [3]
refused = [2]

[detect]
found = "/detected"
payload = "/payload_hex"
p_value = "/p_value"
score = "/confidence"

[notice]
pointer = "/notice/zh"
is = ["属于"]
may_be = ["可能"]
suspected = ["疑似"]
none = ["不是"]

[limits]
seconds = 60
'''
TRUST = '''
[trust]
anchors = ["keys/root.pem"]
test_certificates = true
'''


SOUND = (*AUDIBLE, "review-no-rhythm", "rhythm-in-the-middle")


def layers_of(fault):
    """Which layers beside the usual ones a labeller with this fault writes, so that the fault shows."""
    if fault in MANIFEST or fault in ("watermark-missing", "watermark-fragile", "detector-silent", "marks-stripped"):
        return "sign"
    return "disclose" if fault in DISCLOSURE else ""


def text_of(fault, layers, program):
    words = ["/usr/bin/python3", "-B", program, "--tool", "{tool}"] + (["--fault", fault] if fault else [])
    more = {"sign": ', "--sign", "{here}/keys"', "disclose": ', "--disclose", "yes"'}.get(layers, "")
    roles = '"platform"' if fault in PLATFORM and fault != "marks-stripped" else '"generator"' if fault in ARTICLE_9 else '"generator", "platform"'
    return TEXT.format(what=" with the fault " + fault if fault else " without a fault", name=": " + fault if fault else "", roles=roles, more=more,
                       media='"audio"' if fault in SOUND else '"image"', formats='"wav"' if fault in SOUND else '"png", "jpeg"',
                       bad=", ".join('"%s"' % word for word in words)) + (TRUST if layers == "sign" else "")


def write(folder, fault, layers, tool):
    """FOLDER/subject.toml, and FOLDER/keys where it signs."""
    at = pathlib.Path(folder)
    at.mkdir(parents=True, exist_ok=True)
    program = str(pathlib.Path(__file__).resolve().with_name("bad.py"))
    (at / "subject.toml").write_text(text_of(fault, layers, program), encoding="utf-8")
    if layers == "sign" and not (at / "keys").exists():
        subprocess.run([tool, "keys", "demo", "-o", str(at / "keys")], check=True, capture_output=True)
