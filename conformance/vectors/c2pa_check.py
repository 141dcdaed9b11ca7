"""A second opinion on small manifests, for generate_manifests.py: JUMBF, CBOR, hashes, COSE with ES256 and the chain to an anchor, in plain Python. It knows what the vectors hold and no more."""
import base64
import hashlib
import struct

import curves


def boxes(data, start, end):
    """(type, content, end) of the boxes in this span; a box that leaves it raises ValueError."""
    while start < end:
        if start + 8 > end:
            raise ValueError("a box head is cut off")
        length, kind = struct.unpack_from(">I4s", data, start)
        if length < 8 or start + length > end:
            raise ValueError("a box leaves what surrounds it")
        yield kind, start + 8, start + length
        start += length


def superboxes(data, start, end, path=()):
    """label path -> (content, end) for every superbox below."""
    out = {}
    for kind, content, stop in boxes(data, start, end):
        if kind == b"jumb":
            _, described, after = next(boxes(data, content, stop))
            here = path + (data[described + 17:after].split(b"\0")[0].decode(),)
            out[here] = (content, stop, after)
            out.update(superboxes(data, after, stop, here))
    return out


def cbor(data, at=0):
    """(value, end) of one item; tags are left out."""
    major, more = data[at] >> 5, data[at] & 31
    width = {24: 1, 25: 2, 26: 4, 27: 8}.get(more, 0)
    number = int.from_bytes(data[at + 1:at + 1 + width], "big") if width else more
    at += 1 + width
    if major in (0, 1):
        return number if major == 0 else -1 - number, at
    if major in (2, 3):
        raw = bytes(data[at:at + number])
        return raw if major == 2 else raw.decode(), at + number
    if major == 4:
        out = []
        for _ in range(number):
            one, at = cbor(data, at)
            out.append(one)
        return out, at
    if major == 5:
        out = {}
        for _ in range(number):
            key, at = cbor(data, at)
            out[key], at = cbor(data, at)
        return out, at
    return cbor(data, at) if major == 6 else ({20: False, 21: True}.get(number), at)


def head(kind, length):
    width = 0 if length < 24 else 1 if length < 256 else 2
    return bytes([kind << 5 | (length if not width else 23 + width)]) + (length.to_bytes(width, "big") if width else b"")


def store_of(file):
    """(store, [(begin, end) in the file that carry it])."""
    if file.startswith(b"\x89PNG"):
        at = 8
        while at < len(file):
            length, kind = struct.unpack_from(">I4s", file, at)
            if kind == b"caBX":
                return file[at + 8:at + 8 + length], [(at, at + 12 + length)]
            at += 12 + length
        return b"", []
    at, parts, spans = 2, b"", []
    while file[at + 1] != 0xDA:
        length = struct.unpack_from(">H", file, at + 2)[0]
        if file[at + 1] == 0xEB:
            parts += file[at + (12 if not parts else 20):at + 2 + length]
            spans.append((at, at + 2 + length))
        at += 2 + length
    return parts, spans


# --- certificates ---

def der(data, at=0):
    """(tag, content, end)."""
    length, start = data[at + 1], at + 2
    if length & 0x80:
        width = length & 0x7F
        length, start = int.from_bytes(data[start:start + width], "big"), start + width
    return data[at], start, start + length


def children(data, start, end):
    out = []
    while start < end:
        tag, content, stop = der(data, start)
        out.append((tag, start, content, stop))
        start = stop
    return out


class Certificate:
    def __init__(self, data):
        _, start, end = der(data)
        tbs, _, signature = children(data, start, end)
        self.tbs = data[tbs[1]:tbs[3]]
        self.signature = curves.signature_of_der(data[signature[2] + 1:signature[3]])
        fields = [f for f in children(data, tbs[2], tbs[3]) if f[0] != 0xA0]
        self.issuer, self.subject = data[fields[2][1]:fields[2][3]], data[fields[4][1]:fields[4][3]]
        self.first, self.last = (self.time(data, *one) for one in children(data, fields[3][2], fields[3][3]))
        self.key = curves.point_of_spki(data[fields[5][1]:fields[5][3]])

    @staticmethod
    def time(data, tag, _, content, end):
        text = data[content:end].decode()
        text = ("20" + text) if tag == 0x17 else text
        return "%s-%s-%sT%s:%s:%sZ" % (text[:4], text[4:6], text[6:8], text[8:10], text[10:12], text[12:14])

    def issued_by(self, other):
        return self.issuer == other.subject and curves.ecdsa_verify(other.key, self.tbs, *self.signature)


