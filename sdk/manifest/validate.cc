#include "manifest/validate.h"

#include <algorithm>

#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;

constexpr int kMaxIngredientDepth = 32, kMaxUpdates = 32;
constexpr size_t kMaxRecorded = 65536;  // findings about ingredients that are kept
constexpr const char* kUntrusted = "signingCredential.untrusted";

bool is_ingredient(std::string_view label) {
  const std::string_view base = base_label(label);
  return base == "c2pa.ingredient" || base == "c2pa.ingredient.v2" || base == "c2pa.ingredient.v3";
}

// What is not taken counts as not written down.
void read_list(const Value* list, Outcome outcome, std::vector<Finding>& out) {
  if (list == nullptr || !list->is(Kind::kArray)) return;
  for (const Value& v : list->items()) {
    if (out.size() == kMaxTold) return;
    out.push_back({outcome, told(v.text_at("code")), told(v.text_at("url")), told(v.text_at("explanation"))});
  }
}

void read_results(const Value* results, std::vector<Finding>& out) {
  if (results == nullptr) return;
  read_list(results->find("success"), Outcome::kSuccess, out);
  read_list(results->find("informational"), Outcome::kInformational, out);
  read_list(results->find("failure"), Outcome::kFailure, out);
}

// What the claim's signer wrote down about an ingredient: validationResults since v3, validationStatus before.
std::vector<Finding> recorded_findings(const Value& ingredient) {
  std::vector<Finding> out;
  if (const Value* results = ingredient.find("validationResults", Kind::kMap)) {
    read_results(results->find("activeManifest", Kind::kMap), out);
    if (const Value* deltas = results->find("ingredientDeltas", Kind::kArray))
      for (const Value& delta : deltas->items()) read_results(delta.find("validationDeltas", Kind::kMap), out);
  }
  read_list(ingredient.find("validationStatus"), Outcome::kFailure, out);
  return out;
}

// An assertion of an ingredient, without the rest of its tree.
struct IngredientView {
  IngredientInfo info;
  std::optional<std::string> target;  // URL of its manifest
  std::optional<HashedUri> manifest;  // the same with its hash
  std::optional<HashedUri> signature;
};

IngredientView ingredient_view(const std::string& url, const Value& map) {
  IngredientView out{
      {url, told(map.text_at("dc:title")), told(map.text_at("relationship")), {}, recorded_findings(map)}, {}, {}, {}};
  if (out.info.title.empty()) out.info.title = told(map.text_at("title"));
  const Value* v3 = map.find("activeManifest", Kind::kMap);
  const Value *reference = v3 != nullptr ? v3 : map.find("c2pa_manifest", Kind::kMap),
              *signature = map.find("claimSignature", Kind::kMap);
  if (reference != nullptr) out.target = reference->text_at("url");
  if (reference != nullptr) out.manifest = hashed_uri_of(*reference);
  if (signature != nullptr) out.signature = hashed_uri_of(*signature);
  return out;
}

class Validator {
 public:
  Validator(const StoreView& store, const Asset& asset, const Trust& trust, const Limits& limits, Validation& out)
      : store_(store), asset_(asset), trust_(trust), limits_(limits), out_(out) {}

  Status run() {
    for (const ManifestView& m : store_.manifests) {
      out_.manifests.emplace_back().label = m.box->label;
      views_.push_back(m);
    }
    out_.active = out_.manifests.back().label;
    for (size_t i = 0; i < views_.size(); ++i) open(i);
    gather_redactions();
    check_manifest(views_.size() - 1);
    check_content();
    check_ingredients(views_.size() - 1, 0);
    out_.state = state();
    out_.unread = unread();
    return spent_;
  }

 private:
  std::optional<size_t> index_of(std::string_view label) const {
    const auto at = store_.by_label.find(label);
    return at == store_.by_label.end() ? std::nullopt : std::optional(at->second);
  }

  void open(size_t i) {
    Findings findings(out_.manifests[i].findings);
    open_claim(views_[i], limits_, findings);
    ManifestInfo& info = out_.manifests[i];
    info.is_update = views_[i].is_update();
    if (!views_[i].claim) {
      info.unread = "its claim: " + info.findings.back().explanation;
      return;
    }
    Value& map = views_[i].claim->map;
    info.claim_version = views_[i].claim->version;
    info.title = told(map.text_at("dc:title"));
    info.instance_id = told(map.text_at("instanceID"));
    info.generator = told(generator_of(map));
    map = Value();  // what is needed of it has been read, and the trees of all claims together may be large
  }

