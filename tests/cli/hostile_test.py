"""imprint on hostile files: whatever a file of less than a megabyte holds, a verb takes at most 2 s of a core and 400 MB, and ends by
itself (spec/limits.md). The makers are those of tests/bench/hostile, each with the dearest numbers that are known;
tests/bench/dearest.py looks for dearer ones."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "bench")]

from hostile import MAKERS, measure  # noqa: E402

MAX_BYTES = 1_000_000
# A sanitizer takes several times the time and the memory; what is looked for under one is a crash or a run without end.
SLACK = 15 if os.environ.get("IMPRINT_SANITIZED") else 1


# Those whose code differs; crJSON only of what holds a manifest.
def verbs_of(maker):
    return ["verify", "propagate", "lint"] + (["manifest read", "manifest read --crjson"] if maker.family in ("JUMBF", "CBOR") else [])


# Another program on the other half of a core can double a time: what is too dear is measured once more, with the machine.
def cost_of(verb, path):
    cost = measure.run(os.environ["IMPRINT_CLI"], verb, path)
    slower = 1.0
    if cost.share() > SLACK and not cost.crashed():
        slower = measure.yardstick()
        cost = measure.run(os.environ["IMPRINT_CLI"], verb, path)
    return cost, slower


def failures_of(maker, numbers, file, path):
    out = []
    for verb in verbs_of(maker):
        cost, slower = cost_of(verb, path)
        what = f"{maker.name}{numbers}, {len(file)} bytes, {verb}: {cost.cpu_s:.2f} s, {cost.memory_mb:.0f} MB"
        if cost.crashed():
            out.append(f"{what}: ended by signal {os.WTERMSIG(cost.status)}")
        elif cost.share(slower=slower) > SLACK:
            out.append(f"{what} on a machine {slower:.1f} times as slow: more than {measure.CPU_S} s or {measure.MEMORY_MB} MB; said {cost.said!r}")
        elif os.WEXITSTATUS(cost.status) not in (0, 1, 2, 3):
            out.append(f"{what}: exit code {os.WEXITSTATUS(cost.status)}")
    return out


def main():
    checks, failures = 0, []
    path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"imprint-hostile-{os.getpid()}")
    try:
        for maker in MAKERS:
            for numbers in maker.worst:
                file = maker.make(**numbers)
                if len(file) > MAX_BYTES:
                    failures.append(f"{maker.name}{numbers} makes {len(file)} bytes")
                with open(path, "wb") as out:
                    out.write(file)
                found = failures_of(maker, numbers, file, path)
                checks += len(verbs_of(maker))
                failures += found
    finally:
        if os.path.exists(path):
            os.remove(path)
    print("\n".join(failures + [f"{checks} runs, {len(failures)} failed"]))
    sys.exit(1 if failures or not checks else 0)


if __name__ == "__main__":
    main()
