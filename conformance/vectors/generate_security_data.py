#!/usr/bin/env python3
"""Makes security-data-v1.json (--write), or says whether it is what this program makes (--check): SecurityData of TC260-PG-202511A in labels, with what its signatures are worth.

Keys, texts and signatures of SM2 are the vectors of labelling-rules.md 5.1 (spec/aigc-label.md 6.5): A stood in published files, B is invented. Every result is computed here (curves.py), by both digests.
"""
import base64
import json
import sys

import carriers
import curves
import suite
from aigc_cases import bare, values

SM2_OID, P256_OID, RSA_OID = "1.2.156.10197.1.501", "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11"
HEADER = ["SecurityData in ReservedCode1: the file, the label in it, the text that is signed, and whether the signature fits.",
          "integrity: valid, invalid, not_checked (no key or signature that can be read), bindings_only (it fits the bindings and says nothing of the label).",
          "digest: standard is e = SM3(Z || M), hashed_twice is e = SM3(Z || SM3(M)). A valid signature says that the label is whole, not whose it is: the key came with it."]
NOTES = {
    "Normal": ("BASIC", "A signature as GB/T 32918 has it.", "Refusing it refuses right labels."),
    "HashedTwice": ("LEGACY", "The message is hashed before SM2 hashes it with Z. Real files have it.", "A verifier by the book alone calls them forged."),
    "Published": ("LEGACY", "Key, label and signature stood in published files.", "Facts that a reader has to meet."),
    "ChangedLabel": ("SIGNATURE_MALLEABILITY", "A value that the signature covers was changed.", "A forged label."),
    "NotCovered": ("WEAK_PARAMS", "Propagator, PropagateID and reserved codes are outside of the signature.", "They may change under a valid signature; a verifier that fails here breaks propagation."),
    "WrongKey": ("WRONG_PRIMITIVE", "The key is another one.", "A signature of anybody would pass."),
    "Algorithm": ("WRONG_PRIMITIVE", "Other algorithms than SM2.", "Real files carry them."),
    "Form": ("LEGACY", "Departures from the form of the guide that are read all the same.", "Readers that stop here lose real signatures."),
    "Missing": ("MISSING_STEP", "No key, or no signature, that can be read.", "Not checked is neither valid nor invalid."),
    "Encoding": ("BER_ENCODING", "The signature is no DER, or r and s are out of their range.", "Malformed signatures must not pass."),
    "Bindings": ("WRONG_PRIMITIVE", "The signature covers the list Bindings alone.", "Anybody can move it to another label."),
}
KEY_B = "3059301306072A8648CE3D020106082A811CCF5501822D03420004D13B398F8394FA24AD3C566B45BEE838CE7A251F5D0F2E43A701FB87A5AB8E31986AA0802E83AFF3BA66FBA281D695B715D630FBC40E589F923CAC75C3EE0E0D"
ONCE_B = "304502205F1C9D02C5E0879C30294A29F67ACC84EEE5F100D2D77EF61C0D678F3D3D6C66022100A6FCAE100C81A48CA2CB5FDED02FB5B246EE0B862E4F68DF589A6A4C41500996"
TWICE_B = "304502206681BD94AC6A065EAD56FB271ECDA408081FF0B25F1AD595D517BBBF669ACCE9022100F67212AB5635EB9993A406C080944B87377E0AD8027226D1DC2584567DEBDA50"
KEY_A = "3059301306072A8648CE3D020106082A811CCF5501822D034200045728F08C58D9C72150A705693EF7337859F8FF216E802630041AFAE5C036F0A67CB1FDF8C57F5F8B623284AE09E4E545464B7140B26BBDA51BAE965F854C57AA"
PRODUCER_A = "001191310104MACE0YX63918020"
FACTS_A = {
    "142569260085903360": "3046022100AE6B84B3342128AE301A597596FCD9EECF3EA0FC2DB6C250BAF234E167298E9002210097223ABB647B786A90D0A1B93CB9382EA879563B2C7F025FA006BE16AE926C14",
    "147392816552226816": "3045022100E816A5872275AE5414E7E0FD3D9B2C30F7B7FD68609D6486A38DF7CFAA1417B902201A510FBBE50819BAFF1FCC7B8527FF23CD40447D41A6776E6BCF1F773AE0DBBC",
}
P256_SECRET = int.from_bytes(curves.sm3(b"vectors, P-256 key 1"), "big") % curves.P256.n  # published here: protects nothing
P256_KEY = curves.P256.times(P256_SECRET, curves.P256.g)
OTHER_KEY = curves.spki(curves.OID_SM2, curves.SM2.times(int.from_bytes(curves.sm3(b"vectors, SM2 key 2"), "big") % curves.SM2.n, curves.SM2.g)).hex().upper()


