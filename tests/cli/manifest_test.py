"""imprint manifest, imprint keys demo, and the manifest as a layer of mark, propagate and verify."""
import json
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zlib

from harness import ABSENT, CORPORA, DONE, FAILED, GIF, PRODUCER, UNSUPPORTED, Suite

t = Suite()
t.paint()
t.paint_jpeg()
t.paint("other.png", 480, 400)
CERT = ["--cert", "ca/chain.pem"]
SIGN = [*CERT, "--key", "ca/leaf.key"]
LAYER = [*CERT, "--private-key", "ca/leaf.key"]


def state(name, *more):
    run = t.run("manifest", "verify", name, "--json", *more)
    t.valid(run.json(), t.report_schema, f"report on {name}")
    return run.code, run.json()["manifest"].get("validation_state", "none")


def codes(name, *more):
    return [c["code"] for c in t.run("manifest", "verify", name, "--json", *more).json()["manifest"]["codes"]["failure"]]


def pairs(report):
    return {pair: answer for pair, answer in report["agreement"].items() if pair != "mark_id"}


# Demo certificates: names say TEST, keys are private, nothing is overwritten.
t.exits(t.run("keys", "demo", "-o", "ca"), DONE, "demo certificates")
t.equal(oct(os.stat(t.path("ca/leaf.key")).st_mode & 0o777), "0o600", "mode of the key")
t.refuses(["keys", "demo", "-o", "ca"], "root.pem: exists already", "demo certificates twice")
if shutil.which("openssl"):
    subject = subprocess.run(["openssl", "x509", "-in", t.path("ca/chain.pem"), "-noout", "-subject", "-ext", "extendedKeyUsage"],
                             capture_output=True, text=True, check=True).stdout
    t.check("TEST" in subject and "E-mail Protection" in subject and "1.3.6.1.4.1.62558.2.1" in subject, f"the leaf: {subject}")

# Signing, and the states with and without an anchor.
for kind in ("png", "jpg"):
    t.exits(t.run("manifest", "sign", f"plain.{kind}", "-o", f"signed.{kind}", *SIGN), DONE, f"sign {kind}")
    t.check(len(t.read(f"signed.{kind}")) - len(t.read(f"plain.{kind}")) <= 3072, f"bytes added to the {kind}")
    t.equal(state(f"signed.{kind}"), (DONE, "valid"), f"{kind} without an anchor")
    t.equal(codes(f"signed.{kind}"), ["signingCredential.untrusted"], f"codes of {kind} without an anchor")
    t.equal(state(f"signed.{kind}", "--trust", "ca/root.pem"), (DONE, "trusted"), f"{kind} with the anchor")
    t.equal(state(f"signed.{kind}", "--trust", "ca/tsa-chain.pem"), (ABSENT, "valid"), f"{kind} with another anchor")
    t.equal(state(f"signed.{kind}", "--allow", "ca/chain.pem"), (DONE, "trusted"), f"{kind} with its signer allowed")
    t.equal(state(f"signed.{kind}", "--trust", "ca/root.pem", "--now", "2001-01-01T00:00:00Z")[0], ABSENT, f"{kind} before its certificate")
    changed = bytearray(t.read(f"signed.{kind}"))
    changed[len(changed) // 2] ^= 1
    t.write(f"changed.{kind}", bytes(changed))
    t.equal(state(f"changed.{kind}", "--trust", "ca/root.pem"), (ABSENT, "invalid"), f"a changed {kind}")
    run = t.run("verify", f"changed.{kind}", "--no-watermark", "--trust", "ca/root.pem")
    t.equal(run.code, ABSENT, f"exit code of verify for a changed {kind}")
    t.check(b"claims to be signed by" in run.out and b": agree" not in run.out, f"nothing of a changed {kind} is believed")
    t.check(b"signed by" in t.run("verify", f"signed.{kind}", "--no-watermark", "--trust", "ca/root.pem").out, f"signer of {kind}")
    t.equal(state(f"plain.{kind}"), (ABSENT, "none"), f"{kind} without a manifest")
for sample in ("decode/lossy.webp", "decode/animated.webp", "tiff_file/little.tiff", "tiff_file/bigtiff.tiff", "decode/rgb.avif",
               "decode/grid.avif", "heif/exif_base.heic", "heif/wide.heic", "tiny.gif"):
    source, target = "in-" + os.path.basename(sample), "signed-" + os.path.basename(sample)
    if sample == "tiny.gif":
        t.write(source, GIF)
    else:
        shutil.copy(os.path.join(CORPORA, sample), t.path(source))
    t.exits(t.run("manifest", "sign", source, "-o", target, *SIGN), DONE, f"sign {sample}")
    t.equal(state(target), (DONE, "valid"), f"{sample} without an anchor")
    t.equal(state(target, "--trust", "ca/root.pem"), (DONE, "trusted"), f"{sample} with the anchor")
    t.exits(t.run("manifest", "sign", target, "-o", "twice", *SIGN), DONE, f"sign {sample} again")
    report = t.run("manifest", "verify", "twice", "--json", "--trust", "ca/root.pem").json()["manifest"]
    t.equal((report["validation_state"], report["manifest_count"], report["ingredients"][0]["relationship"]), ("trusted", 2, "parentOf"),
            f"the parent in {sample}")
    t.exits(t.run("manifest", "read", target, "-o", "store.c2pa", "-f"), DONE, f"take the manifest out of {sample}")
    t.equal(state(source, "--manifest", "store.c2pa", "--trust", "ca/root.pem")[1], "invalid", f"a store of {sample} is bound to its own place")
    os.remove(t.path("twice"))
t.check("assertion.dataHash.mismatch" in codes("changed.jpg"), f"codes of a changed picture: {codes('changed.jpg')}")
t.keeps_outputs(["manifest", "sign", "plain.png", "-o", "kept.png", *SIGN], "kept.png", "sign")
t.equal(t.run("manifest", "read", "plain.png").code, ABSENT, "read without a manifest")
t.exits(t.run("manifest", "read", "changed.png"), DONE, "read shows what does not validate")

# Refusals, before any work and without an output.
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *CERT], "--signer", "no key")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", "--key", "ca/leaf.key"], "--cert", "no certificate")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *CERT, "--key", "ca/tsa-key.pem"], "IMPRINT_ERR_SIGNER", "another's key")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", "--cert", "ca/tsa-chain.pem", "--key", "ca/tsa-key.pem"],
          "IMPRINT_ERR_CERTIFICATE", "a certificate for time-stamps")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *SIGN, "--alg", "PS256"], "PS256", "an algorithm of another kind")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *SIGN, "--aigc", "maybe"], "--aigc", "a wrong switch")
