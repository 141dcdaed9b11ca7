#include "aigc/security_data.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "aigc/json_scan.h"
#include "aigc/label_fields.h"
#include "aigc/text_forms.h"
#include "crypto/key_rules.h"

namespace imprint::aigc {
namespace {

using Json = nlohmann::ordered_json;
using crypto::SignatureAlgorithm;

// A file that holds more is not helped by checking more: every pair of key and signature costs a verification.
constexpr size_t kMaxEntries = 8;
constexpr size_t kMaxOddForms = 16;     // that are told
constexpr uint64_t kSecurityStepsAByte = 50;    // spec/limits.md 2.1

constexpr std::string_view kType = "TC260PG";
constexpr std::string_view kLabelTarget = "LabelMataData";  // [sic] as real files write it

struct AlgorithmRow {
  SignatureAlgorithm algorithm;
  std::string_view oid;
  const char* name;
};
constexpr std::array kAlgorithms = {
    AlgorithmRow{SignatureAlgorithm::kSm2Sm3, "1.2.156.10197.1.501", "SM2/SM3"},
    AlgorithmRow{SignatureAlgorithm::kEcdsaP256Sha256, "1.2.840.10045.4.3.2", "ECDSA P-256/SHA-256"},
    AlgorithmRow{SignatureAlgorithm::kRsaSha256, "1.2.840.113549.1.1.11", "RSA/SHA-256"},
};

const AlgorithmRow* row_of(std::string_view oid) {
  for (const AlgorithmRow& row : kAlgorithms)
    if (row.oid == oid) return &row;
  return nullptr;
}
const AlgorithmRow& row_of(SignatureAlgorithm algorithm) { return kAlgorithms[static_cast<size_t>(algorithm)]; }

std::string to_hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const uint8_t byte : bytes) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

// Hexadecimal as the guide has it, else Base64.
Bytes bytes_of(std::string_view text) {
  std::optional<std::string> out = decode_hex(text);
  if (!out) out = decode_base64(text);
  return out ? Bytes(out->begin(), out->end()) : Bytes();
}

std::string compact(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// Reads one SecurityData object and notes what is odd about it.
class Reader {
 public:
  SecurityData take(const Json& object) && {
    const Json* type = member(object, "Type");
    if (type == nullptr || text_of(*type) != kType) odd("Type is not \"TC260PG\"");
    const Json* version = member(object, "Version");
    if (version == nullptr || text_of(*version) != "1")
      odd("Version is not 1");
    else if (version->is_string())
      odd("Version is a string");
    if (const Json* bindings = member(object, "Bindings")) take_bindings(*bindings);
    if (const Json* entries = member(object, "PubSD")) take_entries(*entries);
    return std::move(out_);
  }

 private:
  void odd(std::string what) {
    if (out_.odd_forms.size() < kMaxOddForms && std::find(out_.odd_forms.begin(), out_.odd_forms.end(), what) == out_.odd_forms.end())
      out_.odd_forms.push_back(std::move(what));
  }

  static std::string text_of(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string() : compact(value);
  }

  // The member with this name; one that differs in case counts, and is noted.
  const Json* member(const Json& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    for (const auto& [name, value] : object.items())
      if (name == key) return &value;
    for (const auto& [name, value] : object.items())
      if (equals_ignoring_case(name, key)) {
        odd(excerpt(name) + " for " + std::string(key));
        return &value;
      }
    return nullptr;
  }

  void take_bindings(const Json& bindings) {
    const bool empty = bindings.is_null() || (bindings.is_array() && bindings.empty());
    if (empty) return;
    out_.bindings.push_back(compact(bindings));
    if (!bindings.is_array()) return odd("Bindings is no list");
    for (const Json& entry : bindings) {
      if (out_.bindings.size() > kMaxEntries) return;
      out_.bindings.push_back(compact(entry));
      if (const Json* value = member(entry, "Value"); value != nullptr && value->is_null())
        odd("Value of a binding is null");
    }
  }

  void take_entries(const Json& entries) {
    if (!entries.is_array()) {
      odd("PubSD is no list");
      return take_entry(entries);
    }
    for (const Json& entry : entries) take_entry(entry);
  }

  // By its members, since types are misspelt.
  void take_entry(const Json& entry) {
    const Json* type = member(entry, "Type");
    const std::string said = type == nullptr ? "" : text_of(*type);
    const Json* algorithm = member(entry, "AlgID");
    const std::string oid = algorithm == nullptr ? "" : text_of(*algorithm);
    if (const Json* signature = member(entry, "Signature")) {
      if (said != "DS") odd("a signature of Type \"" + excerpt(said) + "\"");
      if (out_.signatures.size() < kMaxEntries)
        out_.signatures.push_back({oid, target_of(entry), bytes_of(text_of(*signature))});
      return;
    }
    const Json* value = nullptr;
    for (const char* key : {"KeyValue", "CertValue", "Certificate", "Cert", "Value"})
      if (value == nullptr) value = member(entry, key);
    if (value == nullptr) return odd("an entry of PubSD without Signature and KeyValue");
    if (out_.keys.size() < kMaxEntries) out_.keys.push_back({oid, bytes_of(text_of(*value))});
  }

  std::string target_of(const Json& entry) {
    const Json* data = member(entry, "TBSData");
    if (data == nullptr) return {};
    const Json* type = member(*data, "Type");
    return text_of(type == nullptr ? *data : *type);
  }

  SecurityData out_;
};

// Keys and certificates of one SecurityData, ready to verify with.
struct KeyRing {
  std::vector<crypto::PublicKey> keys;
  std::vector<crypto::Certificate> certificates;
  std::string problem;  // why the first key that is not used is not
};

// Each key once: repeating one costs a file nothing, and us a verification.
void add_key(KeyRing& ring, Result<crypto::PublicKey> key) {
  if (!key.ok()) {
    if (ring.problem.empty()) ring.problem = key.status().message();
  } else if (std::find(ring.keys.begin(), ring.keys.end(), key.value()) == ring.keys.end()) {
    ring.keys.push_back(std::move(key).value());
  }
}

Result<KeyRing> ring_of(const SecurityData& data, const Limits& limits) {
  KeyRing out;
  IMPRINT_RETURN_IF_ERROR(crypto::spend_unpacking(data.keys.size(), "keys of a label", limits));
  for (const SecurityKey& entry : data.keys) {
    if (const auto certificate = crypto::Certificate::from_der(entry.value); certificate.ok()) {
      add_key(out, certificate->public_key());
      out.certificates.push_back(certificate.value());
      continue;
    }
    const AlgorithmRow* row = row_of(entry.algorithm_id);
    add_key(out,
            crypto::PublicKey::from_bytes(entry.value, row == nullptr ? SignatureAlgorithm::kSm2Sm3 : row->algorithm));
  }
  return out;
}

struct Candidate {
  SignedText text;
  std::string message;
};

// Every text that the signature may be over: the names of targets are free text in real files.
std::vector<Candidate> candidates(const Label& label, bool producer, const SecurityData& data) {
  std::vector<Candidate> out = {{SignedText::kProducer, producer_message(label)}};
  if (!producer) out.insert(out.begin(), {SignedText::kPropagator, propagator_message(label)});
  for (const std::string& text : data.bindings) out.push_back({SignedText::kBindings, text});
  return out;
}

bool is_of(const crypto::Certificate& certificate, const crypto::PublicKey& key) {
  const Result<crypto::PublicKey> own = certificate.public_key();
  return own.ok() && own.value() == key;
}

// The certificates with the key's own one in front.
std::vector<crypto::Certificate> chain_of(const KeyRing& ring, const crypto::PublicKey& key) {
  std::vector<crypto::Certificate> out = ring.certificates;
  std::stable_partition(out.begin(), out.end(), [&](const auto& c) { return is_of(c, key); });
  return out;
}

// Those of the algorithm that the signature names first: in real files that is the only one.
std::vector<crypto::PublicKey> keys_by_fit(const KeyRing& ring, std::string_view oid) {
  std::vector<crypto::PublicKey> out = ring.keys;
  if (const AlgorithmRow* row = row_of(oid))
    std::stable_partition(out.begin(), out.end(), [&](const auto& key) { return key.algorithm() == row->algorithm; });
  return out;
}

class SlotChecker {
 public:
  SlotChecker(const Label& label, bool producer, const TrustOptions& trust, const Limits& limits)
      : label_(label), producer_(producer), trust_(trust), limits_(limits) {}

  Status check(std::vector<SecurityCheck>& out) const {
    const auto data = parse_security_data(producer_ ? label_.reserved_code1 : label_.reserved_code2, limits_);
    if (!data) return {};
    IMPRINT_ASSIGN_OR_RETURN(KeyRing ring, ring_of(*data, limits_));
    if (data->keys.empty() && trust_.store != nullptr)
      ring.keys = trust_.store->keys();  // known without being sent along
    if (data->signatures.empty()) out.push_back(unchecked(*data, "", "it holds no signature"));
    for (const SecuritySignature& signature : data->signatures) {
      IMPRINT_ASSIGN_OR_RETURN(SecurityCheck one, check_one(*data, signature, ring));
      out.push_back(std::move(one));
    }
    return {};
  }

 private:
  SecurityCheck unchecked(const SecurityData& data, std::string_view oid, std::string why) const {
    SecurityCheck out;
    out.slot = producer_ ? "ReservedCode1" : "ReservedCode2";
    out.speaks_for = producer_ ? label_.content_producer : label_.content_propagator;
    out.odd_forms = data.odd_forms;
    const AlgorithmRow* row = row_of(oid);
    out.algorithm = row != nullptr ? row->name : excerpt(oid);
    out.note = std::move(why);
    return out;
  }

  Result<SecurityCheck> check_one(const SecurityData& data, const SecuritySignature& signature,
                                  const KeyRing& ring) const {
    if (ring.keys.empty())
      return unchecked(data, signature.algorithm_id,
                       ring.problem.empty() ? "there is no key that can be read"
                                            : "there is no key to check it with: " + ring.problem);
    if (signature.value.empty())
      return unchecked(data, signature.algorithm_id, "its value is neither hexadecimal nor Base64");
    SecurityCheck out = unchecked(data, signature.algorithm_id, "");
    out.integrity = Integrity::kInvalid;
    // The label before the bindings, so that what fits both is a signature of the label.
    for (const Candidate& candidate : candidates(label_, producer_, data))
      for (const crypto::PublicKey& key : keys_by_fit(ring, signature.algorithm_id)) {
        IMPRINT_ASSIGN_OR_RETURN(const auto convention,
                                 key.verify(as_bytes(candidate.message), signature.value, limits_));
        if (!convention) continue;
        out.signed_text = candidate.text;
        out.convention = *convention;
        if (signature.algorithm_id != row_of(key.algorithm()).oid)
          out.odd_forms.push_back("AlgID \"" + excerpt(signature.algorithm_id) +
                                  "\" of another algorithm than the key's");
        IMPRINT_RETURN_IF_ERROR(describe_key(key, ring, out));
        return out;
      }
    // A propagator's signature over a text that nobody here knows is no broken one.
    if (producer_) return out;
    out.integrity = Integrity::kNotChecked;
    out.note = "it is over no text that is known; what a propagator signs is not settled";
    return out;
  }

  // Whose key it is that fits.
  Status describe_key(const crypto::PublicKey& key, const KeyRing& ring, SecurityCheck& out) const {
    const std::vector<crypto::Certificate> chain = chain_of(ring, key);
    out.integrity = out.signed_text == SignedText::kBindings ? Integrity::kBindingsOnly : Integrity::kValid;
    out.algorithm = row_of(key.algorithm()).name;
    if (!chain.empty() && is_of(chain.front(), key))
      out.certificate = {chain.front().subject(), chain.front().issuer(), chain.front().serial_hex()};
    if (out.integrity != Integrity::kValid) return {};
    out.trust_note = "nobody is trusted";
    if (trust_.store == nullptr) return {};
    const crypto::Speaker speaker = speaker_of(out.speaks_for);
    IMPRINT_ASSIGN_OR_RETURN(crypto::TrustAnswer answer,
                             trust_.store->judge({key, chain, speaker, trust_.time_s}, limits_));
    out.trust = answer.trust;
    out.trust_note = std::move(answer.why);
    return {};
  }

  const Label& label_;
  bool producer_;
  const TrustOptions& trust_;
  const Limits& limits_;
};

void append_member(std::string& out, std::string_view key, std::string_view value) {
  if (!out.empty()) out.push_back(',');
  append_json_string(out, key);
  out.push_back(':');
  append_json_string(out, value);
}

Result<std::string> make_security_data(std::string_view message, const crypto::SecuritySigner& signer) {
  IMPRINT_ASSIGN_OR_RETURN(const Bytes signature, signer.sign(as_bytes(message)));
  const std::string oid(row_of(signer.public_key.algorithm()).oid);
  const Json out = {
      {"SecurityData",
       {{"Type", kType},
        {"Version", 1},
        {"PubSD",
         {{{"Type", "DS"}, {"AlgID", oid}, {"TBSData", {{"Type", kLabelTarget}}}, {"Signature", to_hex(signature)}},
          {{"Type", "PubKey"}, {"AlgID", oid}, {"KeyValue", to_hex(signer.public_key.spki())}}}}}}};
  return out.dump();
}

}  // namespace

std::optional<SecurityData> parse_security_data(std::string_view value, const Limits& limits) {
  const bool claims = value.find("SecurityData") != std::string_view::npos ||
                      value.find("PubSD") != std::string_view::npos || value.find(kType) != std::string_view::npos;
  // scan_json bounds the depth, so that the tree below is no deeper either.
  if (!claims || value.size() > kMaxLabelBytes) return std::nullopt;
  // Objects that keep the order of their members, which a signature over Bindings needs, look each up among all before it.
  const auto members = static_cast<uint64_t>(std::count(value.begin(), value.end(), ','));
  const uint64_t steps = kSecurityStepsAByte * value.size() + members * members;
  if (!limits.spend(Resource::kSteps, steps, "SecurityData of a label").ok() || !scan_json(value).ok()) return std::nullopt;
  const Json json = Json::parse(value, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  for (const auto& [name, inner] : json.items())
    if (equals_ignoring_case(name, "SecurityData") && inner.is_object()) return Reader().take(inner);
  if (!json.contains("PubSD") && !json.contains("Type")) return std::nullopt;
  SecurityData out = Reader().take(json);
  out.odd_forms.insert(out.odd_forms.begin(), "the outer SecurityData is missing");
  return out;
}

std::string producer_message(const Label& label) {
  std::string out;
  append_member(out, "Label", label.label);
  append_member(out, "ContentProducer", label.content_producer);
  append_member(out, "ProduceID", label.produce_id);
  return out;
}

std::string propagator_message(const Label& label) {
  std::string out = producer_message(label);
  append_member(out, "ContentPropagator", label.content_propagator);
  append_member(out, "PropagateID", label.propagate_id);
  return out;
}

Status sign_as_producer(Label& label, const crypto::SecuritySigner& signer) {
  IMPRINT_ASSIGN_OR_RETURN(label.reserved_code1, make_security_data(producer_message(label), signer));
  return {};
}

Status sign_as_propagator(Label& label, const crypto::SecuritySigner& signer) {
  // A good signature stays: most of these algorithms would give another one each time.
  const Limits own;  // one signature, by the caller's key
  if (const auto old = parse_security_data(label.reserved_code2, own)) {
    IMPRINT_ASSIGN_OR_RETURN(const KeyRing ring, ring_of(*old, own));
    if (ring.keys.size() == 1 && ring.keys.front() == signer.public_key && old->signatures.size() == 1) {
      IMPRINT_ASSIGN_OR_RETURN(const auto good, signer.public_key.verify(as_bytes(propagator_message(label)),
                                                                        old->signatures.front().value, own));
      if (good) return {};
    }
  }
  IMPRINT_ASSIGN_OR_RETURN(label.reserved_code2, make_security_data(propagator_message(label), signer));
  return {};
}

Result<std::vector<SecurityCheck>> check_security(const Label& label, const TrustOptions& trust, const Limits& limits) {
  std::vector<SecurityCheck> out;
  for (const bool producer : {true, false})
    IMPRINT_RETURN_IF_ERROR(SlotChecker(label, producer, trust, limits).check(out));
  return out;
}

crypto::Speaker speaker_of(const std::string& code) {
  // 27 characters: format, kind of provider, kind of identifier, 18 of identifier, 5 of service extension
  // (TC260-PG-20252A).
  constexpr size_t kIdentifierAt = 4, kIdentifier = 18;
  crypto::Speaker out{code};
  out.by_name = !check_provider_code(code).ok();
  if (!out.by_name)
    out.identifiers = {code, code.substr(0, kIdentifierAt + kIdentifier), code.substr(kIdentifierAt, kIdentifier)};
  return out;
}

const char* name(Integrity integrity) {
  switch (integrity) {
    case Integrity::kValid: return "valid";
    case Integrity::kInvalid: return "invalid";
    case Integrity::kNotChecked: return "not_checked";
    case Integrity::kBindingsOnly: return "bindings_only";
  }
  return "";
}

const char* name(SignedText text) {
  switch (text) {
    case SignedText::kNone: return "unknown";
    case SignedText::kProducer: return "label";
    case SignedText::kPropagator: return "label_and_propagator";
    case SignedText::kBindings: return "bindings";
  }
  return "";
}

const char* name(crypto::Trust trust) {
  switch (trust) {
    case crypto::Trust::kNotTrusted: return "not_trusted";
    case crypto::Trust::kTrusted: return "trusted";
    case crypto::Trust::kExpired: return "expired";
    case crypto::Trust::kNotYetValid: return "not_yet_valid";
    case crypto::Trust::kNotAllowed: return "not_allowed";
  }
  return "";
}

const char* name(crypto::Convention convention) {
  switch (convention) {
    case crypto::Convention::kStandard: return "standard";
    case crypto::Convention::kHashedTwice: return "hashed_twice";
    case crypto::Convention::kBareHash: return "bare_hash";
  }
  return "";
}

const char* covered(SignedText text) {
  switch (text) {
    case SignedText::kNone: return "";
    case SignedText::kProducer: return "Label, ContentProducer, ProduceID";
    case SignedText::kPropagator: return "Label, ContentProducer, ProduceID, ContentPropagator, PropagateID";
    case SignedText::kBindings: return "Bindings";
  }
  return "";
}

const char* not_covered(SignedText text) {
  switch (text) {
    case SignedText::kNone: return "";
    case SignedText::kProducer: return "ReservedCode1, ContentPropagator, PropagateID, ReservedCode2, the picture";
    case SignedText::kPropagator: return "ReservedCode1, ReservedCode2, the picture";
    case SignedText::kBindings: return "the label; whether the picture fits the bindings is not checked";
  }
  return "";
}

}  // namespace imprint::aigc
