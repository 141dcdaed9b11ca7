"""Runs a verb of the tool on a file and tells what it cost: processor time and peak memory of that process alone."""
import os
import resource
import tempfile
import zlib

VERBS = {
    "verify": ("verify", "--no-search", "--json"),
    "propagate": ("propagate", "--propagator", "p", "--propagate-id", "q", "--force", "-o", os.devnull),
    "lint": ("lint",),
    "aigc read": ("aigc", "read"),
    "manifest read": ("manifest", "read"),
    "manifest read --crjson": ("manifest", "read", "--crjson"),
}
CPU_S, MEMORY_MB = 2, 400  # the promise (spec/limits.md) …
NS_A_PIXEL, BYTES_A_PIXEL = 40, 8  # … or so much a pixel that is there
YARDSTICK_S = 0.1  # what yardstick() takes on the machine that the seconds are meant for
STOP_CPU_S, STOP_BYTES = 60, 8 << 30  # no run takes more


def yardstick():
    """How many times slower than the machine of the promise this one is just now, at least 1: it inflates 64 MB of zeros into fresh memory."""
    packed = zlib.compress(bytes(64 << 20), 1)

    def once():
        before = resource.getrusage(resource.RUSAGE_SELF)
        zlib.decompress(packed, bufsize=64 << 20)
        after = resource.getrusage(resource.RUSAGE_SELF)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return max(1.0, min(once() for _ in range(3)) / YARDSTICK_S)


class Cost:
    def __init__(self, verb, cpu_s, memory_mb, status, said, out):
        self.verb, self.cpu_s, self.memory_mb, self.status, self.said, self.out = verb, cpu_s, memory_mb, status, said, out

    def crashed(self):
        """Ended by a signal. A run that is stopped for its time is one, too."""
        return os.WIFSIGNALED(self.status)

    def share(self, pixels=0, slower=1.0):
        """Of what may be spent on a machine that is so many times slower; above 1 the promise is broken."""
        return max(self.cpu_s / slower / max(CPU_S, NS_A_PIXEL * pixels / 1e9), self.memory_mb / max(MEMORY_MB, BYTES_A_PIXEL * pixels / 1e6 + 40))


def run(tool, verb, path):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become([tool, *VERBS[verb], path], out.fileno(), err.fileno())
        _, status, used = os.wait4(child, 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read(200000))
    said = (texts[1] or texts[0])[:160].decode("utf-8", "replace").replace("\n", " ")
    return Cost(verb, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status, said, texts[0])


def _become(arguments, out, err):
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (STOP_CPU_S, STOP_CPU_S + 2))
        if not os.environ.get("IMPRINT_SANITIZED"):  # sanitizers reserve terabytes
            resource.setrlimit(resource.RLIMIT_AS, (STOP_BYTES, STOP_BYTES))
        os.execv(arguments[0], arguments)
    finally:
        os._exit(127)
