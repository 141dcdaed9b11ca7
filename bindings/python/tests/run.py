#!/usr/bin/env python3
"""Runs the tests of the package that PYTHONPATH names; the last line counts them (bindings/CMakeLists.txt)."""
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(unittest.defaultTestLoader.discover(str(HERE)))
failed = len(result.failures) + len(result.errors)
skipped = len(result.skipped)
for test, reason in result.skipped:
    print(f"skipped: {test}: {reason}")
print(f"binding python: {result.testsRun - failed - skipped} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed else 0)
