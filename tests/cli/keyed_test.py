"""Keyed mark_ids: keys, marking, and what those with and without the key are told (spec/mark-id.md)."""
import hashlib
import hmac
import json
import re

from harness import ABSENT, DONE, FAILED, PRODUCER, Suite, schema

t = Suite()
t.paint()


def digits_of(name):
    lines = t.read(name).decode().splitlines()
    t.equal(lines[1], "imprint-mark-id-key", "the word of the kind")
    return lines[2]


# Keys: a kind of their own.
run = t.run("keys", "new", "--mark-id", "-o", "secret.key", "--json")
t.exits(run, DONE, "keys new --mark-id")
t.valid(run.json(), schema("key.schema.json"), "a mark_id key")
KEY_ID = run.json()["key_id"]
t.equal(run.json()["kind"], "mark_id", "its kind")
secret = bytes.fromhex(digits_of("secret.key"))
t.equal(KEY_ID, hashlib.sha256(b"imprint-mark-id-key-id-v1\0" + secret).hexdigest()[:16], "its id")
t.check(secret.hex() not in run.out.decode() + run.talk, "the secret is not told")
t.equal(t.run("keys", "show", "-", stdin=t.read("secret.key")).out.decode().strip(), KEY_ID, "keys show from stdin")
t.run("keys", "new", "-o", "mark.key")
shown = t.run("keys", "show", "mark.key", "--json").json()
t.equal(shown["kind"], "watermark", "the kind of a watermark key")
t.run("keys", "new", "--mark-id", "-o", "other.key")
t.refuses(["watermark", "detect", "plain.png", "--key", "secret.key"], "holds a mark_id key", "a mark_id key as a watermark key")
t.refuses(["verify", "plain.png", "--mark-id-key", "mark.key"], "holds a watermark key", "a watermark key as a mark_id key")
t.refuses(["verify", "plain.png", "--mark-id-key", "pkcs11:object=x"], "no token can hold", "a token")
# The same bytes under the name of the other kind.
t.write("same.key", t.read("mark.key").decode().replace("\n", "\nimprint-mark-id-key\n", 1))
t.refuses(["verify", "plain.png", "--key", "mark.key", "--mark-id-key", "same.key"], "IMPRINT_ERR_KEY_INVALID", "one secret for two things")
for name, content in (("word.key", "imprint-mark-id-key\n"), ("short.key", "imprint-mark-id-key " + "0" * 63), ("long.key", "imprint-mark-id-key" + "0" * 65)):
    t.write(name, content)
    t.refuses(["verify", "plain.png", "--mark-id-key", name], "no mark_id key file", name, FAILED)

# Marking: the label declares it, and the key compares.
run = t.mark("plain.png", "keyed.png", "--mark-id-key", "secret.key", "--json")
t.exits(run, DONE, "mark")
t.valid(run.json(), t.report_schema, "report of mark")
wanted = hmac.new(secret, b"imprint-mark-id-v2\0" + PRODUCER.encode() + b"\0cli-1", hashlib.sha256).hexdigest()[:16]
t.equal(run.json()["watermark"]["mark_id"], wanted, "the payload")
t.equal(run.json()["agreement"]["mark_id"], {"version": 2, "key_id": KEY_ID}, "how they agree")
t.check(secret.hex() not in json.dumps(run.json()) + run.talk, "the secret is in no report")
label = run.json()["aigc"]["labels"][0]
t.equal(label["label"]["ReservedCode1"], '{"ImprintMarkID":{"Version":2,"KeyID":"%s"}}' % KEY_ID, "the declaration")
t.equal(label["keyed_mark_id"], {"key_id": KEY_ID, "mark_id": wanted}, "what the label says")


def verified(*arguments, code=DONE):
    run = t.run("verify", *arguments, "--json", "--no-search")
    t.exits(run, code, f"verify {arguments}")
    t.valid(run.json(), t.report_schema, f"report of verify {arguments}")
    return run.json()


report = verified("keyed.png", "--mark-id-key", "other.key", "--mark-id-key", "secret.key")
t.equal((report["state"], report["agreement"]["aigc_watermark"]), ("generated", "agree"), "with the key")
report = verified("keyed.png")
t.equal((report["state"], report["agreement"]["aigc_watermark"], report["agreement"]["missing_mark_id_key"]),
        ("generated", "not_comparable", KEY_ID), "without it")
t.check(any(f"key {KEY_ID} was not given" in reason for reason in report["verdict"]["reasons"]), "the reason says what is missing")
people = t.run("verify", "keyed.png", "--no-search").out.decode()
t.check(f"AIGC label and watermark: not_comparable (the mark_id is keyed: give key {KEY_ID} with --mark-id-key)" in people, f"for people: {people}")

