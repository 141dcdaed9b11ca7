#include "manifest/writer.h"

#include <algorithm>

#include "crypto/hash.h"
#include "crypto/time_stamp.h"
#include "manifest/bmff_hash.h"
#include "manifest/cose.h"
#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using cbor::Value;

constexpr crypto::HashAlgorithm kHash = crypto::HashAlgorithm::kSha256;
constexpr const char* kHashName = "sha256";
constexpr size_t kFirstTokenReserve = 2048;  // enough for an authority with two certificates
constexpr size_t kTokenSlack = 16;           // tokens of one authority differ by the DER of their signatures
constexpr int kTokenTries = 4;
constexpr int kPlaceTries = 6;

// Digest of a superbox as hashed URIs have it.
Bytes box_hash(ByteView superbox) { return crypto::digest(kHash, superbox.subspan(8)); }

Value hashed_uri(const std::string& url, ByteView hash) {
  return Value::map({{"url", Value::text(url)}, {"hash", Value::bytes(hash)}});
}

// ISO 19566-5, embedded file: toggles (no file name, not elsewhere), media type, and the file itself.
Bytes embedded_file_box(const Assertion& a) {
  Bytes description = {0};
  append(description, as_bytes(a.media_type));
  description.push_back(0);
  Bytes contents = make_box("bfdb", description);
  append(contents, make_box("bidb", a.data));
  return make_superbox(kEmbeddedFileUuid, a.label, contents);
}

Bytes assertion_box(const Assertion& a) {
  if (!a.media_type.empty()) return embedded_file_box(a);
  return make_superbox(uuid_of(a.box_type), a.label, make_box(a.box_type, a.data));
}

// No exclusion: the hash covers the whole file. `pad`: zero bytes that keep the store's size even.
Assertion data_hash(const Range& range, ByteView hash, size_t pad) {
  Value map = Value::map({{"alg", Value::text(kHashName)},
                          {"name", Value::text("jumbf manifest")},
                          {"hash", Value::bytes(hash)},
                          {"pad", Value::bytes(Bytes(pad, 0))}});
  if (range.length != 0)
    map.set("exclusions", Value::array({Value::map({{"start", Value::unsigned_integer(range.start)},
                                                    {"length", Value::unsigned_integer(range.length)}})}));
  return {"c2pa.hash.data", "cbor", cbor::encode(map)};
}

Assertion bmff_hash(ByteView hash) {
  const Value map = Value::map({{"alg", Value::text(kHashName)},
                                {"name", Value::text("jumbf manifest")},
                                {"hash", Value::bytes(hash)},
                                {"exclusions", bmff_exclusions()}});
  return {"c2pa.hash.bmff.v3", "cbor", cbor::encode(map)};
}

// A BMFF hash has no padding, and needs none.
Assertion hard_binding(const Carrier& carrier, const Range& range, ByteView hash, size_t pad) {
  return carrier.bmff ? bmff_hash(hash) : data_hash(range, hash, pad);
}

Result<Bytes> hash_content(const Carrier& carrier, const Placed& placed, const Limits& limits) {
  if (carrier.bmff) return hash_bmff(placed.file, limits);
  crypto::Hasher hasher(kHash);
  hasher.add(ByteView(placed.file).first(placed.range.start));
  hasher.add(ByteView(placed.file).subspan(placed.range.end()));
  return hasher.finish();
}

Value uri_of(const Assertion& a) {
  return hashed_uri("self#jumbf=c2pa.assertions/" + a.label, box_hash(assertion_box(a)));
}

// The parent's manifests stand before the new one; what is signed says which is meant, and what validation said of it.
// A compressed parent is decompressed: readers differ in which of its forms a reference hashes.
struct Ingredient {
  std::vector<Assertion> assertions;  // the thumbnail first, if there is one
  Value uri;
};