  static std::string generator_of(const Value& map) {
    const Value* software = map.find("claim_generator_info");
    if (software != nullptr && software->is(Kind::kArray) && software->size() > 0)
      software = &software->items().front();
    if (software == nullptr || software->text_at("name").empty()) return map.text_at("claim_generator");
    const std::string version = software->text_at("version");
    return software->text_at("name") + (version.empty() ? "" : "/" + version);
  }

  // The active manifest and what it leads to by its ingredients. The store itself is signed by nobody: whoever can
  // write the file can put further manifests into it.
  std::set<size_t> reachable() {
    std::set<size_t> seen = {views_.size() - 1};
    std::vector<size_t> open = {views_.size() - 1};
    while (!open.empty()) {
      const size_t at = open.back();
      open.pop_back();
      for (const IngredientView& ingredient : ingredients_of(at)) {
        const auto next = ingredient.target ? index_of(manifest_label(*ingredient.target)) : std::nullopt;
        if (next && seen.insert(*next).second) open.push_back(*next);
      }
    }
    return seen;
  }

  void gather_redactions() {
    for (const size_t i : reachable()) {
      if (!views_[i].claim) continue;
      Findings findings(out_.manifests[i].findings);
      for (const std::string& url : views_[i].claim->redacted)
        if (may_redact(i, url, findings)) {
          redacted_.insert(url);
          redacted_owners_.insert(manifest_label(url));
        }
    }
  }

  // A claim may take assertions of its ingredients back; not its own, none of the active manifest, no actions and no
  // hard binding.
  bool may_redact(size_t i, const std::string& url, Findings& findings) const {
    const std::string owner = manifest_label(url), label = assertion_label(url);
    if (owner == views_[i].box->label || owner.empty()) {
      findings.failure("assertion.selfRedacted", url, "the claim redacts an assertion of its own");
      return false;
    }
    if (label.starts_with("c2pa.actions")) {
      findings.failure("assertion.action.redacted", url, "the claim redacts actions");
      return false;
    }
    if (label.starts_with("c2pa.hash.")) {
      findings.failure("assertion.hardBinding.redacted", url, "the claim redacts a hard binding");
      return false;
    }
    return owner != views_.back().box->label;
  }

  void check_manifest(size_t i) {
    if (!views_[i].claim || !spent_.ok()) return;
    Findings findings(out_.manifests[i].findings);
    check_structure(views_[i], findings);
    spent_ = check_signature(views_[i], trust_, limits_, out_.manifests[i].signature, findings);
    check_assertions(views_[i], redacted_, limits_, out_.manifests[i], findings);
    check_actions(views_[i], limits_, findings);
    check_parents(i, findings);
  }

  // Of one manifest; each is read once.
  const std::vector<IngredientView>& ingredients_of(size_t i) {
    const auto [known, fresh] = ingredients_.try_emplace(i);
    const ManifestView& manifest = views_[i];
    if (!fresh || !manifest.claim) return known->second;
    for (const HashedUri& uri : manifest.claim->assertions) {
      const std::string label = assertion_label(uri.url);
      const Superbox* box = is_ingredient(label) ? resolve(manifest, uri.url) : nullptr;
      const std::optional<Value> map = box == nullptr ? std::nullopt : cbor_of(*box, limits_);
      if (!map) continue;
      known->second.push_back(ingredient_view(manifest.url() + "/c2pa.assertions/" + label, *map));
      count_recorded(known->second.back().info.recorded);
    }
    return known->second;
  }

  // One bound for all ingredients, as they are all kept.
  void count_recorded(std::vector<Finding>& recorded) {
    if (recorded.size() > recorded_left_) recorded.resize(recorded_left_);
    recorded_left_ -= recorded.size();
    recorded.shrink_to_fit();
  }

  void check_parents(size_t i, Findings& findings) {
    const ManifestView& manifest = views_[i];
    const std::vector<IngredientView>& ingredients = ingredients_of(i);
    const auto parents = std::count_if(ingredients.begin(), ingredients.end(), [](const IngredientView& ingredient) {
      return ingredient.info.relationship == "parentOf";
    });
    if (parents > 1)
      findings.failure("manifest.multipleParents", manifest.claim->url,
                       "the manifest has " + std::to_string(parents) + " parents");
    if (manifest.is_update() && (parents != 1 || ingredients.size() != 1))
      findings.failure("manifest.update.wrongParents", manifest.claim->url,
                       "an update manifest has exactly one ingredient, its parent");
  }

  std::optional<size_t> parent_of(size_t i) {
    std::optional<size_t> parent;
    for (const IngredientView& ingredient : ingredients_of(i))
      if (ingredient.target) parent = index_of(manifest_label(*ingredient.target));
    return parent;
  }