def message_of(v):
    """Appendix A.1: three members, no braces, no spaces."""
    return ",".join('"%s":%s' % (key, json.dumps(v[key])) for key in ("Label", "ContentProducer", "ProduceID"))


def security_data(signature, key, oid=SM2_OID, type_="LabelMataData", outer="SecurityData", bindings=None):
    entries = [{"Type": "DS", "AlgID": oid, "TBSData": {"Type": type_}, "Signature": signature}] if signature is not None else []
    entries += [{"Type": "PubKey", "AlgID": oid, "KeyValue": key}] if key is not None else []
    inside = {"Type": "TC260PG", "Version": 1, **({"Bindings": bindings} if bindings else {}), "PubSD": entries}
    return json.dumps({outer: inside} if outer else inside, separators=(",", ":"))


def fits(oid, key_hex, message, signature_hex):
    """The digest under which the signature fits the message, or none."""
    if oid == P256_OID:
        return "standard" if curves.ecdsa_verify(curves.point_of_spki(bytes.fromhex(key_hex)), message, *curves.signature_of_der(bytes.fromhex(signature_hex))) else None
    key = curves.point_of_spki(bytes.fromhex(key_hex))
    pair = curves.signature_of_der(bytes.fromhex(signature_hex))
    return next((word for word, twice in (("standard", False), ("hashed_twice", True)) if curves.sm2_verify(key, curves.sm2_e(key, message, twice), *pair)), None)


class Tests:
    def __init__(self):
        self.out = []

    def add(self, comment, flags, v, signature, key, integrity, digest=None, codes=(), **form):
        """The expected result is said here and, where key and signature can be read, computed too: the two have to agree."""
        oid = form.get("oid", SM2_OID)
        if integrity in ("valid", "invalid") and "Encoding" not in flags:
            computed = fits(oid, key, message_of(v).encode(), signature)
            if (computed is not None) != (integrity == "valid") or computed != digest:
                sys.exit("%s: said %s %s, computed %s" % (comment, integrity, digest, computed))
        label = {**v, "ReservedCode1": security_data(signature, key, **form)}
        word = {"valid": "VALID", "invalid": "INVALID", "not_checked": "UNCHECKED", "bindings_only": "BINDINGS"}[integrity]
        file = carriers.png(carriers.itxt(carriers.XMP_KEYWORD, carriers.xmp(bare(label))))
        self.out.append({"tcId": len(self.out) + 1, "comment": comment, "flags": flags, "format": "png", "file": base64.b64encode(file).decode(), "label": label,
                         "message": message_of(v), "algorithm": oid, "result": "valid" if integrity == "valid" else "invalid", "integrity": integrity,
                         **({"digest": digest} if digest else {}), "codes": sorted({"GB-SIGNATURE-" + word, *codes})})


def add_sm2(t):
    v = values()
    t.add("by GB/T 32918", ["Normal"], v, ONCE_B, KEY_B, "valid", "standard")
    t.add("hashed twice", ["HashedTwice"], v, TWICE_B, KEY_B, "valid", "hashed_twice")
    for number, signature in FACTS_A.items():
        found = {**v, "ContentProducer": PRODUCER_A, "ContentPropagator": PRODUCER_A, "ProduceID": number, "PropagateID": number}
        t.add("a published label, number %s" % number, ["Published", "HashedTwice"], found, signature, KEY_A, "valid", "hashed_twice")
    for key, other in (("Label", "2"), ("ContentProducer", "001191000000000000000K10001"), ("ProduceID", "a2")):
        changed = {**v, key: other, **({"ContentPropagator": other} if key == "ContentProducer" else {"PropagateID": other} if key == "ProduceID" else {})}
        t.add(key + " changed", ["ChangedLabel"], changed, ONCE_B, KEY_B, "invalid")
        t.add(key + " changed, hashed twice", ["ChangedLabel", "HashedTwice"], changed, TWICE_B, KEY_B, "invalid")
    later = {**v, "ContentPropagator": "001191000000000000001N20000", "PropagateID": "p-1"}
    t.add("propagator changed", ["NotCovered"], later, ONCE_B, KEY_B, "valid", "standard", ["GB-PROPAGATOR-DIFFERS"])
    t.add("another key", ["WrongKey"], v, ONCE_B, OTHER_KEY, "invalid")
    t.add("another's signature", ["WrongKey"], v, FACTS_A["142569260085903360"], KEY_B, "invalid")


