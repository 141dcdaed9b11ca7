// pugixml finds the nodes; small scanners over the untouched text find where they begin and end, so that an edit can
// leave every other byte alone.
#include "aigc/xmp_scan.h"

#include <algorithm>
#include <pugixml.hpp>

#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

constexpr size_t kNowhere = std::string_view::npos;
constexpr int kMaxXmlDepth = 64;
constexpr size_t kMaxProperties = 64;  // real packets hold one of each name
// Of one element; real ones have some dozens, declarations of namespaces included.
constexpr size_t kMaxAttributes = 1024;
constexpr size_t kMaxUriBytes = 4096;  // of a namespace: it is told with each property
// Of a packet of the shortest tags, parsed and walked through (spec/limits.md 2.1).
constexpr uint64_t kXmpStepsAByte = 40;

struct QName {
  std::string_view prefix, local;
};

QName split(std::string_view qname) {
  const size_t colon = qname.find(':');
  if (colon == kNowhere) return {{}, qname};
  return {qname.substr(0, colon), qname.substr(colon + 1)};
}

std::string declaration_name(std::string_view prefix) {
  return prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
}

// The namespace of `prefix` at `node` (Namespaces in XML 1.0, section 6.1).
std::string uri_of(pugi::xml_node node, std::string_view prefix) {
  const std::string name = declaration_name(prefix);
  for (; node; node = node.parent())
    if (const auto declared = node.attribute(name.c_str())) return declared.value();
  return {};
}

// A prefix that means `uri` at `node`; empty when there is none. The default namespace has no prefix and is not
// offered.
std::string prefix_of(pugi::xml_node node, std::string_view uri) {
  int tries = 8;  // a hostile packet can declare and shadow without end
  for (pugi::xml_node at = node; at; at = at.parent())
    for (const auto declared : at.attributes()) {
      const QName name = split(declared.name());
      if (name.prefix != "xmlns" || uri != declared.value()) continue;
      if (uri_of(node, name.local) == uri) return std::string(name.local);
      if (--tries == 0) return {};
    }
  return {};
}

// Text of a simple property; of an array or a qualified value (ISO 16684-1, 7.5 to 7.7) the first item's.
std::string text_of(pugi::xml_node node) {
  constexpr int kLevels = 4;
  for (int level = 0; node && level < kLevels; ++level) {
    std::string text;
    pugi::xml_node inner;
    for (const auto child : node.children()) {
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
      if (child.type() == pugi::node_element && !inner) inner = child;
    }
    if (!inner || !trim(text).empty()) return text;
    node = inner;
  }
  return {};
}

bool has_local(pugi::xml_node node, std::string_view local) { return split(node.name()).local == local; }
bool is_top_description(pugi::xml_node node) {
  return has_local(node, "Description") && has_local(node.parent(), "RDF");
}

// The byte after `what`, looked for from `at` on.
size_t after(std::string_view text, std::string_view what, size_t at) {
  const size_t found = text.find(what, at);
  return found == kNowhere ? kNowhere : found + what.size();
}

// The byte after the '>' of the tag at `at`; a '>' inside a quoted value does not count.
size_t tag_end(std::string_view text, size_t at) {
  while (true) {
    at = text.find_first_of("\"'>", at);
    if (at == kNowhere) return kNowhere;
    if (text[at] == '>') return at + 1;
    at = after(text, text.substr(at, 1), at + 1);
    if (at == kNowhere) return kNowhere;
  }
}

// The byte after the comment, CDATA section or instruction at `at`; none when a tag stands there.
std::optional<size_t> past_what_is_no_tag(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("<!--")) return after(text, "-->", at + 4);
  if (rest.starts_with("<![CDATA[")) return after(text, "]]>", at);
  if (rest.starts_with("<?")) return after(text, "?>", at + 2);
  return std::nullopt;
}

// The byte after the element whose '<' stands at `at`. The text is known to be well-formed.
size_t element_end(std::string_view text, size_t at) {
  int depth = 0;
  while ((at = text.find('<', at)) != kNowhere) {
    if (const std::optional<size_t> past = past_what_is_no_tag(text, at)) {
      at = *past;
    } else {
      const bool closes = text.substr(at).starts_with("</");
      at = tag_end(text, at);
      if (at == kNowhere) return kNowhere;
      const bool empty = text[at - 2] == '/';
      depth += closes ? -1 : empty ? 0 : 1;
      if (depth == 0) return at;
    }
    if (at == kNowhere) return kNowhere;
  }
  return kNowhere;
}

