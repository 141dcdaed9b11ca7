"""Every family of calls, on bytes, paths and files."""
import io
import json
import pickle

import imprint
from support import PRODUCER, TestCase, demo_keys, painted


class Marking(TestCase):
    def test_bytes_paths_and_files_give_the_same(self):
        folder = self.folder()
        (folder / "in.png").write_bytes(painted())
        marked = imprint.mark(painted(), PRODUCER, "1")
        self.assertEqual(marked.report.state, imprint.State.GENERATED)
        self.assertEqual(marked.report.mark_id, imprint.mark_id(PRODUCER, "1"))
        on_path = imprint.mark(folder / "in.png", PRODUCER, "1", out=folder / "out.png")
        self.assertIsNone(on_path.data)
        self.assertEqual((folder / "out.png").read_bytes(), marked.data)
        stream = io.BytesIO()
        with open(folder / "in.png", "rb") as file:
            imprint.mark(file, PRODUCER, "1", out=stream)
        self.assertEqual(stream.getvalue(), marked.data)
        self.assertEqual(imprint.mark(memoryview(painted()), PRODUCER, "1").data, marked.data)
        self.assertEqual(imprint.mark(str(folder / "in.png"), PRODUCER, "1").data, marked.data)
        marked.save(folder / "saved.png")
        self.assertEqual((folder / "saved.png").read_bytes(), marked.data)

    def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(self):
        folder = self.folder()
        (folder / "in.png").write_bytes(painted())
        (folder / "old.png").write_bytes(b"old")
        for caught in (imprint.FileExistsError, FileExistsError, imprint.Error):
            with self.assertRaises(caught):
                imprint.mark(folder / "in.png", PRODUCER, "1", out=folder / "old.png")
        with self.assertRaises(FileExistsError):
            imprint.mark(painted(), PRODUCER, "1", out=folder / "old.png")
        self.assertEqual((folder / "old.png").read_bytes(), b"old")
        imprint.mark(folder / "in.png", PRODUCER, "1", out=folder / "old.png", replace=True)
        self.assertEqual(imprint.verify(folder / "old.png").state, imprint.State.GENERATED)
        with self.assertRaises(FileNotFoundError):
            imprint.verify(folder / "none.png")

    def test_options_by_keyword_and_by_class(self):
        options = imprint.MarkOptions(no_visible=True, waiver="a customer asked, contract 7")
        first = imprint.mark(painted(), PRODUCER, "1", options=options)
        second = imprint.mark(painted(), PRODUCER, "1", no_visible=True, waiver="a customer asked, contract 7")
        self.assertEqual(first.data, second.data)
        self.assertEqual(first.report.layers[imprint.Layer.VISIBLE], imprint.LayerState.ABSENT)
        self.assertEqual(imprint.mark(painted(), PRODUCER, "1", format="jpeg").data[:2], b"\xff\xd8")
        with self.assertRaisesRegex(TypeError, "MarkOptions has no visible; it has .*no_visible"):
            imprint.mark(painted(), PRODUCER, "1", visible=False)
        with self.assertRaises(ValueError):  # an enumerator that there is not
            imprint.mark(painted(), PRODUCER, "1", corner=77)
        with self.assertRaises(TypeError):
            imprint.mark(painted(), PRODUCER, "1", options=imprint.VerifyOptions())

    def test_finish_leaves_the_pixels(self):
        context = imprint.Context()
        drawn, _ = context.draw_label(painted())
        marked, quality = context.embed(drawn, imprint.mark_id(PRODUCER, "1"))
        self.assertGreater(quality.psnr_db, 38)
        finished = context.finish(marked, PRODUCER, "1")
        self.assertEqual(finished.report.agreement, imprint.Agreement.AGREE)
        with self.assertRaises(imprint.ReadBackFailedError):
            context.finish(painted(), PRODUCER, "1")


