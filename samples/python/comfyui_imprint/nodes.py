"""Two nodes: one labels the pixels that pass through, one writes files with every layer.

IMAGE is the host's: a tensor (B, H, W, C) of floats in [0, 1]. Whatever has __array__() is taken, and given back by the host's own torch if
it is there.
"""
from __future__ import annotations

import json
import os
import uuid
from typing import Any, Dict, List, Tuple

import imprint
import numpy


def _arrays(images: Any) -> numpy.ndarray:
    return numpy.asarray(images.cpu() if hasattr(images, "cpu") else images, dtype=numpy.float32)


def _like(host: Any, images: numpy.ndarray) -> Any:
    if type(host).__module__.startswith("torch"):
        import torch

        return torch.from_numpy(images).to(host.device)
    return images


def _ids(prefix: str, count: int) -> List[str]:
    run = uuid.uuid4().hex
    return [f"{prefix}{run}-{number:03d}" for number in range(count)]


class ImprintLabel:
    """IMAGE in; IMAGE with visible label and watermark out, and a report on each picture."""

    CATEGORY = "image/imprint"
    RETURN_TYPES = ("IMAGE", "STRING")
    RETURN_NAMES = ("images", "report")
    FUNCTION = "label"

    @classmethod
    def INPUT_TYPES(cls) -> Dict[str, Any]:
        return {
            "required": {"images": ("IMAGE",), "producer": ("STRING", {"default": "ExampleStudio"})},
            "optional": {"text": ("STRING", {"default": "AI生成"}), "id_prefix": ("STRING", {"default": ""})},
        }

    def label(self, images: Any, producer: str, text: str = "AI生成", id_prefix: str = "") -> Tuple[Any, str]:
        context = imprint.default_context()
        made, told = [], []
        pictures = _arrays(images)
        for picture, produce_id in zip(pictures, _ids(id_prefix, len(pictures))):
            drawn, place = context.draw_label(picture, text=text or None)
            marked, quality = context.embed(drawn, imprint.mark_id(producer, produce_id))
            made.append(marked)
            told.append({"produce_id": produce_id, "mark_id": f"{imprint.mark_id(producer, produce_id):016x}", "psnr_db": round(quality.psnr_db, 2),
                         "robustness": quality.robustness.name.lower(), "label": place.to_dict()})
        return _like(images, numpy.stack(made)), json.dumps(told, ensure_ascii=False, indent=1)


class ImprintSave:
    """IMAGE in; PNG, JPEG or WebP files with all layers, written whole and read back. What is shown in the host is what was saved."""

    CATEGORY = "image/imprint"
    RETURN_TYPES = ("STRING",)
    RETURN_NAMES = ("report",)
    FUNCTION = "save"
    OUTPUT_NODE = True

    @classmethod
    def INPUT_TYPES(cls) -> Dict[str, Any]:
        return {
            "required": {"images": ("IMAGE",), "producer": ("STRING", {"default": "ExampleStudio"}), "filename_prefix": ("STRING", {"default": "imprint"})},
            "optional": {"format": (["png", "jpeg", "webp"],), "id_prefix": ("STRING", {"default": ""})},
        }

    def save(self, images: Any, producer: str, filename_prefix: str, format: str = "png", id_prefix: str = "") -> Dict[str, Any]:
        folder = self._output_folder()
        saved, told = [], []
        pictures = _arrays(images)
        for picture, produce_id in zip(pictures, _ids(id_prefix, len(pictures))):
            name = f"{os.path.basename(filename_prefix)}_{produce_id}.{'jpg' if format == 'jpeg' else format}"
            samples = numpy.rint(numpy.clip(picture, 0, 1) * 255).astype(numpy.uint8)
            report = imprint.mark(samples, producer, produce_id, format=format, out=os.path.join(folder, name)).report
            saved.append({"filename": name, "subfolder": "", "type": "output"})
            told.append(report.to_dict())
        return {"ui": {"images": saved}, "result": (json.dumps(told, ensure_ascii=False),)}

    @staticmethod
    def _output_folder() -> str:
        try:
            import folder_paths  # the host's

            return str(folder_paths.get_output_directory())
        except ImportError:
            return os.environ.get("IMPRINT_OUTPUT", ".")


NODE_CLASS_MAPPINGS = {"ImprintLabel": ImprintLabel, "ImprintSave": ImprintSave}
NODE_DISPLAY_NAME_MAPPINGS = {"ImprintLabel": "Label AI-generated picture (Imprint)", "ImprintSave": "Save with AI label (Imprint)"}