t.refuses(["manifest", "verify", "signed.png", "--now", "soon"], "--now", "a wrong time")
t.refuses(["manifest", "verify", "signed.png", "--trust", "ca/leaf.key"], "IMPRINT_ERR_CERTIFICATE", "a key as anchor")

# A sidecar, out and in.
t.exits(t.run("manifest", "sign", "plain.png", "-o", "plain.c2pa", "--sidecar", *SIGN), DONE, "sign beside the file")
t.equal(state("plain.png", "--manifest", "plain.c2pa", "--trust", "ca/root.pem"), (DONE, "trusted"), "sidecar")
t.equal(state("other.png", "--manifest", "plain.c2pa", "--trust", "ca/root.pem"), (ABSENT, "invalid"), "sidecar of another picture")

# Another program signs; it gets the bytes and answers raw. What it answers is checked.
TO_RAW = ("import sys; d=sys.stdin.buffer.read(); a=d[4:4+d[3]]; b=d[6+d[3]:6+d[3]+d[5+d[3]]]; "
          "sys.stdout.buffer.write(a[-32:].rjust(32,bytes(1))+b[-32:].rjust(32,bytes(1)))")
if shutil.which("openssl"):
    program = f"openssl dgst -sha256 -sign ca/leaf.key | {sys.executable} -c '{TO_RAW}'"
    t.exits(t.run("manifest", "sign", "plain.png", "-o", "program.png", *CERT, "--signer", program, "--reserve-size", "1024"), DONE, "a program signs")
    t.equal(state("program.png", "--trust", "ca/root.pem"), (DONE, "trusted"), "signed by a program")
    t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *CERT, "--signer", "openssl dgst -sha256 -sign ca/leaf.key"],
              "IMPRINT_ERR_SIGNER", "a signature in DER")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *CERT, "--signer", "exit 3"], "exit code 3", "a program that fails")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *CERT, "--signer", "cat /dev/zero"], "bytes", "a program without end")