  // The hard binding of an update manifest is that of the manifest it updates. Without one it would fit any content.
  void check_content() {
    Findings findings(out_.manifests.back().findings);
    std::optional<size_t> at = views_.size() - 1;
    for (int depth = 0; at && views_[*at].claim && views_[*at].is_update(); ++depth)
      at = depth < kMaxUpdates ? parent_of(*at) : std::nullopt;
    if (at && views_[*at].claim && asset_.absent) return;
    if (at && views_[*at].claim)
      return check_hard_binding(views_[*at], asset_, *at + 1 != views_.size(), limits_, findings);
    if (views_.back().claim)
      findings.failure("claim.hardBindings.missing", views_.back().claim->url,
                       "the update manifest leads to no manifest with a hard binding");
  }

  void check_ingredients(size_t i, int depth) {
    if (!views_[i].claim) return;
    if (depth > kMaxIngredientDepth) {
      note_unread(i, "ingredients of ingredients, of which there are too many levels");
      return Findings(out_.manifests[i].findings)
          .failure("general.error", views_[i].claim->url,
                   "ingredients of ingredients exceed " + std::to_string(kMaxIngredientDepth) + " levels");
    }
    for (const IngredientView& ingredient : ingredients_of(i)) {
      IngredientInfo info = ingredient.info;
      check_ingredient(i, ingredient, info, depth);
      out_.manifests[i].ingredients.push_back(std::move(info));
    }
  }

  void check_ingredient(size_t i, const IngredientView& ingredient, IngredientInfo& info, int depth) {
    Findings findings(out_.manifests[i].findings);
    const std::optional<HashedUri>& uri = ingredient.manifest;
    if (!uri && ingredient.target) note_unread(i, "an ingredient's manifest, which is referred to without its hash");
    if (!uri)
      return findings.note("ingredient.unknownProvenance", info.assertion_url, "the ingredient has no manifest");
    info.manifest = manifest_label(uri->url);
    const std::optional<size_t> target = index_of(info.manifest);
    if (!target || *target == i) {
      note_unread(i, "an ingredient's manifest, which is not in the store");
      return findings.failure("ingredient.manifest.missing", info.assertion_url,
                              "the ingredient's manifest is not in the store");
    }
    const ManifestView& meant = views_[*target];
    const bool whole = manifest_matches(views_[i], *uri, meant) || signature_matches(views_[i], ingredient, meant);
    if (!whole && !claim_matches(views_[i], *uri, meant))
      return findings.failure("ingredient.manifest.mismatch", info.assertion_url,
                              "the manifest of what the picture was made from was changed or exchanged");
    findings.success("ingredient.manifest.validated", info.assertion_url,
                     whole ? "ingredient hash matched" : "ingredient hash matched, of its claim alone as in C2PA 1.0");
    if (!checked_.insert(*target).second) return;
    check_manifest(*target);
    check_ingredients(*target, depth + 1);
    note_new_failures(*target, info);  // those of its own ingredients too
  }

  // Many ingredients may refer to one large manifest: each is hashed once.
  bool matches(const ManifestView& manifest, const HashedUri& uri, ByteView hashed) {
    const std::string& name = uri.algorithm.empty() ? manifest.claim->algorithm : uri.algorithm;
    const auto algorithm = crypto::hash_algorithm(name.empty() ? "sha256" : name);
    if (!algorithm) return false;
    Bytes& digest = digests_[{hashed.data(), *algorithm}];
    if (digest.empty()) digest = crypto::digest(*algorithm, hashed);
    return digest == uri.hash;
  }

  // C2PA has the box as it stands hashed; widespread writers hash what is in a compressed one, which binds as much.
  bool manifest_matches(const ManifestView& manifest, const HashedUri& uri, const ManifestView& target) {
    return matches(manifest, uri, target.stored->hashed) ||
           (target.is_compressed() && matches(manifest, uri, target.box->hashed));
  }

  // C2PA 1.0 had the claim hashed in place of the manifest, which binds its assertions by their hashes, and not its
  // signature. Claims of version 2 are younger than that.
  bool claim_matches(const ManifestView& manifest, const HashedUri& uri, const ManifestView& target) {
    return manifest.claim->version == 1 && target.claim && target.claim->version == 1 &&
           matches(manifest, uri, target.claim->bytes);
  }

  // Redaction changes a manifest's hash, but not that of its signature.
  bool signature_matches(const ManifestView& manifest, const IngredientView& ingredient, const ManifestView& target) {
    const std::optional<HashedUri>& uri = ingredient.signature;
    return redacted_owners_.contains(target.box->label) && uri && target.signature != nullptr &&
           matches(manifest, *uri, target.signature->hashed);
  }

