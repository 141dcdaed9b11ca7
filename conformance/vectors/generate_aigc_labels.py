#!/usr/bin/env python3
"""Makes aigc-label-v1.json (--write), or says whether it is what this program makes (--check): AIGC labels good and bad, in every carrier, with what a reader has to find and to decode.

By the words of spec/aigc-label.md and spec/lint-rules.md alone (GB 45438-2025 clause 6.1 and Annex E, TC260-PG-20259A, TC260-PG-20252A); no tool is asked.
"""
import sys

import aigc_places
import aigc_texts
import suite
from aigc_cases import NOTES, Table

HEADER = ["AIGC metadata labels: the file, what is wrong with it, and the seven values that it says.",
          "result is invalid where a finding is an error; status is that of a linter; findings are codes of spec/lint-rules.md, each once.",
          "A reader that has no codes of its own compares result and labels. `text` is what stands in the XMP property."]


def main():
    texts = Table(1)
    aigc_texts.add_all(texts)
    places = Table(texts.next)
    aigc_places.add_all(places)
    groups = [{"type": "AigcText", "source": "GB 45438-2025 Annex E", "tests": texts.tests},
              {"type": "AigcCarrier", "source": "TC260-PG-20259A", "tests": places.tests}]
    return suite.run("aigc-label-v1.json", suite.frame("aigc-label-v1.schema.json", "AIGC metadata label", HEADER, NOTES, groups))


if __name__ == "__main__":
    sys.exit(main())