// The ends of all elements in one walk: nested ones, each walked to its own end, would cost the packet once for each.
// `elements` in the order of the packet; the end of one that has none is left alone.
void find_ends(std::string_view text, const std::vector<XmpProperty*>& elements) {
  std::vector<XmpProperty*> open;  // null for an element that nobody asked for
  auto next = elements.begin();
  size_t at = elements.empty() ? kNowhere : text.find('<', elements.front()->begin);
  for (; at != kNowhere; at = text.find('<', at)) {
    if (const std::optional<size_t> past = past_what_is_no_tag(text, at)) {
      at = *past;
    } else {
      const size_t begin = at;
      at = tag_end(text, at);
      if (at == kNowhere) return;
      const bool closes = text.substr(begin).starts_with("</"), empty = !closes && text[at - 2] == '/';
      if (!closes) open.push_back(next != elements.end() && (*next)->begin == begin ? *next++ : nullptr);
      if ((!closes && !empty) || open.empty()) continue;
      if (open.back() != nullptr) open.back()->end = at;
      open.pop_back();
      if (open.empty() && next == elements.end()) return;
    }
    if (at == kNowhere) return;
  }
}

// One packet while it is looked through. pugixml parses `scratch` in place, so that the names of nodes point into it
// and tell their offset in the packet.
class Scanner : private pugi::xml_tree_walker {
 public:
  Scanner(std::string_view packet, const Limits& limits, std::span<const std::string_view> locals)
      : packet_(packet), limits_(limits), locals_(locals) {}

  Result<XmpContent> run() {
    if (packet_.size() > kMaxXmpBytes)
      return Status{Code::kLimitExceeded, "XMP packet of " + std::to_string(packet_.size()) + " bytes; at most " +
                                              std::to_string(kMaxXmpBytes) + " are parsed"};
    IMPRINT_RETURN_IF_ERROR(limits_.spend(Resource::kSteps, kXmpStepsAByte * packet_.size(), "XMP packet"));
    scratch_.assign(packet_.begin(), packet_.end());
    constexpr unsigned kFlags = pugi::parse_default | pugi::parse_doctype;
    const auto parsed = document_.load_buffer_inplace(scratch_.data(), scratch_.size(), kFlags, pugi::encoding_utf8);
    if (!parsed)
      return Status{Code::kXmpMalformed,
                    std::string("XMP packet: ") + parsed.description() + " at byte " + std::to_string(parsed.offset)};
    for (const auto child : document_.children())
      if (child.type() == pugi::node_doctype)
        return Status{Code::kXmpMalformed, "XMP packet declares a document type, which XMP does not have"};
    document_.traverse(*this);
    IMPRINT_RETURN_IF_ERROR(failure_);
    IMPRINT_RETURN_IF_ERROR(set_ends());
    IMPRINT_RETURN_IF_ERROR(find_slot());
    return std::move(content_);
  }

 private:
  bool is_wanted(std::string_view local) const {
    return std::find(locals_.begin(), locals_.end(), local) != locals_.end();
  }

  // Labels are met in descriptions and titles too: a property that is one by its value.
  bool may_be_label(std::string_view value) const {
    return is_wanted("AIGC") && value.find("ContentProducer") != kNowhere;
  }

  bool for_each(pugi::xml_node& node) override {
    if (depth() >= kMaxXmlDepth) return fail({Code::kLimitExceeded, "XMP nested deeper than 64 levels"});
    if (node.type() != pugi::node_element) return true;
    if (has_local(node, "RDF") && !rdf_) rdf_ = node;
    if (!description_ && is_top_description(node)) description_ = node;
    if ((is_wanted(split(node.name()).local) || (is_top_description(node.parent()) && may_be_label(text_of(node)))) && !take_element(node)) return false;
    size_t attributes = 0;
    for (const auto attribute : node.attributes()) {
      if (++attributes > kMaxAttributes)
        return fail({Code::kLimitExceeded, "XMP element with more than 1024 attributes"});
      const bool wanted = is_wanted(split(attribute.name()).local) || (is_top_description(node) && may_be_label(attribute.value()));
      if (wanted && !take_attribute(node, attribute)) return false;
    }
    return true;
  }

