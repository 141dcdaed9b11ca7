// Edits XMP packets by splicing text at the offsets that xmp_scan.cc found.
#include "aigc/xmp_packet.h"

#include <algorithm>
#include <array>

#include "aigc/label_parser.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

constexpr size_t kNotThere = std::string_view::npos;

struct Wanted {
  std::string_view uri, prefix, local;
  std::string value;
};

struct CompanionField {
  std::string_view local;
  std::string Companions::*value;
};
constexpr std::array<CompanionField, 5> kCompanions = {{
    {"DigitalSourceType", &Companions::digital_source_type},
    {"AISystemUsed", &Companions::ai_system_used},
    {"AISystemVersionUsed", &Companions::ai_system_version_used},
    {"AIPromptInformation", &Companions::ai_prompt_information},
    {"AIPromptWriterName", &Companions::ai_prompt_writer_name},
}};

bool matches(const XmpProperty& property, const Wanted& wanted, const Limits& limits) {
  if (wanted.uri == kTc260Uri) return is_label_property(property, limits);
  return property.top_level && property.uri == wanted.uri && property.local == wanted.local;
}

// Can be overwritten where it stands instead of moving to the slot.
bool can_stay(const XmpProperty& property, const Wanted& wanted) {
  return !property.attribute && property.top_level && property.uri == wanted.uri && property.local == wanted.local;
}

std::string element(const std::string& qname, const std::string& declaration, const std::string& value) {
  return "<" + qname + declaration + ">" + xml_escape(value) + "</" + qname + ">";
}

struct Splice {
  size_t begin, end;
  std::string text;
};

// Applies splices that do not overlap; one that lies inside another is gone with it.
std::string apply(std::string_view packet, std::vector<Splice> splices) {
  std::stable_sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) { return a.begin < b.begin; });
  std::string out;
  size_t at = 0;
  for (const Splice& s : splices) {
    if (s.begin < at) continue;
    out.append(packet.substr(at, s.begin - at)).append(s.text);
    at = s.end;
  }
  out.append(packet.substr(at));
  return out;
}

class Editor {
 public:
  Editor(std::string_view packet, const XmpContent& content, const Limits& limits)
      : packet_(packet), content_(content), limits_(limits) {}

  void set(const Wanted& wanted) {
    bool kept = false;
    for (const XmpProperty& p : content_.properties) {
      if (!matches(p, wanted, limits_)) continue;
      const bool stays = !kept && can_stay(p, wanted);
      splices_.push_back({p.begin, p.end, stays ? element(p.qname, p.declaration, wanted.value) : ""});
      kept |= stays;
    }
    if (!kept) added_ += new_element(wanted);
  }

  std::string finish() && {
    const XmpSlot& slot = *content_.slot;
    if (!added_.empty()) splices_.push_back({slot.at, slot.at + slot.erased, slot.open + added_ + slot.close});
    return apply(packet_, std::move(splices_));
  }

 private:
  std::string new_element(const Wanted& wanted) const {
    const std::string& known = wanted.uri == kTc260Uri ? content_.slot->tc260_prefix : content_.slot->iptc_prefix;
    const std::string prefix = known.empty() ? std::string(wanted.prefix) : known;
    const std::string declaration = known.empty() ? " xmlns:" + prefix + "=\"" + std::string(wanted.uri) + "\"" : "";
    return element(prefix + ":" + std::string(wanted.local), declaration, wanted.value);
  }

  std::string_view packet_;
  const XmpContent& content_;
  const Limits& limits_;
  std::vector<Splice> splices_;
  std::string added_;
};

std::vector<Wanted> wanted_properties(const std::string& json, const Companions& companions) {
  std::vector<Wanted> out = {{kTc260Uri, "TC260", "AIGC", json}};
  for (const CompanionField& field : kCompanions)
    if (!(companions.*field.value).empty())
      out.push_back({kIptcExtUri, "Iptc4xmpExt", field.local, companions.*field.value});
  return out;
}

// An edit of a strange packet must not go wrong in silence: what was set is read again.
Status check_edit(std::string_view packet, const std::vector<Wanted>& wanted, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const XmpContent content, scan_xmp(packet, limits));
  for (const Wanted& w : wanted) {
    size_t right = 0, all = 0;
    for (const XmpProperty& p : content.properties) {
      if (!matches(p, w, limits)) continue;
      ++all;
      right += can_stay(p, w) && p.value == w.value ? 1 : 0;
    }
    if (all != 1 || right != 1)
      return {Code::kXmpMalformed, "XMP packet in which " + std::string(w.local) + " cannot be set"};
  }
  return {};
}

