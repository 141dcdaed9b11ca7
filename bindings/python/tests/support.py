"""What the tests share: the repository, pictures, and signing material that nobody trusts."""
import functools
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(os.environ["IMPRINT_ROOT"])
TOOL = os.environ.get("IMPRINT_TOOL", "")
PAINT = os.environ.get("IMPRINT_PAINT", "")
MEDIA = pathlib.Path(os.environ.get("IMPRINT_TEST_MEDIA", ROOT / "../shared/data"))
PRODUCER = "ExampleStudio"


@functools.lru_cache(None)
def painted(width=640, height=480):
    """A PNG that the sample paints."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "painted.png")
        subprocess.run([PAINT, str(path), str(width), str(height)], check=True, capture_output=True)
        return path.read_bytes()


@functools.lru_cache(None)
def demo_keys():
    """Folder of a test authority and signer; lives as long as the process."""
    folder = tempfile.TemporaryDirectory()
    demo_keys.kept = folder
    subprocess.run([TOOL, "keys", "demo", "-o", folder.name + "/demo"], check=True, capture_output=True)
    return pathlib.Path(folder.name, "demo")


def rss_bytes():
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


class TestCase(unittest.TestCase):
    def folder(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        return pathlib.Path(made.name)
