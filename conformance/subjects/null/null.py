#!/usr/bin/python3
"""A subject that does nothing: every verb that writes copies its input. What it fails is what a suite can fail at all."""
import shutil
import sys

if len(sys.argv) != 3:
    sys.exit("null.py IN OUT: copies IN to OUT")
shutil.copyfile(sys.argv[1], sys.argv[2])
