// The label inside one XMP packet: read, set and blanked out. The packet is edited at the bytes of the property alone;
// foreign properties, the wrapper and the padding stay as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aigc/aigc.h"
#include "aigc/xmp_scan.h"

namespace imprint::aigc {

// A property that is a label: TC260:AIGC in any prefix, another "AIGC" whose value shows that it is one, or any other whose value is one
// with its wrapper.
bool is_label_property(const XmpProperty& property, const Limits& limits);

struct XmpLabels {
  std::vector<XmpProperty> labels;
  Companions companions;
  std::string provenance;  // dcterms:provenance as it stands
};

// Parses only packets in which one of the names occurs. Errors as scan_xmp; a packet that has the name of provenance alone is not
// worth one.
Result<XmpLabels> read_xmp(std::string_view packet, const Limits& limits);

// Packets without properties: one that declares the namespace of the label, and one that declares none.
std::string new_xmp_packet();
std::string bare_xmp_packet();

// `packet` with exactly this label, as an element with `json` as its text, and with the companions that are not empty.
Result<std::string> set_in_xmp(std::string_view packet, const std::string& json, const Companions& companions, const Limits& limits);

// Overwrites every label property with spaces, which XML allows there, so that no length or offset changes. True when
// there was one. An unreadable packet is left alone.
bool blank_in_xmp(std::string& packet, const Limits& limits);

// Takes up to `excess` bytes off the padding that stands before the closing wrapper (ISO 16684-1, 7.3.2); padding
// exists to be used up by growth.
void use_padding(std::string& packet, size_t excess);

// Takes as much padding off a packet as makes it `bytes` long, if there is enough, and none if there is not.
void fit_by_padding(std::string& packet, size_t bytes);

}  // namespace imprint::aigc
