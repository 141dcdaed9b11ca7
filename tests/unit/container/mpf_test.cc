#include "container/mpf.h"

#include <doctest/doctest.h>

#include <string>

#include "container/jpeg_segments.h"

using namespace imprint;
using namespace imprint::container;
using namespace std::string_view_literals;

namespace {

void put32(Bytes& out, uint32_t v, bool little) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<uint8_t>(v >> (little ? 8 * i : 24 - 8 * i)));
}
void put16(Bytes& out, uint16_t v, bool little) {
  for (int i = 0; i < 2; ++i) out.push_back(static_cast<uint8_t>(v >> (little ? 8 * i : 8 - 8 * i)));
}

// APP2 data: an index of two pictures, the second `offset` bytes after the byte-order mark.
Bytes mpf_of(uint32_t first_size, uint32_t offset, bool little) {
  Bytes out(as_bytes("MPF\0"sv).begin(), as_bytes("MPF\0"sv).end());
  append(out, as_bytes(little ? "II" : "MM"));
  put16(out, 42, little);
  put32(out, 8, little);
  put16(out, 1, little);  // one tag
  put16(out, 0xB002, little);
  put16(out, 7, little);
  put32(out, 32, little);
  put32(out, 26, little);  // right behind this directory
  put32(out, 0, little);
  for (const auto& [size, at] : {std::pair{first_size, 0u}, {4u, offset}}) {
    put32(out, 0x030000, little);
    put32(out, size, little);
    put32(out, at, little);
    put32(out, 0, little);
  }
  return out;
}

// SOI, a comment of `comment_bytes`, the list, a scan of `scan_bytes`, EOI, and the second picture.
Bytes file_of(size_t comment_bytes, size_t scan_bytes, const Bytes& mpf, std::string_view behind = "pic2") {
  Bytes out(as_bytes("\xFF\xD8"sv).begin(), as_bytes("\xFF\xD8"sv).end());
  append_jpeg_segment(out, kJpegCom, Bytes(comment_bytes));
  append_jpeg_segment(out, kJpegApp2, mpf);
  append_jpeg_segment(out, kJpegSos, {});
  out.insert(out.end(), scan_bytes, 0x11);
  append(out, as_bytes("\xFF\xD9"sv));
  append(out, as_bytes(behind));
  return out;
}

// Distance from the byte-order mark to the second picture for files of file_of().
uint32_t distance(const Bytes& mpf, size_t scan_bytes) {
  return static_cast<uint32_t>(mpf.size() - 4 + 4 + scan_bytes + 2);
}

}  // namespace

TEST_CASE("mpf: the list points at the same picture when the first one got longer or shorter") {
  for (const bool little : {true, false})
    for (const size_t scan_bytes : {10u, 100u, 1000u}) {
      CAPTURE(little);
      CAPTURE(scan_bytes);
      const size_t size = mpf_of(0, 0, little).size();
      const Bytes old_list = mpf_of(7, distance(Bytes(size), 100), little);
      const Bytes before = file_of(5, 100, old_list);
      Bytes after = file_of(9, scan_bytes, old_list);
      restore_mpf_offsets(before, after, {});
      const Bytes want = mpf_of(static_cast<uint32_t>(after.size() - 4), distance(Bytes(size), scan_bytes), little);
      CHECK(after == file_of(9, scan_bytes, want));
    }
}

TEST_CASE("mpf: offsets that point into the first picture are left alone") {
  const Bytes list = mpf_of(7, 20, true);
  const Bytes before = file_of(5, 100, list);
  Bytes after = file_of(5, 200, list);
  restore_mpf_offsets(before, after, {});
  CHECK(after == file_of(5, 200, mpf_of(static_cast<uint32_t>(after.size() - 4), 20, true)));
}

TEST_CASE("mpf: without a list, with a damaged one, or with other bytes behind EOI nothing changes") {
  Bytes list = mpf_of(7, 200, true);
  const Bytes good = file_of(5, 100, list);
  const auto unchanged = [](const Bytes& before, Bytes after) {
    const Bytes copy = after;
    restore_mpf_offsets(before, after, {});
    return after == copy;
  };
  CHECK_FALSE(unchanged(good, file_of(5, 200, list)));
  CHECK(unchanged(good, file_of(5, 200, list, "pic3")));
  CHECK(unchanged(good, file_of(5, 200, Bytes(20))));
  CHECK(unchanged(file_of(5, 100, Bytes(20)), file_of(5, 200, list)));
  CHECK(unchanged(good, {}));
  list.pop_back();  // the second entry runs out of the segment
  CHECK(unchanged(file_of(5, 100, list), file_of(5, 200, list)));
}
