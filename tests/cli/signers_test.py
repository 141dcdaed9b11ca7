"""Who signs the label (SecurityData) and the manifest: keys with a passphrase, and commands in place of keys."""
import os
import subprocess

from harness import DONE, FAILED, PRODUCER, Suite

t = Suite()
t.paint()


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], cwd=t.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "p256.pem")
openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "rsa.pem")
for name in ("p256", "rsa"):
    openssl("pkey", "-in", f"{name}.pem", "-pubout", "-out", f"{name}-public.pem")
    openssl("pkey", "-in", f"{name}.pem", "-aes256", "-passout", "pass:open sesame", "-out", f"{name}-locked.pem")
openssl("ec", "-in", "p256.pem", "-aes128", "-passout", "pass:open sesame", "-out", "p256-old.pem")
t.write("word.txt", "open sesame\nand no more\n")
t.write("wrong.txt", "close sesame\n")
to = ["--producer", PRODUCER, "--produce-id", "s-1", "--no-watermark"]


def check_of(name):
    return [(c["slot"], c["algorithm"], c["integrity"]) for c in t.run("aigc", "read", name).json()["labels"][0].get("security", [])]


# Keys with a passphrase: from a file, or from the environment, else a word on what to do.
for name, algorithm in (("p256-locked", "ECDSA P-256/SHA-256"), ("rsa-locked", "RSA/SHA-256"), ("p256-old", "ECDSA P-256/SHA-256")):
    key = ["--signing-key", f"{name}.pem"]
    t.refuses(["mark", "plain.png", "-o", "no.png", *to, *key], "IMPRINT_PASSPHRASE", f"{name} without its passphrase")
    t.refuses(["mark", "plain.png", "-o", "no.png", *to, *key, "--passphrase-file", "wrong.txt"], "does not open the private key", f"{name} with a wrong one")
    t.exits(t.run("mark", "plain.png", "-o", f"{name}.png", *to, *key, "--passphrase-file", "word.txt"), DONE, f"mark with {name}")
    t.equal(check_of(f"{name}.png"), [("ReservedCode1", algorithm, "valid")], f"signature by {name}")
os.environ["IMPRINT_PASSPHRASE"] = "open sesame"
t.exits(t.run("aigc", "write", "plain.png", "-o", "written.png", "--producer", PRODUCER, "--produce-id", "s-1", "--signing-key", "p256-locked.pem"), DONE, "from the environment")
del os.environ["IMPRINT_PASSPHRASE"]

# The manifest's key likewise.
t.exits(t.run("keys", "demo", "-o", "demo"), DONE, "demo certificates")
names = sorted(os.listdir(t.path("demo")))
key = next(n for n in names if "key" in n)
chain = next(n for n in names if "chain" in n or "cert" in n)
openssl("pkey", "-in", f"demo/{key}", "-aes256", "-passout", "pass:open sesame", "-out", "signer-locked.pem")
signer = ["--cert", f"demo/{chain}", "--private-key", "signer-locked.pem"]
t.refuses(["manifest", "sign", "plain.png", "-o", "no.png", *signer], "IMPRINT_PASSPHRASE", "a manifest's key without its passphrase")
t.exits(t.run("manifest", "sign", "plain.png", "-o", "signed.png", *signer, "--passphrase-file", "word.txt"), DONE, "a manifest's key with it")

# A command in place of a key.
for name, algorithm in (("p256", "ECDSA P-256/SHA-256"), ("rsa", "RSA/SHA-256")):
    command = ["--signing-command", f"openssl dgst -sha256 -sign {t.path(name)}.pem", "--signing-cert", f"{name}-public.pem"]
    for verb, slot, more in (("mark", "ReservedCode1", to), ("propagate", "ReservedCode2", ["--propagator", PRODUCER, "--propagate-id", "p-1", "--declared"]),
                             ("aigc write", "ReservedCode1", ["--producer", PRODUCER, "--produce-id", "s-1"])):
        out = f"{verb.replace(' ', '-')}-{name}.png"
        t.exits(t.run(*verb.split(), "plain.png", "-o", out, *more, *command), DONE, f"{verb} with a command, {name}")
        t.equal(check_of(out), [(slot, algorithm, "valid")], f"{verb} with a command, {name}")
other = ["--signing-command", f"openssl dgst -sha256 -sign {t.path('p256.pem')}", "--signing-cert", "rsa-public.pem"]
t.refuses(["mark", "plain.png", "-o", "no.png", *to, *other], "is no signature by the key of its certificate", "a command with another key")
t.refuses(["mark", "plain.png", "-o", "no.png", *to, "--signing-command", "exit 3", "--signing-cert", "rsa-public.pem"], "--signing-command exit 3", "a command that fails")
t.refuses(["mark", "plain.png", "-o", "no.png", *to, "--signing-command", "x"], "--signing-cert", "a command whose key nobody knows")
t.refuses(["mark", "plain.png", "-o", "no.png", *to, "--signing-command", "x", "--signing-key", "p256.pem"], "not by both", "a key and a command")
t.refuses(["mark", "plain.png", "-o", "no.png", *to, "--signing-cert", "rsa-public.pem"], "--signing-command", "a certificate alone")
t.refuses(["mark", "plain.png", "-o", "no.png", *to, "--signing-key", "word.txt"], "--signing-key word.txt", "a file that is no key", FAILED)
t.finish()
