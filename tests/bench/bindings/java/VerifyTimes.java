import imprint.Context;
import imprint.Report;
import imprint.Source;
import imprint.State;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** verify of one file through the binding, a line of milliseconds of processor time for each: VerifyTimes FILE COUNT. See overhead.py. */
public final class VerifyTimes {
    private static final int WARM = 20; // calls after which the compiler of a service has long been done

    private VerifyTimes() {}

    public static void main(String[] args) throws Exception {
        final byte[] file = Files.readAllBytes(Path.of(args[0]));
        try (Context context = new Context()) {
            for (int i = 0; i < WARM; i++) {
                verify(context, file);
            }
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                final double others = othersMs();
                final double own = ownMs();
                verify(context, file);
                final double taken = ownMs() - own; // before the others are asked, which takes a millisecond
                System.out.printf("%.4f%n", taken + othersMs() - others);
            }
        }
    }

    private static double ownMs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    /** Of the compiler and the collector too: what a call makes them do is part of what it costs. */
    private static double othersMs() throws Exception {
        final Path self = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
        double out = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (final Path task : tasks) {
                out += task.endsWith(self) ? 0 : Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]) / 1e6;
            }
        }
        return out;
    }

    private static void verify(Context context, byte[] file) {
        final Report report = context.verify(Source.of(file));
        if (report.state() != State.GENERATED || report.json().isEmpty()) {
            throw new AssertionError(report);
        }
    }
}
