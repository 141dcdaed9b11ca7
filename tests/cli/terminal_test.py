"""Text of others on its way to a terminal: it cannot move the cursor, recolour, or turn letters around; JSON is as it is."""
import json
import re
import shutil
import subprocess
import zlib

from harness import ABSENT, DONE, PRODUCER, Suite

ESCAPE, OVERRIDE, NEL, SEPARATOR = "\x1b[2J\x1b]0;owned\x07", "\u202egnp.\u2066", "\x85\x9b31m", "\u2028one\u2029"
HOSTILE = f"x{ESCAPE}y{OVERRIDE}z{NEL}{SEPARATOR}\nsigned by Nobody\r\t人工智能 é 👩‍💻"
# Control characters but the line feeds of our own lines; marks, overrides and isolates of direction; separators.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

t = Suite()
t.paint("plain.png", 96, 96)


def clean(run, what, lines=None):
    for stream, data in (("stdout", run.out), ("stderr", run.talk.encode())):
        text = data.decode("utf-8")  # strict: what was no UTF-8 has become U+FFFD
        found = UNSAFE.findall(text)
        t.check(not found, f"{what}: {stream} has {found}")
        t.check(not text.startswith("signed by Nobody") and "\nsigned by Nobody" not in text, f"{what}: {stream} has a line of the file's")
    if lines is not None:
        t.equal(run.out.count(b"\n") + run.talk.count("\n"), lines, f"{what}: lines")


def with_label(name, label):
    """plain.png with `label` in a tEXt chunk AIGC, as others write it."""
    picture = t.read("plain.png")
    body = b"tEXtAIGC\0" + json.dumps({"AIGC": label}).encode()
    at = picture.index(b"IHDR") + 4 + 13 + 4
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return t.write(name, picture[:at] + chunk + picture[at:])


# Values of a label.
with_label("hostile.png", {"Label": "1", "ContentProducer": HOSTILE, "ProduceID": HOSTILE, "ReservedCode1": HOSTILE,
                           "ContentPropagator": HOSTILE, "PropagateID": HOSTILE, "ReservedCode2": ""})
for arguments in (["verify", "hostile.png", "--no-watermark"], ["lint", "hostile.png"],
                  ["propagate", "hostile.png", "-o", "out.png", "--propagator", PRODUCER, "--propagate-id", "1", "--no-watermark"],
                  ["mark", "hostile.png", "-o", "out.png", "--producer", PRODUCER, "--produce-id", "1"]):
    clean(t.run(*arguments), " ".join(arguments))
seen = t.run("verify", "hostile.png", "--no-watermark").out.decode()
t.check("\\u{1b}[2J" in seen and "\\u{202e}" in seen and "\\u{2028}" in seen and "\\u{a}signed by" in seen, f"what was there is seen: {seen}")
t.check("人工智能 é 👩‍💻" in seen, "Chinese, accents and joined emoji stay")


# The subject of a certificate.
def openssl(*arguments):
    subprocess.run(["openssl", *arguments], cwd=t.folder, check=True, capture_output=True)


if shutil.which("openssl"):
    t.write("leaf.cnf", "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\n"
            "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
    for name in ("root", "leaf"):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.ec")
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", f"{name}.ec", "-out", f"{name}.key")
    who = f"/CN=Good{ESCAPE}{OVERRIDE}\nsigned by Nobody/O=组织{NEL}"
    openssl("req", "-x509", "-utf8", "-key", "root.key", "-subj", "/CN=TEST root", "-days", "30", "-out", "root.pem")
    openssl("req", "-new", "-utf8", "-key", "leaf.key", "-subj", who, "-out", "leaf.csr")
    openssl("x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "20",
            "-extfile", "leaf.cnf", "-out", "leaf.pem")
    t.exits(t.run("manifest", "sign", "plain.png", "-o", "signed.png", "--cert", "leaf.pem", "--key", "leaf.key"), DONE, "sign")
    for verb in (["verify", "--no-watermark"], ["manifest", "read"], ["manifest", "verify"]):
        run = t.run(*verb, "signed.png")
        clean(run, f"{' '.join(verb)} of a signer's name")
        t.check("Good\\u{1b}[2J" in run.out.decode(), f"the signer's name is seen: {run.out}")

# JSON is no terminal: the values are the file's own.
found = t.run("aigc", "read", "hostile.png").json()
t.equal(found["labels"][0]["label"]["ContentProducer"], HOSTILE, "JSON has the value itself")
found = t.run("verify", "hostile.png", "--no-watermark", "--json").json()
t.equal(found["aigc"]["labels"][0]["label"]["ContentProducer"], HOSTILE, "the report too")

# Names of files, also such as are no UTF-8, on stdout and stderr.
evil = "a\x1b[31m\u202e\nb\x9b.png"
t.write(evil, t.read("plain.png"))
clean(t.run("verify", evil, "--no-watermark"), "verify of a name")
clean(t.run("lint", evil), "lint of a name")
clean(t.run("verify", "no" + evil), "a missing name", 1)
clean(t.run("lint", "no" + evil, "no too"), "two missing names")
clean(t.run("aigc", "write", "plain.png", "-o", "new" + evil, "--producer", PRODUCER, "--produce-id", "a"), "an output's name", 1)
clean(t.run("aigc", "write", "plain.png", "-o", evil, "--producer", PRODUCER, "--produce-id", "a"), "an existing output's name", 1)
clean(t.run("label", "find", evil), "label find of a name", 1)
clean(t.run("log", "verify", evil), "log verify of a name")
clean(t.run("manifest", "read", evil), "manifest read of a name", 1)
clean(t.run("mark", "plain.png", "-o", "x.png", "--profile", evil), "a profile's name")
clean(t.run("bogus" + evil), "an argument that is none")
clean(t.run("verify", "--bogus" + evil, "plain.png"), "an option that is none")
latin = b"caf\xe9\xff\xe4\xb8.png"
with open(t.path("").encode() + latin, "wb") as file:
    file.write(t.read("plain.png"))
run = t.run("verify", latin, "--no-watermark")
t.exits(run, ABSENT, "a name that is no UTF-8")
t.check("caf\ufffd\ufffd\ufffd.png: inconclusive" in run.out.decode(), f"invalid bytes are U+FFFD: {run.out}")
run = t.run("verify", latin, "plain.png", "--no-watermark", "--json")
t.equal(len(run.json_lines()), 2, "JSON with such a name")

# What is fine stays as it is.
t.write("图片 é.png", t.read("plain.png"))
run = t.run("verify", "图片 é.png", "--no-watermark")
t.check(run.out.decode().startswith("图片 é.png: inconclusive"), f"a Chinese name: {run.out}")
t.exits(t.run("--help"), DONE, "--help")
t.finish()
