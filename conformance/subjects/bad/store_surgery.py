"""A manifest whose first action is another one, hashed, signed and time-stamped again: everything else of it holds."""
import hashlib
import os
import struct
import subprocess

OLD, NEW = b"c2pa.created", b"c2pa.cropped"  # of one length, so that no box changes its size
TRIES = 200


def boxes(data, start, end):
    """(type, begin, content, end) of the boxes in this span."""
    while start + 8 <= end:
        length, kind = struct.unpack_from(">I4s", data, start)
        yield kind, start, start + 8, start + length
        start += length


def superboxes(data, start, end, path=()):
    """Every superbox below, with its labels from the outside in."""
    for kind, begin, content, stop in boxes(data, start, end):
        if kind == b"jumb":
            _, _, description, after = next(boxes(data, content, stop))
            label = data[description + 17:after].split(b"\0")[0].decode()
            yield path + (label,), begin, after, stop
            yield from superboxes(data, after, stop, path + (label,))


def openssl(*words, given=b""):
    return subprocess.run(["openssl", *words], input=given, capture_output=True, check=True).stdout


def head(kind, length):
    """Of a CBOR item."""
    if length < 24:
        return bytes([kind << 5 | length])
    return bytes([kind << 5 | 24, length]) if length < 256 else bytes([kind << 5 | 25]) + struct.pack(">H", length)


def text_or_bytes(data, at):
    """(content, end) of the CBOR string that stands here."""
    more = data[at] & 31
    width = {24: 1, 25: 2, 26: 4}.get(more, 0)
    length = int.from_bytes(data[at + 1:at + 1 + width], "big") if width else more
    return data[at + 1 + width:at + 1 + width + length], at + 1 + width + length


def structure(name, cose, content):
    """What is signed (RFC 9052 4.4), for the COSE_Sign1 of this box."""
    protected, _ = text_or_bytes(cose, 2)  # behind the tag and the head of the list
    return head(4, 4) + head(3, len(name)) + name + head(2, len(protected)) + bytes(protected) + head(2, 0) + head(2, len(content)) + content


def raw_of_der(der, size=32):
    at, out = 2, b""
    for _ in range(2):
        length = der[at + 1]
        out += der[at + 2:at + 2 + length].lstrip(b"\0").rjust(size, b"\0")
        at += 2 + length
    return out


def another_action(store, folder):
    out = bytearray(store)
    spans = {path[-1]: (begin, after, stop) for path, begin, after, stop in superboxes(store, 0, len(store))}
    actions = next(spans[label] for label in spans if label.startswith("c2pa.actions"))
    old = hashlib.sha256(store[actions[0] + 8:actions[2]]).digest()
    at = store.index(OLD, actions[0], actions[2])
    out[at:at + len(OLD)] = NEW
    claim = next(spans[label] for label in spans if label.startswith("c2pa.claim"))
    at = store.index(old, claim[0], claim[2])
    out[at:at + 32] = hashlib.sha256(out[actions[0] + 8:actions[2]]).digest()
    _, _, first, last = next(boxes(out, claim[1], claim[2]))
    return sign_again(out, bytes(out[first:last]), spans["c2pa.signature"], folder)


def sign_again(out, claim, span, folder):
    _, _, first, last = next(boxes(out, span[1], span[2]))
    to_sign = structure(b"Signature1", out[first:last], claim)
    signature = raw_of_der(openssl("dgst", "-sha256", "-sign", os.path.join(folder, "leaf.key"), given=to_sign))
    return with_signature(out, signature, span, folder)


def with_signature(out, signature, span, folder):
    """This signature, and a time-stamp over it where there was one. Lengths stay: `pad` takes what the new token has less."""
    _, _, first, last = next(boxes(out, span[1], span[2]))
    out[last - len(signature):last] = signature
    stamp, pad = out.find(b"\x63val", first, last), out.find(b"\x63pad", first, last)
    if stamp < 0:
        return bytes(out)
    to_stamp = structure(b"CounterSignature", out[first:last], head(2, len(signature)) + signature)
    _, stamp_end = text_or_bytes(out, stamp + 4)
    _, pad_end = text_or_bytes(out, pad + 4)
    for _ in range(TRIES):
        token = token_of(to_stamp, folder)
        fresh = head(2, len(token)) + token
        spare = stamp_end - (stamp + 4) + pad_end - (pad + 4) - len(fresh)
        padding = next((head(2, n) + bytes(n) for n in (spare - 1, spare - 2, spare - 3) if n >= 0 and len(head(2, n)) + n == spare), None)
        if padding:
            break
    else:
        raise ValueError("no time-stamp that fits in %d tries" % TRIES)
    for at, end, new in sorted([(stamp + 4, stamp_end, fresh), (pad + 4, pad_end, padding)], reverse=True):
        out[at:end] = new
    return bytes(out)


def another_signature(store, folder):
    """A bit of the signature value is another one; the time-stamp is over that."""
    out = bytearray(store)
    span = next((begin, after, stop) for path, begin, after, stop in superboxes(store, 0, len(store)) if path[-1] == "c2pa.signature")
    _, _, _, last = next(boxes(out, span[1], span[2]))
    return with_signature(out, bytes(out[last - 64:last - 1]) + bytes([out[last - 1] ^ 1]), span, folder)


def token_of(message, folder):
    """The time-stamp token over the message, without the status that surrounds it."""
    query = openssl("ts", "-query", "-digest", hashlib.sha256(message).hexdigest(), "-sha256", "-cert")
    asked = os.path.join(folder, "query")
    with open(asked, "wb") as file:
        file.write(query)
    done = subprocess.run(["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-token_out"], cwd=folder, capture_output=True, check=True)
    return done.stdout