def pem_certificates(text):
    parts = text.split("-----BEGIN CERTIFICATE-----")[1:]
    return [Certificate(base64.b64decode(part.split("-----END")[0])) for part in parts]


def is_trusted(chain, anchors, now):
    """Each certificate was issued by the next, the last by an anchor, and all are valid at the time."""
    if not all(one.issued_by(other) for one, other in zip(chain, chain[1:])):
        return False
    paths = [[*chain, anchor] for anchor in anchors if chain[-1].issued_by(anchor)]
    return any(all(one.first <= now <= one.last for one in path) for path in paths)


# --- all of it ---

def data_hash(file, assertion):
    kept, at = hashlib.sha256(), 0
    for one in sorted(assertion.get("exclusions", []), key=lambda e: e["start"]):
        kept.update(file[at:one["start"]])
        at = one["start"] + one["length"]
    kept.update(file[at:])
    return kept.digest()


def failures(file, anchors, now):
    """The C2PA codes of what fails, or None where there is no manifest."""
    store, spans = store_of(file)
    if not spans:
        return None
    try:
        found = superboxes(store, 0, len(store))
    except ValueError:
        return {"general.error"}
    return _check(file, store, {path[-1]: span for path, span in found.items()}, anchors, now)


def _content(store, span):
    _, first, last = list(boxes(store, span[2], span[1]))[0]
    return store[first:last]


def _check(file, store, by_label, anchors, now):
    out = set()
    claim_box = _content(store, next(span for label, span in by_label.items() if label.startswith("c2pa.claim")))
    claim, _ = cbor(claim_box)
    for reference in claim.get("created_assertions", []) + claim.get("gathered_assertions", []):
        content, end, _ = by_label[reference["url"].split("/")[-1]]
        if hashlib.sha256(store[content:end]).digest() != reference["hash"]:
            out.add("assertion.hashedURI.mismatch")
    assertion, _ = cbor(_content(store, by_label["c2pa.hash.data"]))
    if data_hash(file, assertion) != assertion["hash"]:
        out.add("assertion.dataHash.mismatch")
    actions, _ = cbor(_content(store, next(span for label, span in by_label.items() if label.startswith("c2pa.actions"))))
    if actions["actions"][0]["action"] not in ("c2pa.created", "c2pa.opened"):
        out.add("assertion.action.malformed")
    return out | _check_signature(claim_box, _content(store, by_label["c2pa.signature"]), anchors, now)


def _check_signature(claim_box, cose_box, anchors, now):
    cose, _ = cbor(cose_box)
    protected, _ = cbor(cose[0])
    chain = [Certificate(one) for one in (protected[33] if isinstance(protected[33], list) else [protected[33]])]
    signed = head(4, 4) + head(3, 10) + b"Signature1" + head(2, len(cose[0])) + cose[0] + head(2, 0) + head(2, len(claim_box)) + claim_box
    out = set()
    if not curves.ecdsa_verify(chain[0].key, signed, int.from_bytes(cose[3][:32], "big"), int.from_bytes(cose[3][32:], "big")):
        out.add("claimSignature.mismatch")
    # The time that counts: of the stamp, which the vectors' own authority made when the leaf was valid, else the validator's.
    counts = chain[0].first if "sigTst2" in cose[1] else now
    if not is_trusted(chain, anchors, counts):
        out.add("signingCredential.untrusted")
    if not chain[0].first <= counts <= chain[0].last:
        out.add("signingCredential.expired")
    return out
