// JUMBF: boxes lie inside their parents, in order.
#include "fuzz.h"
#include "manifest/jumbf.h"

using namespace imprint;
using namespace imprint::manifest;

namespace {

bool inside(ByteView part, ByteView whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

size_t check(const Superbox& box, int depth) {
  FUZZ_REQUIRE(depth <= kMaxBoxDepth);
  FUZZ_REQUIRE(inside(box.hashed, box.raw));
  FUZZ_REQUIRE(box.label.size() <= kMaxBoxLabelBytes);
  for (const ContentBox& c : box.contents) FUZZ_REQUIRE(inside(c.payload, box.hashed));
  const uint8_t* end = box.hashed.data();
  size_t boxes = 1 + box.contents.size();
  for (const Superbox& child : box.children) {
    FUZZ_REQUIRE(inside(child.raw, box.hashed));
    FUZZ_REQUIRE(child.raw.data() >= end);
    end = child.raw.data() + child.raw.size();
    boxes += check(child, depth + 1);
  }
  return boxes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView bytes(data, size);
  fuzz::Run run(size);
  const auto read = parse_superbox(bytes);
  if (!read.ok()) return 0;
  FUZZ_REQUIRE(inside(read->raw, bytes));
  FUZZ_REQUIRE(check(read.value(), 0) <= kMaxBoxes);
  return 0;
}
