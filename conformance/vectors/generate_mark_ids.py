#!/usr/bin/env python3
"""Prints mark-id-v1.json, or with --check says whether the file is what it would print: mark_ids of both versions and provider codes, by the words of spec/mark-id.md and spec/aigc-label.md 4 alone.

It shares no code with the SDK. Every binding replays the file, so that text, numbers and statuses cross each border as they should.
"""
import hashlib
import hmac
import json
import pathlib
import sys

KEY = bytes(range(1, 33))  # published here: protects nothing

CONTENTS = [
    ("ExampleStudio", "1", "plain ASCII"),
    ("00119100000000000000001XYZ0", "2026-11-30-000001", "the shape of a provider code"),
    ("示例工作室", "图像-甲-001", "three bytes a character"),
    ("Пример", "🎨🖼", "two and four bytes a character"),
    ("", "1", "an empty producer"),
    ("ExampleStudio", "", "an empty ProduceID"),
    ("a", "b" * 1024, "long"),
]

USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z


def uscc(seventeen):
    weights = [pow(3, i, 31) for i in range(17)]
    total = sum(weight * USCC_DIGITS.index(one) for weight, one in zip(weights, seventeen))
    return seventeen + USCC_DIGITS[(31 - total % 31) % 31]


def mark_id(producer, produce_id):
    data = b"imprint-mark-id-v1\0" + producer.encode() + b"\0" + produce_id.encode()
    return hashlib.sha256(data).digest()[:8].hex()


def keyed_mark_id(producer, produce_id):
    data = b"imprint-mark-id-v2\0" + producer.encode() + b"\0" + produce_id.encode()
    return hmac.new(KEY, data, hashlib.sha256).digest()[:8].hex()


def provider_code(code, service, comment, status="IMPRINT_OK"):
    out = {"uscc": code, "service": service, "comment": comment, "status": status}
    if status == "IMPRINT_OK":
        out["code"] = "0011" + code + (service or "00000")
    return out


def main():
    good = uscc("91000000000000000")
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    made = json.dumps({
        "$schema": "../schema/mark-id-v1.schema.json",
        "spec": "spec/mark-id.md",
        "key": KEY.hex(),
        "mark_ids": [{"producer": producer, "produce_id": produce_id, "mark_id": mark_id(producer, produce_id), "keyed": keyed_mark_id(producer, produce_id),
                      "comment": comment} for producer, produce_id, comment in CONTENTS],
        "provider_codes": [
            provider_code(good, "10000", "an organisation that generates"),
            provider_code(good, None, "without a service"),
            provider_code(wrong, "10000", "the last character does not check the others", "IMPRINT_ERR_PROVIDER_CODE"),
            provider_code(good, "1000", "a service of four characters", "IMPRINT_ERR_PROVIDER_CODE"),
        ],
    }, indent=1, ensure_ascii=False) + "\n"
    if sys.argv[1:] != ["--check"]:
        print(made, end="")
        return 0
    same = pathlib.Path(__file__).with_name("mark-id-v1.json").read_text(encoding="utf-8") == made
    print("mark-id-v1.json is", "as computed" if same else "not what this program computes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
