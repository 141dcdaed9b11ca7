"""JUMBF and CBOR: manifest stores in PNG, as they are or compressed. Nobody has signed them: that is found, and the rest is looked at
all the same. References have the right hashes."""
import hashlib
import struct

from hostile.parts import LABEL, Coded, box, brotli, cbor, chunk, fit, head, itxt, label_packet, png
from hostile.table import OneOf, Whole, maker


def uuid(kind):
    return kind + bytes.fromhex("00110010800000aa00389b71")


def superbox(kind, label, *contents):
    return box(b"jumb", box(b"jumd", uuid(kind), b"\3", label.encode(), b"\0"), *contents)


def assertion(label, content, kind=b"cbor"):
    return superbox(kind, label, box(kind, content))


def reference(label, stored, store="self#jumbf=c2pa.assertions/"):
    return {"url": store + label, "hash": hashlib.sha256(stored[8:]).digest()}


CREATED = {"action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}
ACTIONS = ("c2pa.actions.v2", assertion("c2pa.actions.v2", cbor({"actions": [CREATED]})))


def manifest(label, assertions, more=None, unlisted=b"", kind=b"c2ma"):
    """`assertions`: pairs of label and superbox."""
    listed = [reference(name, stored) for name, stored in assertions]
    claim = {"instanceID": "i", "claim_generator_info": {"name": "n"}, "signature": "self#jumbf=c2pa.signature", "created_assertions": listed, "alg": "sha256", **(more or {})}
    return superbox(kind, label, superbox(b"c2as", "c2pa.assertions", *[stored for _, stored in assertions], unlisted), superbox(b"c2cl", "c2pa.claim.v2", box(b"cbor", cbor(claim))))


def compressed(label, tokens):
    return superbox(b"c2cm", label, box(b"brob", brotli(tokens)))


def store(*manifests):
    return superbox(b"c2pa", "c2pa", *manifests)


def in_png(*manifests, label=1):
    return png(*([itxt(label_packet())] if label else []), chunk(b"caBX", store(*manifests)))


def many(count, name, content):
    """Pairs of label and superbox: name, name__1, name__2 …"""
    return [(label, assertion(label, content)) for label in [name] + [f"{name}__{i}" for i in range(1, count)]]


@maker("JUMBF", [dict(boxes=16000, depth=1, label=1), dict(boxes=16000, depth=7, label=0)], boxes=Whole(1, 16380), depth=Whole(1, 7), label=OneOf(0, 1))
def jumbf_boxes(boxes, depth, label):
    """Very many boxes, side by side or in each other, which no claim lists."""
    one = superbox(b"cbor", "x")
    for _ in range(depth - 1):
        one = superbox(b"cbor", "x", one)
    return in_png(manifest("m", [ACTIONS], unlisted=one * max(1, boxes // (2 * depth))), label=label)


@maker("JUMBF", dict(assertions=4000, size=1, unlisted=1000, label=1), assertions=Whole(1, 4096), size=Whole(0, 2000), unlisted=Whole(0, 8000), label=OneOf(0, 1))
def jumbf_assertions(assertions, size, unlisted, label):
    """As many assertions as a claim may list, and others beside them."""
    more = b"".join(superbox(b"cbor", f"u{i}") for i in range(unlisted))
    return in_png(manifest("m", [ACTIONS] + many(assertions - 1, "a", cbor({"a": bytes(fit(size, assertions))})), unlisted=more), label=label)


@maker("JUMBF", [dict(assertions=3000, kilobytes=400, algorithm="claim"), dict(assertions=300, kilobytes=900, algorithm="claim")],
       assertions=Whole(1, 4090), kilobytes=Whole(1, 900), algorithm=OneOf("claim", "generator", "title"))
def jumbf_long_names(assertions, kilobytes, algorithm):
    """A name of much text, which a finding on each assertion tells."""
    more = {"claim": {"alg": "x" * (kilobytes << 10)}, "generator": {"claim_generator_info": {"name": "\1" * (kilobytes << 10)}}, "title": {"dc:title": "\1" * (kilobytes << 10)}}[algorithm]
    return in_png(manifest("m", [ACTIONS] + many(assertions, "a", b"\xf6"), more))


@maker("CBOR", [dict(blocks=20000, kilobytes=500, value=b"", label=1), dict(blocks=21000, kilobytes=8, value=b"", label=0)], blocks=Whole(1, 21800), kilobytes=Whole(0, 900), value=OneOf(b"", b"12345678"), label=OneOf(0, 1))
def cbor_soft_bindings(blocks, kilobytes, value, label):
    """Soft bindings whose algorithm has a long name."""
    content = cbor({"alg": "a" * (kilobytes << 10), "blocks": Coded(head(4, blocks) + cbor({"value": value}) * blocks)})
    return in_png(manifest("m", [ACTIONS, ("c2pa.soft-binding", assertion("c2pa.soft-binding", content))]), label=label)


@maker("CBOR", [dict(assertions=14, items=65000, item=b"\x00", name="a", label=1), dict(assertions=14, items=65000, item=b"\xa0", name="c2pa.actions.v2", label=0),
                dict(assertions=14, items=65000, item=b"\xa0", name="c2pa.ingredient.v3", label=0)],
       assertions=Whole(1, 200), items=Whole(1, 65500), item=OneOf(b"\x00", b"\x80", b"\xa0", b"\xf6", b"\x40", b"\xa1\0\0", b"\xf9\0\0"),
       name=OneOf("a", "c2pa.actions.v2", "c2pa.ingredient.v3", "c2pa.soft-binding", "c2pa.hash.data"), label=OneOf(0, 1))
def cbor_items(assertions, items, item, name, label):
    """Assertions of as many items as CBOR may have, a byte each."""
    return in_png(manifest("m", [ACTIONS] + many(assertions, name, list_of(name, fit(items, assertions * len(item)), item))), label=label)


def list_of(name, items, item):
    many_items = Coded(head(4, items) + item * items)
    if name.startswith("c2pa.actions"):
        return cbor({"actions": many_items})
    if name.startswith("c2pa.ingredient"):
        return cbor({"relationship": "inputTo", "validationStatus": many_items})
    if name.startswith("c2pa.soft"):
        return cbor({"alg": "a", "blocks": many_items})
    return cbor({"exclusions": many_items, "pad": b"", "hash": b""}) if name.startswith("c2pa.hash") else bytes(many_items)


@maker("CBOR", [dict(pairs=14000, objects=1, width=5, label=1), dict(pairs=2000, objects=30, width=5, label=1), dict(pairs=300, objects=300, width=5, label=0)],
       pairs=Whole(1, 32000), objects=Whole(1, 2000), width=Whole(1, 40), label=OneOf(0, 1))
def cbor_maps(pairs, objects, width, label):
    """Maps of very many keys, which an ordered JSON object looks through for each."""
    pairs = fit(pairs, objects * (width + 3))
    content = Coded(head(5, pairs) + b"".join(cbor(f"{i:0{width}d}") + b"\0" for i in range(pairs)))
    return in_png(manifest("m", [ACTIONS] + many(objects, "a", bytes(content))), label=label)


@maker("CBOR", dict(kilobytes=900, depth=30, name="a"), kilobytes=Whole(1, 900), depth=Whole(1, 31), name=OneOf("a", "x.metadata"))
def cbor_text(kilobytes, depth, name):
    """Text in deep lists, copied on the way up."""
    return in_png(manifest("m", [ACTIONS, (name, assertion(name, b"\x81" * depth + cbor("\1" * (kilobytes << 10))))]))


@maker("JUMBF", [dict(manifests=1, assertions=400, kilobytes=64, fill=b"\x00", name="a", label=1), dict(manifests=1, assertions=400, kilobytes=64, fill=b"\xa0", name="c2pa.actions.v2", label=1),
                 dict(manifests=1, assertions=400, kilobytes=64, fill=b"\xa0", name="c2pa.ingredient.v3", label=1), dict(manifests=2, assertions=15, kilobytes=1000, fill=b"[],", name="x.metadata", label=1),
                 dict(manifests=8, assertions=4, kilobytes=900, fill=b"\x01", name="text", label=0)],
       manifests=Whole(1, 40), assertions=Whole(1, 2000), kilobytes=Whole(3, 4000), fill=OneOf(b"\x00", b"\x80", b"\xa0", b"\xf6", b"[],", b"\x01", b"\xa1\0\0"),
       name=OneOf("a", "c2pa.actions.v2", "c2pa.ingredient.v3", "c2pa.soft-binding", "x.metadata", "text"), label=OneOf(0, 1))
def jumbf_bomb(manifests, assertions, kilobytes, fill, name, label):
    """Compressed manifests whose assertions are mostly one thing again and again."""
    size = fit(kilobytes, manifests * assertions, 40_000) << 10
    if size < 4096:
        return b""
    made = [_bomb(f"m{i}", assertions, size, fill, name, i) for i in range(manifests)]
    return in_png(*made, label=label)


def _bomb(label, assertions, size, fill, name, number):
    count = min(65000, size // len(fill))
    if name == "x.metadata":
        kind, first, last = b"json", b"[", b"0]"
        count = size // len(fill)
    elif name == "text":
        kind, first, last = b"cbor", head(3, size), b""
        name, count = "a", size // len(fill)
    else:
        kind, first, last = b"cbor", list_of(name, 0, b"")[:-1], b""
        whole = list_of(name, count, fill)
        first = whole[:whole.index(fill * 4)] if len(fill) > 1 or count > 3 else whole
    content = first + fill * count + last
    stored = [(n, superbox(kind, n, box(kind, content))) for n in [name] + [f"{name}__{i}" for i in range(1, assertions)]]
    refs = [] if number == 0 else [("c2pa.ingredient.v3", assertion("c2pa.ingredient.v3", cbor({"relationship": "componentOf", "activeManifest": {"url": f"self#jumbf=/c2pa/m{number - 1}", "hash": bytes(32)}})))]
    whole = manifest(label, [ACTIONS] + refs + stored)
    tokens, at = [], 0
    for _, one in stored:
        begin = whole.index(one, at) + len(one) - len(last) - len(fill) * count
        begin += 64 // len(fill) * len(fill)
        length = len(fill) * (count - 64 // len(fill))
        if length < 2118:
            continue
        tokens += [("raw", whole[at:begin]), ("copy", length, len(fill))]
        at = begin + length
    return compressed(label, tokens + [("raw", whole[at:])])


@maker("JUMBF", [dict(ingredients=3400, manifests=1, redacted=0, recorded=0), dict(ingredients=900, manifests=3, redacted=500, recorded=3)],
       ingredients=Whole(1, 4090), manifests=Whole(1, 60), redacted=Whole(0, 5000), recorded=Whole(0, 200))
def jumbf_ingredients(ingredients, manifests, redacted, recorded):
    """Manifests each of whose ingredients are the manifest before."""
    ingredients = fit(ingredients, manifests, 3600)
    recorded = fit(recorded, ingredients * manifests * 9)
    made = [manifest("m0", [ACTIONS])]
    for i in range(1, manifests + 1):
        target = {"url": f"self#jumbf=/c2pa/m{i - 1}", "hash": hashlib.sha256(made[-1][8:]).digest()}
        content = {"relationship": "componentOf", "activeManifest": target, "validationStatus": [{"code": f"c{n}"} for n in range(recorded)]}
        more = {"redacted_assertions": [f"self#jumbf=/c2pa/m{n % manifests}/c2pa.assertions/r{n}" for n in range(redacted)]} if redacted else {}
        made.append(manifest(f"m{i}", [ACTIONS] + many(ingredients, "c2pa.ingredient.v3", cbor(content)), more))
    return in_png(*made)


@maker("JUMBF", dict(manifests=3800, label=1), manifests=Whole(1, 3900), label=OneOf(0, 1))
def jumbf_manifests(manifests, label):
    """Very many manifests, empty but for a claim."""
    return in_png(*[manifest(f"m{i}", []) for i in range(manifests)], label=label)


@maker("JUMBF", [dict(exclusions=60000, label=1)], exclusions=Whole(1, 65000), label=OneOf(0, 1))
def jumbf_exclusions(exclusions, label):
    """A data hash that leaves very many ranges out."""
    ranges = Coded(head(4, min(exclusions, 13000)) + b"".join(cbor({"start": 2 * i, "length": 1}) for i in range(min(exclusions, 13000))))
    content = cbor({"hash": bytes(32), "pad": b"", "exclusions": ranges})
    return in_png(manifest("m", [ACTIONS, ("c2pa.hash.data", assertion("c2pa.hash.data", content))]), label=label)


@maker("JUMBF", [dict(objects=400, keys=60, size=0, label=1), dict(objects=2, keys=20000, size=0, label=0)], objects=Whole(1, 4000), keys=Whole(1, 60000), size=Whole(0, 900000), label=OneOf(0, 1))
def jumbf_json(objects, keys, size, label):
    """JSON assertions of very many keys."""
    keys = fit(keys, 8 * objects)
    size = fit(size, objects, 960_000 - min(900_000, 8 * keys * objects))
    text = b"{" + b",".join(b'"%d":0' % i for i in range(keys)) + b',"z":"' + b"x" * size + b'"}'
    stored = [(n, superbox(b"json", n, box(b"json", text))) for n in [f"a{i}.metadata" for i in range(objects)]]
    return in_png(manifest("m", [ACTIONS] + stored), label=label)


@maker("JUMBF", dict(chain=4000, size=100, answers=0), chain=Whole(1, 60000), size=Whole(0, 2000), answers=Whole(0, 60000))
def jumbf_signature(chain, size, answers):
    """A signature with very many certificates that are none, and answers on their revocation."""
    size = fit(size, chain)
    header = {1: -7, 33: Coded(head(4, chain) + cbor(bytes(size)) * chain)}
    unprotected = {"rVals": {"ocspVals": [b""] * answers}}
    cose = b"\xd2" + head(4, 4) + cbor(cbor(header)) + cbor(unprotected) + b"\xf6" + cbor(bytes(64))
    made = manifest("m", [ACTIONS])
    signature = superbox(b"c2cs", "c2pa.signature", box(b"cbor", cose))
    inside = made[8:] + signature
    return in_png(struct.pack(">I", len(inside) + 8) + b"jumb" + inside)


@maker("JUMBF", dict(texts=1), texts=OneOf(1))
def jumbf_label_text(texts):
    """A label in a metadata assertion beside another in XMP: an honest file, for comparison."""
    stored = [("cawg.metadata", superbox(b"json", "cawg.metadata", box(b"json", ('{"t:AIGC":%s}' % repr(LABEL).replace('"', '\\"').replace("'", '"')).encode())))]
    return in_png(manifest("m", [ACTIONS] + stored * texts))
