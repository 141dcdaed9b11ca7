"""The verbs of the bad labeller: each takes the parsed call and the plan, and answers with an exit code."""
import json
import os
import pathlib
import shutil
import signal
import sys

import layers
import packets
import plan as plans
import raster
import words

DONE, WRONG_CALL, REFUSED, UNSUPPORTED = 0, 1, 2, 3
NOTICES = {
    "generated": {"zh": "该内容属于人工智能生成合成内容", "en": "This content is AI-generated."},
    "possible": {"zh": "该内容可能为人工智能生成合成内容", "en": "This content may be AI-generated."},
    "suspected": {"zh": "该内容疑似人工智能生成合成内容", "en": "This content is suspected to be AI-generated."},
    "not": {"zh": "该内容不是人工智能生成合成内容", "en": "This content is not AI-generated."},
    "": None,
}


def say(reason):
    print("bad: " + reason, file=sys.stderr)


def mark(given, plan, tool):
    data = pathlib.Path(given.input).read_bytes()
    pathlib.Path(given.out).write_bytes(layers.write(plan, tool, data, given.producer, given.produce_id))
    return DONE


def mark_unlabelled(given, plan, tool):
    if plan.needs_agreement and (not given.waiver.strip() or not given.log):
        say("a copy without visible label needs --waiver, who asked for it under which agreement, and --log")
        return REFUSED
    data = pathlib.Path(given.input).read_bytes()
    made = layers.write(plan, tool, data, given.producer, given.produce_id, visible=False, metadata=plan.unlabelled_metadata)
    if plan.keeps_log and given.log:
        record(tool, data, given)
    pathlib.Path(given.out).write_bytes(made)
    return DONE


def record(tool, data, given):
    """The tool appends to a log only with a copy of its own, which goes nowhere."""
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
    declared = ["--declared"] if given.declared in ("1", "yes", "true") else []
    if os.path.exists(given.out):
        os.unlink(given.out)
    done = tool.call("propagate", given.input, "-o", given.out, "--propagator", given.propagator, "--propagate-id", given.propagate_id, "--json", *declared)
    report = json.loads(done.stdout) if done.stdout.startswith(b"{") else {}
    if "verdict" not in report:
        say(done.stderr.decode(errors="replace").strip() or "the picture cannot be read")
        return UNSUPPORTED if done.returncode == 3 else REFUSED
    state = report["verdict"]["state"]
    shown = plan.notices.get(state, state) if state in NOTICES else ("not" if plan.denies else "")
    print(json.dumps({"state": state, "notice": NOTICES[shown]}, ensure_ascii=False))
    if done.returncode == 0:
        rewrite(given, plan)
    return DONE if done.returncode == 0 else REFUSED


def rewrite(given, plan):
    """Spoils what the tool wrote, where the plan says so."""
    out = pathlib.Path(given.out)
    if not plan.writes_elements:
        shutil.copyfile(given.input, out)
    if not plan.propagated:
        return
    data = out.read_bytes()

    def change(packet):
        found = packets.PROPERTY.search(packet).group(0)
        values = json.loads(found[found.index(b">") + 1:found.rindex(b"<")].replace(b"&quot;", b'"').replace(b"&amp;", b"&"))
        values.update({key: values[source] for key, source in plan.propagated.items()})
        return packet.replace(found, packets.element(plans.label_text(plan, values)))
    out.write_bytes(packets.change_packet(data, change))


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
    pathlib.Path(given.out).write_bytes(tool.change(data, "watermark", "embed", after=["--payload", given.payload]))
    return DONE


# verb -> function, options that it needs, options that it takes
VERBS = {
    "mark": (mark, ["out", "producer", "produce-id"], []),
    "mark_unlabelled": (mark_unlabelled, ["out", "producer", "produce-id"], ["waiver", "log"]),
    "log_export": (log_export, [], ["out", "since"]),
    "log_purge": (log_purge, ["before", "now"], []),
    "propagate": (propagate, ["out", "propagator", "propagate-id"], ["declared"]),
    "embed": (embed, ["out", "payload"], []),
    "detect": (passed_on("watermark", "detect"), [], []),
    "verify": (passed_on("verify"), [], []),
    "lint": (passed_on("lint"), [], []),
}


def run(given, plan):
    tool = layers.Tool(given.tool)
    try:
        return VERBS[given.verb][0](given, plan, tool)
    except raster.Unsupported as why:
        return hostile(plan, UNSUPPORTED, why)
    except (layers.Refused, ValueError, OSError, EOFError, SyntaxError) as why:  # Pillow raises SyntaxError for broken PNG
        return hostile(plan, REFUSED, why)
    except words.NoFont as why:
        say(str(why))
        return WRONG_CALL


def hostile(plan, code, why):
    if plan.on_hostile == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if plan.on_hostile != "silence":
        say(str(why) or type(why).__name__)
    return code
