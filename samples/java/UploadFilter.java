import imprint.Agreement;
import imprint.BadInputException;
import imprint.Context;
import imprint.LimitExceededException;
import imprint.Marked;
import imprint.Report;
import imprint.Source;
import imprint.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a platform does with a picture that is uploaded (Art. 6 of the Measures), before its own handler sees it: the picture is judged, the
 * platform's propagation elements are written into it, and the verdict stands in the request and in a header of the answer.
 *
 * <p>The interfaces have the shape of the servlet API's, which is not needed here: in a servlet container {@code doFilter} is that of a
 * {@code Filter}, {@code Request} an {@code HttpServletRequestWrapper} whose stream gives the file, and {@code Response} the answer.
 */
public final class UploadFilter {
    /** The attribute of the request that holds the {@link Report}. */
    public static final String REPORT = "imprint.report";
    /** The header of the answer that holds the verdict. */
    public static final String STATE_HEADER = "Imprint-State";

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** A request, as much of it as is needed. */
    public interface Request {
        String method();

        String contentType();

        InputStream body() throws IOException;

        void attribute(String name, Object value);
    }

    /** An answer, as much of it as is needed. */
    public interface Response {
        void header(String name, String value);

        void refuse(int status, String reason) throws IOException;
    }

    /** What comes after the filter. */
    @FunctionalInterface
    public interface Chain {
        void proceed(Request request, Response response) throws IOException;
    }

    private final Context context;
    private final String propagator;
    private final Supplier<String> propagateIds;
    private final int maxBytes;

    /**
     * A filter for any number of requests at once.
     *
     * @param maxBytes how many bytes a picture may have; more are not read
     * @param context keys, trust and limits; its limits bound what a picture may cost
     * @param propagator the platform's provider code, or its name
     * @param propagateIds gives each upload the platform's own number
     */
    public UploadFilter(int maxBytes, Context context, String propagator, Supplier<String> propagateIds) {
        this.maxBytes = maxBytes;
        this.context = context;
        this.propagator = propagator;
        this.propagateIds = propagateIds;
    }

    /** Judges the picture of a request and hands it on, with propagation elements where Art. 6 asks for them. */
    public void doFilter(Request request, Response response, Chain chain) throws IOException {
        if (!WITH_BODY.contains(request.method()) || request.contentType() == null || !request.contentType().startsWith("image/")) {
            chain.proceed(request, response);
            return;
        }
        final byte[] picture = request.body().readNBytes(maxBytes + 1); // one more than is allowed: told as too much
        if (picture.length > maxBytes) {
            response.refuse(413, "the picture is too large");
            return;
        }
        final Marked judged;
        try {
            judged = context.propagate(Source.of(picture), propagator, propagateIds.get(), null);
        } catch (LimitExceededException tooMuch) {
            response.refuse(413, "the picture is too large");
            return;
        } catch (BadInputException noPicture) {
            response.refuse(422, "the file is no picture that can be read");
            return;
        }
        handOn(judged, picture, request, response, chain);
    }

    private static void handOn(Marked judged, byte[] picture, Request request, Response response, Chain chain) throws IOException {
        final Report report = judged.report();
        if (report.agreement() == Agreement.DISAGREE) { // the label of one picture on another
            response.refuse(422, "label and watermark name different contents");
            return;
        }
        request.attribute(REPORT, report);
        response.header(STATE_HEADER, report.state().name().toLowerCase(Locale.ROOT));
        chain.proceed(new Replaced(request, judged.data() == null ? picture : judged.data()), response);
    }

    /** Whether users are to be told that a picture is, or may be, AI-generated. */
    public static boolean needsNotice(Report report) {
        return report.state() == State.GENERATED || report.state() == State.POSSIBLE || report.state() == State.SUSPECTED;
    }

    /** The request with another body. */
    private record Replaced(Request request, byte[] picture) implements Request {
        @Override
        public String method() {
            return request.method();
        }

        @Override
        public String contentType() {
            return request.contentType();
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(picture);
        }

        @Override
        public void attribute(String name, Object value) {
            request.attribute(name, value);
        }
    }
}
