// Finds in an XMP packet (ISO 16684-1) the few properties that matter here, with the bytes that each takes.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/status.h"

namespace imprint::aigc {

inline constexpr std::string_view kTc260Uri = "http://www.tc260.org.cn/ns/AIGC/1.0/";  // TC260-PG-20259A
inline constexpr std::string_view kIptcExtUri = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
inline constexpr std::string_view kRdfUri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

// Larger packets are not parsed: a tree of them would take some twenty times their size.
inline constexpr size_t kMaxXmpBytes = 4u << 20;

// Where a file says that its C2PA manifest is kept (spec/manifest-format.md 3.1).
inline constexpr std::string_view kDcTermsUri = "http://purl.org/dc/terms/", kProvenance = "provenance";

// Local names of the label and of the properties beside it.
inline constexpr std::array<std::string_view, 7> kLabelLocals = {
    "AIGC",     "DigitalSourceType", "AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName",
    kProvenance};

// A property with one of the local names that were asked for, in any namespace.
struct XmpProperty {
  std::string uri;          // of its namespace; empty when the prefix is not declared
  std::string qname;        // as written, "TC260:AIGC"
  std::string local;        // "AIGC"
  std::string declaration;  // the namespace declaration on the element itself, with a space before it; mostly empty
  std::string value;        // decoded
  bool attribute = false;
  bool top_level = false;  // directly in (an attribute: directly on) an rdf:Description below rdf:RDF
  size_t begin = 0;        // of '<', or of the white space before the attribute's name
  size_t end = 0;
};

// Where a new property goes: replaces `erased` bytes at `at` with open + property + close.
struct XmpSlot {
  size_t at = 0;
  size_t erased = 0;
  std::string open, close;
  std::string tc260_prefix, iptc_prefix;  // declared in scope there; empty when not
};

struct XmpContent {
  std::vector<XmpProperty> properties;  // in the order of the packet
  std::optional<XmpSlot> slot;          // none without rdf:RDF
};

// kXmpMalformed: no well-formed XML, or a document type declaration (whose entities are never expanded).
// kLimitExceeded: size, depth, attributes of one element, more than 64 such properties, the name of a namespace, or the
// budget of steps.
Result<XmpContent> scan_xmp(std::string_view packet, const Limits& limits,
                            std::span<const std::string_view> locals = kLabelLocals);

}  // namespace imprint::aigc