  bool take_element(pugi::xml_node node) {
    XmpProperty property = named(node, node.name());
    const std::string declaration = declaration_name(split(node.name()).prefix);
    if (node.attribute(declaration.c_str())) property.declaration = " " + declaration + "=\"" + property.uri + "\"";
    const auto resource = node.attribute("rdf:resource");
    property.value = resource ? resource.value() : text_of(node);
    property.top_level = is_top_description(node.parent());
    property.begin = offset_of(node);
    return keep(std::move(property));
  }

  bool take_attribute(pugi::xml_node node, pugi::xml_attribute attribute) {
    const QName name = split(attribute.name());
    if (name.prefix == "xmlns") return true;
    XmpProperty property = named(node, attribute.name());
    if (name.prefix.empty()) property.uri.clear();  // the default namespace is not for attributes
    property.value = attribute.value();
    property.attribute = true;
    property.top_level = is_top_description(node);
    property.begin = static_cast<size_t>(attribute.name() - scratch_.data());
    const size_t quote = packet_.find_first_of("\"'", property.begin);
    const size_t end = quote == kNowhere ? kNowhere : after(packet_, packet_.substr(quote, 1), quote + 1);
    property.end = end == kNowhere ? 0 : end;
    while (property.begin > 0 && std::string_view(" \t\r\n").find(packet_[property.begin - 1]) != kNowhere)
      --property.begin;
    return keep(std::move(property));
  }

  static XmpProperty named(pugi::xml_node scope, const char* qname) {
    const QName name = split(qname);
    XmpProperty property;
    property.uri = uri_of(scope, name.prefix);
    property.qname = qname;
    property.local = name.local;
    return property;
  }

  bool keep(XmpProperty property) {
    if (content_.properties.size() == kMaxProperties)
      return fail({Code::kLimitExceeded, "XMP packet with more than 64 properties of the names that are looked for"});
    if (property.uri.size() > kMaxUriBytes)
      return fail(limit_exceeded("XMP namespace of bytes", property.uri.size(), "the limit of", kMaxUriBytes));
    content_.properties.push_back(std::move(property));
    return true;
  }

  Status set_ends() {
    std::vector<XmpProperty*> elements;
    for (XmpProperty& p : content_.properties)
      if (!p.attribute) elements.push_back(&p);
    find_ends(packet_, elements);
    for (const XmpProperty& p : content_.properties)
      if (p.end == 0) return {Code::kXmpMalformed, "XMP property " + excerpt(p.qname) + " has no end"};
    return {};
  }

  Status find_slot() {
    const pugi::xml_node place = description_ ? description_ : rdf_;
    if (!place) return {};
    const size_t begin = offset_of(place), end = element_end(packet_, begin);
    if (end == kNowhere) return {Code::kXmpMalformed, "XMP packet whose rdf:RDF has no end"};
    XmpSlot slot;
    if (packet_[end - 2] == '/') {  // <rdf:Description …/> is opened up
      slot.at = end - 2;
      slot.erased = 2;
      slot.open = ">";
      slot.close = std::string("</") + place.name() + ">";
    } else {
      slot.at = packet_.rfind("</", end - 1);
    }
    if (!description_) {
      slot.open += "<rdf:Description xmlns:rdf=\"" + std::string(kRdfUri) + "\" rdf:about=\"\">";
      slot.close = "</rdf:Description>" + slot.close;
    }
    slot.tc260_prefix = prefix_of(place, kTc260Uri);
    slot.iptc_prefix = prefix_of(place, kIptcExtUri);
    content_.slot = std::move(slot);
    return {};
  }

  size_t offset_of(pugi::xml_node node) const { return static_cast<size_t>(node.name() - scratch_.data()) - 1; }

  bool fail(Status why) {
    failure_ = std::move(why);
    return false;
  }

  std::string_view packet_;
  const Limits& limits_;
  std::span<const std::string_view> locals_;
  std::vector<char> scratch_;
  pugi::xml_document document_;
  pugi::xml_node rdf_, description_;
  XmpContent content_;
  Status failure_;
};

}  // namespace

Result<XmpContent> scan_xmp(std::string_view packet, const Limits& limits, std::span<const std::string_view> locals) {
  return Scanner(packet, limits, locals).run();
}

}  // namespace imprint::aigc
