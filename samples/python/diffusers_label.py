"""Labels what a diffusers-style pipeline makes: a call on pictures, a wrapper of a pipeline, and a saver.

    pipeline = LabelledPipeline(pipeline, producer="ExampleStudio")
    result = pipeline(prompt)                      # result.images carry visible label and watermark
    save(result.images[0], "out.png", result.produce_ids[0], producer="ExampleStudio")   # metadata label and manifest too

It needs numpy; PIL where a pipeline gives PIL images. Works with anything that returns an object with `images`.
"""
from __future__ import annotations

import uuid
from typing import Any, List, Optional

import imprint
import numpy


def label(images: Any, producer: str, produce_ids: List[str], context: Optional[imprint.Context] = None) -> Any:
    """Visible label and watermark on every picture of a list of PIL images, or of a tensor (B, H, W, C) of floats in [0, 1].

    A tensor of another framework goes in and comes out by way of numpy: tensor.cpu().numpy(), torch.from_numpy().
    """
    context = context or imprint.default_context()
    marked = [_label_one(image, producer, produce_id, context) for image, produce_id in zip(images, produce_ids, strict=True)]
    return numpy.stack(marked) if isinstance(images, numpy.ndarray) else marked


def _label_one(image: Any, producer: str, produce_id: str, context: imprint.Context) -> Any:
    drawn, _ = context.draw_label(image)
    marked, _ = context.embed(drawn, imprint.mark_id(producer, produce_id))
    return marked


class LabelledPipeline:
    """A pipeline whose pictures are labelled before anybody sees them. All else of it stays reachable."""

    def __init__(self, pipeline: Any, producer: str, context: Optional[imprint.Context] = None) -> None:
        self._pipeline, self._producer, self._context = pipeline, producer, context

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        if named.get("output_type") == "latent":
            raise ValueError("latents are no pictures yet: label them after decoding, with label()")
        result = self._pipeline(*arguments, **named)
        result.produce_ids = [uuid.uuid4().hex for _ in result.images]
        result.images = label(result.images, self._producer, result.produce_ids, self._context)
        return result

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pipeline, name)


def save(image: Any, path: str, produce_id: str, producer: str, context: Optional[imprint.Context] = None, **options: Any) -> imprint.Report:
    """Writes a picture that label() has marked, with the layers that only a file has; read back before it is there."""
    import io

    from PIL import Image

    context = context or imprint.default_context()
    if isinstance(image, numpy.ndarray):
        image = Image.fromarray(numpy.rint(numpy.clip(image, 0, 1) * 255).astype(numpy.uint8))
    encoded = io.BytesIO()
    image.save(encoded, format="PNG")
    return context.finish(encoded.getvalue(), producer, produce_id, out=path, **options).report
