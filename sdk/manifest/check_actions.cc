// The rules for actions of claims of version 2 (C2PA 2.x "Validation: actions"). Older claims were written before the
// rules.
#include <algorithm>
#include <array>

#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;

struct ActionView {
  Value map;
  std::string name;
};

class ActionRules {
 public:
  ActionRules(const ManifestView& manifest, const Limits& limits, Findings& findings)
      : manifest_(manifest), limits_(limits), findings_(findings) {}

  void check() {
    gather();
    if (malformed_) return;
    if (manifest_.is_update()) return check_update();
    if (actions_.empty()) return fail("assertion.action.malformed", "no actions assertion");
    if (!starts(actions_.front().name))
      return fail("assertion.action.malformed", "the first action is neither c2pa.created nor c2pa.opened");
    if (std::count_if(actions_.begin(), actions_.end(), [](const ActionView& a) { return starts(a.name); }) > 1)
      return fail("assertion.action.malformed", "more than one c2pa.created or c2pa.opened");
    for (const ActionView& action : actions_) check_one(action);
  }

 private:
  static bool starts(const std::string& name) { return name == "c2pa.created" || name == "c2pa.opened"; }

  void fail(const char* code, std::string why) {
    findings_.failure(code, url_.empty() ? manifest_.claim->url : url_, std::move(why));
  }

  // Actions of all actions assertions in the order of the claim.
  void gather() {
    for (const HashedUri& uri : manifest_.claim->assertions) {
      const std::string label = assertion_label(uri.url);
      if (base_label(label).starts_with("c2pa.soft-binding")) soft_binding_ = true;
      if (!base_label(label).starts_with("c2pa.actions")) continue;
      const Superbox* box = resolve(manifest_, uri.url);
      const std::optional<Value> map = box == nullptr ? std::nullopt : cbor_of(*box, limits_);
      if (!map) continue;
      url_ = manifest_.url() + "/c2pa.assertions/" + label;
      const Value* list = map->find("actions", Kind::kArray);
      malformed_ = malformed_ || list == nullptr || list->size() == 0;
      if (malformed_) return fail("assertion.action.malformed", "an actions assertion without actions");
      malformed_ = list->size() > kMaxActions - actions_.size();
      if (malformed_)
        return fail("assertion.action.malformed", "more than " + std::to_string(kMaxActions) + " actions");
      for (const Value& action : list->items()) actions_.push_back({action, action.text_at("action")});
    }
    malformed_ = std::any_of(actions_.begin(), actions_.end(), [](const ActionView& a) { return a.name.empty(); });
    if (malformed_) fail("assertion.action.malformed", "an action without a name");
  }

  void check_update() {
    constexpr std::array<std::string_view, 4> kAllowed = {"c2pa.edited.metadata", "c2pa.opened", "c2pa.published",
                                                          "c2pa.redacted"};
    for (const ActionView& action : actions_)
      if (std::find(kAllowed.begin(), kAllowed.end(), action.name) == kAllowed.end())
        return fail("manifest.update.invalid", "an update manifest with the action " + told(action.name));
  }

  void check_one(const ActionView& action) {
    if (action.name == "c2pa.created" && action.map.find("digitalSourceType", Kind::kText) == nullptr)
      return fail("assertion.action.malformed", "c2pa.created without digitalSourceType");
    // c2pa.watermarked.unbound says that its watermark leads to no manifest: there is nothing to bind.
    if ((action.name == "c2pa.watermarked" || action.name == "c2pa.watermarked.bound") && !soft_binding_)
      return fail("assertion.action.softBindingMissing", told(action.name) + " without a soft binding");
    if (action.name == "c2pa.opened" || action.name == "c2pa.placed" || action.name == "c2pa.removed")
      check_ingredients(action);
  }

  // Each ingredient that an action names is one of this manifest, of the relationship that the action asks for.
  void check_ingredients(const ActionView& action) {
    std::vector<HashedUri> uris;
    if (const Value* parameters = action.map.find("parameters", Kind::kMap)) {
      if (const Value* list = parameters->find("ingredients", Kind::kArray))
        for (const Value& item : list->items())
          if (auto uri = hashed_uri_of(item)) uris.push_back(std::move(*uri));
      if (const Value* one = parameters->find("ingredient"))
        if (auto uri = hashed_uri_of(*one)) uris.push_back(std::move(*uri));
    }
    if (uris.empty()) return fail("assertion.action.ingredientMismatch", action.name + " names no ingredient");
    for (const HashedUri& uri : uris) {
      const std::optional<std::string> relationship = relationship_of(resolve(manifest_, uri.url));
      if (!relationship)
        return fail("assertion.action.ingredientMismatch", action.name + " names an ingredient that is not there");
      if (action.name == "c2pa.opened" && *relationship != "parentOf")
        return fail("assertion.action.ingredientMismatch", "c2pa.opened names an ingredient that is no parent");
    }
  }

  // Many actions may name one ingredient: it is read once.
  std::optional<std::string> relationship_of(const Superbox* box) {
    if (box == nullptr) return std::nullopt;
    const auto [at, fresh] = relationships_.try_emplace(box);
    if (fresh)
      if (const std::optional<Value> map = cbor_of(*box, limits_)) at->second = map->text_at("relationship");
    return at->second;
  }

  static constexpr size_t kMaxActions = 4096;  // of one claim

  const ManifestView& manifest_;
  const Limits& limits_;
  Findings& findings_;
  std::map<const Superbox*, std::optional<std::string>> relationships_;
  std::vector<ActionView> actions_;
  std::string url_;
  bool soft_binding_ = false, malformed_ = false;
};

}  // namespace

void check_actions(const ManifestView& manifest, const Limits& limits, Findings& findings) {
  if (manifest.claim->version >= 2) ActionRules(manifest, limits, findings).check();
}

}  // namespace imprint::manifest
