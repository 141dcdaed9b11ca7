"""The vectors that every implementation agrees on (conformance/vectors)."""
import base64
import hashlib
import json

import imprint
from support import ROOT, TestCase

VECTORS = ROOT / "conformance/vectors"


class Vectors(TestCase):
    def test_marked_pictures(self):
        vectors = json.loads((VECTORS / "watermark-v1.json").read_text(encoding="utf-8"))
        keyed = imprint.Context(no_open_key=True, keys=[bytes.fromhex(vectors["keys"][1]["key"])])
        contexts = {"open": imprint.Context(), "private": keyed}
        self.assertGreater(len(vectors["pictures"]), 10)
        for case in vectors["pictures"]:
            with self.subTest(case["file"] + " " + case["key"]):
                data = (VECTORS / case["file"]).read_bytes()
                self.assertEqual(hashlib.sha256(data).hexdigest(), case["sha256"])
                found = contexts[case["key"]].detect(data, no_search=not case["search"])
                self.assertEqual(found.found, case["found"])
                if found:
                    self.assertEqual(found.payload_hex, case["payload"])

    def test_mark_ids_and_provider_codes(self):
        vectors = json.loads((VECTORS / "mark-id-v1.json").read_text(encoding="utf-8"))
        context = imprint.Context()
        key_id = context.add_mark_id_key(bytes.fromhex(vectors["key"]))
        for case in vectors["mark_ids"]:
            self.assertEqual(f"{imprint.mark_id(case['producer'], case['produce_id']):016x}", case["mark_id"], case["comment"])
            self.assertEqual(f"{context.mark_id_keyed(key_id, case['producer'], case['produce_id']):016x}", case["keyed"], case["comment"])
        for case in vectors["provider_codes"]:
            if case["status"] == "IMPRINT_OK":
                self.assertEqual(imprint.provider_code(case["uscc"], case["service"]), case["code"])
                continue
            with self.assertRaises(imprint.Error) as caught:
                imprint.provider_code(case["uscc"], case["service"])
            self.assertEqual(caught.exception.name, case["status"])

    def test_labels_in_every_carrier(self):
        known = {(one["suite"], one["comment"]) for one in json.loads((VECTORS / "known-differences.json").read_text(encoding="utf-8"))}
        suite = json.loads((VECTORS / "aigc-label-v1.json").read_text(encoding="utf-8"))
        cases = [case for group in suite["testGroups"] for case in group["tests"]]
        self.assertEqual(len(cases), suite["numberOfTests"])
        context = imprint.Context()
        for case in cases:
            if ("aigc-label-v1.json", case["comment"]) in known:
                continue
            with self.subTest(tcId=case["tcId"], comment=case["comment"]):
                report = context.lint(base64.b64decode(case["file"]))
                self.assertEqual({(one["code"], one["severity"]) for one in report.data["findings"]}, {(one["code"], one["severity"]) for one in case["findings"]})
                self.assertEqual(report.data["status"], case["status"])
                self.assertEqual(sorted((one["carrier"], tuple(one["label"].items())) for one in report.data["labels"]),
                                 sorted((one["carrier"], tuple(one["values"].items())) for one in case["labels"]))
