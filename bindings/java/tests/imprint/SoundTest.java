package imprint;

import static imprint.Support.PRODUCER;
import static imprint.Support.check;
import static imprint.Support.fails;
import static imprint.Support.same;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sound: streams that are marked and read, files, and the audible label. */
final class SoundTest {
    static final int RATE_HZ = 24000;
    private static final long PAYLOAD = 0x8123456789ABCDEFL;
    private static final int[] PIECES = {1, 7, 480, 0, 4801, 333, 12000}; // frames

    private SoundTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("sound: a stream in odd pieces is marked and read", SoundTest::streams);
        tests.put("sound: a stream outlives its context and has its keys", SoundTest::outlives);
        tests.put("sound: threads share a stream", SoundTest::threads);
        tests.put("sound: what cannot be taken is an error", SoundTest::errors);
        tests.put("sound: a WAV is marked and verified", SoundTest::files);
        tests.put("sound: the audible label is made and found", SoundTest::audibleLabels);
    }

    /** Noise through a filter of one pole that swells and fades, the same in every channel. */
    static float[] drawn(int seconds, int channels) {
        final float[] out = new float[seconds * RATE_HZ * channels];
        int noise = 1;
        double state = 0;
        for (int i = 0; i < out.length; i++) {
            if (i % channels == 0) {
                noise = noise * 1664525 + 1013904223;
                state = 0.85 * state + 0.1 * (noise / 2147483648.0);
            }
            out[i] = (float) (state * (0.7 + 0.3 * Math.sin(i / channels * 3.0 / RATE_HZ)));
        }
        return out;
    }

    private static short[] shorts(float[] floats) {
        final short[] out = new short[floats.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (short) Math.round(floats[i] * 32767);
        }
        return out;
    }

    private static int[] ints(float[] floats) {
        final short[] narrow = shorts(floats);
        final int[] out = new int[floats.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = narrow[i] << 16;
        }
        return out;
    }

    private static byte[] wav(short[] samples) {
        final ByteBuffer out = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes()).putInt(36 + 2 * samples.length).put("WAVEfmt ".getBytes()).putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(RATE_HZ).putInt(2 * RATE_HZ).putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(2 * samples.length);
        for (final short sample : samples) {
            out.putShort(sample);
        }
        return out.array();
    }

    // ---- Arrays of any kind ----

    @SuppressWarnings("unchecked")
    private static <T> T part(T array, int from, int size) {
        final T out = (T) Array.newInstance(array.getClass().getComponentType(), size);
        System.arraycopy(array, from, out, 0, size);
        return out;
    }

    private static <T> T joined(List<T> parts) {
        final int size = parts.stream().mapToInt(Array::getLength).sum();
        @SuppressWarnings("unchecked")
        final T out = (T) Array.newInstance(parts.get(0).getClass().getComponentType(), size);
        int at = 0;
        for (final T one : parts) {
            System.arraycopy(one, 0, out, at, Array.getLength(one));
            at += Array.getLength(one);
        }
        return out;
    }

    private static <T> void pieces(T sound, int channels, Consumer<T> take) {
        final int length = Array.getLength(sound);
        for (int at = 0, number = 0; at < length; number++) {
            final int size = Math.min(PIECES[number % PIECES.length] * channels, length - at);
            take.accept(part(sound, at, size));
            at += size;
        }
    }

    private static <T> T marked(Context context, Samples<T> samples, T sound, int channels) {
        try (AudioEmbedder<T> embedder = context.audioEmbedder(samples, RATE_HZ, channels, PAYLOAD, null)) {
            final List<T> out = new ArrayList<>();
            pieces(sound, channels, piece -> out.add(embedder.process(piece)));
            out.add(embedder.flush());
            final double seconds = Array.getLength(sound) / (double) channels / RATE_HZ;
            check(embedder.result().depthDb() > 0 && Math.abs(embedder.result().markedS() - seconds) < 1, embedder.result());
            return joined(out);
        }
    }

    private static <T> Detection detected(Context context, Samples<T> samples, T sound, int channels) {
        try (AudioDetector<T> detector = context.audioDetector(samples, RATE_HZ, channels, new DetectOptions().noSearch(true))) {
            pieces(sound, channels, detector::process);
            return detector.finish();
        }
    }

    private static <T> void carriesAMark(Context context, Samples<T> samples, T sound, int channels) {
        final T before = part(sound, 0, Array.getLength(sound));
        final T out = marked(context, samples, sound, channels);
        same(before, sound);
        same(Array.getLength(sound), Array.getLength(out));
        final Detection found = detected(context, samples, out, channels);
        same(true, found.found());
        same(PAYLOAD, found.payload());
        same("open", found.keyId());
        check(Math.abs(found.timeScale() - 1) < 0.01 && Math.abs(found.pitchShiftSemitones()) < 0.2 && found.endS() > found.startS(), found);
        check(!detected(context, samples, sound, channels).found(), "an unmarked sound");
    }

    // ---- Tests ----

    private static void streams() {
        try (Context context = new Context()) {
            carriesAMark(context, Samples.FLOATS, drawn(8, 1), 1);
            carriesAMark(context, Samples.SHORTS, shorts(drawn(8, 2)), 2);
            carriesAMark(context, Samples.INTS, ints(drawn(8, 1)), 1);
        }
    }

    private static void outlives() {
        final Context context = new Context();
        final String keyId = context.addKey(Imprint.generateKey());
        try (AudioEmbedder<float[]> embedder = context.audioEmbedder(Samples.FLOATS, RATE_HZ, 1, 5, new EmbedOptions().keyId(keyId));
                AudioDetector<float[]> detector = context.audioDetector(Samples.FLOATS, RATE_HZ, 1, null);
                Context other = new Context()) {
            context.close();
            final float[] out = embedder.process(drawn(8, 1));
            detector.process(out);
            same(keyId, detector.finish().keyId());
            check(!detected(other, Samples.FLOATS, out, 1).found(), "a wrong key");
            fails(IllegalStateException.class, () -> context.audioDetector(Samples.FLOATS, RATE_HZ, 1, null));
        }
    }

    private static void threads() throws InterruptedException {
        try (Context context = new Context()) {
            final AudioEmbedder<float[]> embedder = context.audioEmbedder(Samples.FLOATS, RATE_HZ, 1, 5, null);
            final float[] sound = drawn(1, 1);
            final int[] given = new int[4];
            final Thread[] threads = new Thread[given.length];
            for (int i = 0; i < threads.length; i++) {
                final int number = i;
                threads[i] = new Thread(() -> given[number] = embedder.process(sound).length);
                threads[i].start();
            }
            for (final Thread one : threads) {
                one.join();
            }
            same(4 * sound.length, given[0] + given[1] + given[2] + given[3] + embedder.flush().length);
            final Thread closing = new Thread(embedder::close);
            closing.start();
            try {
                for (int i = 0; i < 10; i++) {
                    embedder.result();
                }
            } catch (IllegalStateException closed) {
                check(closed.getMessage().contains("closed"), closed);
            }
            closing.join();
            fails(IllegalStateException.class, embedder::result);
        }
    }

    private static void errors() {
        try (Context context = new Context()) {
            for (final int[] one : new int[][] {{7999, 1}, {192001, 1}, {RATE_HZ, 0}, {RATE_HZ, 9}, {RATE_HZ, -1}}) {
                fails(Status.INVALID_ARGUMENT, () -> context.audioEmbedder(Samples.FLOATS, one[0], one[1], 1, null));
                fails(Status.INVALID_ARGUMENT, () -> context.audioDetector(Samples.SHORTS, one[0], one[1], null));
                fails(Status.INVALID_ARGUMENT, () -> context.makeAudibleLabel(Samples.FLOATS, one[0], one[1], -20));
                fails(Status.INVALID_ARGUMENT, () -> context.findAudibleLabel(Samples.FLOATS, one[0], one[1], new float[18]));
            }
            fails(Status.INVALID_ARGUMENT, () -> context.audioEmbedder(Samples.FLOATS, RATE_HZ, 1, 1, new EmbedOptions().minPsnrDb(40)));
            fails(Status.KEY_INVALID, () -> context.audioEmbedder(Samples.FLOATS, RATE_HZ, 1, 1, new EmbedOptions().keyId("ffffffffffffffff")));
            final AudioEmbedder<float[]> embedder = context.audioEmbedder(Samples.FLOATS, RATE_HZ, 2, 1, null);
            final AudioDetector<float[]> detector = context.audioDetector(Samples.FLOATS, RATE_HZ, 2, null);
            for (final float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e6f}) {
                final float[] frame = {0.5f, bad};
                same(Status.MALFORMED, fails(BadInputException.class, () -> embedder.process(frame)).status());
                fails(Status.MALFORMED, () -> detector.process(frame));
                fails(Status.MALFORMED, () -> context.findAudibleLabel(Samples.FLOATS, RATE_HZ, 2, frame));
            }
            fails(IllegalArgumentException.class, () -> embedder.process(new float[1]));
            fails(IllegalArgumentException.class, () -> detector.process(new float[1]));
            same(20, embedder.process(new float[20]).length + embedder.flush().length); // of what was refused nothing was taken
            check(!detector.finish().found(), "silence");
            for (final Support.Body body : List.<Support.Body>of(() -> embedder.process(new float[2]), embedder::flush, () -> detector.process(new float[2]), detector::finish)) {
                final ImprintException failure = fails(Status.INVALID_ARGUMENT, body);
                check(failure.getMessage().contains("ended"), failure);
            }
            for (int i = 0; i < 2; i++) {
                embedder.close();
                detector.close();
            }
            fails(IllegalStateException.class, embedder::result);
            fails(IllegalStateException.class, detector::result);
        }
    }

    private static void files() {
        try (Context context = new Context()) {
            final Source file = Source.of(wav(shorts(drawn(8, 1))));
            final byte[] marked = context.mark(file, PRODUCER, "1", new MarkOptions().audiblePlace(AudiblePlace.END)).data();
            final Report report = context.verify(Source.of(marked));
            same(State.GENERATED, report.state());
            same(Imprint.markId(PRODUCER, "1"), report.markId());
            same("audio", report.data().get("medium"));
            final Map<?, ?> visible = (Map<?, ?>) report.data().get("visible");
            same("end", visible.get("place"));
            final List<?> span = (List<?>) visible.get("span_s");
            final double start = ((Number) span.get(0)).doubleValue();
            check(start > 7 && Math.abs(((Number) span.get(1)).doubleValue() - start - 0.88) < 0.1, span);
            check(Math.abs(report.marks().get(0).timeScale() - 1) < 0.01, report.marks());
            final byte[] clip = wav(shorts(drawn(2, 1)));
            final Map<?, ?> said = (Map<?, ?>) context.mark(file, PRODUCER, "1", new MarkOptions().audibleClip(clip).audibleAtS(new double[] {0, 3.5})).report().data().get("visible");
            same("caller", ((Map<?, ?>) said.get("voice")).get("supplied_by"));
            same(2, ((List<?>) said.get("spans_s")).size());
            final Embedded<byte[]> embedded = context.embed(file, PAYLOAD, null);
            check(embedded.result().depthDb() > 0 && embedded.result().psnrDb() == 0, embedded.result());
            same(PAYLOAD, context.detect(Source.of(embedded.picture()), null).payload());
        }
    }

    private static <T> void labelIsMadeAndFound(Context context, Samples<T> samples, T silence) {
        final T label = context.makeAudibleLabel(samples, RATE_HZ, 2, -20);
        check(Math.abs(Array.getLength(label) / 2.0 / RATE_HZ - 0.88) < 0.02, Array.getLength(label));
        final AudibleFound found = context.findAudibleLabel(samples, RATE_HZ, 2, joined(List.of(silence, label, silence)));
        check(found.found() && Math.abs(found.startS() - 1) < 0.05 && !found.wrongTiming() && found.toneHz() > 0, found);
        check(!context.findAudibleLabel(samples, RATE_HZ, 2, silence).found(), "silence");
    }

    private static void audibleLabels() {
        try (Context context = new Context()) {
            labelIsMadeAndFound(context, Samples.FLOATS, new float[2 * RATE_HZ]);
            labelIsMadeAndFound(context, Samples.SHORTS, new short[2 * RATE_HZ]);
            labelIsMadeAndFound(context, Samples.INTS, new int[2 * RATE_HZ]);
            // As loud as the programme, between bounds.
            final float[] loud = context.makeAudibleLabel(Samples.FLOATS, RATE_HZ, 1, -14);
            final float[] soft = context.makeAudibleLabel(Samples.FLOATS, RATE_HZ, 1, -23);
            check(peak(loud) > 2 * peak(soft), peak(loud) + " " + peak(soft));
        }
    }

    private static float peak(float[] sound) {
        float out = 0;
        for (final float one : sound) {
            out = Math.max(out, Math.abs(one));
        }
        return out;
    }
}
