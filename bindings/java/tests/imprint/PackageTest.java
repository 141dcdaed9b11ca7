package imprint;

import static imprint.Support.ROOT;
import static imprint.Support.check;
import static imprint.Support.folder;
import static imprint.Support.paint;
import static imprint.Support.same;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The package itself: what is generated is fresh, javadoc has nothing to say, the README's programs run. */
final class PackageTest {
    private static final Path BINDING = ROOT.resolve("bindings/java");

    private PackageTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("package: generated code is fresh", () -> Support.run(BINDING, "python3", "-B", "generate.py", "--check"));
        tests.put("package: javadoc, without a warning", PackageTest::javadoc);
        tests.put("package: the jar runs in an empty folder, with nothing else", PackageTest::jar);
        tests.put("package: the README's programs run", PackageTest::readme);
    }

    private static String tool(String name) {
        return Path.of(System.getenv("IMPRINT_JDK"), name).toString();
    }

    private static void javadoc() throws IOException {
        if (!Files.exists(Path.of(tool("javadoc")))) {
            throw new Support.Skipped("no javadoc");
        }
        final Path out = folder();
        Support.run(BINDING, tool("javadoc"), "-quiet", "-encoding", "UTF-8", "-Xdoclint:all", "-Werror", "-d", out.toString(), "-sourcepath", "src:generated", "imprint");
        check(Files.exists(out.resolve("imprint/Context.html")), "pages");
    }

    private static void jar() throws IOException {
        if (!Files.exists(Path.of("/usr/bin/patchelf"))) {
            throw new Support.Skipped("patchelf is not installed");
        }
        final Path build = Path.of(System.getenv("IMPRINT_JAR")).getParent().getParent().getParent();
        check(Support.run(BINDING, "bash", "package.sh", "--try", build.toString(), folder().toString()).contains("state generated"), "what it printed");
    }

    /** Every java block is a program, or the body of one. */
    private static void readme() throws IOException {
        final Path folder = folder();
        Files.write(folder.resolve("in.png"), paint(640, 480));
        final var blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Support.text(BINDING.resolve("README.md"))).results().map(MatchResult::group).toList();
        check(blocks.size() >= 3, blocks);
        for (final String block : blocks) {
            final String code = block.substring(8, block.length() - 3);
            final String program = code.contains("class ") ? code : imports(code) + "class Example {\n public static void main(String[] args) throws Exception {\n" + rest(code) + "}}\n";
            final Path file = Files.writeString(folder.resolve("Example.java"), program);
            Support.run(folder, tool("java"), "-Djava.awt.headless=true", "-Dimprint.library.path=" + System.getProperty("imprint.library.path"), "-cp",
                    System.getenv("IMPRINT_JAR"), file.toString());
        }
        try (Context context = new Context()) {
            same(Imprint.markId(Support.PRODUCER, "2026-0001"), context.verify(Source.of(folder.resolve("out.png"))).markId());
        }
    }

    private static String imports(String code) {
        return code.lines().filter(line -> line.startsWith("import ")).map(line -> line + "\n").reduce("", String::concat);
    }

    private static String rest(String code) {
        return code.lines().filter(line -> !line.startsWith("import ")).map(line -> line + "\n").reduce("", String::concat);
    }
}