// A prompt may take megabytes, each byte six of a report.
std::string shortened(std::string value) {
  constexpr size_t kMost = 65536;
  if (value.size() <= kMost) return value;
  size_t end = kMost;
  while (end > 0 && (static_cast<uint8_t>(value[end]) & 0xC0) == 0x80) --end;  // no half character
  value.resize(end);
  return value;
}

bool mentions_a_name(std::string_view packet) {
  for (const char* name : {"AIGC", "DigitalSourceType", "AISystem", "AIPrompt", "<!DOCTYPE"})
    if (packet.find(name) != kNotThere) return true;
  return false;
}

// A description, a title or the like into which somebody wrote the whole label.
bool shows_a_label(const XmpProperty& property, const Limits& limits) {
  const std::string_view value = property.value;
  if (!property.top_level || value.find("AIGC") == kNotThere || value.find("ContentProducer") == kNotThere) return false;
  return parse_label(value, Context::kFree, limits).kind == ParsedLabel::Kind::kLabel;
}

std::string empty_packet(const std::string& declaration) {
  // The byte-order mark in begin="" is what ISO 16684-1, 7.3.2 asks for.
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
         "<rdf:RDF xmlns:rdf=\"" +
         std::string(kRdfUri) + "\"><rdf:Description rdf:about=\"\"" + declaration +
         "/></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
}

}  // namespace

bool is_label_property(const XmpProperty& property, const Limits& limits) {
  if (property.local != "AIGC") return shows_a_label(property, limits);
  const bool meant =
      property.uri == kTc260Uri || property.uri.find("tc260") != kNotThere || property.qname == "TC260:AIGC";
  return meant || parse_label(property.value, Context::kFree, limits).kind != ParsedLabel::Kind::kNoLabel;
}

Result<XmpLabels> read_xmp(std::string_view packet, const Limits& limits) {
  XmpLabels out;
  const bool may_label = mentions_a_name(packet);
  if (!may_label && packet.find(kProvenance) == kNotThere) return out;
  Result<XmpContent> content = scan_xmp(packet, limits);
  if (!content.ok()) return may_label ? Result<XmpLabels>(content.status()) : out;
  for (XmpProperty& p : content->properties) {
    if (p.top_level && p.uri == kDcTermsUri && p.local == kProvenance && out.provenance.empty()) out.provenance = p.value;
    for (const CompanionField& field : kCompanions)
      if (p.top_level && p.uri == kIptcExtUri && p.local == field.local)
        out.companions.*field.value = shortened(std::move(p.value));
    if (is_label_property(p, limits)) out.labels.push_back(std::move(p));
  }
  return out;
}

std::string new_xmp_packet() { return empty_packet(" xmlns:TC260=\"" + std::string(kTc260Uri) + "\""); }

std::string bare_xmp_packet() { return empty_packet(""); }

Result<std::string> set_in_xmp(std::string_view packet, const std::string& json, const Companions& companions, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const XmpContent content, scan_xmp(packet, limits));
  if (!content.slot) return Status{Code::kXmpMalformed, "XMP packet without rdf:RDF"};
  const std::vector<Wanted> wanted = wanted_properties(json, companions);
  Editor editor(packet, content, limits);
  for (const Wanted& w : wanted) editor.set(w);
  std::string out = std::move(editor).finish();
  IMPRINT_RETURN_IF_ERROR(check_edit(out, wanted, limits));
  return out;
}

bool blank_in_xmp(std::string& packet, const Limits& limits) {
  if (packet.find("AIGC") == kNotThere) return false;
  const auto content = scan_xmp(packet, limits);
  if (!content.ok()) return false;
  bool changed = false;
  for (const XmpProperty& p : content.value().properties) {
    if (!is_label_property(p, limits)) continue;
    std::fill(packet.begin() + static_cast<std::ptrdiff_t>(p.begin),
              packet.begin() + static_cast<std::ptrdiff_t>(p.end), ' ');
    changed = true;
  }
  return changed;
}

void use_padding(std::string& packet, size_t excess) {
  const size_t wrapper = packet.rfind("<?xpacket end");
  if (wrapper == kNotThere) return;
  size_t start = wrapper;
  while (start > 0 && std::string_view(" \t\r\n").find(packet[start - 1]) != kNotThere) --start;
  const size_t taken = std::min(excess, wrapper - start);
  packet.erase(wrapper - taken, taken);
}

void fit_by_padding(std::string& packet, size_t bytes) {
  if (packet.size() <= bytes) return;
  std::string shorter = packet;
  use_padding(shorter, packet.size() - bytes);
  if (shorter.size() == bytes) packet = std::move(shorter);
}

}  // namespace imprint::aigc
