"""A ComfyUI custom node folder: copy it into custom_nodes/. It needs the imprint wheel, numpy, and the torch that the host has."""
from .nodes import NODE_CLASS_MAPPINGS, NODE_DISPLAY_NAME_MAPPINGS

__all__ = ["NODE_CLASS_MAPPINGS", "NODE_DISPLAY_NAME_MAPPINGS"]
