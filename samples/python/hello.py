"""Marks a picture, verifies it, prints its mark_id: hello.py IN OUT."""
import sys

import imprint

imprint.mark(sys.argv[1], "ExampleStudio", "1", out=sys.argv[2])
report = imprint.verify(sys.argv[2])
print("mark_id", report.mark_id_hex, "state", report.state.name.lower())