  // What was wrong before, and was written down, is known to the signer; what is new is not.
  void note_new_failures(size_t i, const IngredientInfo& info) {
    std::set<std::string_view> recorded;
    for (const Finding& r : info.recorded) recorded.insert(r.code);
    for (const Finding& f : out_.manifests[i].findings) {
      if (f.outcome != Outcome::kFailure || f.code == kUntrusted || f.code == "signingCredential.expired") continue;
      new_ingredient_failure_ = new_ingredient_failure_ || !recorded.contains(f.code);
    }
  }

  void note_unread(size_t i, std::string what) {
    if (out_.manifests[i].unread.empty()) out_.manifests[i].unread = std::move(what);
  }

  // Of the active manifest and what it leads to; whoever can write the file can add others, and they say nothing of it.
  std::string unread() {
    if (!store_.unknown.empty()) return "the part " + told(store_.unknown) + " of the store, which is no manifest";
    for (const size_t i : reachable())
      if (!out_.manifests[i].unread.empty()) return out_.manifests[i].unread;
    return "";
  }

  State state() const {
    const std::vector<Finding>& findings = out_.manifests.back().findings;
    const auto fails = [](const Finding& f) { return f.outcome == Outcome::kFailure; };
    if (new_ingredient_failure_) return State::kInvalid;
    if (std::any_of(findings.begin(), findings.end(),
                    [&](const Finding& f) { return fails(f) && f.code != kUntrusted; }))
      return State::kInvalid;
    if (asset_.absent) return State::kWellFormed;
    return std::any_of(findings.begin(), findings.end(), fails) ? State::kValid : State::kTrusted;
  }

  const StoreView& store_;
  const Asset& asset_;
  const Trust& trust_;
  const Limits& limits_;
  Validation& out_;
  std::vector<ManifestView> views_;
  std::set<std::string> redacted_;         // URLs of assertions
  std::set<std::string> redacted_owners_;  // labels of their manifests
  std::set<size_t> checked_;
  std::map<size_t, std::vector<IngredientView>> ingredients_;  // by manifest
  size_t recorded_left_ = kMaxRecorded;
  std::map<std::pair<const uint8_t*, crypto::HashAlgorithm>, Bytes> digests_;
  bool new_ingredient_failure_ = false;
  Status spent_;  // of the budget: not ok ends the validation
};

void invalid(Validation& out, std::string code, std::string why) {
  out.found = true;
  out.state = State::kInvalid;
  out.unread = "the store: " + why;
  out.findings.push_back({Outcome::kFailure, std::move(code), "self#jumbf=/c2pa", std::move(why)});
}

}  // namespace

const ManifestInfo* Validation::active_manifest() const { return manifests.empty() ? nullptr : &manifests.back(); }

Result<Validation> validate(ByteView file, ByteView sidecar, const Trust& trust, const Limits& limits) {
  Validation out;
  Located located;
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file", file.size(), "max_file_bytes", limits.max_file_bytes);
  out.alone = sidecar.empty() && is_lone_store(file);
  if (out.alone) sidecar = file;
  if (sidecar.size() > kMaxStoreBytes)
    return limit_exceeded("manifest store", sidecar.size(), "max_store_bytes", kMaxStoreBytes);
  if (!sidecar.empty()) {
    out.detached = true;
    located.store.assign(sidecar.begin(), sidecar.end());
  } else {
    IMPRINT_ASSIGN_OR_RETURN(const Carrier* carrier, carrier_for(file));
    Result<std::optional<Located>> found = carrier->locate(file, limits);
    if (!found.ok() && found.status().code() == Code::kManifestMalformed) {
      invalid(out, "claim.malformed", found.status().message());
      return out;
    }
    if (!found.ok()) return found.status();
    if (!found.value()) return out;
    located = std::move(*std::move(found).value());
  }
  out.found = true;
  const Result<StoreView> store = open_store(located.store, limits);
  if (!store.ok()) {
    invalid(out, "general.error", store.status().message());
    return out;
  }
  const ByteView padding = ByteView(located.store).subspan(store->root.raw.size());
  const Asset asset{file, located.ranges, located.padding,
                    std::any_of(padding.begin(), padding.end(), [](uint8_t b) { return b != 0; }), out.alone, located.around};
  IMPRINT_RETURN_IF_ERROR(Validator(store.value(), asset, trust, limits, out).run());
  return out;
}

}  // namespace imprint::manifest
