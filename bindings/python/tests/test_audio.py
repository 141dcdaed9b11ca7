"""Sound: streams that are marked and read, files, and the audible label; without numpy but for one test."""
import array
import io
import math
import random
import struct
import wave

import imprint
from support import PRODUCER, TestCase

RATE = 24000
PAYLOAD = 0x0123456789ABCDEF
PIECES = (1, 7, 480, 4801, 333, 12000)  # frames

try:
    import numpy
except ImportError:
    numpy = None


def drawn(seconds=8, channels=1, seed=1):
    """Noise through a filter of one pole, which swells and fades: array.array of floats."""
    source, out, state = random.Random(seed), array.array("f"), 0.0
    for frame in range(seconds * RATE):
        state = 0.85 * state + 0.05 * source.gauss(0, 1)
        out.extend([state * (0.7 + 0.3 * math.sin(frame * 3 / RATE))] * channels)
    return out


def as_int16(floats):
    return array.array("h", (max(-32768, min(32767, round(32767 * one))) for one in floats))


def as_wav(floats, channels=1):
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(as_int16(floats).tobytes())
    return file.getvalue()


def pieces(sound, channels=1):
    at, number = 0, 0
    while at < len(sound):
        size = PIECES[number % len(PIECES)] * channels
        yield sound[at : at + size]
        at, number = at + size, number + 1


class Streams(TestCase):
    def setUp(self):
        self.context = imprint.Context()

    def marked(self, sound, channels, samples):
        with self.context.audio_embedder(PAYLOAD, RATE, channels, samples) as embedder:
            out = [embedder.process(piece) for piece in pieces(sound, channels)] + [embedder.flush()]
            self.assertGreater(embedder.result().depth_db, 0)
            self.assertAlmostEqual(embedder.result().marked_s, len(sound) / channels / RATE, delta=1)
        return out

    def found(self, sound, channels, samples):
        with self.context.audio_detector(RATE, channels, samples, no_search=True) as detector:
            any(detector.process(piece) for piece in pieces(sound, channels))
            return detector.finish()

    def test_a_stream_in_odd_pieces_is_marked_and_read(self):
        for channels, samples, sound in ((1, "float32", drawn()), (2, "int16", as_int16(drawn(channels=2)))):
            with self.subTest(samples):
                out = self.marked(sound, channels, samples)
                self.assertEqual({type(one) for one in out}, {array.array})
                whole = array.array(sound.typecode)
                for one in out:
                    whole.extend(one)
                self.assertEqual(len(whole), len(sound))
                self.assertNotEqual(whole, sound)
                found = self.found(whole, channels, samples)
                self.assertEqual((bool(found), found.payload, found.key_id), (True, PAYLOAD, "open"))
                self.assertAlmostEqual(found.time_scale, 1, delta=0.01)
                self.assertLess(abs(found.pitch_shift_semitones), 0.2)
                self.assertGreater(found.end_s, found.start_s)
                self.assertFalse(self.found(sound, channels, samples))

    def test_bytes_and_other_buffers_give_the_same(self):
        sound = as_int16(drawn(1))
        with self.context.audio_embedder(PAYLOAD, RATE, samples=imprint.SampleFormat.INT16) as embedder:
            expected = embedder.process(sound) + embedder.flush()
        for given in (sound.tobytes(), bytearray(sound.tobytes()), memoryview(sound), memoryview(sound.tobytes())):
            with self.context.audio_embedder(PAYLOAD, RATE, samples="int16") as embedder:
                self.assertEqual(embedder.process(given) + embedder.flush(), expected.tobytes())
        packed = b"".join(struct.pack("<i", one << 8)[:3] for one in sound)
        with self.context.audio_embedder(PAYLOAD, RATE, samples="int24") as embedder:
            made = embedder.process(packed) + embedder.flush()
        self.assertEqual(len(made), len(packed))
        back = [struct.unpack("<i", b"\0" + made[at : at + 3])[0] / 65536 for at in range(0, len(made), 3)]
        self.assertLess(max(abs(one - other) for one, other in zip(back, expected)), 1)

    def test_arrays_of_numpy(self):
        if numpy is None:
            self.skipTest("numpy is not installed")
        sound = numpy.array(drawn(8, 2), numpy.float32).reshape(-1, 2)
        before = sound.copy()
        with self.context.audio_embedder(PAYLOAD, RATE, 2) as embedder:
            out = numpy.concatenate([embedder.process(sound[:1001]), embedder.process(sound[1001:]), embedder.flush()])
        self.assertEqual((out.shape, out.dtype), (sound.shape, numpy.float32))
        self.assertTrue((sound == before).all(), "the caller's samples stay")
        with self.context.audio_detector(RATE, 2) as detector:
            detector.process(out[:, ::-1])  # not in one piece
            self.assertEqual(detector.finish().payload, PAYLOAD)
        with self.context.audio_detector(RATE, 2) as detector:
            for wrong in (sound.astype(numpy.float64), sound.T, sound[None], sound.astype(">f4"), numpy.zeros(3, numpy.float32)):
                with self.assertRaises(ValueError):
                    detector.process(wrong)

    def test_errors(self):
        for rate, channels in ((7999, 1), (192001, 1), (RATE, 0), (RATE, 9)):
            with self.assertRaises(imprint.InvalidArgumentError):
                self.context.audio_embedder(PAYLOAD, rate, channels)
            with self.assertRaises(imprint.InvalidArgumentError):
                self.context.audio_detector(rate, channels)
        with self.assertRaisesRegex(ValueError, "int24"):
            self.context.audio_embedder(PAYLOAD, RATE, samples="uint8")
        with self.assertRaises(imprint.InvalidArgumentError):
            self.context.audio_embedder(PAYLOAD, RATE, min_psnr_db=40.0)
        with self.assertRaises(imprint.KeyInvalidError):
            self.context.audio_embedder(PAYLOAD, RATE, key_id="ffffffffffffffff")
        embedder, detector = self.context.audio_embedder(PAYLOAD, RATE), self.context.audio_detector(RATE)
        for stream in (embedder, detector):
            for value in (math.nan, math.inf, 1e6):
                with self.assertRaises(imprint.MalformedError):
                    stream.process(array.array("f", [0.5, value]))
            with self.assertRaises(ValueError):
                stream.process(array.array("h", [1]))
            with self.assertRaises(ValueError):
                stream.process(b"123")
            with self.assertRaises(TypeError):
                stream.process([0.5])
        self.assertEqual(len(embedder.process(array.array("f", [0.5] * 10)) + embedder.flush()), 10)  # of what was refused nothing was taken
        self.assertFalse(detector.finish())
        for stream in (embedder, detector):
            with self.assertRaisesRegex(imprint.InvalidArgumentError, "ended"):
                stream.process(array.array("f", [0.5]))
            stream.close()
            stream.close()
            with self.assertRaisesRegex(ValueError, "closed"):
                stream.result()

    def test_a_stream_outlives_its_context_and_has_its_keys(self):
        with imprint.Context() as context:
            key_id = context.add_key(imprint.generate_key())
            embedder, detector = context.audio_embedder(PAYLOAD, RATE, key_id=key_id), context.audio_detector(RATE, no_search=True)
        marked = embedder.process(drawn()) + embedder.flush()
        detector.process(marked)
        self.assertEqual(detector.finish().key_id, key_id)
        self.assertFalse(self.found(marked, 1, "float32"))