Result<Ingredient> ingredient_of(const Parent& parent, const std::string& media_type, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const StoreView store, open_store(parent.store, limits));
  const ManifestView* active = store.find(parent.active_label);
  const Superbox* signature = active == nullptr ? nullptr : active->box->child("c2pa.signature");
  if (signature == nullptr)
    return Status{Code::kManifestMalformed, "the manifest that is to become the parent has no signature"};
  const std::string base = "self#jumbf=/c2pa/" + parent.active_label;
  Value map =
      Value::map({{"relationship", Value::text("parentOf")},
                  {"dc:format", Value::text(media_type)},
                  {"activeManifest", hashed_uri(base, crypto::digest(kHash, active->box->hashed))},
                  {"claimSignature", hashed_uri(base + "/c2pa.signature", crypto::digest(kHash, signature->hashed))},
                  {"validationResults", parent.validation_results}});
  Ingredient out;
  if (!parent.thumbnail.empty()) {
    out.assertions.push_back({"c2pa.thumbnail.ingredient", "", parent.thumbnail, false, "image/jpeg"});
    map.set("thumbnail", uri_of(out.assertions.front()));
  }
  out.assertions.push_back({"c2pa.ingredient.v3", "cbor", cbor::encode(map)});
  out.uri = uri_of(out.assertions.back());
  return out;
}

// All of a manifest but its hard binding and its signature; made once, so that every pass builds the same bytes.
class Draft {
 public:
  Draft(const Content& content, std::vector<Assertion> assertions, const Parent* parent, const Limits& limits)
      : content_(content),
        limits_(limits),
        assertions_(std::move(assertions)),
        parent_(parent),
        label_(content.manifest_label.empty() ? "urn:c2pa:" + fresh_uuid() : content.manifest_label),
        instance_id_(content.instance_id.empty() ? "xmp:iid:" + fresh_uuid() : content.instance_id) {}

  const std::string& label() const { return label_; }

  // Calls seal(claim) for the contents of the signature box.
  template <typename Seal>
  Result<Bytes> build(const Assertion& hard_binding, Seal seal) const {
    Bytes boxes;
    std::vector<Value> created, gathered;
    const auto add = [&](const Assertion& a) {
      const Bytes box = assertion_box(a);
      (a.gathered ? gathered : created).push_back(hashed_uri("self#jumbf=c2pa.assertions/" + a.label, box_hash(box)));
      append(boxes, box);
    };
    for (const Assertion& a : assertions_) add(a);
    add(hard_binding);
    const Bytes claim = cbor::encode(claim_map(std::move(created), std::move(gathered)));
    IMPRINT_ASSIGN_OR_RETURN(const Bytes cose, seal(claim));
    Bytes contents = make_superbox(uuid_of("c2as"), "c2pa.assertions", boxes);
    append(contents, make_superbox(uuid_of("c2cl"), "c2pa.claim.v2", make_box("cbor", claim)));
    append(contents, make_superbox(uuid_of("c2cs"), "c2pa.signature", make_box("cbor", cose)));
    return store_of(make_superbox(uuid_of("c2ma"), label_, contents));
  }

 private:
  Value claim_map(std::vector<Value> created, std::vector<Value> gathered) const {
    Value generator =
        Value::map({{"name", Value::text(content_.generator.name)}, {"specVersion", Value::text(kSpecVersion)}});
    if (!content_.generator.version.empty()) generator.set("version", Value::text(content_.generator.version));
    Value map = Value::map({{"instanceID", Value::text(instance_id_)},
                            {"claim_generator_info", generator},
                            {"signature", Value::text("self#jumbf=c2pa.signature")},
                            {"created_assertions", Value::array(std::move(created))},
                            {"alg", Value::text(kHashName)}});
    if (!gathered.empty()) map.set("gathered_assertions", Value::array(std::move(gathered)));
    if (!content_.title.empty()) map.set("dc:title", Value::text(content_.title));
    return map;
  }

  Result<Bytes> store_of(ByteView manifest) const {
    Bytes contents;
    if (parent_ != nullptr) {
      IMPRINT_ASSIGN_OR_RETURN(const StoreView old, open_store(parent_->store, limits_));
      const ManifestView* active = old.find(parent_->active_label);
      for (const Superbox& m : old.root.children)
        append(contents, active != nullptr && active->stored == &m ? active->box->raw : m.raw);
    }
    append(contents, manifest);
    return make_superbox(uuid_of("c2pa"), "c2pa", contents);
  }

  const Content& content_;
  const Limits& limits_;
  std::vector<Assertion> assertions_;
  const Parent* parent_;
  std::string label_, instance_id_;
};

Result<Draft> draft_of(const Content& content, const Parent* parent, const std::string& media_type, const Limits& limits) {
  if (parent == nullptr) return Draft(content, assertions_of(content, nullptr), nullptr, limits);
  IMPRINT_ASSIGN_OR_RETURN(Ingredient ingredient, ingredient_of(*parent, media_type, limits));
  std::vector<Assertion> assertions = assertions_of(content, &ingredient.uri);
  for (Assertion& a : ingredient.assertions) assertions.push_back(std::move(a));
  return Draft(content, std::move(assertions), parent, limits);
}

