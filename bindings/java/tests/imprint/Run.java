package imprint;

import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the tests, those with the words of the command line in their names if there are any; the last line counts them (bindings/CMakeLists.txt). */
public final class Run {
    private Run() {}

    /** @param words what names of tests have to contain */
    public static void main(String[] words) {
        final Map<String, Support.Body> tests = new LinkedHashMap<>();
        CallsTest.add(tests);
        LayersTest.add(tests);
        PixelsTest.add(tests);
        SoundTest.add(tests);
        FollowTest.add(tests);
        SignerTest.add(tests);
        VectorsTest.add(tests);
        PackageTest.add(tests);
        LeaksTest.add(tests);
        final int[] counts = new int[3];
        tests.forEach((name, body) -> {
            if (words.length == 0 || name.contains(String.join(" ", words))) {
                counts[run(name, body)]++;
            }
        });
        System.out.printf("binding java: %d passed, %d failed, %d skipped%n", counts[0], counts[1], counts[2]);
        System.exit(counts[1] > 0 ? 1 : 0);
    }

    /** 0 passed, 1 failed, 2 skipped. */
    private static int run(String name, Support.Body body) {
        final long begun = System.nanoTime();
        try {
            body.run();
            System.out.printf("ok      %s (%d ms)%n", name, (System.nanoTime() - begun) / 1_000_000);
            return 0;
        } catch (Support.Skipped reason) {
            System.out.println("skipped " + name + ": " + reason.getMessage());
            return 2;
        } catch (Throwable failure) {
            System.out.println("FAILED  " + name);
            failure.printStackTrace(System.out);
            return 1;
        }
    }
}
