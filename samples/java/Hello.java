import imprint.Context;
import imprint.Output;
import imprint.Report;
import imprint.Source;
import java.nio.file.Path;

/** Marks a picture, verifies it, prints its mark_id: java Hello IN OUT. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        Path in = Path.of(args[0]), out = Path.of(args[1]);
        try (Context context = new Context()) {
            context.mark(Source.of(in), Output.to(out), "ExampleStudio", "1");
            Report report = context.verify(Source.of(out));
            System.out.println("mark_id " + report.markIdHex() + " state " + report.state().name().toLowerCase());
        }
    }
}