class Authority(http.server.BaseHTTPRequestHandler):
    """RFC 3161 over HTTP on loopback, by openssl ts."""

    def do_POST(self):
        with open(t.path("ca/query"), "wb") as file:
            file.write(self.rfile.read(int(self.headers["Content-Length"])))
        done = subprocess.run(["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "response"],
                              cwd=t.path("ca"), capture_output=True, check=False)
        answer = t.read("ca/response") if done.returncode == 0 else b""
        self.send_response(200 if answer else 500)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


if shutil.which("openssl"):
    server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tsa = f"http://127.0.0.1:{server.server_port}/tsa"
    t.exits(t.run("manifest", "sign", "plain.jpg", "-o", "stamped.jpg", *SIGN, "--tsa", tsa), DONE, "sign with a time-stamp")
    report = t.run("manifest", "verify", "stamped.jpg", "--json", "--trust", "ca/root.pem").json()
    t.valid(report, t.report_schema, "report with a time-stamp")
    success = [c["code"] for c in report["manifest"]["codes"]["success"]]
    t.check("timeStamp.validated" in success and "timeStamp.trusted" in success, f"codes of a time-stamp: {success}")
    t.check(len(t.read("stamped.jpg")) - len(t.read("plain.jpg")) <= 5120, "bytes added with a time-stamp")
    late = "2030-01-01T00:00:00Z"
    t.equal(state("stamped.jpg", "--trust", "ca/root.pem", "--now", late), (DONE, "trusted"), "a stamped manifest outlives its leaf")
    t.equal(state("signed.jpg", "--trust", "ca/root.pem", "--now", late), (ABSENT, "invalid"), "a bare manifest dies with its leaf")
    server.shutdown()
t.refuses(["manifest", "sign", "plain.jpg", "-o", "no.jpg", *SIGN, "--tsa", "http://127.0.0.1:9/"], "IMPRINT_ERR_TIME_STAMP", "no authority")
t.refuses(["manifest", "sign", "plain.jpg", "-o", "no.jpg", *SIGN, "--tsa", "https://127.0.0.1:9/"], "--tsa-command", "an authority behind TLS")

# A key in a token.
MODULE = next((m for m in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so") if os.path.exists(m)), None)
if MODULE and shutil.which("softhsm2-util"):
    os.makedirs(t.path("tokens"))
    t.write("softhsm2.conf", f"directories.tokendir = {t.path('tokens')}\nobjectstore.backend = file\n")
    environment = {**os.environ, "SOFTHSM2_CONF": t.path("softhsm2.conf")}
    for step in (["--init-token", "--free", "--label", "demo", "--pin", "1234", "--so-pin", "1234"],
                 ["--import", t.path("ca/leaf.key"), "--token", "demo", "--label", "leaf", "--id", "01", "--pin", "1234"]):
        subprocess.run(["softhsm2-util", *step], env=environment, check=True, capture_output=True)
    uri = f"pkcs11:token=demo;object=leaf;type=private?pin-value=1234&module-path={MODULE}"
    run = t.run("manifest", "sign", "plain.png", "-o", "token.png", *CERT, "--key", uri, env=environment)
    if "libengine-pkcs11-openssl" in run.talk:
        print("key in a token: skipped, no libengine-pkcs11-openssl")
    else:
        t.exits(run, DONE, "sign with a token")
        t.equal(state("token.png", "--trust", "ca/root.pem"), (DONE, "trusted"), "signed by a token")
else:
    print("key in a token: skipped, no softhsm2")

# A conversion is one of the actions, and no action where there was none.
for source, output, convert in (("plain.png", "other.jpg", ["--convert"]), ("plain.png", "same.png", [])):
    t.exits(t.mark(source, output, *LAYER, *convert), DONE, f"mark {source} into {output} with a signer")
    told = t.run("manifest", "read", output, "--json").json()["manifest"]
    t.equal("c2pa.converted" in told["actions"], bool(convert), f"actions of {output}: {told['actions']}")

# A layer of mark: last, agreeing, read back; the certificate is refused first.
for kind in ("png", "jpg"):
    t.exits(t.mark(f"plain.{kind}", f"marked.{kind}", *LAYER), DONE, f"mark {kind} with a signer")
    run = t.run("verify", f"marked.{kind}", "--json", "--trust", "ca/root.pem")
    t.exits(run, DONE, f"verify {kind}")
    report = run.json()
    t.valid(report, t.report_schema, f"report on a signed {kind}")
    t.equal(pairs(report), {"aigc_watermark": "agree", "manifest_watermark": "agree", "manifest_aigc": "agree"}, f"agreement of {kind}")
    t.equal((report["manifest"]["state"], report["manifest"]["validation_state"]), ("present", "trusted"), f"manifest of {kind}")
    t.equal(report["manifest"]["actions"][:2], ["c2pa.created", "c2pa.watermarked.bound"], f"actions of {kind}")
t.exits(t.mark("plain.png", "silent.png", *LAYER, "--aigc", "off"), DONE, "mark without a copy of the label")
t.equal(t.run("verify", "silent.png", "--json").json()["agreement"]["manifest_aigc"], "not_comparable", "no copy of the label")
t.refuses(["mark", "plain.png", "-o", "no.png", "--producer", PRODUCER, "--produce-id", "1", "--cert", "ca/tsa-chain.pem", "--private-key",
           "ca/tsa-key.pem"], "IMPRINT_ERR_CERTIFICATE", "mark with a wrong certificate")

# Stripped and recompressed: the watermark is left, and the manifest that was kept says whose picture it is.
t.exits(t.run("manifest", "read", "marked.jpg", "-o", "kept.c2pa"), DONE, "take the manifest out")
t.exits(t.mark("other.png", "marked-other.png", *LAYER, produce_id="cli-2"), DONE, "mark another picture")
t.exits(t.run("manifest", "read", "marked-other.png", "-o", "other.c2pa"), DONE, "take the other manifest out")
subprocess.run([os.environ["TO_JPEG"], t.path("marked.jpg"), t.path("bare.jpg")], check=True)
mark_id = t.run("verify", "marked.jpg", "--json").json()["watermark"]["mark_id"]
for manifest, answer in ((None, "not_comparable"), ("kept.c2pa", "agree"), ("other.c2pa", "disagree")):
    run = t.run("verify", "bare.jpg", "--json", *(["--manifest", manifest] if manifest else []))
    report = run.json()
    t.valid(report, t.report_schema, f"report on a stripped picture with {manifest}")
    t.equal((report["aigc"]["state"], report["watermark"].get("mark_id")), ("absent", mark_id), f"what is left, {manifest}")
    t.equal(report["agreement"]["manifest_watermark"], answer, f"soft binding of {manifest}")
    t.equal(run.code, ABSENT if answer == "disagree" else DONE, f"exit code with {manifest}")



# Labels of the assertions that a claim creates, and of those that it gathers.
def lists(name):
    claim = json.loads(t.run("manifest", "read", name, "--crjson").out)["manifests"][0]["claim.v2"]
    return tuple([ref["url"].rsplit("/", 1)[1] for ref in claim[key]] for key in ("created_assertions", "gathered_assertions"))


# Signing anew and propagating keep what was there as the parent; without a signer the report says what became of it.
t.exits(t.run("manifest", "sign", "marked.jpg", "-o", "again.jpg", *SIGN), DONE, "sign a signed file")
report = t.run("manifest", "verify", "again.jpg", "--json", "--trust", "ca/root.pem").json()["manifest"]
t.equal((report["validation_state"], report["manifest_count"], report["actions"][0], report["ingredients"][0]["relationship"]),
        ("trusted", 2, "c2pa.opened", "parentOf"), "a parent")
propagate = ["propagate", "marked.jpg", "--propagator", PRODUCER, "--propagate-id", "p-1", "--json"]
run = t.run(*propagate, "-o", "next.jpg", *LAYER)
t.exits(run, DONE, "propagate with a signer")
t.valid(run.json(), t.report_schema, "report on propagation")
report = t.run("verify", "next.jpg", "--json", "--trust", "ca/root.pem").json()
t.equal((report["manifest"]["validation_state"], report["manifest"]["manifest_count"]), ("trusted", 2), "propagated manifest")
# Of a signer whom the propagator does not trust, the soft binding stays where it was, and the text is gathered.
t.equal(pairs(report), {"aigc_watermark": "agree", "manifest_watermark": "not_comparable", "manifest_aigc": "agree"}, "propagated layers")
t.check(any("soft binding" in note for note in run.json()["notes"]), f"notes on the soft binding: {run.json().get('notes')}")
t.equal(lists("next.jpg"), (["c2pa.actions.v2", "c2pa.ingredient.v3", "c2pa.hash.data"], ["org.imprint.metadata"]), "what an unknown signer said")
t.exits(t.run(*propagate, "-o", "vouched.jpg", "--trust", "ca/root.pem", *LAYER), DONE, "propagate with a trusted parent")
report = t.run("verify", "vouched.jpg", "--json", "--trust", "ca/root.pem").json()
t.equal(pairs(report), {"aigc_watermark": "agree", "manifest_watermark": "agree", "manifest_aigc": "agree"}, "vouched layers")
t.equal(lists("vouched.jpg")[1], [], "what a trusted signer said is vouched for")
run = t.run(*propagate, "-o", "unsigned.jpg")
t.check(any("manifest" in note for note in run.json()["notes"]), f"notes without a signer: {run.json().get('notes')}")
t.equal(t.run("verify", "unsigned.jpg", "--json").json()["manifest"]["validation_state"], "invalid", "the old manifest no longer fits")

# A notice stands in the manifest and in the XMP, whose own rights and label stay.
NOTICE = "内容由AI生成 & may follow <others>; \"quoted\""
RIGHTS = ("XMP-dc:Rights", "XMP-xmpRights:UsageTerms")


def rights(name):
    return tuple(t.exiftool(name, tag) for tag in RIGHTS)


has_exiftool = t.exiftool("plain.png") is not None
for kind in ("png", "jpg"):
    t.exits(t.mark(f"plain.{kind}", f"noticed.{kind}", *LAYER, "--notice", NOTICE), DONE, f"mark {kind} with a notice")
    t.equal(state(f"noticed.{kind}", "--trust", "ca/root.pem"), (DONE, "trusted"), f"{kind} with a notice")
    t.exits(t.run("manifest", "sign", f"plain.{kind}", "-o", f"stated.{kind}", *SIGN, "--notice", NOTICE), DONE, f"sign {kind} with a notice")
    t.equal(state(f"stated.{kind}", "--trust", "ca/root.pem"), (DONE, "trusted"), f"signed {kind} with a notice")
    plain, noticed = (t.run("aigc", "read", f"{name}.{kind}").json()["labels"] for name in ("marked", "noticed"))
    t.equal(noticed, plain, f"label of a {kind} with a notice")
    t.exits(t.run("lint", f"noticed.{kind}", "--strict"), DONE, f"lint of a {kind} with a notice")
    if has_exiftool:
        t.equal(rights(f"noticed.{kind}"), (NOTICE, NOTICE), f"rights in a marked {kind}")
        t.equal(rights(f"stated.{kind}"), (NOTICE, NOTICE), f"rights in a signed {kind}")
        t.equal(rights(f"marked.{kind}"), ("", ""), f"rights in a {kind} without a notice")
if has_exiftool:
    shutil.copy(t.path("plain.jpg"), t.path("theirs.jpg"))
    subprocess.run(["/usr/bin/exiftool", "-q", "-overwrite_original", "-XMP-dc:Rights=(c) somebody", t.path("theirs.jpg")], check=True)
    run = t.mark("theirs.jpg", "kept.jpg", *LAYER, "--notice", NOTICE, "--json")
    t.valid(run.json(), t.report_schema, "report with rights of somebody")
    t.check(any("dc:rights" in note for note in run.json()["notes"]), f"notes on rights: {run.json().get('notes')}")
    t.equal(rights("kept.jpg"), ("(c) somebody", NOTICE), "rights of somebody")
    t.check("note     the notice was not written to dc:rights" in t.mark("theirs.jpg", "kept2.jpg", *LAYER, "--notice", NOTICE).talk, "note for people")
t.exits(t.run("manifest", "sign", "plain.jpg", "-o", "noticed.c2pa", "--sidecar", *SIGN, "--notice", NOTICE), DONE, "a notice beside the file")
t.equal(state("plain.jpg", "--manifest", "noticed.c2pa", "--trust", "ca/root.pem"), (DONE, "trusted"), "a notice beside the file")
t.refuses(["mark", "plain.png", "-o", "no.png", "--producer", PRODUCER, "--produce-id", "1", "--notice", "x"], "--cert", "a notice without a signer")
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *SIGN, "--notice", " "], "the notice is blank", "a blank notice")


# The parent's thumbnail: asked for, of the picture as it came in, and only where there is a parent.
def thumbnail(name):
    store = t.run("manifest", "read", name, "-o", f"{name}.c2pa")
    t.exits(store, DONE, f"store of {name}")
    data = t.read(f"{name}.c2pa")
    at = data.find(b"bidb")
    return None if at < 0 else data[at + 4:at - 4 + int.from_bytes(data[at - 4:at], "big")]


t.equal(thumbnail("next.jpg"), None, "no thumbnail by default")
t.exits(t.run("manifest", "sign", "plain.png", "-o", "first.png", *SIGN, "--thumbnail"), DONE, "a thumbnail without a parent")
t.equal(thumbnail("first.png"), None, "no parent, no thumbnail")
t.exits(t.mark("first.png", "second.png", *LAYER, "--thumbnail"), DONE, "mark with a thumbnail")
t.exits(t.run(*propagate, "-o", "third.jpg", *LAYER, "--thumbnail", "--thumbnail-px", "64"), DONE, "propagate with a thumbnail")
for name, size in (("second.png", (256, 192)), ("third.jpg", (64, 48))):
    t.equal(state(name, "--trust", "ca/root.pem"), (DONE, "trusted"), f"{name} with a thumbnail")
    t.equal(len(t.run("manifest", "read", name, "--crjson").json()["manifests"]), 2, f"crJSON of {name}")
    picture = thumbnail(name)
    t.check(picture is not None and picture.startswith(b"\xff\xd8\xff") and picture.endswith(b"\xff\xd9"), f"a JPEG in {name}")
    at = picture.find(b"\xff\xc0")
    t.equal((int.from_bytes(picture[at + 7:at + 9], "big"), int.from_bytes(picture[at + 5:at + 7], "big")), size, f"size of the thumbnail in {name}")
for wrong, words in ((["--thumbnail", "--thumbnail-px", "513"], "--thumbnail-px is 513"), (["--thumbnail-px", "64"], "--thumbnail-px needs")):
    t.refuses(["manifest", "sign", "first.png", "-o", "no.png", *SIGN, *wrong], words, f"{wrong}")

# A manifest elsewhere is named, and not fetched.
ADDRESS = "http://127.0.0.1:9/store.c2pa"
for kind, address, named in (("named", ADDRESS, ADDRESS), ("odd", "http://a/ b", None), ("long", "h" * 2049, None)):
    packet = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
              f'xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="{address}"/></rdf:RDF></x:xmpmeta>').encode()
    body = b"http://ns.adobe.com/xap/1.0/\0" + packet
    segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    plain = t.read("plain.jpg")
    t.write(f"{kind}.jpg", plain[:2] + segment + plain[2:])
    run = t.run("manifest", "verify", f"{kind}.jpg", "--json")
    t.valid(run.json(), t.report_schema, f"report on a {kind} address")
    t.equal((run.code, run.json()["manifest"].get("remote")), (ABSENT, named), f"{kind} address")
