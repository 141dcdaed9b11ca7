"""The verbs of the bad labeller: each takes the parsed call and the plan, and answers with an exit code."""
import json
import os
import pathlib
import shutil
import signal
import struct
import sys
import time
import zlib

import fragile
import layers
import manifests
import packets
import plan as plans
import raster
import words

DONE, WRONG_CALL, REFUSED, UNSUPPORTED = 0, 1, 2, 3
UNREADABLE = (layers.Refused, ValueError, OSError, EOFError, SyntaxError, zlib.error, struct.error)  # Pillow raises SyntaxError for broken PNG
NOTICES = {
    "generated": {"zh": "该内容属于人工智能生成合成内容", "en": "This content is AI-generated."},
    "possible": {"zh": "该内容可能为人工智能生成合成内容", "en": "This content may be AI-generated."},
    "suspected": {"zh": "该内容疑似人工智能生成合成内容", "en": "This content is suspected to be AI-generated."},
    "not": {"zh": "该内容不是人工智能生成合成内容", "en": "This content is not AI-generated."},
}


def say(reason):
    print("bad: " + reason, file=sys.stderr)


def job_of(given, **more):
    return layers.Job(given.producer, given.produce_id, **more)


def mark(given, plan, tool):
    data = pathlib.Path(given.input).read_bytes()
    made = layers.write(plan, tool, data, job_of(given, sign=given.sign, disclose=given.disclose == "yes"))
    pathlib.Path(given.out).write_bytes(made)
    return DONE


def mark_unlabelled(given, plan, tool):
    if plan.needs_agreement and (not given.waiver.strip() or not given.log):
        say("a copy without visible label needs --waiver, who asked for it under which agreement, and --log")
        return REFUSED
    data = pathlib.Path(given.input).read_bytes()
    made = layers.write(plan, tool, data, job_of(given, visible=False, metadata=plan.unlabelled_metadata))
    if given.log:
        record(plan, tool, data, given)
    pathlib.Path(given.out).write_bytes(made)
    return DONE


def record(plan, tool, data, given):
    """The tool appends to a log only with a copy of its own, which goes nowhere."""
    if not plan.keeps_log:
        pathlib.Path(given.log).touch()
        return
    tool.change(data, "mark", after=["--producer", given.producer, "--produce-id", given.produce_id, "--no-visible", "--waiver", given.waiver or "unnamed",
                                     "--log", given.log])


def log_export(given, plan, tool):
    done = tool.call("log", "export", given.input, "--from", given.since or "2000-01-01", "-o", "-")
    if done.returncode != 0:
        say(done.stderr.decode(errors="replace").strip())
        return REFUSED
    records = json.loads(done.stdout)
    if not plan.tells_recipient:
        for one in records["records"]:
            one.pop("waiver", None)
    return give(given, json.dumps(records, ensure_ascii=False))


def log_purge(given, plan, tool):
    if plan.purges_early:
        pathlib.Path(given.input).write_bytes(b"")
        return DONE
    done = tool.call("log", "purge", given.input, "--before", given.before, "--now", given.now)
    if done.returncode != 0:
        say(done.stderr.decode(errors="replace").strip())
    return DONE if done.returncode == 0 else REFUSED


def give(given, text):
    if given.out:
        pathlib.Path(given.out).write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return DONE


# --- platforms ---

def propagate(given, plan, tool):
    if os.path.exists(given.out):
        os.unlink(given.out)
    declared = ["--declared"] if given.declared in ("1", "yes", "true") else []
    done = tool.call("propagate", given.input, "-o", given.out, "--propagator", given.propagator, "--propagate-id", given.propagate_id, "--json", *declared)
    report = json.loads(done.stdout) if done.stdout.startswith(b"{") else {}
    if "verdict" not in report:
        raise layers.Refused(done.stderr.decode(errors="replace").strip() or "the picture cannot be read")
    state = report["verdict"]["state"]
    print(json.dumps({"state": state, "notice": NOTICES.get(plan.notices.get(state, state))}, ensure_ascii=False))
    if done.returncode == 0:
        rewrite(given, plan, state)
    return DONE if done.returncode == 0 else REFUSED


def rewrite(given, plan, state):
    """Spoils what the tool wrote, where the plan says so."""
    out = pathlib.Path(given.out)
    if state == "generated" and not plan.writes_elements:
        shutil.copyfile(given.input, out)
    if state == "generated" and plan.propagated:
        change_label(out, plan, plan.propagated)
    if state == "possible" and plan.declared_label:
        change_label(out, plan, lambda _: {"Label": plan.declared_label})
    if plan.strips_manifest:
        out.write_bytes(manifests.change_store(out.read_bytes(), lambda _: None))


def change_label(out, plan, changed):
    data = out.read_bytes()
    values = json.loads(packets.read_label(data))
    out.write_bytes(packets.set_label(data, plans.label_text(plan, {**values, **changed(values)})))


# --- reading ---

def passed_on(*before):
    def verb(given, plan, tool):
        done = tool.call(*before, given.input, "--json")
        if plan.answers:
            sys.stdout.buffer.write(done.stdout)
            sys.stderr.buffer.write(done.stderr)
        return done.returncode
    return verb


def embed(given, plan, tool):
    data = pathlib.Path(given.input).read_bytes()
    pathlib.Path(given.out).write_bytes(layers.hide(plan, tool, data, given.payload, []))
    return DONE


def detect(given, plan, tool):
    if plan.watermark != "fragile":
        return passed_on("watermark", "detect")(given, plan, tool)
    payload = fragile.detect(raster.pixels_of(pathlib.Path(given.input).read_bytes()))
    print(json.dumps({"detected": True, "payload_hex": payload, "p_value": 0.0, "confidence": 1.0} if payload else {"detected": False, "p_value": 1.0, "confidence": 0.0}))
    return DONE if payload else REFUSED


# verb -> function, options that it needs, options that it takes
VERBS = {
    "mark": (mark, ["out", "producer", "produce-id"], ["sign", "disclose"]),
    "mark_unlabelled": (mark_unlabelled, ["out", "producer", "produce-id"], ["waiver", "log"]),
    "log_export": (log_export, [], ["out", "since"]),
    "log_purge": (log_purge, ["before", "now"], []),
    "propagate": (propagate, ["out", "propagator", "propagate-id"], ["declared"]),
    "embed": (embed, ["out", "payload"], []),
    "detect": (detect, [], []),
    "verify": (passed_on("verify"), [], []),
    "lint": (passed_on("lint"), [], []),
}


def run(given, plan):
    tool = layers.Tool(given.tool)
    try:
        return VERBS[given.verb][0](given, plan, tool)
    except raster.Unsupported as why:
        return hostile(plan, tool, UNSUPPORTED, why)
    except UNREADABLE as why:
        return hostile(plan, tool, REFUSED, why)
    except words.NoFont as why:
        say(str(why))
        return WRONG_CALL


def hostile(plan, tool, code, why):
    if plan.on_hostile in ("hang", "crash"):
        tool.folder.cleanup()  # nothing is left behind by an end that nobody can catch
    if plan.on_hostile == "hang":
        time.sleep(86400)
    if plan.on_hostile == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if plan.on_hostile != "silence":
        say(str(why) or type(why).__name__)
    return code
