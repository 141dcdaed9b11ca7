package imprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** What a call found or did: a value, with nothing of the library behind it. */
public final class Report {
    private final State state;
    private final Map<Layer, LayerState> layers;
    private final Map<Pair, Agreement> pairs;
    private final Agreement agreement;
    private final ManifestState manifestState;
    private final Long markId;
    private final List<Detection> marks;
    private final LintStatus lintStatus;
    private final Map<Severity, Long> findings;
    private final String json;
    private final String crjson;

    private Report(long handle, Arena arena) {
        state = State.of(Raw.reportGetState(handle));
        layers = each(Layer.class, one -> Raw.reportGetLayerState(handle, one.value()), LayerState::of);
        pairs = each(Pair.class, one -> Raw.reportGetPairAgreement(handle, one.value()), Agreement::of);
        agreement = Agreement.of(Raw.reportGetAgreement(handle));
        manifestState = ManifestState.of(Raw.reportGetManifestState(handle));
        final ByteBuffer number = arena.plain(Arena.WORD);
        markId = Raw.reportGetMarkId(handle, arena.address(number)) == 0 ? null : number.getLong(0);
        marks = marks(handle, arena);
        final int lint = Raw.reportGetLintStatus(handle);
        lintStatus = lint == 0 ? null : LintStatus.of(lint);
        findings = each(Severity.class, one -> (int) Raw.reportGetFindingCount(handle, one.value()), count -> (long) count);
        json = text(Raw.reportGetJson(handle));
        crjson = text(Raw.reportGetCrjson(handle));
    }

    /** A copy of all that a report says; the handle stays its owner's. */
    static Report read(long handle, Arena arena) {
        return new Report(handle, arena);
    }

    private interface Naming<V> {
        V of(int number);
    }

    private static <K extends Enum<K>, V> Map<K, V> each(Class<K> kind, ToIntFunction<K> getter, Naming<V> naming) {
        final Map<K, V> out = new EnumMap<>(kind);
        for (final K one : kind.getEnumConstants()) {
            if (!one.name().equals("UNKNOWN")) {
                out.put(one, naming.of(getter.applyAsInt(one)));
            }
        }
        return Collections.unmodifiableMap(out);
    }

    private static List<Detection> marks(long handle, Arena arena) {
        final List<Detection> out = new ArrayList<>();
        final ByteBuffer one = arena.struct(Detection.SIZE);
        for (long number = 0; number < Raw.reportGetMarkCount(handle); number++) {
            if (Raw.reportGetMark(handle, number, arena.address(one), 0) != 0) {
                out.add(Detection.read(one, 0));
            }
        }
        return Collections.unmodifiableList(out);
    }

    private static String text(byte[] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * The verdict by Art. 6 of the Measures. Of mark() it describes the output.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * What was found of one layer.
     *
     * @param layer which
     * @return its state
     */
    public LayerState layer(Layer layer) {
        return layers.getOrDefault(layer, LayerState.UNKNOWN);
    }

    /**
     * What was found of every layer.
     *
     * @return layers and their states
     */
    public Map<Layer, LayerState> layers() {
        return layers;
    }

    /**
     * Whether AIGC label and watermark name the same content.
     *
     * @return the agreement
     */
    public Agreement agreement() {
        return agreement;
    }

    /**
     * Whether two layers agree.
     *
     * @param pair which
     * @return the agreement
     */
    public Agreement agreement(Pair pair) {
        return pairs.getOrDefault(pair, Agreement.UNKNOWN);
    }

    /**
     * What validation made of the manifest.
     *
     * @return the state
     */
    public ManifestState manifestState() {
        return manifestState;
    }

    /**
     * The 64 bits that the watermark carries; of several marks the one that leads.
     *
     * @return the mark_id; null when there is none
     */
    public Long markId() {
        return markId;
    }

    /**
     * The mark_id as it is written in reports.
     *
     * @return 16 hexadecimal digits; null when there is none
     */
    public String markIdHex() {
        return markId == null ? null : String.format("%016x", markId);
    }

    /**
     * All watermarks that were found; the first is the one that leads.
     *
     * @return the marks
     */
    public List<Detection> marks() {
        return marks;
    }

    /**
     * What the findings of lint() and compare() add up to.
     *
     * @return the status; null of other reports
     */
    public LintStatus lintStatus() {
        return lintStatus;
    }

    /**
     * How many findings of lint() and compare() there are.
     *
     * @param severity of what weight
     * @return how many
     */
    public long findings(Severity severity) {
        return findings.getOrDefault(severity, 0L);
    }

    /**
     * The whole report (spec/schema/report.schema.json).
     *
     * @return JSON
     */
    public String json() {
        return json;
    }

    /**
     * The whole report, read.
     *
     * @return objects as maps, arrays as lists, numbers as Long or Double
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> data() {
        return (Map<String, Object>) Json.read(json);
    }

    /**
     * What a reader should know beside the verdict.
     *
     * @return sentences
     */
    public List<String> notes() {
        final List<String> out = new ArrayList<>();
        if (data().get("notes") instanceof List<?> notes) {
            notes.forEach(one -> out.add(String.valueOf(one)));
        }
        return out;
    }

    /**
     * Of verifyManifest() on a file with a manifest: crJSON, for C2PA's own tools.
     *
     * @return JSON; null of other reports
     */
    public String crjson() {
        return crjson;
    }

    @Override
    public String toString() {
        return json;
    }
}