// Signs claims, and keeps the size of the signature box whatever comes back.
class Sealer {
 public:
  Sealer(const Signer& signer, size_t token_reserve) : signer_(signer), token_reserve_(token_reserve) {
    std::vector<Bytes> chain;
    for (size_t i = 0; i < signer.chain.size(); ++i)
      if (i == 0 || !signer.chain[i].is_self_signed()) chain.push_back(signer.chain[i].der());
    protected_ = protected_header(signer.algorithm, chain);
  }

  Result<Bytes> dummy(ByteView) const {
    return make_cose(protected_, Bytes(signer_.chain.front().signature_bytes(), 0),
                     Bytes(signer_.time_stamp ? token_reserve_ : 0, 0), 0);
  }

  Result<Bytes> seal(ByteView claim) {
    IMPRINT_ASSIGN_OR_RETURN(const Bytes size_model, dummy(claim));
    IMPRINT_ASSIGN_OR_RETURN(const Bytes signature, sign(signed_bytes(protected_, claim)));
    if (!signer_.time_stamp) return make_cose(protected_, signature, {}, 0);
    IMPRINT_ASSIGN_OR_RETURN(const Bytes token, stamp(time_stamped_bytes(protected_, signature)));
    token_size_ = token.size();
    // A byte string cannot take every number of bytes, as its head grows: then another reserve has to be tried.
    const size_t bare = make_cose(protected_, signature, token, 0).size();
    for (size_t pad = size_model.size() < bare ? 0 : size_model.size() - bare, tries = 0; tries < 8; ++tries, --pad) {
      Bytes cose = make_cose(protected_, signature, token, pad);
      if (cose.size() == size_model.size()) return cose;
      if (pad == 0) break;
    }
    return Status{Code::kLimitExceeded,
                  "the time-stamp of " + std::to_string(token.size()) + " bytes does not fit the room kept for it"};
  }

  size_t token_size() const { return token_size_; }

 private:
  Result<Bytes> sign(ByteView message) const {
    IMPRINT_ASSIGN_OR_RETURN(Bytes signature, signer_.sign(message));
    IMPRINT_ASSIGN_OR_RETURN(const bool holds,
                             signer_.chain.front().verify(signer_.algorithm, message, signature, own_));
    if (!holds)
      return Status{Code::kSigner, "the signer's answer of " + std::to_string(signature.size()) + " bytes is no " +
                                       crypto::name_of(signer_.algorithm) + " signature by the key of certificate \"" +
                                       signer_.chain.front().common_name() + "\""};
    return signature;
  }

  Result<Bytes> stamp(ByteView message) const {
    IMPRINT_ASSIGN_OR_RETURN(Bytes token, signer_.time_stamp(message));
    IMPRINT_ASSIGN_OR_RETURN(token, crypto::bare_token(token));
    IMPRINT_ASSIGN_OR_RETURN(const crypto::TimeStamp read, crypto::read_time_stamp(token, message, own_));
    if (!read.imprint_matches || !read.signature_valid)
      return Status{Code::kTimeStamp, "the time-stamp does not verify over the signature"};
    return token;
  }

  const Signer& signer_;
  const Limits own_;  // what the signer and his authority answer is no file's work
  size_t token_reserve_, token_size_ = 0;
  Bytes protected_;
};

struct Target {
  Placed placed;
  Bytes hash;
  size_t pad = 0;
};

// The file with room for the store, and its hash without that room.
Result<Target> make_room(ByteView file, const Carrier& carrier, const Draft& draft, const Sealer& sealer,
                         const Limits& limits) {
  Range range{0, 1};
  const Bytes no_hash(32, 0);
  for (int i = 0; i < kPlaceTries; ++i) {
    Target out;
    const auto dummy = [&](ByteView claim) { return sealer.dummy(claim); };
    IMPRINT_ASSIGN_OR_RETURN(Bytes store, draft.build(hard_binding(carrier, range, no_hash, 0), dummy));
    // RIFF fills odd chunks up, and readers differ in whether the exclusion covers the filling.
    out.pad = carrier.bmff ? 0 : store.size() % 2;
    if (out.pad != 0) {
      IMPRINT_ASSIGN_OR_RETURN(store, draft.build(hard_binding(carrier, range, no_hash, out.pad), dummy));
    }
    IMPRINT_ASSIGN_OR_RETURN(out.placed, carrier.place(file, store, limits));
    if (out.placed.range == range) {
      IMPRINT_ASSIGN_OR_RETURN(out.hash, hash_content(carrier, out.placed, limits));
      return out;
    }
    range = out.placed.range;
  }
  return Status{Code::kInternal, "the place of the manifest does not settle"};
}