def add_ecdsa(t):
    v = values()
    key = curves.spki(curves.OID_P256, P256_KEY).hex().upper()
    signature = curves.der_signature(*curves.ecdsa_sign(P256_SECRET, message_of(v).encode())).hex().upper()
    t.add("ECDSA on P-256", ["Algorithm"], v, signature, key, "valid", "standard", oid=P256_OID)
    t.add("ECDSA on P-256, Label changed", ["Algorithm", "ChangedLabel"], {**v, "Label": "2"}, signature, key, "invalid", oid=P256_OID)


def add_forms(t):
    v = values()
    t.add("hexadecimal in lower case", ["Form"], v, ONCE_B.lower(), KEY_B.lower(), "valid", "standard")
    t.add("TBSData of another type", ["Form"], v, ONCE_B, KEY_B, "valid", "standard", type_="Md")
    t.add("without the outer SecurityData", ["Form"], v, ONCE_B, KEY_B, "valid", "standard", ["GB-SECURITYDATA-FORM"], outer="")
    t.add("no key", ["Missing"], v, ONCE_B, None, "not_checked")
    r, s = curves.signature_of_der(bytes.fromhex(ONCE_B))
    for comment, r_, s_ in (("r is 0", 0, s), ("s is 0", r, 0), ("r + n in the place of r", r + curves.SM2.n, s), ("r and s exchanged", s, r)):
        t.add(comment, ["Encoding"], v, curves.der_signature(r_, s_).hex().upper(), KEY_B, "invalid")
    t.add("a byte behind the DER", ["Encoding"], v, ONCE_B + "00", KEY_B, "invalid")
    t.add("an empty signature", ["Encoding", "Missing"], v, "", KEY_B, "not_checked")


def add_bindings(t):
    v, bindings = values(), [{"BType": "Hash", "Value": "00"}]
    secret_message = json.dumps(bindings, separators=(",", ":")).encode()
    key = curves.spki(curves.OID_P256, P256_KEY).hex().upper()
    signature = curves.der_signature(*curves.ecdsa_sign(P256_SECRET, secret_message)).hex().upper()
    t.add("a signature over Bindings", ["Bindings"], v, signature, key, "bindings_only", oid=P256_OID, bindings=bindings)


def sm2_tests(first):
    """The primitive alone: Z, both digests, and under which the signature fits."""
    out = []
    for comment, key, message, signature in [("B, once", KEY_B, message_of(values()), ONCE_B), ("B, twice", KEY_B, message_of(values()), TWICE_B)] + [
            ("A, number " + number, KEY_A, message_of({"Label": "1", "ContentProducer": PRODUCER_A, "ProduceID": number}), signature) for number, signature in FACTS_A.items()]:
        point = curves.point_of_spki(bytes.fromhex(key))
        out.append({"tcId": first + len(out), "comment": comment, "flags": ["Normal" if fits(SM2_OID, key, message.encode(), signature) == "standard" else "HashedTwice"],
                    "key": key, "user": curves.SM2_USER.decode(), "message": message, "signature": signature, "z": curves.sm2_z(point).hex().upper(),
                    "e_standard": curves.sm2_e(point, message.encode(), False).hex().upper(), "e_hashed_twice": curves.sm2_e(point, message.encode(), True).hex().upper(),
                    "digest": fits(SM2_OID, key, message.encode(), signature), "result": "valid"})
    return out


def main():
    t = Tests()
    for add in (add_sm2, add_ecdsa, add_forms, add_bindings):
        add(t)
    groups = [{"type": "SecurityData", "source": "TC260-PG-202511A", "tests": t.out}, {"type": "Sm2", "source": "GB/T 32918.2", "tests": sm2_tests(len(t.out) + 1)}]
    return suite.run("security-data-v1.json", suite.frame("security-data-v1.schema.json", "SecurityData", HEADER, NOTES, groups))


if __name__ == "__main__":
    sys.exit(main())
