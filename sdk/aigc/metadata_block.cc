// Reads and cleans blocks of metadata by kind.
#include "aigc/metadata_block.h"

#include "aigc/details.h"
#include "aigc/deviations.h"
#include "aigc/text_forms.h"
#include "aigc/traces.h"
#include "aigc/xmp_packet.h"
#include "container/jpeg_segments.h"

namespace imprint::aigc {
namespace {

void add_shape(Found& found, ExpectedShape expected) {
  if (expected == ExpectedShape::kBare && found.shape != "bare")
    found.deviations.push_back(deviation(Rule::kShape, found.shape + " instead of bare"));
  if (expected == ExpectedShape::kWrapped && found.shape != "wrapped")
    found.deviations.push_back(deviation(Rule::kShape, found.shape + " instead of wrapped"));
}

// One text that may be a label, with what is to be said about its place.
void read_text(std::string_view raw, Context context, std::string carrier, ExpectedShape expected,
               std::vector<Deviation> place, const Limits& limits, ReadResult& out) {
  ParsedLabel parsed = parse_label(raw, context, limits);
  if (parsed.kind == ParsedLabel::Kind::kNoLabel) return;
  if (parsed.kind == ParsedLabel::Kind::kUnreadable) {
    for (Deviation& d : parsed.deviations) out.problems.push_back(problem_in(carrier, std::move(d)));
    return;
  }
  Found found{std::move(parsed.label), std::string(trim(raw)), std::move(carrier), std::move(parsed.shape),
              std::move(parsed.deviations)};
  add_shape(found, expected);
  for (Deviation& d : place) found.deviations.push_back(std::move(d));
  out.labels.push_back(std::move(found));
}

void read_xmp_label(const MetadataBlock& block, const XmpProperty& property, const Limits& limits, ReadResult& out) {
  std::vector<Deviation> place = block.place;
  const bool elsewhere = property.local != "AIGC";
  if (elsewhere) place.push_back(deviation(Rule::kCarrier, "it stands in the XMP property " + whole(property.qname)));
  else if (property.uri != kTc260Uri) place.push_back(deviation(Rule::kXmpNamespace, of_value(whole(property.uri), "xmlns", property.uri, kTc260Uri)));
  if (property.attribute) place.push_back(deviation(Rule::kXmpAttribute));
  const size_t before = out.labels.size();
  read_text(property.value, Context::kNamed, block.carrier, elsewhere ? ExpectedShape::kAny : block.expected, std::move(place), limits, out);
  if (property.attribute && out.labels.size() > before) out.labels.back().shape.insert(0, "attribute+");
}

Deviation unreadable_packet(const MetadataBlock& block, const Status& why) {
  const bool has_doctype = block.bytes.find("<!DOCTYPE") != std::string::npos;
  const bool has_label = block.bytes.find("AIGC") != std::string::npos;
  const Rule rule = has_doctype ? Rule::kXmpDoctype : has_label ? Rule::kLabelUnreadable : Rule::kXmpMalformed;
  return problem_in(block.carrier, deviation(rule, why.message()));
}

// The first packet that names a companion wins, as the main packet of a file comes first.
void merge(Companions& into, const Companions& more) {
  for (const auto member :
       {&Companions::digital_source_type, &Companions::ai_system_used, &Companions::ai_system_version_used,
        &Companions::ai_prompt_information, &Companions::ai_prompt_writer_name})
    if ((into.*member).empty()) into.*member = more.*member;
}

// JPEG marks an XMP segment by this; some writers keep it where the packet needs no mark.
std::string_view without_signature(std::string_view packet) {
  return packet.starts_with(container::kXmpPrefix) ? packet.substr(container::kXmpPrefix.size()) : packet;
}

void read_xmp_block(MetadataBlock block, const Limits& limits, ReadResult& out) {
  const std::string_view packet = without_signature(block.bytes);
  if (packet.size() != block.bytes.size())
    block.place.push_back(deviation(Rule::kCarrier, "its packet stands behind the signature that JPEG has"));
  const auto found = read_xmp(packet, limits);
  if (!found.ok()) {
    out.problems.push_back(unreadable_packet(block, found.status()));
    return;
  }
  merge(out.companions, found.value().companions);
  if (out.remote_manifest.empty()) out.remote_manifest = found.value().provenance;
  for (const XmpProperty& p : found.value().labels) read_xmp_label(block, p, limits, out);
}

void read_exif_block(const MetadataBlock& block, const Limits& limits, ReadResult& out) {
  for (ExifText& text : exif_texts(block.bytes, limits)) {
    std::vector<Deviation> place = block.place;
    if (!text.usual_tag && place.empty()) place.push_back(deviation(Rule::kCarrier, text.tag));
    if (text.user_comment && !text.ascii_prefix) place.push_back(deviation(Rule::kExifPrefix));
    const auto expected = text.usual_tag ? block.expected : ExpectedShape::kAny;
    read_text(text.value, Context::kFree, block.carrier + ":" + text.tag, expected, std::move(place), limits, out);
  }
}

bool holds_label(std::string_view text, Context context, const Limits& limits) {
  return parse_label(text, context, limits).kind != ParsedLabel::Kind::kNoLabel;
}

Cleaned clean_exif(std::string& tiff, const Limits& limits) {
  bool changed = false;
  for (const ExifText& text : exif_texts(tiff, limits)) {
    if (!holds_label(text.value, Context::kFree, limits)) continue;
    blank_exif_text(tiff, text);
    changed = true;
  }
  return changed ? Cleaned::kChanged : Cleaned::kUntouched;
}

Cleaned clean_xmp(std::string& bytes, const Limits& limits) {
  std::string packet(without_signature(bytes));
  if (!blank_in_xmp(packet, limits)) return Cleaned::kUntouched;
  bytes.replace(bytes.size() - packet.size(), packet.size(), packet);
  return Cleaned::kChanged;
}

}  // namespace

size_t raw_label_start(std::string_view bytes) {
  constexpr size_t kWithin = 64;
  if (bytes.starts_with('{') || bytes.starts_with('"')) return 0;
  return bytes.substr(0, kWithin).find("AIGC");
}

MetadataBlock exif_text_block(ExifText text, std::string carrier) {
  MetadataBlock block;
  block.carrier = std::move(carrier);
  if (text.user_comment && !text.ascii_prefix) block.place.push_back(deviation(Rule::kExifPrefix));
  block.bytes = std::move(text.value);
  return block;
}

void read_block(const MetadataBlock& block, const Limits& limits, ReadResult& out) {
  note_trace(block, limits, out);
  switch (block.kind) {
    case BlockKind::kXmp: return read_xmp_block(block, limits, out);
    case BlockKind::kExif: return read_exif_block(block, limits, out);
    case BlockKind::kText:
      return read_text(block.bytes, block.context, block.carrier, block.expected, block.place, limits, out);
  }
}

Cleaned clean_block(MetadataBlock& block, const Limits& limits) {
  switch (block.kind) {
    case BlockKind::kXmp: return clean_xmp(block.bytes, limits);
    case BlockKind::kExif: return clean_exif(block.bytes, limits);
    case BlockKind::kText: break;
  }
  return holds_label(block.bytes, block.context, limits) ? Cleaned::kDrop : Cleaned::kUntouched;
}

Result<std::string> edited_packet(const MetadataBlock* old_packet, const WriteOrder& order) {
  if (old_packet == nullptr) return order.edit(nullptr);
  const std::string packet(without_signature(old_packet->bytes));
  return order.edit(&packet);
}

}  // namespace imprint::aigc