t.check(f"elsewhere  kept at {ADDRESS}" in t.run("manifest", "verify", "named.jpg").out.decode(), "an address for people")

# A store alone: what is in it is shown, and that the content was not compared.
run = t.run("manifest", "verify", "plain.c2pa", "--trust", "ca/root.pem", "--json")
t.valid(run.json(), t.report_schema, "report on a store alone")
t.equal((run.code, run.json()["format"], run.json()["manifest"]["validation_state"]), (ABSENT, "C2PA", "well_formed"), "a store alone")
t.check("not checked" in run.json()["manifest"]["note"], "the note on a store alone")
run = t.run("manifest", "read", "plain.c2pa")
t.check(run.code == DONE and "was not checked" in run.out.decode() and "c2pa.created" in run.out.decode(), f"a store alone for people: {run.out}")
run = t.run("verify", "plain.c2pa", "--json")
t.valid(run.json(), t.report_schema, "verdict on a store alone")
t.equal((run.code, run.json()["state"]), (DONE, "suspected"), "verdict on a store alone")

# Of a film the manifest is all that is read; this one is another's.
uuid = bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + bytes(4) + b"manifest\0" + bytes(8) + t.read("plain.c2pa")
ftyp, mdat = b"\0\0\0\x14ftypisom\0\0\2\0mp42", b"\0\0\0\x0cmdatfilm"
t.write("film.mp4", ftyp + (len(uuid) + 8).to_bytes(4, "big") + b"uuid" + uuid + mdat)
t.write("bare.mp4", ftyp + mdat)
for verb in (["manifest", "verify"], ["verify"]):
    run = t.run(*verb, "film.mp4", "--json")
    t.valid(run.json(), t.report_schema, f"{verb} of a film")
    report = run.json()
    t.equal((run.code, report["format"], report["manifest"]["validation_state"], report["manifest"]["actions"][:1], report["verdict"]["state"]),
            (ABSENT, "MP4", "invalid", ["c2pa.created"], "suspected"), f"{verb} of a film")
