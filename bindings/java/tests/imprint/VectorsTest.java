package imprint;

import static imprint.Support.ROOT;
import static imprint.Support.check;
import static imprint.Support.fails;
import static imprint.Support.read;
import static imprint.Support.same;
import static imprint.Support.text;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The vectors that every implementation agrees on (conformance/vectors). */
final class VectorsTest {
    private static final Path VECTORS = ROOT.resolve("conformance/vectors");
    private static final HexFormat HEX = HexFormat.of();

    private VectorsTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("vectors: marked pictures", VectorsTest::pictures);
        tests.put("vectors: mark_ids and provider codes", VectorsTest::markIds);
        tests.put("vectors: labels in every carrier", VectorsTest::labels);
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

    @SuppressWarnings("unchecked")
    private static void labels() {
        final Set<String> known = new TreeSet<>();
        for (final Object one : (List<Object>) Json.read(text(VECTORS.resolve("known-differences.json")))) {
            known.add(((Map<String, Object>) one).get("suite") + " " + ((Map<String, Object>) one).get("comment"));
        }
        final Map<String, Object> suite = vectors("aigc-label-v1.json");
        long ran = 0;
        try (Context context = new Context()) {
            for (final Map<String, Object> group : list(suite, "testGroups")) {
                for (final Map<String, Object> one : list(group, "tests")) {
                    ran++;
                    if (known.contains("aigc-label-v1.json " + one.get("comment"))) {
                        continue;
                    }
                    final Source file = Source.of(Base64.getDecoder().decode((String) one.get("file")));
                    final Map<String, Object> report = (Map<String, Object>) Json.read(context.lint(file, new LintOptions()).json());
                    same(codes(one), codes(report));
                    same(one.get("status"), report.get("status"));
                    same(said(one, "values"), said(report, "label"));
                }
            }
        }
        same(((Number) suite.get("numberOfTests")).longValue(), ran);
    }

    private static Set<String> codes(Map<String, Object> of) {
        final Set<String> codes = new TreeSet<>();
        list(of, "findings").forEach(one -> codes.add(one.get("code") + " " + one.get("severity")));
        return codes;
    }

    private static List<String> said(Map<String, Object> of, String values) {
        return list(of, "labels").stream().map(one -> one.get("carrier") + " " + one.get(values)).sorted().toList();
    }
}
