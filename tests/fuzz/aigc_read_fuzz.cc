// The readers of the AIGC label on foreign bytes. The first byte selects: 0 whole file, 1 label JSON, 2 XMP packet, 3
// XMP packet inside a PNG that is then written. What holds for every input is checked, not only that nothing crashes.
#include <string>

#include "aigc/aigc.h"
#include "aigc/label_parser.h"
#include "aigc/notice.h"
#include "aigc/xmp_packet.h"
#include "container/format.h"
#include "container/png_chunks.h"
#include "fuzz.h"

using namespace imprint;

namespace {

bool has_offsets(container::Format format) {
  return format == container::Format::kTiff || format == container::Format::kAvif || format == container::Format::kHeic;
}

// A file that took the label shows it and no other, and takes it again without a change.
void check_write(ByteView file, fuzz::Run& run) {
  const aigc::Label label = aigc::first_write("001191000000000000000K10000", "a1");
  aigc::Companions companions;
  if (!container::is_sound(container::sniff(file))) companions.ai_system_used = "model";  // sound has no place for it
  const auto once = aigc::write(file, label, companions, run.call());
  if (!once.ok()) {
    // Where offsets say what lies where, hostile values may share bytes with the packet; then nothing comes out.
    FUZZ_REQUIRE(once.status().code() != Code::kReadBackFailed || has_offsets(container::sniff(file)));
    return;
  }
  const auto found = aigc::read(once.value(), run.call());
  FUZZ_REQUIRE(found.ok() && found.value().labels.size() == 1 && found.value().labels[0].label == label);
  const auto twice = aigc::write(once.value(), label, companions, run.call());
  FUZZ_REQUIRE(twice.ok() && twice.value() == once.value());
}

// A notice leaves the labels alone (write_notice looks itself) and is written once.
void check_notice(ByteView file, fuzz::Run& run) {
  const auto once = aigc::write_notice(file, "a <notice> & more", run.call());
  if (!once.ok()) {
    FUZZ_REQUIRE(once.status().code() != Code::kReadBackFailed || has_offsets(container::sniff(file)));
    return;
  }
  const auto twice = aigc::write_notice(once.value().file, "a <notice> & more", run.call());
  FUZZ_REQUIRE(twice.ok() && twice.value().file == once.value().file);
}

void check_json(std::string_view text, fuzz::Run& run) {
  for (const auto context : {aigc::Context::kNamed, aigc::Context::kFree}) {
    const auto parsed = aigc::parse_label(text, context, run.call());
    FUZZ_REQUIRE(context == aigc::Context::kFree || parsed.kind != aigc::ParsedLabel::Kind::kNoLabel);
    if (parsed.kind != aigc::ParsedLabel::Kind::kLabel) continue;
    const auto again = aigc::parse_label(aigc::to_json(parsed.label), aigc::Context::kNamed, run.call());
    FUZZ_REQUIRE(again.label == parsed.label || aigc::to_json(parsed.label).size() > aigc::kMaxLabelBytes);
  }
}

void check_xmp(std::string_view packet, fuzz::Run& run) {
  const auto found = aigc::read_xmp(packet, run.call());
  std::string blanked(packet);
  const bool changed = aigc::blank_in_xmp(blanked, run.call());
  FUZZ_REQUIRE(blanked.size() == packet.size() && changed == (blanked != packet));
  if (found.ok() && changed) {
    const auto after = aigc::read_xmp(blanked, run.call());
    FUZZ_REQUIRE(after.ok() && after.value().labels.empty());
  }
}

Bytes png_around(std::string_view packet) {
  Bytes file;
  container::append_png_signature(file);
  container::append_png_chunk(file, "IHDR", as_bytes(std::string_view("\0\0\0\1\0\0\0\1\x8\0\0\0\0", 13)));
  container::append_png_chunk(file, "iTXt", container::make_png_itxt("XML:com.adobe.xmp", packet));
  container::append_png_chunk(file, "IEND", {});
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  fuzz::Run run(size, fuzz::bounds_of_products());
  switch (data[0] % 4) {
    case 0:
      check_write(rest, run);
      check_notice(rest, run);
      (void)aigc::read(rest, run.call());
      break;
    case 1: check_json(as_text(rest), run); break;
    case 2: check_xmp(as_text(rest), run); break;
    case 3:
      check_write(png_around(as_text(rest)), run);
      check_notice(png_around(as_text(rest)), run);
      break;
  }
  return 0;
}
