"""imprint manifest read --crjson against spec/schema/crjson.schema.json, from both sides."""
import copy
import os

from harness import CORPORA, DONE, Suite, schema

t = Suite()
SCHEMA = schema("crjson.schema.json")
t.paint()
t.exits(t.run("keys", "demo", "-o", "ca"), DONE, "demo certificates")
SIGN = ["--cert", "ca/chain.pem", "--key", "ca/leaf.key"]
NOW = ["--now", "2026-11-01T08:00:00Z"]
t.exits(t.run("manifest", "sign", "plain.png", "-o", "signed.png", *SIGN, "--title", "a picture"), DONE, "sign")
t.exits(t.run("manifest", "sign", "signed.png", "-o", "again.png", *SIGN), DONE, "sign again")
t.exits(t.mark("plain.png", "marked.png", "--cert", "ca/chain.pem", "--private-key", "ca/leaf.key"), DONE, "mark")
changed = bytearray(t.read("signed.png"))
changed[-20] ^= 1
t.write("tampered.png", bytes(changed))


def crjson(name, *more):
    run = t.run("manifest", "read", name, "--crjson", *more)
    t.check(run.out, f"{name}: no crJSON; {run.talk}")
    document = run.json()
    t.valid(document, SCHEMA, f"crJSON of {name} {' '.join(more)}")
    return document


def codes(results, outcome="failure"):
    return [entry["code"] for entry in results[outcome]]


# Trusted, untrusted, tampered.
trusted = crjson("signed.png", "--trust", "ca/root.pem")
manifest = trusted["manifests"][0]
t.equal(codes(manifest["validationResults"]), [], "failures of a trusted manifest")
t.equal(manifest["signature"]["algorithm"], "ES256", "algorithm")
t.equal(sorted(manifest["signature"]["certificateInfo"]["subject"]), ["CN", "O"], "subject")
t.equal(manifest["claim.v2"]["dc:title"], "a picture", "title")
t.equal((manifest["claim.v2"]["gathered_assertions"], manifest["claim.v2"]["redacted_assertions"]), ([], []), "lists that the claim leaves out")
t.check("ingredientDeltas" not in manifest, "deltas without an ingredient")
t.equal(codes(crjson("signed.png")["manifests"][0]["validationResults"]), ["signingCredential.untrusted"], "untrusted")
t.equal(codes(crjson("tampered.png", "--trust", "ca/root.pem")["manifests"][0]["validationResults"]), ["assertion.dataHash.mismatch"], "tampered")
t.equal(crjson("signed.png", *NOW)["manifests"][0]["validationResults"]["validationTime"], "2026-11-01T08:00:00Z", "time of validation")
t.check("org.imprint.metadata" in crjson("marked.png")["manifests"][0]["assertions"], "the AIGC assertion")

# An ingredient: what is new about it since it was used stands in the deltas, and there only.
again = crjson("again.png", "--trust", "ca/root.pem")
t.equal([m["label"] for m in again["manifests"]][1], manifest["label"], "the active manifest comes first")
(delta,) = again["manifests"][0]["ingredientDeltas"]
t.check(delta["ingredientAssertionURI"].endswith("/c2pa.assertions/c2pa.ingredient.v3"), f"delta of {delta['ingredientAssertionURI']}")
t.equal(codes(delta["validationDeltas"], "success"), ["ingredient.manifest.validated", "signingCredential.trusted"], "what is new about the parent")
t.check("ingredient.manifest.validated" not in codes(again["manifests"][0]["validationResults"], "success"), "told twice")

# A store that cannot be read, beside the file and in it; one manifest of it; and no store at all.
t.write("broken.c2pa", b"no JUMBF at all")
document = crjson("plain.png", "--manifest", "broken.c2pa")
t.equal((document["manifests"], codes(document["extras:validationResults"])), ([], ["general.error"]), "an unreadable store")
t.exits(t.run("manifest", "read", "signed.png", "-o", "store.c2pa"), DONE, "take the store out")
cut = bytearray(t.read("signed.png"))
at = cut.index(b"jumbjumd") if b"jumbjumd" in cut else cut.index(b"jumd")
cut[at] ^= 0x20
t.write("spoiled.png", bytes(cut))
t.equal(crjson("spoiled.png")["manifests"], [], "a spoiled store in the file")
claim = t.read("store.c2pa").replace(b"created_assertions", b"created_assertionz")
t.write("claim.c2pa", claim)
(unread,) = crjson("plain.png", "--manifest", "claim.c2pa")["manifests"]
t.equal((codes(unread["validationResults"]), unread["signature"]), (["claim.malformed"], {}), "a claim that is not read")
t.equal(t.run("manifest", "read", "plain.png", "--crjson").out, b"", "no manifest")

# Every store of the corpus: every algorithm, time-stamps, parents, compressed manifests, broken ones.
stores = sorted(name for name in os.listdir(os.path.join(CORPORA, "manifest")) if name.endswith(".store"))
for name in stores:
    with open(os.path.join(CORPORA, "manifest", name), "rb") as file:
        t.write("corpus.c2pa", file.read()[1:])
    document = crjson("plain.png", "--manifest", "corpus.c2pa", *NOW)
    if name == "stamped.store":
        t.check("certificateInfo" in document["manifests"][0]["signature"]["timeStampInfo"], "the authority of a time-stamp")
    if name == "compressed.store":
        t.equal(document["manifests"][0]["isCompressedManifest"], True, "a compressed manifest")
    if name in ("compressed_cut.store", "compressed_bomb.store", "compressed_twice.store"):
        t.equal(codes(document["manifests"][0]["validationResults"]), ["manifest.compressed.invalid"], name)
t.check(len(stores) >= 10, f"stores in the corpus: {stores}")


# The other side: a name that is written otherwise, or a value of another type, is refused, wherever it stands.
def spots(node, path=()):
    """Paths of all keys whose names are fixed."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key)
            if key not in ("assertions", "issuer", "subject"):
                yield from spots(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from spots(value, (*path, index))


def parent_of(document, path):
    for step in path[:-1]:
        document = document[step]
    return document


OPTIONAL = {"dc:title", "alg", "version", "specVersion"}  # of the claim, whose map others may add to
renamed = mistyped = 0
for path in spots(again):
    inside_claim = "claim.v2" in path[:-1]
    if not (inside_claim and path[-1] in OPTIONAL):
        bad = copy.deepcopy(again)
        where = parent_of(bad, path)
        where[path[-1] + "_"] = where.pop(path[-1])
        t.check(not SCHEMA.is_valid(bad), f"renamed: {path}")
        renamed += 1
    if not (inside_claim and path[-1] not in ("instanceID", "signature", "hash", "url", "name", "alg", "dc:title")):
        bad = copy.deepcopy(again)
        parent_of(bad, path)[path[-1]] = 5
        t.check(not SCHEMA.is_valid(bad), f"of another type: {path}")
        mistyped += 1
t.check(renamed > 100 and mistyped > 100, f"{renamed} names and {mistyped} values tried")
for label, key in (("c2pa.hash.data", "hash"), ("c2pa.actions.v2", "actions"), ("c2pa.ingredient.v3", "relationship")):
    bad = copy.deepcopy(again)
    assertion = bad["manifests"][0]["assertions"][label]
    assertion[key + "_"] = assertion.pop(key)
    t.check(not SCHEMA.is_valid(bad), f"renamed: {key} of {label}")
bad = copy.deepcopy(again)
bad["manifests"] = []
t.check(not SCHEMA.is_valid(bad), "no manifests, and no reason")
t.finish()