people = t.run("verify", "film.mp4").out.decode()
for words in ("claims to be signed by", "made by  Imprint", "actions  c2pa.created", "sources  http"):
    t.check(words in people, f"a film for people: {words}")
t.refuses(["verify", "bare.mp4"], "this is an MP4 film or one of its kind", "a film without a manifest", UNSUPPORTED)

# Sound: in the file where C2PA names a place, else beside it. Ogg: the first byte of a corpus file is not the file's.
WORD = ["--replace", "a test", "--log", "replaced.log"]  # some of the files have a label
for sample in ("sound_chunks/plain.wav", "id3/v23_unsync.mp3", "flac_blocks/plain.flac", "mp4_meta/itunes_first.m4a", "ogg_pages/vorbis.ogg"):
    name = sample.replace("/", "_")
    with open(os.path.join(CORPORA, sample), "rb") as file:
        t.write(name, file.read()[1 if "ogg" in sample else 0:])
    t.exits(t.run("aigc", "write", name, "-o", f"label.{name}", "--producer", PRODUCER, "--produce-id", "s-1", *WORD), DONE, f"label {name}")
    if name.endswith("ogg"):
        t.refuses(["manifest", "sign", f"label.{name}", "-o", f"no.{name}", *SIGN], "C2PA names no place", f"sign {name}", UNSUPPORTED)
        t.exits(t.run("manifest", "sign", f"label.{name}", "-o", f"{name}.c2pa", "--sidecar", *SIGN), DONE, f"sign {name} beside it")
        t.equal(state(f"label.{name}", "--trust", "ca/root.pem", "--manifest", f"{name}.c2pa"), (DONE, "trusted"), f"{name} with its side file")
        continue
    t.exits(t.run("manifest", "sign", f"label.{name}", "-o", f"signed.{name}", *SIGN), DONE, f"sign {name}")
    t.equal(state(f"signed.{name}", "--trust", "ca/root.pem"), (DONE, "trusted"), f"signed {name}")
    report = t.run("verify", f"signed.{name}", "--json", "--trust", "ca/root.pem").json()
    t.equal((report["verdict"]["state"], report["manifest"]["state"], pairs(report)["manifest_aigc"]), ("generated", "present", "agree"), f"verify {name}")
    t.exits(t.run("propagate", f"signed.{name}", "-o", f"next.{name}", "--propagator", PRODUCER, "--propagate-id", "s-2", "--trust", "ca/root.pem", *LAYER),
            DONE, f"propagate {name}")
    t.equal(state(f"next.{name}", "--trust", "ca/root.pem"), (DONE, "trusted"), f"propagated {name}")
    t.refuses(["manifest", "sign", f"signed.{name}", "-o", f"no.{name}", "--thumbnail", *SIGN], "sound file", f"a thumbnail of {name}", UNSUPPORTED)
    changed = bytearray(t.read(f"signed.{name}"))
    changed[-1] ^= 1
    t.write(f"changed.{name}", bytes(changed))
    if not name.endswith(("wav", "m4a")):  # the last byte of those is the store's, or a list's
        t.equal(state(f"changed.{name}", "--trust", "ca/root.pem"), (ABSENT, "invalid"), f"a changed {name}")

