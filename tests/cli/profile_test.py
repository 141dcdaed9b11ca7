"""imprint mark --profile."""
import os
import subprocess

from harness import BAD_PRODUCER, DONE, PRODUCER, Suite

t = Suite()
t.paint()
os.makedirs(t.path("service"))
key_id = t.run("keys", "new", "-o", "service/service.key").out.decode().strip()
other_id = t.run("keys", "new", "-o", "other.key").out.decode().strip()
t.write("service/profile.toml", f"""[provider]
code = "{PRODUCER}"

[label]
text = "人工智能生成"
corner = "upper-left"
height_percent = 7.5

[watermark]
key = "service.key"
strength = 0.9
min_psnr_db = 43
least_robustness = "low"

[iptc]
source_type = "compositeSynthetic"
ai_system = "Example Diffusion"
ai_system_version = "2.1"
""")


def mark(target, *more):
    return t.run("mark", "plain.png", "-o", target, "--json", "--produce-id", "p-1", *more)


def label_of(report):
    return report["aigc"]["labels"][0]["label"]


# Everything comes from the profile; the key file lies beside it.
run = mark("marked.png", "--profile", "service/profile.toml")
t.exits(run, DONE, "mark --profile")
report = run.json()
t.valid(report, t.report_schema, "report of mark --profile")
t.equal(label_of(report)["ContentProducer"], PRODUCER, "provider.code")
t.equal(report["visible"]["text"], "人工智能生成", "label.text")
t.check(report["visible"]["box_px"][0] < 256 and report["visible"]["box_px"][1] < 192, f"label.corner: {report['visible']}")
t.check(7.5 <= report["visible"]["ink_height_percent"] < 8.5, f"label.height_percent: {report['visible']}")
t.equal(report["watermark"]["key_id"], key_id, "watermark.key")
t.check(report["aigc"]["digital_source_type"].endswith("/compositeSynthetic"), "iptc.source_type")
t.equal((report["aigc"].get("ai_system_used"), report["aigc"].get("ai_system_version_used")), ("Example Diffusion", "2.1"), "iptc.ai_system")

# Options win.
run = mark("flags.png", "--profile", "service/profile.toml", "--producer", "Somebody", "--text", "AI生成", "--corner", "lower-right",
           "--height", "10", "--key", "other.key", "--source-type", "trainedAlgorithmicMedia", "--ai-system", "Other")
t.exits(run, DONE, "mark --profile with options")
report = run.json()
t.equal(label_of(report)["ContentProducer"], "Somebody", "--producer over the profile")
t.equal(report["visible"]["text"], "AI生成", "--text over the profile")
t.check(report["visible"]["box_px"][0] > 256 and report["visible"]["ink_height_percent"] >= 10, f"--corner, --height over the profile: {report['visible']}")
t.equal(report["watermark"]["key_id"], other_id, "--key over the profile")
t.check(report["aigc"]["digital_source_type"].endswith("/trainedAlgorithmicMedia"), "--source-type over the profile")
t.equal((report["aigc"].get("ai_system_used"), report["aigc"].get("ai_system_version_used")), ("Other", "2.1"), "--ai-system over the profile")
t.exits(mark("empty.png", "--profile", t.write("empty.toml", ""), "--producer", PRODUCER), DONE, "an empty profile")

# A signing key lies beside the profile, too.
if subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", t.path("service/label.pem")],
                  capture_output=True, check=False).returncode == 0:
    t.write("service/signing.toml", f'[provider]\ncode = "{PRODUCER}"\nsigning_key = "label.pem"\n')
    run = mark("signed.png", "--profile", "service/signing.toml", "--no-watermark")
    t.exits(run, DONE, "mark with provider.signing_key")
    checks = run.json()["aigc"]["labels"][0]["security"]
    t.equal([(c["slot"], c["algorithm"], c["integrity"]) for c in checks], [("ReservedCode1", "SM2/SM3", "valid")], "provider.signing_key")

# So do certificate and key of the manifest. The second marking has the first as parent.
t.exits(t.run("keys", "demo", "-o", "service/ca"), DONE, "demo certificates")
t.write("service/manifest.toml", f'''[provider]
code = "{PRODUCER}"
[manifest]
certificates = "ca/chain.pem"
key = "ca/leaf.key"
notice = "a notice of the service"
thumbnail = true
thumbnail_px = 48
''')
t.exits(t.run("manifest", "sign", "plain.png", "-o", "parent.png", "--cert", "service/ca/chain.pem", "--key", "service/ca/leaf.key"), DONE, "sign")
run = t.run("mark", "parent.png", "-o", "layers.png", "--json", "--produce-id", "p-1", "--profile", "service/manifest.toml", "--no-watermark")
t.exits(run, DONE, "mark with a manifest from the profile")
t.equal((run.json()["manifest"]["validation_state"], run.json()["manifest"]["manifest_count"]), ("valid", 2), "manifest.certificates, manifest.key")
t.check(b"bidb\xff\xd8\xff" in t.read("layers.png"), "manifest.thumbnail")
t.check(t.read("layers.png").count(b"a notice of the service") == 3, "manifest.notice: an assertion and two properties")

# Mistakes name the file and the line, and leave nothing.
for content, words in ((f'[provider]\ncode = "{PRODUCER}"\ncolour = "red"\n', "bad.toml:3: unknown key provider.colour"),
                       ("\n[label]\nsize = 3\n", "bad.toml:3: unknown key label.size"),
                       ("[watermark]\nstrenght = 1\n", "bad.toml:2: unknown key watermark.strenght"),
                       ("[iptc]\n\n\nsystem = 'x'\n", "bad.toml:4: unknown key iptc.system"),
                       ("# one\n[labels]\ntext = 'x'\n", "bad.toml:2: unknown table labels"),
                       ("producer = 'x'\n", "bad.toml:1: unknown table producer"),
                       ("provider = 'x'\n", "bad.toml:1: provider is no table"),
                       ("[provider]\ncode = 7\n", "bad.toml:2: code is no string"),
                       ("[label]\nheight_percent = '7'\n", "bad.toml:2: height_percent is no number"),
                       ("[provider]\n\ncode =\n", "bad.toml:3: "),
                       (f'[provider]\ncode = "{BAD_PRODUCER}"\n', "IMPRINT_ERR_PROVIDER_CODE"),
                       ("[watermark]\nkey = 'missing.key'\n[provider]\ncode = 'Somebody'\n", "missing.key: No such file"),
                       ("[manifest]\nthumbnail = 'yes'\n", "bad.toml:2: thumbnail is neither true nor false"),
                       ("[provider]\ncode = 'Somebody'\n[manifest]\nnotice = 'x'\n", "--cert"),
                       ("[label]\ncorner = 'middle'\n[provider]\ncode = 'Somebody'\n", "corner 'middle'"),
                       ("[label]\ncorner = 'upper-left'\n", "provider.code")):
    t.write("bad.toml", content)
    t.refuses(["mark", "plain.png", "-o", "refused.png", "--produce-id", "p-1", "--profile", "bad.toml"], words, f"profile {content!r}")
t.refuses(["mark", "plain.png", "-o", "refused.png", "--produce-id", "p-1", "--profile", "nothing.toml"], "nothing.toml: No such file", "a missing profile")
t.finish()
