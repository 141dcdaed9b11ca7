import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imprint.Agreement;
import imprint.Context;
import imprint.ContextOptions;
import imprint.EmbedOptions;
import imprint.Report;
import imprint.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the samples on a picture: SamplesTest PICTURE TOOL WORK. */
final class SamplesTest {
    private static Path work;
    private static byte[] picture;

    private SamplesTest() {}

    static void check(boolean condition, String what) {
        if (!condition) {
            System.out.println("FAILED: " + what);
            System.exit(1);
        }
        System.out.println("ok  " + what);
    }

    public static void main(String[] args) throws Exception {
        work = Files.createDirectories(Path.of(args[2]));
        picture = Files.readAllBytes(Path.of(args[0]));
        hello(args[0]);
        upload();
    }

    private static void hello(String in) throws IOException {
        final Path out = work.resolve("hello.png");
        Files.deleteIfExists(out);
        final PrintStream before = System.out;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said));
        Hello.main(new String[] {in, out.toString()});
        System.setOut(before);
        check(said.toString().strip().equals("mark_id 5f297590b9efb1f5 state generated"), "hello: " + said.toString().strip());
    }

    // ---- The filter in a server ----

    private static void upload() throws Exception {
        final AtomicInteger ids = new AtomicInteger();
        final ExecutorService pool = Executors.newFixedThreadPool(4);
        try (Context context = new Context(new ContextOptions().maxPixels(4_000_000))) {
            final UploadFilter filter = new UploadFilter(4 << 20, context, "Platform", () -> "p-" + ids.incrementAndGet());
            final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(pool);
            server.createContext("/", SamplesTest::store).getFilters().add(new InServer(filter));
            server.start();
            try {
                cases(context, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
            } finally {
                server.stop(0);
                pool.shutdown();
            }
        }
    }

    private static void cases(Context context, URI at) throws Exception {
        final byte[] marked = context.mark(Source.of(picture), "ExampleStudio", "1").data();
        final HttpResponse<byte[]> labelled = post(at, "image/png", marked);
        check(labelled.statusCode() == 200 && state(labelled).equals("generated"), "a labelled picture is told as generated");
        check(new String(labelled.body(), java.nio.charset.StandardCharsets.ISO_8859_1).contains("Platform"), "its label gets the platform's propagation elements");
        check(context.verify(Source.of(labelled.body())).agreement() == Agreement.AGREE, "what the producer wrote stays");
        check(notice(labelled).equals("true"), "the handler sees the report: a notice is needed");

        final HttpResponse<byte[]> plain = post(at, "image/png", picture);
        check(state(plain).equals("none_found") && java.util.Arrays.equals(plain.body(), picture), "a picture without any trace goes on as it is");
        check(notice(plain).equals("false"), "and needs no notice");
        final byte[] stripped = context.embed(Source.of(picture), 7, (EmbedOptions) null).picture();
        check(state(post(at, "image/png", stripped)).equals("suspected"), "a watermark without a label is told as suspected");

        check(post(at, "image/png", "no picture".getBytes()).statusCode() == 422, "what is no picture is refused");
        check(post(at, "image/png", new byte[5 << 20]).statusCode() == 413, "what is too large is refused");
        final HttpResponse<byte[]> text = post(at, "text/plain", "a text".getBytes());
        check(text.statusCode() == 200 && state(text).isEmpty() && new String(text.body()).equals("a text"), "what is no picture by its type goes on unread");
    }

    private static String notice(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Needs-Notice").orElse("");
    }

    private static String state(HttpResponse<byte[]> response) {
        return response.headers().firstValue(UploadFilter.STATE_HEADER).orElse("");
    }

    private static HttpResponse<byte[]> post(URI at, String type, byte[] body) throws Exception {
        final HttpRequest request = HttpRequest.newBuilder(at).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The handler behind the filter: gives back what it was given. */
    private static void store(HttpExchange exchange) throws IOException {
        if (exchange.getAttribute(UploadFilter.REPORT) instanceof Report report) {
            exchange.getResponseHeaders().set("Needs-Notice", String.valueOf(UploadFilter.needsNotice(report)));
        }
        final byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The filter as one of the JDK's server. */
    private static final class InServer extends Filter {
        private final UploadFilter filter;

        InServer(UploadFilter filter) {
            this.filter = filter;
        }

        @Override
        public String description() {
            return "Imprint";
        }

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            exchange.setAttribute(UploadFilter.REPORT, "none"); // this server keeps attributes from one exchange to the next
            filter.doFilter(new Asked(exchange), new Answered(exchange), (request, response) -> {
                exchange.setStreams(request.body(), null);
                chain.doFilter(exchange);
            });
        }
    }

    private record Asked(HttpExchange exchange) implements UploadFilter.Request {
        @Override
        public String method() {
            return exchange.getRequestMethod();
        }

        @Override
        public String contentType() {
            return exchange.getRequestHeaders().getFirst("Content-Type");
        }

        @Override
        public InputStream body() {
            return exchange.getRequestBody();
        }

        @Override
        public void attribute(String name, Object value) {
            exchange.setAttribute(name, value);
        }
    }

    private record Answered(HttpExchange exchange) implements UploadFilter.Response {
        @Override
        public void header(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        @Override
        public void refuse(int status, String reason) throws IOException {
            final byte[] said = reason.getBytes();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        }
    }
}
