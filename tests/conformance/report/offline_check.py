"""Signs a report with keys that openssl made, then runs the printed offline check as it is, on good and on spoilt files.

    offline_check.py MAKE_SAMPLES
"""
import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

GENERATE = {
    "ES256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "Ed25519": ["-algorithm", "ED25519"],
    "SM2": ["-algorithm", "SM2"],
}
checks = 0


def openssl(*arguments, folder):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def passes(folder, kind):
    done = subprocess.run(["sh", f"check-{kind}.sh"], cwd=folder, capture_output=True, text=True)
    return done.returncode == 0 and done.stdout.endswith("report.json is the file that was signed\n")


def expect(wanted, folder, kind, what):
    global checks
    checks += 1
    if passes(folder, kind) != wanted:
        sys.exit(f"{kind}, {what}: the offline check should {'pass' if wanted else 'refuse'}")


def spoilt(good, folder, kind, what, change):
    copy = folder / "spoilt"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(good, copy)
    change(copy)
    expect(False, copy, kind, what)


def flip_in_report(folder):
    path = folder / "report.json"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def change_envelope(change):
    def changed(folder):
        path = folder / "report.dsse.json"
        envelope = json.loads(path.read_text())
        change(envelope)
        path.write_text(json.dumps(envelope, separators=(",", ":")) + "\n")
    return changed


def flip_payload(envelope):
    data = bytearray(base64.b64decode(envelope["payload"]))
    data[len(data) // 3] ^= 1
    envelope["payload"] = base64.b64encode(data).decode()


def drop_last_signature(envelope):
    envelope["signatures"][-1]["sig"] = envelope["signatures"][0]["sig"][::-1]


def main(make_samples):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        good = folder / "good"
        good.mkdir()
        for kind, arguments in GENERATE.items():
            openssl("genpkey", *arguments, "-out", f"{kind}.private.pem", folder=folder)
            openssl("pkey", "-in", f"{kind}.private.pem", "-pubout", "-out", f"{kind}.pem", folder=folder)
        keys = [folder / f"{kind}.private.pem" for kind in GENERATE]
        subprocess.run([make_samples, good, *keys], check=True)
        for kind in GENERATE:
            shutil.copy(folder / f"{kind}.pem", good / "key.pem")
            expect(True, good, kind, "as it was signed")
            spoilt(good, folder, kind, "a byte of report.json", flip_in_report)
            spoilt(good, folder, kind, "a byte of the statement", change_envelope(flip_payload))
            openssl("genpkey", *GENERATE[kind], "-out", "other.private.pem", folder=folder)
            spoilt(good, folder, kind, "another key", lambda copy: openssl(
                "pkey", "-in", folder / "other.private.pem", "-pubout", "-out", copy / "key.pem", folder=folder))
        spoilt(good, folder, "SM2", "another signature", change_envelope(drop_last_signature))
    print(f"{checks} checks by openssl")
    return 0 if checks else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