# What is not read is named.
for name, front, words in (("a.jxl", b"\xff\x0a and more", "JPEG XL"), ("a.pdf", b"%PDF-1.7\n", "PDF"), ("a.jp2", b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
                           ("a.bmp", b"BM" + bytes(12) + b"\x28" + bytes(9), "BMP"), ("a.txt", b"a text of some length", "no format known")):
    t.write(name, front)
    for verb in (["verify"], ["manifest", "verify"]):
        t.refuses([*verb, name], words, f"{verb} of {name}", UNSUPPORTED)

# A store with a broken box length, and nothing else in the file.
signed = t.run("manifest", "sign", "plain.png", "-o", "unbroken.png", *SIGN, "-f")
broken = bytearray(t.read("unbroken.png"))
at = broken.index(b"caBX") + 4
broken[at:at + 4] = b"\x7f\xff\xff\xff"
t.write("broken.png", bytes(broken))
report = t.run("verify", "broken.png", "--json", "--no-search").json()
t.valid(report, t.report_schema, "report on a broken store")
t.equal((report["verdict"]["state"], report["manifest"]["validation_state"]), ("inconclusive", "invalid"), "a broken store")

# A manifest alone is a trace.
report = t.run("verify", "signed.png", "--json").json()
t.equal((report["state"], report["verdict"]["propagation_label"]), ("suspected", "3"), "a manifest that says generated")

# Nothing is lost in silence: a call that changes a signed file says that its manifest no longer fits.
t.exits(t.run("manifest", "sign", "plain.png", "-o", "whole.png", *LAYER), DONE, "sign for what follows")
for what in (["aigc", "write", "whole.png", "-o", "changed-aigc.png", "--producer", PRODUCER, "--produce-id", "l-1"],
             ["label", "draw", "whole.png", "-o", "changed-label.png"],
             ["watermark", "embed", "whole.png", "-o", "changed-mark.png", "--payload", "0123456789abcdef"]):
    run = t.run(*what)
    t.exits(run, DONE, f"{what[:2]} on a signed file")
    t.check("manifest of the file no longer fits" in run.talk, f"{what[:2]} says so: {run.talk}")
    unsigned = t.run(*["plain.png" if a == "whole.png" else a for a in what], "--force")
    t.check("manifest" not in unsigned.talk, f"{what[:2]} on another file does not: {unsigned.talk}")
    t.run(*what, "--force")
    compared = t.run("lint", "--before", "whole.png", "--after", what[4], "--json").json()
    broken = [f for f in compared["findings"] if f["code"] == "C2PA-BROKEN-MANIFEST"]
    t.equal(len(broken), 1, f"lint sees what {what[:2]} broke")
    t.check("changed after signing" in broken[0].get("detail", ""), f"in words: {broken}")
for before, after, wanted in (("whole.png", "plain.png", ["C2PA-LOST-MANIFEST"]), ("plain.png", "whole.png", ["C2PA-GAINED-MANIFEST"]),
                              ("whole.png", "whole.png", [])):
    compared = t.run("lint", "--before", before, "--after", after, "--json").json()
    t.equal([f["code"] for f in compared["findings"]], wanted, f"lint from {before} to {after}")
t.exits(t.run("manifest", "sign", "whole.png", "-o", "resigned.png", *LAYER), DONE, "sign again")
t.equal([f["code"] for f in t.run("lint", "--before", "whole.png", "--after", "resigned.png", "--json").json()["findings"]], [], "a manifest that carries the old one on")
t.exits(t.run("manifest", "sign", "plain.png", "-o", "other-whole.png", *LAYER), DONE, "sign the same picture anew")
t.equal([f["code"] for f in t.run("lint", "--before", "whole.png", "--after", "other-whole.png", "--json").json()["findings"]], ["C2PA-LOST-MANIFEST"], "one that does not")

# EXIF stays readable for others: caBX behind eXIf.
tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x0e\0\x02\0\0\0\x06\0\0\0\x1a\0\0\0\0hello\0"
plain = t.read("plain.png")
chunk = len(tiff).to_bytes(4, "big") + b"eXIf" + tiff + zlib.crc32(b"eXIf" + tiff).to_bytes(4, "big")
end = plain.rindex(b"IEND") - 4
for name, at in (("early.png", 33), ("late.png", end)):
    t.write(name, plain[:at] + chunk + plain[at:])
    t.exits(t.run("manifest", "sign", name, "-o", "signed-" + name, *LAYER), DONE, f"sign {name}")
    signed = t.read("signed-" + name)
    t.check(signed.index(b"eXIf") < signed.index(b"caBX"), f"caBX behind eXIf in {name}")
    seen = t.exiftool("signed-" + name, "ImageDescription")
    t.check(seen in (None, "hello"), f"exiftool reads the EXIF of {name}: {seen!r}")
    t.equal(state("signed-" + name)[1], "valid", f"state of {name}")
    t.check("no longer fits" in t.run("label", "draw", "signed-" + name, "-o", "x.png", "--force").talk, f"and it is seen in {name}")

# The words of the label stand in the manifest.
run = t.mark("plain.png", "words.png", *LAYER, "--text", "可灵AI生成", produce_id="w-1")
t.exits(run, DONE, "mark with own words and a manifest")
t.check("visible label: 可灵AI生成".encode() in t.read("words.png"), "the manifest names them")
t.finish()
