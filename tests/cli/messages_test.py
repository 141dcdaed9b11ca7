"""What the tool says when it refuses: what happened, with which file or option, and what to do; in the words of its options."""
import os
import re
import shutil
import zlib

from harness import ABSENT, DONE, PAYLOAD, PRODUCER, Suite

t = Suite()
t.paint("a.png", 320, 240)
t.exits(t.run("keys", "demo", "-o", "ca"), DONE, "keys demo")
t.exits(t.run("keys", "new", "-o", "one.key"), DONE, "keys new")
os.makedirs(t.path("folder"))
t.write("note.pem", "no PEM")
MARK = ["mark", "a.png", "-o", "b.png", "--producer", PRODUCER, "--produce-id", "1"]
CERT = ["--cert", "ca/chain.pem"]
SIGN = ["manifest", "sign", "a.png", "-o", "b.png"]
WRITE = ["aigc", "write", "a.png", "-o", "b.png"]
EMBED = ["watermark", "embed", "a.png", "-o", "b.png", "--payload", PAYLOAD]

for arguments, said in (
        (["keys", "new", "-o", "one.key"], "one.key: exists already; a key is never overwritten, since its marks cannot be read without it"),
        (["keys", "new", "-o", "two.key", "--force"], "two.key: --force is not for keys; a key is never overwritten"),
        ([*MARK, "--key", "pkcs11:token=a;object=b"], "--key takes a file with a watermark key, which no token can hold; the private key of a certificate is --private-key"),
        # The file at fault, not the picture.
        ([*SIGN, "--cert", "note.pem", "--key", "ca/leaf.key"], "--cert note.pem: no certificate in PEM"),
        ([*SIGN, "--cert", "ca/root.pem", "--key", "ca/leaf.key"], "private key ca/leaf.key with --cert ca/root.pem: the private key is not that of"),
        ([*SIGN, *CERT, "--key", "note.pem"], "private key note.pem: "),
        ([*MARK, *CERT, "--private-key", "note.pem"], "private key note.pem: "),
        ([*MARK, *CERT, "--private-key", "ca/tsa-key.pem"], "private key ca/tsa-key.pem with --cert ca/chain.pem: "),
        ([*MARK, "--signing-key", "note.pem"], "--signing-key note.pem: "),
        ([*WRITE, "--producer", PRODUCER, "--produce-id", "1", "--signing-key", "note.pem"], "note.pem: "),
        (["propagate", "a.png", "-o", "b.png", "--propagator", PRODUCER, "--propagate-id", "1", "--declared", "--signing-key", "note.pem"], "--signing-key note.pem: "),
        # The option that was left out, not the key of the label that took its place.
        ([*WRITE, "--producer", "", "--produce-id", "1"], "--producer is empty"),
        ([*WRITE, "--producer", PRODUCER, "--produce-id", ""], "--produce-id is empty"),
        (["propagate", "a.png", "-o", "b.png", "--propagator", "", "--propagate-id", "1"], "--propagator is empty"),
        (["propagate", "a.png", "-o", "b.png", "--propagator", PRODUCER, "--propagate-id", ""], "--propagate-id is empty"),
        # Options, not members of structs; numbers as people write them.
        ([*MARK, "--min-psnr", "10"], "--min-psnr is 10, not in [30, 60]"),
        ([*EMBED, "--min-psnr", "90"], "--min-psnr is 90, not in [30, 60]"),
        ([*MARK, "--strength", "3"], "--strength is 3, not in [0.01, 1]"),
        ([*MARK, "--height", "2.5"], "--height is 2.5, not in [5, 50]"),
        # Folders.
        ([*MARK[:2], "-o", "folder/", *MARK[4:]], "folder/: Is a directory; name a file in the folder, or let 'folder/{name}' keep"),
        ([*MARK[:2], "-o", "folder", *MARK[4:]], "let 'folder/{name}' keep"),
        ([*MARK[:2], "-o", "new/", *MARK[4:]], "new/: No such file or directory; name a file in the folder, or let 'new/{name}' keep"),
        (["verify", "folder"], "folder: is a folder; --recursive takes the files in it"),
        # What a key service answers.
        ([*SIGN, *CERT, "--alg", "ES256", "--signer", "openssl dgst -sha256 -sign ca/leaf.key"], "it is DER, as OpenSSL and most key services (KMS) give it")):
    t.refuses(arguments, said, " ".join(arguments))
run = t.run("verify", "-", stdin=b"")
t.check("standard input: " in run.talk, f"standard input by its name: {run.talk}")
t.exits(t.run(*MARK[:2], "-o", "folder/{name}", *MARK[4:]), DONE, "what the advice says")

# A token that is not there: the URI without its PIN, and no talk of libraries.
run = t.refuses([*MARK, *CERT, "--private-key", "pkcs11:token=none;object=x;pin-value=4711?module-path=/missing.so"], "/missing.so cannot be read", "no module")
t.check("4711" not in run.talk and "pin-value=…" in run.talk, f"the PIN is not shown: {run.talk}")
t.equal(run.talk.count("\n"), 1, "lines about a missing module")
modules = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
module = next((m for m in modules if os.path.exists(m)), None)
if module and shutil.which("softhsm2-util"):
    t.write("softhsm.conf", f"directories.tokendir = {t.path('folder')}\n")
    where = {"env": {**os.environ, "SOFTHSM2_CONF": t.path("softhsm.conf")}}
    run = t.refuses([*MARK, *CERT, "--private-key", f"pkcs11:token=none;object=x?module-path={module}"], "no private key is found there; see that", "no token", **where)
    t.equal(run.talk.count("\n"), 1, f"lines about a missing token: {run.talk}")

# Of a manifest: boxes are the library's, and one that the file itself had is not "elsewhere".
packet = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
          'xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="{}"/></rdf:RDF></x:xmpmeta>')
for address, said in (("self#jumbf=/c2pa/adobe:urn:uuid:1/c2pa.claim", "was in this file, as its XMP still says (adobe:urn:uuid:1), and is not there any more"),
                      ("https://example.com/1.c2pa", "kept at https://example.com/1.c2pa (not fetched; give it with --manifest)")):
    body = b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + packet.format(address).encode()
    plain = t.read("a.png")
    t.write("said.png", plain[:33] + (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big") + plain[33:])
    for verb in (["verify", "--no-watermark"], ["manifest", "read"]):
        run = t.run(*verb, "said.png")
        t.exits(run, ABSENT, f"{verb} of a manifest that is not there")
        t.check(said in run.out.decode() and "self#" not in run.out.decode(), f"{verb}: {run.out}")

# Every option that a message may name is one.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "cli", "user_words.cc"), encoding="utf-8") as file:
    options = re.findall(r'"(--[a-z-]+)"', file.read())
help_texts = "".join(t.run("help", *verb).out.decode() for verb in ([], ["mark"], ["manifest", "sign"], ["watermark", "embed"]))
t.equal([o for o in options if o not in help_texts], [], "options that no help knows")
t.check(len(options) > 10, "options in user_words.cc")
t.finish()