// Repeats `attempt(sealer)` with more room until the time-stamp fits.
template <typename Attempt>
Result<Signed> with_room_for_token(const Signer& signer, Attempt attempt) {
  size_t reserve = kFirstTokenReserve;
  for (int i = 0; i < kTokenTries; ++i) {
    Sealer sealer(signer, reserve);
    Result<Signed> done = attempt(sealer);
    if (done.ok() || done.status().code() != Code::kLimitExceeded || sealer.token_size() == 0) return done;
    reserve = std::max(sealer.token_size() + kTokenSlack,
                       reserve == sealer.token_size() + kTokenSlack ? reserve + 1 : size_t{0});
  }
  return Status{Code::kTimeStamp, "the time-stamps of the authority differ too much in size"};
}

}  // namespace

Status check_signer(const Signer& signer, int64_t now) {
  if (signer.chain.empty() || !signer.sign)
    return {Code::kInvalidArgument, "signing a manifest needs a certificate chain and a key"};
  const crypto::Certificate& leaf = signer.chain.front();
  const std::string problem = leaf.profile_problem(crypto::Purpose::kClaimSigning, crypto::default_claim_ekus());
  if (!problem.empty())
    return {Code::kCertificate,
            "validators would refuse the certificate of \"" + leaf.common_name() + "\": " + problem};
  if (!leaf.valid_at(now))
    return {Code::kCertificate, "the certificate of \"" + leaf.common_name() + "\" is valid from " +
                                    rfc3339(leaf.not_before()) + " to " + rfc3339(leaf.not_after()) + ", not at " +
                                    rfc3339(now)};
  return {};
}

Result<Signed> sign_file(ByteView file, const Content& content, const Signer& signer, const Parent* parent,
                         const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_signer(signer, content.now));
  IMPRINT_ASSIGN_OR_RETURN(const Carrier* carrier, carrier_for(file));
  IMPRINT_ASSIGN_OR_RETURN(const Draft draft, draft_of(content, parent, carrier->media_type, limits));
  return with_room_for_token(signer, [&](Sealer& sealer) -> Result<Signed> {
    IMPRINT_ASSIGN_OR_RETURN(Target target, make_room(file, *carrier, draft, sealer, limits));
    IMPRINT_ASSIGN_OR_RETURN(Bytes store,
                             draft.build(hard_binding(*carrier, target.placed.range, target.hash, target.pad),
                                         [&](ByteView claim) { return sealer.seal(claim); }));
    const Bytes wrapped = carrier->wrap(store);
    if (wrapped.size() != target.placed.range.length)
      return Status{Code::kInternal, "the manifest changed its size while it was signed"};
    std::copy(wrapped.begin(), wrapped.end(),
              target.placed.file.begin() + static_cast<std::ptrdiff_t>(target.placed.range.start));
    return Signed{std::move(target.placed.file), std::move(store), draft.label()};
  });
}

Result<Signed> sign_sidecar(ByteView file, const Content& content, const Signer& signer, const Parent* parent,
                            const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_signer(signer, content.now));
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file", file.size(), "max_file_bytes", limits.max_file_bytes);
  const Carrier* carrier = carrier_of(container::sniff(file));
  IMPRINT_ASSIGN_OR_RETURN(
      const Draft draft,
      draft_of(content, parent, carrier == nullptr ? "application/octet-stream" : carrier->media_type, limits));
  const Assertion binding = data_hash({}, crypto::digest(kHash, file), 0);
  return with_room_for_token(signer, [&](Sealer& sealer) -> Result<Signed> {
    IMPRINT_ASSIGN_OR_RETURN(Bytes store, draft.build(binding, [&](ByteView claim) { return sealer.seal(claim); }));
    return Signed{{}, std::move(store), draft.label()};
  });
}

}  // namespace imprint::manifest
