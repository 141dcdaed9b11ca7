#!/usr/bin/env python3
"""manifest-v1.json: small signed pictures, good and spoilt, with state and codes that a validator has to give.

    --check        says whether the file is what this program makes of the signed pictures in it
    --write TOOL   signs new ones (imprint keys demo; the keys are thrown away) and writes the file. Done once: the pictures stay as they are

What is wrong with a test is said by hand, and computed once more by a validator of its own (c2pa_check.py): the two have to agree.
"""
import base64
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import c2pa_check
import carriers
import suite
from aigc_cases import GENERATOR

NAME = "manifest-v1.json"
NOW, PAST, FUTURE = "2026-12-15T00:00:00Z", "2025-01-01T00:00:00Z", "2028-03-01T00:00:00Z"
HEADER = ["C2PA manifests: signed pictures, and what changed in them since.", "The file of a test is its base with the bytes of `patch` written over it, or `file`.",
          "anchors: names of certificates in `certificates` that are trusted, for signers and time-stamps alike. now: the time of the validator, who reads no clock.",
          "state is that of spec/manifest-format.md 8.1; readers of other makes agree on codes rather than on states. failures is exact, successes are among those reported.",
          "result is valid where nothing fails but, at most, trust."]
NOTES = {
    "Normal": ("BASIC", "A manifest that holds.", "Refusing it loses the provenance of a right file."),
    "Trust": ("MISSING_STEP", "Whole, and signed by whom nobody trusts.", "Whole is not trusted: anybody can sign."),
    "Content": ("MODIFIED_PARAMETER", "The file changed after it was signed.", "A manifest of another picture."),
    "Assertion": ("MODIFIED_PARAMETER", "An assertion is not what was signed.", "What the manifest says was not said by its signer."),
    "Claim": ("MODIFIED_PARAMETER", "The claim or its signature is not what was signed.", "A forged claim."),
    "Validity": ("MISSING_STEP", "The certificate and the time.", "An expired certificate signs nothing new; a trusted time-stamp shows that it was not new."),
    "Damage": ("MALFORMED", "The store cannot be read.", "Damage is told, never taken for absence."),
    "Absent": ("BASIC", "There is no manifest.", "Says nothing of the picture."),
}
GOOD = ["claimSignature.validated", "claimSignature.insideValidity", "assertion.hashedURI.match", "assertion.dataHash.match"]


# --- changes ---

def chunk_at(file, kind):
    """(begin, length) of the content of the PNG chunk."""
    at = 8
    while file[at + 4:at + 8] != kind:
        at += 12 + struct.unpack_from(">I", file, at)[0]
    return at + 8, struct.unpack_from(">I", file, at)[0]


def written(file, at, new):
    return file[:at] + new + file[at + len(new):]


def with_checksum(file, kind):
    at, length = chunk_at(file, kind)
    return written(file, at + length, struct.pack(">I", zlib.crc32(file[at - 4:at + length])))


def flipped(file, inside, of):
    """The last byte of `of`, where it stands in the span (begin, end), becomes another one."""
    at = file.index(of, *inside) + len(of) - 1
    return written(file, at, bytes([file[at] ^ 1]))


def other_pixel(file):
    at, length = chunk_at(file, b"IDAT")
    return with_checksum(written(file, at, carriers.stored(b"\0\x81")), b"IDAT")


def other_label(file):
    at, _ = chunk_at(file, b"iTXt")
    return with_checksum(written(file, file.index(b'"Label":"1"', at) + 9, b"2"), b"iTXt")


def in_store(file, of):
    """A byte of the manifest store: the last one of this text."""
    (begin, end), = c2pa_check.store_of(file)[1]
    out = flipped(file, (begin, end), of)
    return with_checksum(out, b"caBX") if file.startswith(b"\x89PNG") else out


def other_signature(file):
    (begin, end), = c2pa_check.store_of(file)[1]
    at = end - (5 if file.startswith(b"\x89PNG") else 1)
    out = written(file, at, bytes([file[at] ^ 1]))
    return with_checksum(out, b"caBX") if file.startswith(b"\x89PNG") else out