class Verifying(TestCase):
    def test_states_and_reports(self):
        self.assertEqual(imprint.verify(painted()).state, imprint.State.NONE_FOUND)
        self.assertEqual(imprint.verify(painted(), declared=True).state, imprint.State.POSSIBLE)
        seen = imprint.verify(painted(), explicit_label="由豆包AI生成")
        self.assertEqual((seen.state, seen.data["visible"]["explicit_by_caller"]), (imprint.State.SUSPECTED, "由豆包AI生成"))
        with self.assertRaises(imprint.InvalidArgumentError):
            imprint.verify(painted(), explicit_label="AI\n生成")
        self.assertEqual(imprint.propagate(painted(), "Platform", "p-1", explicit_label="AI").report.state, imprint.State.SUSPECTED)
        report = imprint.verify(imprint.mark(painted(), PRODUCER, "1").data)
        self.assertEqual(report.data["verdict"]["state"], "generated")
        self.assertEqual(json.loads(report.json), report.to_dict())
        self.assertEqual(report.marks[0].payload_hex, report.mark_id_hex)
        self.assertEqual(report.marks[0].to_dict()["key_id"], "open")
        self.assertEqual(report.layers[imprint.Layer.MANIFEST], imprint.LayerState.ABSENT)
        self.assertEqual(report.pairs[imprint.Pair.AIGC_WATERMARK], imprint.Agreement.AGREE)

    def test_propagating(self):
        marked = imprint.mark(painted(), PRODUCER, "1").data
        given = imprint.propagate(marked, "Platform", "p-1")
        self.assertIn(b"Platform", given.data)
        self.assertEqual(imprint.propagate(given.data, "Platform", "p-1").data, given.data)
        nothing = imprint.propagate(painted(), "Platform", "p-1")
        self.assertIsNone(nothing.data)
        self.assertEqual(nothing.report.state, imprint.State.NONE_FOUND)
        with self.assertRaises(ValueError):
            nothing.save("nowhere")
        context = imprint.Context()
        stripped, _ = context.embed(painted(), imprint.mark_id(PRODUCER, "1"))
        carried = context.transplant(marked, stripped)
        self.assertEqual(carried.report.agreement, imprint.Agreement.AGREE)
        with self.assertRaises(imprint.OtherPictureError):
            context.transplant(marked, painted())
        self.assertEqual(context.transplant(marked, painted(), vouched=True).report.data["basis"], "caller")


class Layers(TestCase):
    def test_watermarks_of_files(self):
        key = imprint.generate_key()
        with imprint.Context() as context, imprint.Context() as other:
            key_id = context.add_key(key)
            marked, result = context.embed(painted(), 0x0123456789ABCDEF, key_id=key_id)
            self.assertEqual(result.robustness, imprint.Robustness.HIGH)
            found = context.detect(marked)
            self.assertTrue(found)
            self.assertEqual((found.payload_hex, found.key_id), ("0123456789abcdef", key_id))
            self.assertFalse(other.detect(marked, no_search=True))
            self.assertEqual([one.payload for one in context.detect_all(marked)], [0x0123456789ABCDEF])
            self.assertEqual(other.detect_all(marked, no_search=True), [])
            self.assertEqual(imprint.decode(imprint.encode(painted(), 7)[0]).payload, 7)
            with self.assertRaises(imprint.KeyInvalidError):
                other.embed(painted(), 1, key_id=key_id)
        with self.assertRaisesRegex(ValueError, "closed"):
            context.verify(painted())
        with self.assertRaises(ValueError):
            imprint.Context(keys=[b"short"])

    def test_the_visible_label(self):
        context = imprint.Context()
        drawn, place = context.draw_label(painted(), corner=imprint.Corner.UPPER_LEFT, text="AI生成")
        self.assertLess(place.x_px, 320)
        found = context.find_label(drawn)
        self.assertTrue(found)
        self.assertEqual((found.text, found.legibility), ("AI生成", imprint.Legibility.LEGIBLE))
        self.assertFalse(context.find_label(painted()))
        with self.assertRaises(imprint.LabelTextError):
            context.draw_label(painted(), text="holiday")

    def test_the_aigc_label(self):
        context = imprint.Context()
        written = context.write_aigc(painted(), label="1", content_producer=PRODUCER, produce_id="1")
        self.assertEqual(context.read_aigc(written.data).data["aigc"]["labels"][0]["label"]["ContentProducer"], PRODUCER)
        lint = context.lint(written.data)
        self.assertEqual(lint.lint_status, imprint.LintStatus.DEVIATING)
        self.assertGreater(lint.findings[imprint.Severity.WARNING], 0)
        self.assertEqual(context.lint(painted()).lint_status, imprint.LintStatus.ABSENT)
        self.assertNotEqual(context.compare(written.data, painted()).lint_status, imprint.LintStatus.CONFORMING)
        with self.assertRaises(imprint.ProviderCodeError):
            context.write_aigc(painted(), label="1", content_producer=PRODUCER, produce_id="1", strict=True)

    def test_manifests_and_trust(self):
        demo = demo_keys()
        signer = imprint.Signer((demo / "chain.pem").read_text(), private_key=(demo / "leaf.key").read_text())
        context, trusting = imprint.Context(), imprint.Context()
        trusting.set_ffmpeg("/usr/bin/ffmpeg")
        with self.assertRaises(imprint.InvalidArgumentError):
            trusting.set_ffmpeg("")
        trusting.add_manifest_trust((demo / "root.pem").read_text())
        marked = context.mark(painted(), PRODUCER, "1", signer=signer, manifest=imprint.ManifestOptions(title="a picture"))
        self.assertEqual(context.verify(marked.data).manifest_state, imprint.ManifestState.VALID)
        self.assertEqual(trusting.verify(marked.data).manifest_state, imprint.ManifestState.TRUSTED)
        store = context.read_manifest(marked.data)
        self.assertGreater(len(store), 1000)
        self.assertIsNone(context.read_manifest(painted()))
        report = trusting.verify_manifest(marked.data)
        self.assertIn("claim", report.crjson)
        side = context.sign_manifest(painted(), signer, sidecar=True, mark_id=5)
        self.assertEqual(trusting.verify_manifest(painted(), side).manifest_state, imprint.ManifestState.TRUSTED)
        with self.assertRaises(imprint.CertificateError):
            context.add_manifest_trust("nothing")
        with self.assertRaises(KeyError):
            context.add_manifest_trust("", use="everything")

    def test_keyed_mark_ids(self):
        context = imprint.Context()
        key_id = context.add_mark_id_key(bytes(range(32)))
        marked = context.mark(painted(), PRODUCER, "1", mark_id_key_id=key_id)
        self.assertEqual(marked.report.mark_id, context.mark_id_keyed(key_id, PRODUCER, "1"))
        self.assertEqual(imprint.verify(marked.data).agreement, imprint.Agreement.NOT_COMPARABLE)

    def test_the_log(self):
        path = self.folder() / "copies.log"
        head = imprint.log.append(path, b"a file", PRODUCER, "1", "a customer asked", time_s=1_700_000_000)
        summary = imprint.log.verify(path)
        self.assertEqual((summary.records, summary.head), (1, head))
        self.assertEqual(imprint.log.export(path)["records"][0]["produce_id"], "1")
        removed, left = imprint.log.purge(path, before_s=1_700_000_001)
        self.assertEqual((removed, left.records), (1, 0))
        imprint.log.append(path, b"a file", PRODUCER, "2", "again")
        text = path.read_text()
        path.write_text(text.replace("again", "never"))
        with self.assertRaises(imprint.LogBrokenError):
            imprint.log.verify(path)


