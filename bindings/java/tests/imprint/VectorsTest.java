package imprint;

import static imprint.Support.ROOT;
import static imprint.Support.check;
import static imprint.Support.fails;
import static imprint.Support.read;
import static imprint.Support.same;
import static imprint.Support.text;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The vectors that every implementation agrees on (conformance/vectors). */
final class VectorsTest {
    private static final Path VECTORS = ROOT.resolve("conformance/vectors");
    private static final HexFormat HEX = HexFormat.of();

    private VectorsTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("vectors: marked pictures", VectorsTest::pictures);
        tests.put("vectors: mark_ids and provider codes", VectorsTest::markIds);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> vectors(String name) {
        return (Map<String, Object>) Json.read(text(VECTORS.resolve(name)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> vectors, String name) {
        return (List<Map<String, Object>>) vectors.get(name);
    }

    private static void pictures() throws Exception {
        final Map<String, Object> vectors = vectors("watermark-v1.json");
        try (Context open = new Context(); Context keyed = new Context(new ContextOptions().noOpenKey(true))) {
            keyed.addKey(HEX.parseHex((String) list(vectors, "keys").get(1).get("key")));
            check(list(vectors, "pictures").size() > 10, "pictures");
            for (final Map<String, Object> one : list(vectors, "pictures")) {
                final byte[] file = read(VECTORS.resolve((String) one.get("file")));
                same(one.get("sha256"), HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
                final DetectOptions options = new DetectOptions().noSearch(!(Boolean) one.get("search"));
                final Detection found = (one.get("key").equals("open") ? open : keyed).detect(Source.of(file), options);
                same(one.get("found"), found.found());
                check(!found.found() || found.payloadHex().equals(one.get("payload")), one.get("file"));
            }
        }
    }

    private static void markIds() {
        final Map<String, Object> vectors = vectors("mark-id-v1.json");
        try (Context context = new Context()) {
            final String keyId = context.addMarkIdKey(HEX.parseHex((String) vectors.get("key")));
            for (final Map<String, Object> one : list(vectors, "mark_ids")) {
                final String producer = (String) one.get("producer");
                final String produceId = (String) one.get("produce_id");
                same(one.get("mark_id"), String.format("%016x", Imprint.markId(producer, produceId)));
                same(one.get("keyed"), String.format("%016x", context.markIdKeyed(keyId, producer, produceId)));
            }
        }
        for (final Map<String, Object> one : list(vectors, "provider_codes")) {
            final String uscc = (String) one.get("uscc");
            final String service = (String) one.get("service");
            if (one.get("status").equals("IMPRINT_OK")) {
                same(one.get("code"), Imprint.providerCode(uscc, service));
            } else {
                same(one.get("status"), fails(ImprintException.class, () -> Imprint.providerCode(uscc, service)).statusName());
            }
        }
    }
}
