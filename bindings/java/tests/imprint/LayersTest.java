package imprint;

import static imprint.Support.PRODUCER;
import static imprint.Support.check;
import static imprint.Support.demo;
import static imprint.Support.fails;
import static imprint.Support.folder;
import static imprint.Support.painted;
import static imprint.Support.same;
import static imprint.Support.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The calls that work on one layer each, keys, trust and the log. */
final class LayersTest {
    private LayersTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("watermark: the right key finds it, a wrong one nothing", LayersTest::watermarks);
        tests.put("label: drawn and found", LayersTest::labels);
        tests.put("aigc: written, read, linted, compared", LayersTest::aigc);
        tests.put("manifest: signed, read, verified, trusted", LayersTest::manifests);
        tests.put("trust: keys of SecurityData, for all and for one", LayersTest::trust);
        tests.put("mark_id: keyed", LayersTest::keyed);
        tests.put("log: appended, verified, exported, purged", LayersTest::log);
    }

    private static void watermarks() {
        try (Context context = new Context(); Context other = new Context()) {
            final String keyId = context.addKey(Imprint.generateKey());
            same(16, keyId.length());
            final Embedded<byte[]> marked = context.embed(painted(), 0x8123456789ABCDEFL, new EmbedOptions().keyId(keyId));
            same(Robustness.HIGH, marked.result().robustness());
            check(!marked.result().manifestBroken(), "no manifest");
            final Source file = Source.of(marked.picture());
            final Detection found = context.detect(file, null);
            check(found.found(), found);
            same("8123456789abcdef", found.payloadHex());
            same(keyId, found.keyId());
            final DetectOptions whole = new DetectOptions().noSearch(true);
            check(!other.detect(file, whole).found(), "a wrong key");
            final List<Detection> all = context.detectAll(file, null);
            same(1, all.size());
            same(0x8123456789ABCDEFL, all.get(0).payload());
            same(List.of(), other.detectAll(file, whole));
            fails(Status.KEY_INVALID, () -> other.embed(painted(), 1, new EmbedOptions().keyId(keyId)));
            fails(IllegalArgumentException.class, () -> other.addKey(new byte[5]));
            fails(Status.KEY_INVALID, () -> {
                final byte[] key = new byte[32];
                other.addKey(key);
                other.addMarkIdKey(key);
            });
        }
    }

    private static void labels() {
        try (Context context = new Context()) {
            final Drawn<byte[]> drawn = context.drawLabel(painted(), new LabelOptions().corner(Corner.UPPER_LEFT).text("AI生成"));
            check(drawn.placement().xPx() < 320, drawn.placement());
            final LabelFound found = context.findLabel(Source.of(drawn.picture()), null);
            same("AI生成", found.text());
            same(Legibility.LEGIBLE, found.legibility());
            check(!context.findLabel(painted(), null).found(), "no label");
            fails(Status.LABEL_TEXT, () -> context.drawLabel(painted(), new LabelOptions().text("holiday")));
        }
    }

    private static void aigc() {
        final AigcLabel label = new AigcLabel().label("1").contentProducer(PRODUCER).produceId("1");
        try (Context context = new Context()) {
            final Source written = Source.of(context.writeAigc(painted(), label).data());
            check(context.readAigc(written).json().contains("\"ContentProducer\": \"" + PRODUCER), "the label is read");
            final Report lint = context.lint(written, null);
            same(LintStatus.DEVIATING, lint.lintStatus());
            check(lint.findings(Severity.WARNING) > 0, lint);
            same(LintStatus.NOT_CONFORMING, context.lint(written, new LintOptions().strict(true)).lintStatus());
            same(LintStatus.ABSENT, context.lint(painted(), null).lintStatus());
            check(context.compare(written, painted(), null).lintStatus() != LintStatus.CONFORMING, "a label that was lost");
            fails(Status.PROVIDER_CODE, () -> context.writeAigc(painted(), label.strict(true)));
        }
    }

    private static void manifests() {
        final Signer signer = new Signer(text(demo().resolve("chain.pem"))).privateKey(text(demo().resolve("leaf.key")));
        try (Context context = new Context(); Context trusting = new Context()) {
            trusting.addManifestTrust(TrustUse.SIGNER, text(demo().resolve("root.pem")));
            final MarkOptions options = new MarkOptions().signer(signer).manifest(new ManifestOptions().title("a picture"));
            final Source marked = Source.of(context.mark(painted(), PRODUCER, "1", options).data());
            same(ManifestState.VALID, context.verify(marked).manifestState());
            same(ManifestState.TRUSTED, trusting.verify(marked).manifestState());
            check(context.readManifest(marked).length > 1000, "a store");
            same(null, context.readManifest(painted()));
            check(trusting.verifyManifest(marked, null, 0).crjson().contains("claim"), "crJSON");
            final byte[] side = context.signManifest(painted(), signer, new ManifestOptions().sidecar(true).markId(5));
            same(ManifestState.TRUSTED, trusting.verifyManifest(painted(), side, 0).manifestState());
            fails(SigningException.class, () -> context.addManifestTrust(TrustUse.TSA, "nothing"));
            fails(Status.INVALID_ARGUMENT, () -> context.addManifestTrust(TrustUse.UNKNOWN, text(demo().resolve("root.pem"))));
        }
    }

    private static void trust() {
        final String key = text(demo().resolve("leaf.key"));
        final String certificate = Support.leaf();
        try (Context everybody = new Context(); Context one = new Context(); Context another = new Context()) {
            final Source marked = Source.of(one.mark(painted(), PRODUCER, "1", new MarkOptions().signingKey(key)).data());
            everybody.addTrust(certificate);
            one.addTrustFor(PRODUCER, certificate);
            another.addTrustFor("SomebodyElse", certificate);
            check(everybody.readAigc(marked).json().contains("\"trusted\""), everybody.readAigc(marked));
            check(one.readAigc(marked).json().contains("\"trusted\""), "for this producer");
            check(!another.readAigc(marked).json().contains("\"trusted\""), "not for another");
            fails(Status.KEY_INVALID, () -> one.addTrust("no key"));
            one.setFfmpeg("/usr/bin/ffmpeg");
            fails(Status.INVALID_ARGUMENT, () -> one.setFfmpeg(""));
        }
    }

    private static void keyed() {
        final byte[] key = new byte[32];
        key[0] = 1;
        try (Context context = new Context(); Context without = new Context()) {
            final String keyId = context.addMarkIdKey(key);
            final Marked marked = context.mark(painted(), PRODUCER, "1", new MarkOptions().markIdKeyId(keyId));
            same(context.markIdKeyed(keyId, PRODUCER, "1"), marked.report().markId());
            same(Agreement.NOT_COMPARABLE, without.verify(Source.of(marked.data())).agreement());
        }
    }

    private static void log() throws IOException {
        final Path path = folder().resolve("copies.log");
        final CopyLog log = new CopyLog(path);
        final LogEntry entry = new LogEntry().file("a file".getBytes()).producer(PRODUCER).produceId("1").waiver("a customer asked");
        final String head = log.append(entry.timeS(1_700_000_000));
        same(head, log.verify().head());
        same(1L, log.verify().records());
        check(log.export(0, 0).contains("a customer asked"), log.export(0, 0));
        final CopyLog.Purged purged = log.purge(1_700_000_001, 0);
        same(1L, purged.removed());
        same(0L, purged.left().records());
        log.append(entry.timeS(0).waiver("again"));
        Files.writeString(path, text(path).replace("again", "never"));
        fails(Status.LOG_BROKEN, log::verify);
    }
}
