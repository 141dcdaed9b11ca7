"""Runs the samples on a picture: samples_test.py PICTURE TOOL WORK."""
import contextlib
import importlib.util
import json
import pathlib
import shutil
import stat
import subprocess
import sys
import types

import imprint
import numpy
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
PICTURE, TOOL, WORK = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
sys.path.insert(0, str(HERE))


def check(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")
    print(f"ok  {what}")


class Pipeline:
    """What a diffusers pipeline looks like from outside."""

    scheduler = "the pipeline's own"

    def __call__(self, prompt, num_images_per_prompt=1, output_type="pil"):
        pictures = [Image.open(PICTURE).convert("RGB")] * num_images_per_prompt
        if output_type == "np":
            pictures = numpy.stack([numpy.asarray(one, numpy.float32) / 255 for one in pictures])
        return types.SimpleNamespace(images=pictures)


def diffusers():
    import diffusers_label

    labelled = diffusers_label.LabelledPipeline(Pipeline(), "ExampleStudio")
    check(labelled.scheduler == "the pipeline's own", "the wrapped pipeline is reachable")
    for kind in ("pil", "np"):
        result = labelled("a cat", num_images_per_prompt=2, output_type=kind)
        check(len(set(result.produce_ids)) == 2, f"{kind}: each picture has an id of its own")
        for number, (image, produce_id) in enumerate(zip(result.images, result.produce_ids)):
            path = WORK / f"{kind}{number}.png"
            diffusers_label.save(image, str(path), produce_id, "ExampleStudio")
            report = imprint.verify(path)
            check(report.agreement == imprint.Agreement.AGREE and report.mark_id == imprint.mark_id("ExampleStudio", produce_id), f"{kind} {number}: all layers agree")
    try:
        labelled("a cat", output_type="latent")
        check(False, "latents are refused")
    except ValueError:
        check(True, "latents are refused")


def load_as_the_host_does(folder):
    """ComfyUI imports a folder of custom_nodes as a module, and takes its mappings."""
    spec = importlib.util.spec_from_file_location("custom_nodes.comfyui_imprint", folder / "__init__.py", submodule_search_locations=[str(folder)])
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def comfyui():
    host = types.ModuleType("folder_paths")
    host.get_output_directory = lambda: str(WORK)
    sys.modules["folder_paths"] = host
    module = load_as_the_host_does(HERE / "comfyui_imprint")
    check(set(module.NODE_CLASS_MAPPINGS) == set(module.NODE_DISPLAY_NAME_MAPPINGS), "both mappings have the same nodes")
    images = numpy.stack([numpy.asarray(Image.open(PICTURE).convert("RGB"), numpy.float32) / 255] * 2)
    node = module.NODE_CLASS_MAPPINGS["ImprintLabel"]()
    declared = node.INPUT_TYPES()
    out, told = getattr(node, node.FUNCTION)(images=images, producer=declared["required"]["producer"][1]["default"])
    check(out.shape == images.shape and out.dtype == numpy.float32, "the label node gives the host's kind of tensor")
    for picture, one in zip(out, json.loads(told)):
        check(imprint.detect(picture).payload_hex == one["mark_id"], "its report names the mark that is in the picture")
    saver = module.NODE_CLASS_MAPPINGS["ImprintSave"]()
    for kind in ("png", "jpeg", "webp"):
        answer = getattr(saver, saver.FUNCTION)(images=images[:1], producer="ExampleStudio", filename_prefix="../../picture", format=kind)
        path = WORK / answer["ui"]["images"][0]["filename"]
        check(imprint.verify(path).agreement == imprint.Agreement.AGREE, f"the saving node writes {kind} with all layers, into the host's folder")


def kms():
    import kms_signer

    demo = WORK / "demo"
    subprocess.run([TOOL, "keys", "demo", "-o", str(demo)], check=True, capture_output=True)
    service = WORK / "kms"
    service.write_text(f'#!/bin/sh\npython3 -c "import sys; sys.stdout.buffer.write(bytes.fromhex(sys.argv[1]))" "$1" | openssl pkeyutl -sign -inkey "{demo}/leaf.key" -pkeyopt digest:sha256 | base64 -w0\n')
    service.chmod(service.stat().st_mode | stat.S_IXUSR)
    signer = kms_signer.KmsSigner((demo / "chain.pem").read_text(), [str(service)])
    marked = imprint.mark(PICTURE, "ExampleStudio", "1", signer=signer.signer())
    check(marked.report.manifest_state == imprint.ManifestState.VALID, "a manifest is signed by a key in another process")
    down = kms_signer.KmsSigner((demo / "chain.pem").read_text(), ["/bin/false"])
    try:
        imprint.mark(PICTURE, "ExampleStudio", "1", signer=down.signer())
        check(False, "a service that is down fails the call")
    except imprint.SignerError as failure:
        check(isinstance(failure.__cause__, subprocess.CalledProcessError), "a service that is down fails the call, and is its cause")
    with contextlib.suppress(ValueError):
        kms_signer.raw_signature(b"no signature")
        check(False, "what is no signature is refused")


def hello():
    out = WORK / "hello.png"
    out.unlink(missing_ok=True)
    said = subprocess.run([sys.executable, str(HERE / "hello.py"), str(PICTURE), str(out)], check=True, capture_output=True, text=True).stdout
    check(said == f"mark_id {imprint.mark_id('ExampleStudio', '1'):016x} state generated\n", "hello: " + said.strip())


WORK.mkdir(parents=True, exist_ok=True)
for old in WORK.glob("*.*"):
    old.unlink()
shutil.rmtree(WORK / "demo", ignore_errors=True)
for sample in (hello, diffusers, comfyui, kms):
    sample()
