package imprint;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A call in another thread, which cancelling ends. */
final class AsyncCall<T> extends CompletableFuture<T> {
    private final CancelToken cancel = new CancelToken();

    private AsyncCall() {}

    static <T> CompletableFuture<T> start(Context context, Following following, Executor executor, Function<Context, T> call) {
        final AsyncCall<T> out = new AsyncCall<>();
        final Context followed = context.following(following.cancel(out.cancel));
        executor.execute(() -> {
            if (out.isDone()) {
                return;
            }
            try {
                out.complete(call.apply(followed));
            } catch (Throwable failure) {
                out.completeExceptionally(failure);
            }
        });
        return out;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        final boolean done = super.cancel(mayInterrupt);
        cancel.cancel();
        return done;
    }
}
