#include "aigc/notice.h"

#include <algorithm>
#include <array>

#include "aigc/carriers.h"
#include "aigc/text_forms.h"
#include "aigc/xmp_packet.h"

namespace imprint::aigc {
namespace {

struct Place {
  std::string_view uri, prefix, local;
  std::string name() const { return std::string(prefix) + ":" + std::string(local); }
};
constexpr std::array<Place, 2> kPlaces = {{
    {"http://purl.org/dc/elements/1.1/", "dc", "rights"},
    {"http://ns.adobe.com/xap/1.0/rights/", "xmpRights", "UsageTerms"},
}};
constexpr std::array<std::string_view, 2> kLocals = {"rights", "UsageTerms"};

// What stands in each place, in whatever packet of the file.
enum class Standing : uint8_t { kFree, kSame, kOther };
using Standings = std::array<Standing, kPlaces.size()>;

void look_at(const XmpContent& content, const std::string& notice, Standings& standings) {
  for (const XmpProperty& p : content.properties)
    for (size_t i = 0; i < kPlaces.size(); ++i)
      if (p.top_level && p.uri == kPlaces[i].uri && p.local == kPlaces[i].local)
        standings[i] = std::max(standings[i], p.value == notice ? Standing::kSame : Standing::kOther);
}

// A packet that cannot be parsed says nothing here; if it is the one to be edited, the edit refuses it.
Result<Standings> standings_in(ByteView file, const Carrier& carrier, const std::string& notice, const Limits& limits) {
  std::vector<Deviation> problems;
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<MetadataBlock> blocks, carrier.blocks(file, limits, problems));
  Standings out{};
  for (const MetadataBlock& block : blocks) {
    if (block.kind != BlockKind::kXmp) continue;
    const auto content = scan_xmp(block.bytes, limits, kLocals);
    if (content.ok()) look_at(content.value(), notice, out);
  }
  return out;
}

// XML readers turn a bare carriage return into a line feed.
std::string escape(const std::string& notice) {
  std::string out;
  for (const char c : xml_escape(notice))
    if (c == '\r')
      out += "&#13;";
    else
      out += c;
  return out;
}

// A language alternative (ISO 16684-1, 8.2.2.4). It brings its own namespaces, so that no packet's prefixes matter.
std::string property_of(const Place& place, const std::string& notice) {
  const std::string name = place.name();
  return "<" + name + " xmlns:" + std::string(place.prefix) + "=\"" + std::string(place.uri) +
         "\"><rdf:Alt xmlns:rdf=\"" + std::string(kRdfUri) + "\"><rdf:li xml:lang=\"x-default\">" + escape(notice) +
         "</rdf:li></rdf:Alt></" + name + ">";
}

Result<std::string> insert(std::string_view packet, const std::string& properties, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const XmpContent content, scan_xmp(packet, limits, kLocals));
  if (!content.slot) return Status{Code::kXmpMalformed, "XMP packet without rdf:RDF"};
  const XmpSlot& slot = *content.slot;
  std::string out(packet.substr(0, slot.at));
  out.append(slot.open).append(properties).append(slot.close);
  return out.append(packet.substr(slot.at + slot.erased));
}

// The notice in each place that was free, and the labels as they were.
Status check_written(ByteView before, ByteView after, const Carrier& carrier, const std::string& notice,
                     const Standings& standings, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Standings written, standings_in(after, carrier, notice, limits));
  for (size_t i = 0; i < kPlaces.size(); ++i)
    if (standings[i] == Standing::kFree && written[i] != Standing::kSame)
      return {Code::kReadBackFailed, "the notice does not read back from " + kPlaces[i].name()};
  IMPRINT_ASSIGN_OR_RETURN(const ReadResult old, read(before, limits));
  IMPRINT_ASSIGN_OR_RETURN(const ReadResult now, read(after, limits));
  const auto same = [](const Found& a, const Found& b) { return a.raw == b.raw && a.carrier == b.carrier; };
  if (std::equal(old.labels.begin(), old.labels.end(), now.labels.begin(), now.labels.end(), same)) return {};
  return {Code::kReadBackFailed, "the AIGC label does not read as it did before the notice was written"};
}

}  // namespace

Status check_notice(const std::string& notice) {
  if (!is_utf8(notice)) return {Code::kInvalidArgument, "the notice is not UTF-8"};
  const auto unfit = [](unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; };
  // U+FFFE and U+FFFF are no characters of XML 1.0 either.
  if (std::any_of(notice.begin(), notice.end(), unfit) || notice.find("\xEF\xBF\xBE") != std::string::npos ||
      notice.find("\xEF\xBF\xBF") != std::string::npos)
    return {Code::kInvalidArgument, "the notice holds a control character"};
  if (trim(notice).empty()) return {Code::kInvalidArgument, "the notice is blank"};
  return {};
}

Result<Noticed> write_notice(ByteView file, const std::string& notice, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_notice(notice));
  IMPRINT_ASSIGN_OR_RETURN(const Carrier carrier, carrier_of(file));
  if (!carrier.in_xmp)
    return Status{Code::kUnsupportedFormat, std::string("a notice goes into XMP, which is not written in ") + container::format_name(carrier.format)};
  IMPRINT_ASSIGN_OR_RETURN(const Standings standings, standings_in(file, carrier, notice, limits));
  Noticed out;
  std::string properties;
  for (size_t i = 0; i < kPlaces.size(); ++i) {
    if (standings[i] == Standing::kFree) properties += property_of(kPlaces[i], notice);
    if (standings[i] == Standing::kOther) out.kept.push_back(kPlaces[i].name());
  }
  if (properties.empty()) {
    out.file.assign(file.begin(), file.end());
    return out;
  }
  const auto edit = [&](const std::string* old_packet) {
    return insert(old_packet != nullptr ? *old_packet : bare_xmp_packet(), properties, limits);
  };
  IMPRINT_ASSIGN_OR_RETURN(out.file, carrier.write(file, {edit, false}, limits));
  IMPRINT_RETURN_IF_ERROR(check_written(file, out.file, carrier, notice, standings, limits));
  return out;
}

}  // namespace imprint::aigc
