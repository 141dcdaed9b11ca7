// Seals and opens DSSE envelopes.
#include "report/dsse.h"

#include <openssl/evp.h>

#include <algorithm>

#include "model/error.h"
#include "report/fields.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

struct Signature {
  std::string key_id, bytes;
};

std::vector<Signature> signatures_of(Fields& envelope) {
  std::vector<Signature> signatures;
  const nlohmann::json& rows = envelope.array("signatures");
  if (rows.empty()) throw ConformError("the envelope has no signature");
  if (rows.size() > kSignaturesAtMost) {
    throw ConformError("the envelope has " + std::to_string(rows.size()) + " signatures, more than " +
                       std::to_string(kSignaturesAtMost));
  }
  for (const nlohmann::json& row : rows) {
    Fields fields(row, "signatures[" + std::to_string(signatures.size()) + "]");
    signatures.push_back({fields.text("keyid"), from_base64(fields.text("sig"), fields.path("sig"))});
    fields.done();
  }
  return signatures;
}

void check_key(const PublicKey& key, const std::vector<Signature>& signatures, const std::string& bytes) {
  bool good = false;
  for (const Signature& signature : signatures) {
    const bool by_key = key.verifies(bytes, signature.bytes);
    if (!by_key && signature.key_id == key.id()) {
      throw ConformError("the " + std::string(word_of(key.kind())) + " signature of key " + key.id() + " is wrong");
    }
    good |= by_key;
  }
  if (!good) throw ConformError("no signature is by the " + std::string(word_of(key.kind())) + " key " + key.id());
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<size_t>(size));
  return text;
}

std::string from_base64(std::string_view text, std::string_view what) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = text.size() % 4 != 0 ? -1
                                        : EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                                          reinterpret_cast<const unsigned char*>(text.data()),
                                                          static_cast<int>(text.size()));
  const size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  if (size < static_cast<int>(padding)) throw ConformError(std::string(what) + " is no base64");
  bytes.resize(static_cast<size_t>(size) - padding);
  if (base64(bytes) != text) throw ConformError(std::string(what) + " is no base64 of the standard alphabet");
  return bytes;
}

std::string signed_bytes(std::string_view type, std::string_view body) {
  return "DSSEv1 " + std::to_string(type.size()) + " " + std::string(type) + " " + std::to_string(body.size()) + " " +
         std::string(body);
}

std::string sealed(std::string_view payload, const std::vector<Signer>& signers) {
  if (signers.empty()) throw ConformError("no key was given to sign with");
  if (signers.size() > kSignaturesAtMost) throw ConformError("more than 16 keys were given to sign with");
  const std::string bytes = signed_bytes(kPayloadType, payload);
  nlohmann::json signatures = nlohmann::json::array();
  for (const Signer& signer : signers) {
    const std::string signature = signer.sign(bytes);
    if (!signer.key.verifies(bytes, signature)) {
      throw ConformError("the signature that came from key " + signer.key.id() + " does not verify");
    }
    signatures.push_back({{"keyid", signer.key.id()}, {"sig", base64(signature)}});
  }
  return json_line({{"payload", base64(payload)}, {"payloadType", kPayloadType}, {"signatures", signatures}}) + "\n";
}

Opened opened(std::string_view envelope, const std::vector<PublicKey>& keys) {
  if (keys.empty()) throw ConformError("no public key was given to check the envelope with");
  const nlohmann::json object = parsed(envelope, "the envelope");
  Fields fields(object, "");
  const std::string type = fields.text("payloadType");
  if (type != kPayloadType) throw ConformError("the envelope holds " + visible(type.substr(0, 80)) + ", no statement");
  Opened result;
  result.payload = from_base64(fields.text("payload"), "payload");
  const std::vector<Signature> signatures = signatures_of(fields);
  fields.done();

  const std::string bytes = signed_bytes(type, result.payload);
  for (const PublicKey& key : keys) {
    check_key(key, signatures, bytes);
    result.verified.push_back(key.id());
  }
  for (const Signature& signature : signatures) {
    const bool known = std::any_of(keys.begin(), keys.end(),
                                   [&](const PublicKey& key) { return key.verifies(bytes, signature.bytes); });
    if (!known) result.unknown.push_back(signature.key_id);
  }
  return result;
}

}  // namespace imprint_conform
