package imprint;

import static imprint.Support.PRODUCER;
import static imprint.Support.check;
import static imprint.Support.demo;
import static imprint.Support.fails;
import static imprint.Support.painted;
import static imprint.Support.same;
import static imprint.Support.text;

import java.net.ConnectException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys that do not leave their place: functions that sign. */
final class SignerTest {
    private SignerTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("signer: a function signs, by Java's own cryptography", SignerTest::signs);
        tests.put("signer: a function signs the label's SecurityData", SignerTest::signsLabels);
        tests.put("signer: a function signs in a batch, from the library's threads", SignerTest::signsBatches);
        tests.put("signer: what it throws is the cause", SignerTest::throwsIt);
        tests.put("signer: answers that are none", SignerTest::wrongAnswers);
        tests.put("signer: a time-stamp authority that does not answer", SignerTest::timeStamp);
    }

    private static String certificates() {
        return text(demo().resolve("chain.pem"));
    }

    private static byte[] sign(byte[] request) throws Exception {
        final String pem = text(demo().resolve("leaf.key")).replaceAll("-----[^-]+-----|\\s", "");
        final PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        final Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format"); // r then s of fixed width
        signature.initSign(key);
        signature.update(request);
        return signature.sign();
    }

    private static void signs() {
        final AtomicInteger asked = new AtomicInteger();
        final Signer signer = new Signer(certificates()).algorithm("ES256").sign(request -> {
            asked.incrementAndGet();
            return sign(request);
        });
        try (Context context = new Context()) {
            same(ManifestState.VALID, context.mark(painted(), PRODUCER, "1", new MarkOptions().signer(signer)).report().manifestState());
            check(asked.get() > 0, asked);
        }
    }

    private static void signsLabels() {
        final Signer signer = new Signer(Support.leaf()).sign(SignerTest::sign);
        final AigcLabel label = new AigcLabel().label("1").contentProducer(PRODUCER).produceId("1").signer(signer);
        try (Context context = new Context()) {
            context.addTrust(Support.leaf());
            final byte[] written = context.writeAigc(painted(), label).data();
            check(context.readAigc(Source.of(written)).json().contains("\"trusted\""), context.readAigc(Source.of(written)));
        }
    }

    private static void signsBatches() {
        final Signer signer = new Signer(certificates()).sign(SignerTest::sign);
        final List<Job> jobs = List.of(Job.of(painted()).producer(PRODUCER, "1"), Job.of(painted()).producer(PRODUCER, "2"));
        try (Context context = new Context(new ContextOptions().threads(2))) {
            for (final Outcome one : context.markBatch(jobs, Existing.KEEP, new MarkOptions().signer(signer))) {
                check(one.error() == null && one.report().manifestState() == ManifestState.VALID, one.error());
            }
            final Signer down = new Signer(certificates()).sign(request -> {
                throw new ConnectException("the service is down");
            });
            for (final Outcome one : context.markBatch(jobs, Existing.KEEP, new MarkOptions().signer(down))) {
                check(one.error() instanceof SigningException && one.error().getCause() instanceof ConnectException, one.error());
            }
        }
    }

    private static void throwsIt() {
        final Signer signer = new Signer(certificates()).sign(request -> {
            throw new ConnectException("the service is down");
        });
        try (Context context = new Context()) {
            final SigningException failure = fails(SigningException.class, () -> context.mark(painted(), PRODUCER, "1", new MarkOptions().signer(signer)));
            same(Status.SIGNER, failure.status());
            check(failure.getCause() instanceof ConnectException, failure.getCause());
            final Signer interrupted = new Signer(certificates()).sign(request -> {
                throw new InterruptedException();
            });
            fails(SigningException.class, () -> context.signManifest(painted(), interrupted, null));
            check(Thread.interrupted(), "the thread stays interrupted");
            final Signer broken = new Signer(certificates()).sign(request -> {
                throw new AssertionError("a bug");
            });
            fails(AssertionError.class, () -> context.signManifest(painted(), broken, null));
        }
    }

    private static void wrongAnswers() {
        try (Context context = new Context()) {
            for (final byte[] answer : new byte[][] {{}, new byte[64], new byte[100_000], null}) {
                fails(Status.SIGNER, () -> context.signManifest(painted(), new Signer(certificates()).sign(request -> answer), null));
            }
        }
    }

    private static void timeStamp() {
        final Signer signer = new Signer(certificates()).privateKey(text(demo().resolve("leaf.key"))).timeStamp(request -> {
            throw new TimeoutException("no answer");
        });
        try (Context context = new Context()) {
            final SigningException failure = fails(SigningException.class, () -> context.signManifest(painted(), signer, null));
            same(Status.TIME_STAMP, failure.status());
            check(failure.getCause() instanceof TimeoutException, failure.getCause());
        }
    }
}
