#include "container/bmff_boxes.h"

#include <doctest/doctest.h>

#include "unit/containers.h"

using namespace imprint;
using namespace imprint::test;
using container::read_box;

TEST_CASE("bmff_boxes: a size of 32 bits, of 64, or none") {
  CHECK(read_box(bytes_of(big_endian(12, 4) + "freedatamore"), "X")->data.size() == 4);
  CHECK(read_box(bytes_of(big_endian(1, 4) + "free" + big_endian(20, 8) + "datamore"), "X")->data.size() == 4);
  CHECK(read_box(bytes_of(big_endian(0, 4) + "freedatamore"), "X")->data.size() == 8);
}

// 4.2: only the short size says "up to the end". A list that ended in such a box took in whatever was appended to it.
TEST_CASE("bmff_boxes: a long size of 0 is smaller than its header, and so are others") {
  for (const uint64_t size : {0, 1, 15})
    CHECK(read_box(bytes_of(big_endian(1, 4) + "free" + big_endian(size, 8) + "data"), "X").status().code() ==
          Code::kMalformed);
  CHECK(read_box(bytes_of(big_endian(7, 4) + "free"), "X").status().code() == Code::kMalformed);
  CHECK(read_box(bytes_of(big_endian(13, 4) + "freedata"), "X").status().code() == Code::kTruncated);
}
