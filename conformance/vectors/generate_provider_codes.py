#!/usr/bin/env python3
"""Makes provider-code-v1.json (--write), or says whether it is what this program makes (--check): provider codes of TC260-PG-20252A, read and made, by spec/aigc-label.md 4 and GB 32100 alone."""
import sys

import suite

DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z
HEADER = ["Provider codes: 27 characters, what they say, and codes made from a unified social credit code and a service.",
          "valid: a well-formed code. For group Make, valid: the code is made; invalid: it is refused.", "All organisations and persons here are invented."]
NOTES = {
    "Normal": ("BASIC", "A well-formed code of an organisation.", "Refusing it refuses right labels."),
    "CheckCharacter": ("VALUE", "The last of the 18 characters checks the first 17 (GB 32100; of an identity card GB 11643).", "A code with a slip of the pen names nobody, or somebody else."),
    "Length": ("VALUE", "27 characters.", "Fields are cut at fixed widths; another length shifts them."),
    "Alphabet": ("VALUE", "0-9 and A-Z; the credit code without I, O, S, V, Z.", "Lower case and look-alikes break comparison."),
    "Head": ("VALUE", "Code format 00, subject type 1 or 2, kind of identifier.", "Another head has no meaning."),
    "Service": ("VALUE", "00000 is unused; else the first character is 1 (generation) or 2 (propagation).", "A code of the wrong role stands in the wrong field."),
    "PersonalData": ("CONFIDENTIALITY", "The code of an individual holds an identity number in clear.", "Whoever gets the file can read it."),
    "Unconfirmed": ("BASIC", "Kinds of identifier whose digits and padding are unconfirmed.", "Only the shape can be checked."),
}


def uscc(first17):
    total = sum(pow(3, i, 31) * DIGITS.index(c) for i, c in enumerate(first17))
    return first17 + DIGITS[(31 - total % 31) % 31]


def identity_card(first17):
    total = sum(pow(2, 17 - i, 11) * int(c) for i, c in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


def other(character, alphabet=DIGITS):
    return alphabet[(alphabet.index(character) + 1) % len(alphabet)]


def parts(code):
    role = {"1": "generation", "2": "propagation"}.get(code[22], "none") if code[22:] != "00000" else "none"
    return {"format": code[:2], "subject": {"1": "organisation", "2": "individual"}[code[2]], "kind": code[3], "identifier": code[4:22], "service": code[22:], "role": role}


def read_tests():
    out = []

    def add(comment, flags, code, valid=True):
        test = {"tcId": len(out) + 1, "comment": comment, "flags": flags, "code": code, "result": "valid" if valid else "invalid"}
        out.append({**test, "parts": parts(code)} if valid else test)
    credit = uscc("91000000000000000")
    for comment, service in (("service unused", "00000"), ("generation", "10000"), ("propagation", "20000"), ("generation, own digits", "10001"),
                             ("generation, own letters", "1YO01"), ("propagation, own letters", "2ZZZZ")):
        add(comment, ["Normal", "Service"], "0011" + credit + service)
    for first in ("91110000000000000", "92330000MA0000000", "12100000400000000", "53100000500000000", "9111000078000000X", "911100007800000KX"):
        add("credit code %s" % uscc(first), ["Normal", "CheckCharacter"], "0011" + uscc(first) + "10000")
    every = sorted({uscc("9100000000000%04d" % i)[-1]: "9100000000000%04d" % i for i in range(999, -1, -1)}.items())
    for check, first in every:
        add("check character %s" % check, ["CheckCharacter"], "0011" + first + check + "10000")
        add("the one after %s" % check, ["CheckCharacter"], "0011" + first + other(check) + "10000", False)
    add("two neighbours exchanged", ["CheckCharacter"], "0011" + "91000000000000210" + uscc("91000000000000120")[17] + "10000", False)
    good = "0011" + credit + "10000"
    for comment, code in (("26 characters", good[:-1]), ("28 characters", good + "0"), ("24 characters", good[:-3])):
        add(comment, ["Length"], code, False)
    add("lower case", ["Alphabet"], good.lower(), False)
    for letter in "IOSVZ":
        add("%s in the credit code" % letter, ["Alphabet"], "0011" + credit[:8] + letter + credit[9:] + "10000", False)
    for comment, head in (("format 01", "0111"), ("format 10", "1011"), ("subject type 0", "0001"), ("subject type 3", "0031"), ("an organisation with kind 2", "0012")):
        add(comment, ["Head"], head + credit + "10000", False)
    for service in ("30000", "A0000", "00001", "0YO01"):
        add("a code with service %s" % service, ["Service"], "0011" + credit + service, False)
    for first in ("00000019900101001", "00000019900101002", "00000020000229000"):
        card = identity_card(first)
        add("an individual, check character %s" % card[-1], ["PersonalData"], "0021" + card + "10000")
        add("an individual, wrong check character", ["PersonalData", "CheckCharacter"], "0021" + card[:-1] + other(card[-1], "0123456789X") + "10000", False)
    add("an individual with a letter in the number", ["PersonalData", "Alphabet"], "0021" + "0000001990010100A8" + "10000", False)
    add("an individual of another kind", ["Unconfirmed", "PersonalData"], "0022" + "013800000000000000" + "10000")
    return out


def make_tests(first):
    out = []

    def add(comment, flags, credit, service, made=True):
        test = {"tcId": first + len(out), "comment": comment, "flags": flags, "uscc": credit, "service": service, "result": "valid" if made else "invalid"}
        out.append({**test, "code": "0011" + credit + service} if made else test)
    good = uscc("91000000000000000")
    for service in ("00000", "10000", "20000", "1YO01"):
        add("made with service %s" % service, ["Normal", "Service"], good, service)
    add("wrong check character", ["CheckCharacter"], good[:-1] + "0", "10000", False)
    add("17 characters", ["Length"], good[:-1], "10000", False)
    add("19 characters", ["Length"], good + "0", "10000", False)
    add("lower case", ["Alphabet"], good.lower(), "10000", False)
    add("an O for a zero", ["Alphabet"], "9" + "1O" + good[3:], "10000", False)
    for service in ("1000", "100000", "30000", "A0000", "00001", "1000a", "1-000"):
        add("service %s" % service, ["Service"], good, service, False)
    return out


def main():
    read = read_tests()
    groups = [{"type": "ProviderCode", "source": "TC260-PG-20252A", "tests": read}, {"type": "Make", "source": "TC260-PG-20252A", "tests": make_tests(len(read) + 1)}]
    return suite.run("provider-code-v1.json", suite.frame("provider-code-v1.schema.json", "provider code", HEADER, NOTES, groups))


if __name__ == "__main__":
    sys.exit(main())