# The declaration forged: from "disagree" to "not comparable", and no further.
t.exits(t.mark("plain.png", "plain_mark.png"), DONE, "mark of version 1")
stolen = ["aigc", "write", "plain_mark.png", "--producer", PRODUCER, "--produce-id", "stolen"]
t.exits(t.run(*stolen, "-o", "stolen.png"), DONE, "another label")
t.equal(verified("stolen.png", code=ABSENT)["agreement"]["aigc_watermark"], "disagree", "a stolen mark")
t.exits(t.run(*stolen, "-o", "forged.png", "--mark-id-key", "other.key"), DONE, "another label with a declaration")
report = verified("forged.png")
t.equal((report["state"], report["agreement"]["aigc_watermark"]), ("generated", "not_comparable"), "forged")
t.equal(verified("forged.png", "--mark-id-key", "other.key", code=ABSENT)["agreement"]["aigc_watermark"], "disagree", "forged, with that key")
t.refuses([*stolen, "-o", "no.png", "--mark-id-key", "other.key", "--reserved-code1", "text"], "ReservedCode1 is no JSON object", "no place for it")
lint = t.run("lint", "keyed.png", "--json", "--strict")
t.check("GB-MARK-ID-KEYED" in [f["code"] for f in lint.json()["findings"]], f"lint names it: {lint.out}")
t.exits(lint, DONE, "and it is no fault")

# finish, propagate, transplant, and the log.
t.exits(t.run("label", "draw", "plain.png", "-o", "drawn.png", "--text", "AI生成"), DONE, "draw")
t.exits(t.run("watermark", "embed", "drawn.png", "-o", "embedded.png", "--payload", wanted), DONE, "embed")
ours = ["--producer", PRODUCER, "--produce-id", "cli-1"]
t.exits(t.run("finish", "embedded.png", "-o", "finished.png", *ours, "--mark-id-key", "secret.key"), DONE, "finish")
t.refuses(["finish", "embedded.png", "-o", "no.png", *ours], "does not carry the watermark", "finish by version 1")
run = t.run("propagate", "embedded.png", "-o", "told.png", "--propagator", PRODUCER, "--propagate-id", "p", *ours, "--mark-id-key", "secret.key")
t.exits(run, DONE, "propagate")
t.check("the mark of ProduceID" in run.out.decode() + run.talk, f"the records name it: {run.out}")
t.equal(verified("told.png", "--mark-id-key", "secret.key")["agreement"]["aigc_watermark"], "agree", "what it wrote agrees")
t.equal(verified("told.png")["agreement"]["aigc_watermark"], "not_comparable", "and declares it")
t.exits(t.run("transplant", "keyed.png", "embedded.png", "-o", "carried.png", "--mark-id-key", "secret.key"), DONE, "transplant")
t.refuses(["transplant", "keyed.png", "embedded.png", "-o", "no.png"], f"its key {KEY_ID} was not given", "transplant without the key")
t.exits(t.mark("plain.png", "copy.png", "--mark-id-key", "secret.key", "--no-visible", "--waiver", "contract 7", "--log", "copies.log"), DONE, "a copy on record")
t.exits(t.mark("plain.png", "copy2.png", "--no-visible", "--waiver", "contract 7", "--log", "copies.log"), DONE, "another one")
records = [json.loads(line) for line in t.read("copies.log").splitlines()]
t.equal([r.get("mark_id_key") for r in records], [KEY_ID, None], "the records say which version")
t.exits(t.run("log", "verify", "copies.log"), DONE, "the log is whole")

# A profile, and the signed manifest, which says it without the label too.
t.write("profile.toml", f'[provider]\ncode = "{PRODUCER}"\n[watermark]\nmark_id_key = "secret.key"\n')
run = t.run("mark", "plain.png", "-o", "profiled.png", "--produce-id", "cli-1", "--profile", "profile.toml", "--json")
t.exits(run, DONE, "a profile")
t.equal(run.json()["watermark"]["mark_id"], wanted, "its payload")
t.exits(t.run("keys", "demo", "-o", "demo"), DONE, "demo keys")
signer = ["--cert", "demo/chain.pem", "--private-key", "demo/leaf.key"]
run = t.mark("plain.png", "signed.png", "--mark-id-key", "secret.key", *signer, "--json")
t.exits(run, DONE, "mark with a manifest")
t.equal([b.get("mark_id_key") for b in run.json()["manifest"]["soft_bindings"]], [KEY_ID], "the soft binding declares it")
report = verified("signed.png")
t.equal((report["agreement"]["aigc_watermark"], report["agreement"]["manifest_watermark"], report["agreement"]["manifest_aigc"]),
        ("not_comparable", "agree", "agree"), "the manifest ties both without the key")
t.exits(t.run("aigc", "write", "embedded.png", "-o", "undeclared.png", *ours), DONE, "a label without the words")
t.equal(verified("undeclared.png", code=ABSENT)["agreement"]["aigc_watermark"], "disagree", "without any declaration")
t.exits(t.run("manifest", "sign", "undeclared.png", "-o", "vouched.png", *signer, "--mark-id", wanted, "--mark-id-key", "secret.key"), DONE, "sign")
t.equal(verified("vouched.png")["agreement"]["aigc_watermark"], "not_comparable", "the manifest declares it")
t.equal(verified("vouched.png", "--mark-id-key", "secret.key")["agreement"]["aigc_watermark"], "agree", "with the key")
t.check(re.search(f"binding .* keyed, key {KEY_ID}", t.run("manifest", "read", "vouched.png").out.decode()) is not None, "manifest read tells it")
t.refuses(["manifest", "sign", "undeclared.png", "-o", "no.png", *signer, "--mark-id-key", "secret.key"], "--mark-id", "a key without a mark_id")
t.finish()
