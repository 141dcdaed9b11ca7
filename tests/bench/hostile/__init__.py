"""Makers of hostile files, one module per family. Each maker takes numbers and gives the bytes of a file; dearest.py looks for the
numbers that cost most, tests/cli/hostile_test.py makes the worst that are known."""
from hostile import bmff, gif, jpeg, jsons, jumbf, png, sound, tiff, webp, xmp  # noqa: F401  (each adds its makers to the table)
from hostile.table import MAKERS, Maker  # noqa: F401
