#include <doctest/doctest.h>

#include <memory>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

using namespace imprint;

TEST_CASE("bytes: big- and little-endian reads and writes are each other's inverse") {
  const uint8_t raw[] = {0x80, 0x01, 0xFE, 0x7F};
  CHECK(read_be16(raw) == 0x8001);
  CHECK(read_le16(raw) == 0x0180);
  CHECK(read_be32(raw) == 0x8001FE7Fu);
  CHECK(read_le32(raw) == 0x7FFE0180u);
  Bytes out;
  append_be32(out, 0x8001FE7Fu);
  append_be16(out, 0xFFFE);
  CHECK(out == Bytes{0x80, 0x01, 0xFE, 0x7F, 0xFF, 0xFE});
}

TEST_CASE("limits: a picture at the limit passes, one over it is refused with thing, value and limit") {
  Limits limits;
  limits.max_dimension_px = 100;
  limits.max_pixels = 5000;
  CHECK(check_dimensions(100, 50, limits).ok());
  CHECK(check_dimensions(101, 1, limits).message() == "width 101 exceeds max_dimension_px 100");
  CHECK(check_dimensions(1, 101, limits).message() == "height 101 exceeds max_dimension_px 100");
  CHECK(check_dimensions(100, 51, limits).message() == "pixel count 5100 exceeds max_pixels 5000");
  CHECK(check_dimensions(100, 51, limits).code() == Code::kLimitExceeded);
  CHECK(check_dimensions(0, 10, limits).code() == Code::kMalformed);
  CHECK(check_dimensions(10, 0, limits).code() == Code::kMalformed);
}

TEST_CASE("limits: products that leave 32 bits are no smaller for it") {
  CHECK(check_dimensions(0x80000000u, 2, Limits{}).code() == Code::kLimitExceeded);
  Limits wide;
  wide.max_dimension_px = 0xFFFFFFFFu;
  CHECK(check_dimensions(0x10000u, 0x10000u, wide).code() == Code::kLimitExceeded);
}

TEST_CASE("result: holds a value or the status that explains why not") {
  const auto half = [](int v) -> Result<int> {
    if (v % 2 != 0) return Status{Code::kInvalidArgument, "odd"};
    return v / 2;
  };
  const auto quarter = [&](int v) -> Result<int> {
    IMPRINT_ASSIGN_OR_RETURN(const int once, half(v));
    IMPRINT_ASSIGN_OR_RETURN(const int twice, half(once));
    return twice;
  };
  CHECK(quarter(8).value() == 2);
  CHECK(quarter(6).status().message() == "odd");
  CHECK(quarter(7).status().code() == Code::kInvalidArgument);
  CHECK_FALSE(quarter(7).ok());
  CHECK(Result<std::unique_ptr<int>>(std::make_unique<int>(3)).value() != nullptr);
}
