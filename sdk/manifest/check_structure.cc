// Which boxes a manifest is made of (C2PA 2.x "Manifests"): what stands beside them is covered by no signature.
#include <algorithm>
#include <array>

#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

struct Part {
  std::string_view type, label;
};
constexpr std::array kParts = {Part{"c2as", "c2pa.assertions"}, Part{"c2cs", "c2pa.signature"},
                               Part{"c2vc", "c2pa.credentials"}, Part{"c2db", "c2pa.databoxes"}};

bool is_claim(const Superbox& box) {
  const std::string_view label = base_label(box.label);
  return box.is("c2cl") && (label == "c2pa.claim" || label == "c2pa.claim.v2");
}

bool is_part(const Superbox& box) {
  return is_claim(box) || std::any_of(kParts.begin(), kParts.end(),
                                      [&](const Part& p) { return box.is(p.type) && box.label == p.label; });
}

// The codes are those of c2pa-rs 0.91, where it has one: whatever it does not know it takes for a further claim.
const char* code_of(const Superbox& box) {
  if (box.is("c2cl")) return "claim.malformed";
  const bool other_type =
      std::any_of(kParts.begin(), kParts.end(), [&](const Part& p) { return box.label == p.label; });
  return other_type ? "general.error" : "claim.multiple";
}

void check_content_boxes(const Superbox& box, const std::string& url, const char* what, Findings& findings) {
  if (!box.contents.empty())
    findings.failure("general.error", url,
                     "a box " + std::string(box.contents.front().type) + " stands directly in " + what);
}

}  // namespace

void check_structure(const ManifestView& manifest, Findings& findings) {
  const Superbox& box = *manifest.box;
  check_content_boxes(box, manifest.url(), "the manifest", findings);
  for (const Superbox& child : box.children)
    if (!is_part(child))
      findings.failure(code_of(child), manifest.url() + "/" + child.label,
                       "a box that is none of a manifest's, or not of its type");
  for (const Part& part : kParts)
    if (std::count_if(box.children.begin(), box.children.end(),
                      [&](const Superbox& c) { return c.label == part.label; }) > 1)
      findings.failure("general.error", manifest.url(), "the manifest has two boxes " + std::string(part.label));
  if (const Superbox* store = manifest.assertion_store())
    check_content_boxes(*store, manifest.url() + "/" + store->label, "the assertion store", findings);
  if (manifest.signature != nullptr &&
      (manifest.signature->contents.size() > 1 || !manifest.signature->children.empty()))
    findings.failure("general.error", manifest.url() + "/c2pa.signature", "the signature box holds more than its CBOR");
}

}  // namespace imprint::manifest