class Errors(TestCase):
    def test_what_they_say(self):
        with self.assertRaises(imprint.UnsupportedFormatError) as caught:
            imprint.verify(b"no picture at all")
        failure = caught.exception
        self.assertEqual((failure.status, failure.name), (imprint.Status.UNSUPPORTED_FORMAT, "IMPRINT_ERR_UNSUPPORTED_FORMAT"))
        self.assertEqual(str(failure), failure.message)
        copy = pickle.loads(pickle.dumps(failure))
        self.assertEqual((type(copy), copy.status, copy.message), (type(failure), failure.status, failure.message))
        with self.assertRaises(imprint.LimitExceededError):
            imprint.Context(max_file_bytes=1000).verify(painted())
        for wrong in (3, None, object()):
            with self.assertRaises(TypeError):
                imprint.verify(wrong)
        with self.assertRaises(TypeError):
            imprint.verify(io.StringIO("text"))
        with self.assertRaises(imprint.InvalidArgumentError):
            imprint.mark_id("a\0b", "c")

    def test_numbers_that_this_package_does_not_know(self):
        from imprint._context import raise_for

        with self.assertRaises(imprint.Error) as caught:
            raise_for(777, "from a later library")
        self.assertEqual((caught.exception.status, caught.exception.name), (777, "unknown status"))


class Batches(TestCase):
    def test_order_and_bad_files(self):
        folder = self.folder()
        (folder / "in.png").write_bytes(painted())
        context = imprint.Context(threads=2)
        jobs = [{"source": folder / "in.png", "producer": PRODUCER, "produce_id": str(i), "out": folder / f"{i}.png"} for i in range(3)]
        jobs[1]["source"] = b"no picture"
        outcomes = list(context.mark_batch(jobs))
        self.assertIsInstance(outcomes[1].error, imprint.UnsupportedFormatError)
        self.assertEqual([outcome.error is None for outcome in outcomes], [True, False, True])
        reports = list(context.verify_batch(folder / f"{i}.png" for i in range(3)))
        self.assertEqual(reports[2].report.mark_id, imprint.mark_id(PRODUCER, "2"))
        self.assertIsInstance(reports[1].error, FileNotFoundError)
        given = list(context.propagate_batch({"source": folder / "0.png", "propagator": "Platform", "propagate_id": str(i)} for i in range(2)))
        self.assertIn(b"Platform", given[1].data)
        self.assertEqual(len(list(context.verify_batch([b"x"] * 600))), 600)
        self.assertEqual(list(context.verify_batch([])), [])
        with self.assertRaises(TypeError):
            list(context.mark_batch([{"source": b"", "outt": "x"}]))