class Files(TestCase):
    def test_a_voice_says_the_label_at_several_places(self):
        sound, clip = as_wav(drawn()), as_wav(drawn(2, seed=3))
        marked = imprint.mark(sound, PRODUCER, "1", audible_clip=clip, audible_at_s=[0, 3.5])
        visible = marked.report.data["visible"]
        self.assertEqual((visible["voice"]["supplied_by"], len(visible["spans_s"])), ("caller", 2))
        alone = imprint.mark(sound, PRODUCER, "1", audible_clip=clip, audible_clip_alone=True)
        self.assertEqual(alone.report.data["visible"]["text"], "a voice supplied by the caller")
        with self.assertRaises(imprint.InvalidArgumentError):
            imprint.mark(sound, PRODUCER, "1", audible_at_s=[3, 1])

    def test_the_label_alone_on_sound(self):
        drawn_file, placed = imprint.Context().draw_label(as_wav(drawn()), audible_place=imprint.AudiblePlace.END)
        self.assertGreater(placed.start_s, 7)
        found = imprint.Context().find_label(drawn_file)
        self.assertTrue(found and found.sound)
        self.assertEqual((found.audible_place, found.legibility), (imprint.AudiblePlace.END, imprint.Legibility.LEGIBLE))

    def test_a_wav_is_marked_and_verified(self):
        sound = as_wav(drawn())
        marked = imprint.mark(sound, PRODUCER, "1", audible_place=imprint.AudiblePlace.END)
        report = imprint.verify(marked.data)
        self.assertEqual((report.state, report.mark_id), (imprint.State.GENERATED, imprint.mark_id(PRODUCER, "1")))
        self.assertEqual((report.data["medium"], report.data["visible"]["place"]), ("audio", "end"))
        start, end = report.data["visible"]["span_s"]
        self.assertGreater(start, 7)
        self.assertAlmostEqual(end - start, 0.88, delta=0.1)
        self.assertAlmostEqual(report.marks[0].time_scale, 1, delta=0.01)
        self.assertEqual(report.marks[0].width_px, 0)
        data, result = imprint.embed(sound, PAYLOAD)
        self.assertGreater(result.depth_db, 0)
        self.assertEqual((result.psnr_db, imprint.detect(data).payload), (0, PAYLOAD))


class AudibleLabels(TestCase):
    def test_it_is_made_and_found(self):
        context = imprint.Context()
        for samples in ("float32", "int16", "int32"):
            with self.subTest(samples):
                label = context.make_audible_label(-20.0, RATE, 2, samples)
                self.assertAlmostEqual(len(label) / 2 / RATE, 0.88, delta=0.02)
                silence = array.array(label.typecode, bytes(label.itemsize * 2 * RATE))
                found = context.find_audible_label(silence + label + silence, RATE, 2)
                self.assertTrue(found)
                self.assertAlmostEqual(found.start_s, 1, delta=0.05)
                self.assertFalse(found.wrong_timing)
                self.assertGreater(found.tone_hz, 0)
                self.assertFalse(context.find_audible_label(silence, RATE, 2))
        packed = context.make_audible_label(-20.0, RATE, 1, "int24")
        self.assertTrue(context.find_audible_label(bytes(3 * RATE) + packed + bytes(3 * RATE), RATE, samples="int24"))
        with self.assertRaisesRegex(ValueError, "say it"):
            context.find_audible_label(packed, RATE)
        with self.assertRaises(imprint.InvalidArgumentError):
            context.make_audible_label(-20.0, 100)
        with self.assertRaises(imprint.MalformedError):
            context.find_audible_label(array.array("f", [math.nan]), RATE)
