#!/usr/bin/env python3
"""What a binding adds to the C call: both verify one marked JPEG of 1 MP, in alternating runs; milliseconds of
processor time, as JSON on standard output.

    tests/bench/bindings/overhead.py BUILD [NAME COMMAND...]     NAME: python, go, go_cancellable, rust, node, java; without one, those that can be built
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
ROUNDS, COUNT = 12, 12


def environment(build):
    library = build / "sdk/api"
    return {**os.environ, "IMPRINT_LIBRARY_DIR": str(library), "LD_LIBRARY_PATH": str(library), "CGO_CFLAGS": f"-O2 -I{ROOT}/include",
            "CGO_LDFLAGS": f"-L{library} -limprint", "GOFLAGS": "-tags=imprint_flags -buildvcs=false", "GOPROXY": "off",
            "GOCACHE": str(build / "bindings/go/cache"), "NODE_PATH": str(build / "bindings/node/node_modules"),
            "PYTHONPATH": str(build / "bindings/python/package")}


def picture(build, folder):
    """A painted landscape of 1152 x 864, marked, as a JPEG."""
    png, jpeg = folder / "painted.png", folder / "marked.jpg"
    subprocess.run([build / "samples/paint_picture", png, "1152", "864"], check=True)
    subprocess.run([build / "cli/imprint", "mark", png, "-o", jpeg, "--convert", "--producer", "ExampleStudio", "--produce-id", "1"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return jpeg


def programs(build, folder, env):
    """Commands that can be built here, by name."""
    out = {}
    if (build / "bindings/python/package/fresh").exists():
        out["python"] = ["/usr/bin/python3", HERE / "python/verify_times.py"]
    if subprocess.run(["go", "build", "-o", folder / "go_verify", "."], cwd=HERE / "go", env=env).returncode == 0:
        out["go"] = [folder / "go_verify"]
        out["go_cancellable"] = [folder / "go_verify"]
    if (ROOT / "bindings/rust").exists():
        target = folder / "rust"
        built = subprocess.run(["cargo", "build", "--offline", "--release", "--quiet", "--example", "verify_times", "--target-dir", target],
                               cwd=ROOT / "bindings/rust", env=env)
        if built.returncode == 0:
            out["rust"] = [target / "release/examples/verify_times"]
    if (build / "bindings/node/node_modules/imprint/fresh").exists():
        out["node"] = ["/usr/bin/node", HERE / "node/verify_times.js"]
    jar = build / "bindings/java/imprint.jar"
    if jar.exists() and subprocess.run(["javac", "-cp", jar, "-d", folder / "java", HERE / "java/VerifyTimes.java"]).returncode == 0:
        # A heap that is there from the start: of growing it, and of starting the virtual machine, the calls are not to blame.
        out["java"] = ["java", "-Xms128m", "-Xmx128m", f"-Dimprint.library.path={build / 'bindings/java'}", "-cp", f"{jar}:{folder / 'java'}", "VerifyTimes"]
    return out


def times(command, jpeg, extra, env):
    text = subprocess.run([*command, jpeg, str(COUNT), *extra], env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [float(line) for line in text.split()]


def compare(c_verify, command, jpeg, extra, env):
    c, binding = [], []
    for _ in range(ROUNDS):
        c += times(c_verify, jpeg, [], env)
        binding += times(command, jpeg, extra, env)
    return {"runs": len(c), "c_ms_min": min(c), "c_ms_median": statistics.median(c), "binding_ms_min": min(binding),
            "binding_ms_median": statistics.median(binding), "ratio_of_minima": round(min(binding) / min(c), 4),
            "ratio_of_medians": round(statistics.median(binding) / statistics.median(c), 4)}


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    env = environment(build)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        c_verify = folder / "c_verify"
        subprocess.run(["cc", "-O2", "-std=c99", f"-I{ROOT}/include", HERE / "c_verify.c", "-o", c_verify, f"-L{env['IMPRINT_LIBRARY_DIR']}",
                        "-limprint"], check=True)
        jpeg = picture(build, folder)
        chosen = {sys.argv[2]: sys.argv[3:]} if len(sys.argv) > 3 else programs(build, folder, env)
        answers = {name: compare([c_verify], command, jpeg, ["cancellable"] if name.endswith("_cancellable") else [], env)
                   for name, command in chosen.items()}
        print(json.dumps({"bytes": jpeg.stat().st_size, "bindings": answers}, indent=1))


main()
