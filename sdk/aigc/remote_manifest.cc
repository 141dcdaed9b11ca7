#include "aigc/remote_manifest.h"

#include <algorithm>
#include <array>

#include "aigc/carriers.h"
#include "aigc/xmp_scan.h"

namespace imprint::aigc {
namespace {

constexpr size_t kMaxAddressBytes = 2048;
constexpr std::string_view kTermsUri = "http://purl.org/dc/terms/";
constexpr std::array<std::string_view, 1> kLocals = {"provenance"};

bool is_presentable(const std::string& address) {
  return address.size() <= kMaxAddressBytes &&
         std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::string address_in(const std::string& packet) {
  if (packet.find(kLocals[0]) == std::string::npos) return {};  // spares most packets the parser
  const auto content = scan_xmp(packet, kLocals);
  if (!content.ok()) return {};
  for (const XmpProperty& p : content->properties)
    if (p.top_level && p.uri == kTermsUri && p.local == kLocals[0]) return p.value;
  return {};
}

}  // namespace

std::string remote_manifest(ByteView file, const Limits& limits) {
  const Result<Carrier> carrier = carrier_of(file);
  if (!carrier.ok()) return {};
  std::vector<Deviation> problems;
  const auto blocks = carrier->blocks(file, limits, problems);
  if (!blocks.ok()) return {};
  for (const MetadataBlock& block : blocks.value()) {
    if (block.kind != BlockKind::kXmp) continue;
    const std::string address = address_in(block.bytes);
    if (!address.empty()) return is_presentable(address) ? address : std::string();
  }
  return {};
}

}  // namespace imprint::aigc
