package imprint;

import static imprint.Support.PRODUCER;
import static imprint.Support.check;
import static imprint.Support.fails;
import static imprint.Support.paint;
import static imprint.Support.painted;
import static imprint.Support.same;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Progress, cancelling, interrupts, events, futures and threads. */
final class FollowTest {
    private FollowTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("progress: rises to one", FollowTest::progress);
        tests.put("progress: ends a call by false and by what it throws", FollowTest::progressEnds);
        tests.put("cancel: a switch ends the calls that have it", FollowTest::cancel);
        tests.put("interrupt: ends a call that asked for it, and no other", FollowTest::interrupt);
        tests.put("events: tell each call", FollowTest::events);
        tests.put("futures: answer, fail, and are cancelled", FollowTest::futures);
        tests.put("threads: sixteen share a context", FollowTest::threads);
        tests.put("threads: a context is closed while calls run", FollowTest::closing);
        tests.put("exit: while daemon threads call, from main and by System.exit", FollowTest::exit);
        tests.put("batches: progress and cancelling", FollowTest::batches);
    }

    private static void progress() {
        final List<Double> steps = new ArrayList<>();
        try (Context context = new Context()) {
            context.following(new Following().progress(steps::add)).verify(painted());
        }
        same(steps.stream().sorted().toList(), steps);
        same(1.0, steps.get(steps.size() - 1));
        same(0, Callbacks.registered());
    }

    private static void progressEnds() {
        try (Context context = new Context()) {
            fails(CancelledCallException.class, () -> context.following(new Following().progress(done -> done < 0.1)).verify(painted()));
            final IllegalStateException stop = new IllegalStateException("stop");
            final CancelledCallException failure = fails(CancelledCallException.class, () -> context.following(new Following().progress(done -> {
                throw stop;
            })).mark(painted(), PRODUCER, "1"));
            check(failure.getCause() == stop, failure.getCause());
            fails(StackOverflowError.class, () -> context.following(new Following().progress(FollowTest::endless)).verify(painted()));
            same(State.NONE_FOUND, context.verify(painted()).state());
        }
    }

    private static boolean endless(double done) {
        return endless(done + 1) && endless(done);
    }

    private static void cancel() throws Exception {
        final CancelToken token = new CancelToken();
        final CountDownLatch begun = new CountDownLatch(1);
        try (Context context = new Context()) {
            final Context followed = context.following(new Following().cancel(token).progress(done -> {
                begun.countDown();
                return true;
            }));
            final CompletableFuture<Report> future = CompletableFuture.supplyAsync(() -> followed.verify(Source.of(paint(1600, 1200))));
            check(begun.await(10, TimeUnit.SECONDS), "the call began");
            token.cancel();
            check(fails(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS)).getCause() instanceof CancelledCallException, "cancelled");
            check(token.isCancelled(), "the switch stays set");
            fails(Status.CANCELLED, () -> followed.verify(painted()));
            same(State.NONE_FOUND, context.verify(painted()).state());
        }
    }

    private static void interrupt() throws Exception {
        try (Context context = new Context()) {
            final CountDownLatch begun = new CountDownLatch(1);
            final AtomicReference<Object> answer = new AtomicReference<>();
            final Following following = new Following().interruptible().progress(done -> {
                begun.countDown();
                return true;
            });
            final Thread thread = new Thread(() -> {
                try {
                    answer.set(context.following(following).verify(Source.of(paint(1600, 1200))));
                } catch (CancelledCallException failure) {
                    answer.set(Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            check(begun.await(10, TimeUnit.SECONDS), "the call began");
            thread.interrupt();
            thread.join(30_000);
            same(true, answer.get());
            Thread.currentThread().interrupt();
            same(State.NONE_FOUND, context.verify(painted()).state());
            check(Thread.interrupted(), "the interrupt is the caller's");
        }
    }

    private static void events() {
        final List<Event> events = new ArrayList<>();
        try (Context context = new Context()) {
            final Context followed = context.following(new Following().event(events::add));
            followed.verify(painted(), new VerifyOptions().noWatermark(true));
            fails(Status.TRUNCATED, () -> followed.verify(Source.of(new byte[0])));
            same(List.of("imprint_verify", "imprint_verify"), events.stream().map(Event::call).toList());
            same(List.of(Status.OK, Status.TRUNCATED), events.stream().map(Event::status).toList());
            check(events.get(0).durationUs() > 0 && events.get(0).message().isEmpty() && !events.get(1).message().isEmpty(), events);
            final Context throwing = context.following(new Following().event(event -> {
                throw new IllegalStateException("a full disk");
            }));
            fails(IllegalStateException.class, () -> throwing.verify(painted()));
        }
    }

    private static void futures() throws Exception {
        final ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Context context = new Context()) {
            same(State.NONE_FOUND, context.async(pool, one -> one.verify(painted())).get().state());
            final ExecutionException failure = fails(ExecutionException.class, () -> context.async(pool, one -> one.verify(Source.of(new byte[0]))).get());
            check(failure.getCause() instanceof BadInputException, failure);
            final AtomicReference<Throwable> ended = new AtomicReference<>();
            final CountDownLatch begun = new CountDownLatch(1);
            final CountDownLatch done = new CountDownLatch(1);
            final CompletableFuture<Report> future = context.async(pool, one -> {
                begun.countDown();
                try {
                    return one.verify(Source.of(paint(1600, 1200)));
                } catch (CancelledCallException cancelled) {
                    ended.set(cancelled);
                    throw cancelled;
                } finally {
                    done.countDown();
                }
            });
            begun.await();
            check(future.cancel(true) && future.isCancelled(), "a cancelled future");
            check(done.await(10, TimeUnit.SECONDS) && ended.get() != null, "the call behind it ends too");
        } finally {
            pool.shutdown();
        }
    }

    private static void threads() throws Exception {
        final ExecutorService pool = Executors.newFixedThreadPool(16);
        try (Context context = new Context()) {
            final byte[] marked = context.mark(painted(), PRODUCER, "1").data();
            final String expected = context.verify(Source.of(marked)).json();
            final List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                answers.add(pool.submit(() -> context.verify(Source.of(marked)).json()));
            }
            final Set<String> seen = new HashSet<>();
            for (final Future<String> one : answers) {
                seen.add(one.get());
            }
            same(Set.of(expected), seen);
        } finally {
            pool.shutdown();
        }
    }

    private static void closing() throws Exception {
        final Context context = new Context();
        final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<Report> future = CompletableFuture.supplyAsync(() -> context.following(new Following().progress(done -> {
            begun.countDown();
            return true;
        })).verify(painted()));
        begun.await();
        context.close();
        same(State.NONE_FOUND, future.get().state());
        fails(IllegalStateException.class, () -> context.verify(painted()));
    }

    /** What the test below starts: threads that call for ever, with and without callbacks. */
    public static final class Exiting {
        private Exiting() {}

        /** @param how exit, or nothing */
        public static void main(String[] how) throws Exception {
            final byte[] picture = Files.readAllBytes(Path.of(how[0]));
            final Context context = new Context();
            final Context followed = context.following(new Following().progress(done -> true).interruptible());
            for (int i = 0; i < 4; i++) {
                final Context one = i % 2 == 0 ? context : followed;
                final Thread thread = new Thread(() -> {
                    while (true) {
                        one.mark(Source.of(picture), PRODUCER, "1");
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
            Thread.sleep(400);
            System.out.println("the end");
            if (how.length > 1) {
                System.exit(0);
            }
        }
    }

    private static void exit() throws Exception {
        final Path picture = Files.write(Support.folder().resolve("in.png"), paint(320, 240));
        final String java = Path.of(System.getenv("IMPRINT_JDK"), "java").toString();
        for (int i = 0; i < 4; i++) {
            final List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Dimprint.library.path=" + System.getProperty("imprint.library.path"), "-cp",
                    System.getProperty("java.class.path"), Exiting.class.getName(), picture.toString()));
            if (i % 2 == 1) {
                command.add("exit");
            }
            same("the end\n", Support.run(Support.folder(), command.toArray(new String[0])));
        }
    }

    private static void batches() {
        final List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(Job.of(painted()).producer(PRODUCER, "" + i));
        }
        try (Context context = new Context(new ContextOptions().threads(2))) {
            final List<Double> steps = java.util.Collections.synchronizedList(new ArrayList<>());
            context.following(new Following().progress(steps::add)).verifyBatch(jobs, new VerifyOptions().noSearch(true));
            same(1.0, steps.get(steps.size() - 1));
            final CancelToken token = new CancelToken();
            token.cancel();
            fails(CancelledCallException.class, () -> context.following(new Following().cancel(token)).verifyBatch(jobs, null));
        }
    }
}
