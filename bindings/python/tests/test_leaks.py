"""Memory stays where it is, whatever files come."""
import array
import gc
import math

import imprint
from support import MEDIA, PRODUCER, TestCase, painted, rss_bytes

ALLOWED_BYTES = 6 << 20


class Leaks(TestCase):
    def flat(self, call, warm, times):
        for _ in range(warm):
            call()
        gc.collect()
        before = rss_bytes()
        for _ in range(times):
            call()
        gc.collect()
        self.assertLess(rss_bytes() - before, ALLOWED_BYTES)

    def test_ten_thousand_calls(self):
        context = imprint.Context()
        labelled = context.write_aigc(painted(200, 160), label="1", content_producer=PRODUCER, produce_id="1").data

        def fails():
            try:
                context.verify(labelled[:100])
            except imprint.Error:
                return
            raise AssertionError("a cut file was verified")

        self.flat(lambda: context.read_aigc(labelled), 500, 8000)
        self.flat(fails, 100, 2000)

    def test_calls_with_pixels(self):
        context = imprint.Context()
        marked = context.mark(painted(320, 240), PRODUCER, "1").data
        self.flat(lambda: context.verify(marked, no_search=True, progress=lambda done: None, cancel=imprint.Cancel()), 20, 150)
        self.flat(lambda: context.mark(painted(320, 240), PRODUCER, "1"), 5, 30)
        self.flat(lambda: list(context.verify_batch([marked, b"bad"], no_search=True)), 5, 40)

    def test_streams_of_sound(self):
        context, sound = imprint.Context(), array.array("f", (0.2 * math.sin(at * at / 1e4) for at in range(9600)))

        def call():
            with context.audio_embedder(7, 24000) as embedder, context.audio_detector(24000) as detector:
                detector.process(embedder.process(sound) + embedder.flush())
                detector.finish()
            context.audio_embedder(7, 24000).process(sound)  # forgotten
            context.find_audible_label(context.make_audible_label(-20.0, 24000), 24000)
            try:
                context.audio_detector(24000).process(array.array("f", [math.nan]))
            except imprint.MalformedError:
                return
            raise AssertionError("what is no number was taken")

        self.flat(call, 10, 60)

    def test_contexts(self):
        self.flat(lambda: imprint.Context(keys=[bytes(32)]).close(), 50, 2000)


class BadFiles(TestCase):
    def test_every_bad_file_is_answered(self):
        folder = MEDIA / "images/bad"
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        if not files:
            self.skipTest(f"no files in {folder}")
        context = imprint.Context()
        for number in range(2):  # the second time nothing is new, and nothing grows
            before = rss_bytes()
            for file in files:
                for call in (lambda: context.verify(file), lambda: context.mark(file, PRODUCER, "1"), lambda: context.detect(file.read_bytes(), no_search=True)):
                    try:
                        call()
                    except imprint.Error as failure:
                        self.assertGreater(failure.status, 0)
                        self.assertTrue(failure.message)
            gc.collect()
            if number == 1:
                self.assertLess(rss_bytes() - before, ALLOWED_BYTES)
        print(f"real files covered: {len(files)}")
