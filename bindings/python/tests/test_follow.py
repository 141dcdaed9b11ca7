"""Progress, cancelling, events, threads and asyncio."""
import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import imprint
from support import PRODUCER, TestCase, painted


class Following(TestCase):
    def test_progress_rises_to_one(self):
        steps = []
        imprint.verify(painted(), progress=steps.append)
        self.assertEqual(steps, sorted(steps))
        self.assertEqual(steps[-1], 1.0)

    def test_progress_ends_a_call_by_false_and_by_what_it_raises(self):
        with self.assertRaises(imprint.CancelledError):
            imprint.verify(painted(), progress=lambda done: done < 0.1)

        def raising(done):
            raise RuntimeError("stop")

        with self.assertRaises(imprint.CancelledError) as caught:
            imprint.mark(painted(), PRODUCER, "1", progress=raising)
        self.assertIsInstance(caught.exception.__cause__, RuntimeError)

        def interrupted(done):
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            imprint.verify(painted(), progress=interrupted)

    def test_a_switch_ends_the_calls_that_have_it(self):
        cancel = imprint.Cancel()
        begun = threading.Event()
        with ThreadPoolExecutor() as pool:
            future = pool.submit(imprint.verify, painted(1600, 1200), cancel=cancel, progress=lambda done: begun.set())
            begun.wait(10)
            cancel.cancel()
            with self.assertRaises(imprint.CancelledError):
                future.result(30)
        self.assertTrue(cancel.cancelled)
        with self.assertRaises(imprint.CancelledError):
            imprint.verify(painted(), cancel=cancel)
        self.assertEqual(imprint.verify(painted()).state, imprint.State.NONE_FOUND)

    def test_events_tell_each_call(self):
        events = []
        context = imprint.Context(event=events.append)
        context.verify(painted(), no_watermark=True)
        with self.assertRaises(imprint.TruncatedError):
            context.verify(b"")
        self.assertEqual([(event.call, event.status) for event in events], [("imprint_verify", 0), ("imprint_verify", imprint.Status.TRUNCATED)])
        self.assertTrue(events[1].message)
        self.assertGreater(events[0].duration_us, 0)

    def test_asyncio(self):
        async def both():
            context = imprint.Context()
            reports = await asyncio.gather(*(imprint.aio.run(context.verify, painted()) for _ in range(3)))
            task = asyncio.ensure_future(imprint.aio.run(context.verify, painted(1600, 1200)))
            await asyncio.sleep(0.05)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            return reports

        self.assertEqual([report.state for report in asyncio.run(both())], [imprint.State.NONE_FOUND] * 3)


class Threads(TestCase):
    def test_sixteen_threads_share_a_context(self):
        context = imprint.Context()
        marked = context.mark(painted(), PRODUCER, "1").data
        expected = context.verify(marked).json
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda _: context.verify(marked).json, range(32)))
        self.assertEqual(set(answers), {expected})

    def test_the_interpreter_goes_on_while_a_call_runs(self):
        ticks, done = [0], threading.Event()

        def count():
            while not done.is_set():
                ticks[0] += 1
                time.sleep(0.001)

        counter = threading.Thread(target=count)
        counter.start()
        imprint.verify(painted(1200, 900))
        done.set()
        counter.join()
        self.assertGreater(ticks[0], 20)