def cut_store(file):
    at, length = chunk_at(file, b"caBX")
    return file[:at - 8] + carriers.png_chunk(b"caBX", file[at:at + length // 3]) + file[at + length + 4:]


def without_store(file):
    (begin, end), = c2pa_check.store_of(file)[1]
    return file[:begin] + file[end:]


def patch_between(base, file):
    """[[offset, hex], ...] that make one of the other; of one length."""
    out, at = [], 0
    while at < len(base):
        if base[at] == file[at]:
            at += 1
            continue
        end = at
        while end < len(base) and base[end:end + 4] != file[end:end + 4]:
            end += 1
        out.append([at, file[at:end].hex()])
        at = end
    return out


# --- tests ---

class Tests:
    def __init__(self, bases, certificates):
        self.bases, self.certificates, self.out = bases, certificates, []

    def add(self, comment, flags, base, state, failures, change=None, anchors=("root",), now=NOW, successes=()):
        whole = base64.b64decode(self.bases[base]["file"])
        file = change(whole) if change else whole
        trusted = [one for name in anchors for one in c2pa_check.pem_certificates(self.certificates[name])]
        computed = c2pa_check.failures(file, trusted, now)
        if computed != (None if state == "none" else set(failures)):
            sys.exit("%s: said %s, computed %s" % (comment, failures, computed and sorted(computed)))
        where = {"base": base, "patch": patch_between(whole, file)} if len(file) == len(whole) else {"file": base64.b64encode(file).decode()}
        self.out.append({"tcId": len(self.out) + 1, "comment": comment, "flags": flags, "format": self.bases[base]["format"], **where, "anchors": list(anchors), "now": now,
                         "result": "valid" if state in ("trusted", "valid") else "invalid", "state": state, "failures": sorted(failures), "successes": sorted(successes)})


def tests_of(bases, certificates):
    t = Tests(bases, certificates)
    for base in bases:
        stamps = ["timeStamp.validated", "timeStamp.trusted"] if base == "jpeg-stamped" else []
        t.add(base + ", trusted", ["Normal"], base, "trusted", [], successes=GOOD + ["signingCredential.trusted"] + stamps)
        t.add(base + ", nobody is trusted", ["Trust"], base, "valid", ["signingCredential.untrusted"], anchors=(), successes=GOOD)
        t.add(base + ", somebody else is trusted", ["Trust"], base, "valid", ["signingCredential.untrusted"], anchors=("stranger",), successes=GOOD)
        t.add(base + ", an assertion changed", ["Assertion"], base, "invalid", ["assertion.hashedURI.mismatch"], lambda f: in_store(f, b"PropagateID"))
        t.add(base + ", the claim changed", ["Claim"], base, "invalid", ["claimSignature.mismatch"], lambda f: in_store(f, b"xmp:iid:"))
        t.add(base + ", the signature changed", ["Claim"], base, "invalid", ["claimSignature.mismatch"], other_signature)
    t.add("a pixel changed", ["Content"], "png", "invalid", ["assertion.dataHash.mismatch"], other_pixel)
    t.add("the label changed", ["Content"], "png", "invalid", ["assertion.dataHash.mismatch"], other_label)
    t.add("a byte of the scan changed", ["Content"], "jpeg-stamped", "invalid", ["assertion.dataHash.mismatch"], lambda f: flipped(f, (0, len(f)), b"\x3f\x00\x3f"))
    t.add("expired, and so no chain that is valid", ["Validity"], "png", "invalid", ["signingCredential.expired", "signingCredential.untrusted"], now=FUTURE)
    t.add("not valid yet, nor its authority", ["Validity"], "png", "invalid", ["signingCredential.expired", "signingCredential.untrusted"], now=PAST)
    t.add("expired, and stamped while it was valid", ["Validity"], "jpeg-stamped", "trusted", [], now=FUTURE, successes=["timeStamp.trusted"])
    t.add("a store that breaks off", ["Damage"], "png", "invalid", ["general.error"], cut_store)
    t.add("no manifest", ["Absent"], "png", "none", [], without_store)
    return t.out


def content_of(bases, certificates):
    groups = [{"type": "Manifest", "source": "C2PA 2.x", "tests": tests_of(bases, certificates)}]
    out = suite.frame("manifest-v1.schema.json", "C2PA manifest", HEADER, NOTES, groups)
    groups_last = out.pop("testGroups")
    return {**out, "certificates": certificates, "bases": bases, "testGroups": groups_last}


# --- signed once ---

def sign(tool, folder, name, picture, *more):
    plain, labelled, signed = (pathlib.Path(folder, part + name) for part in ("plain-", "labelled-", "signed-"))
    plain.write_bytes(picture)

    def run(*words):
        subprocess.run([tool, *map(str, words)], check=True, capture_output=True, cwd=folder)
    run("aigc", "write", plain, "-o", labelled, "--producer", GENERATOR, "--produce-id", "a1")
    run("manifest", "sign", labelled, "-o", signed, "--cert", "demo/chain.pem", "--private-key", "demo/leaf.key", *more)
    return base64.b64encode(signed.read_bytes()).decode()


def make(tool):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("demo", "other"):
            subprocess.run([tool, "keys", "demo", "-o", name], check=True, capture_output=True, cwd=folder)
        tsa = "cat > query && cd demo && openssl ts -reply -config tsa.cnf -queryfile ../query"
        bases = {"png": {"format": "png", "file": sign(tool, folder, "a.png", carriers.png())},
                 "jpeg-stamped": {"format": "jpeg", "file": sign(tool, folder, "a.jpg", carriers.jpeg(), "--tsa-command", tsa)}}
        certificates = {name: pathlib.Path(folder, of, "root.pem").read_text() for name, of in (("root", "demo"), ("stranger", "other"))}
    return bases, certificates


def main():
    path = pathlib.Path(__file__).with_name(NAME)
    if sys.argv[1:2] == ["--write"] and len(sys.argv) == 3:
        bases, certificates = make(sys.argv.pop())
    else:
        there = json.loads(path.read_text(encoding="utf-8"))
        bases, certificates = there["bases"], there["certificates"]
    return suite.run(NAME, content_of(bases, certificates))


if __name__ == "__main__":
    sys.exit(main())
