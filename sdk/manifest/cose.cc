#include "manifest/cose.h"

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;

constexpr int64_t kAlgorithm = 1, kX5Chain = 33;
constexpr uint64_t kSign1Tag = 18;

Bytes structure(std::string_view context, ByteView protected_bytes, ByteView payload) {
  return cbor::encode(
      Value::array({Value::text(context), Value::bytes(protected_bytes), Value::bytes({}), Value::bytes(payload)}));
}

const Value* x5chain_in(const Value& header) {
  const Value* found = header.find(kX5Chain);
  return found != nullptr ? found : header.find("x5chain");
}

Status malformed_cose(const char* what) { return {Code::kMalformed, std::string("COSE: ") + what}; }

}  // namespace

std::optional<int64_t> CoseSign1::algorithm_id() const {
  const Value* id = protected_header.find(kAlgorithm);
  if (id == nullptr || id->number() > 65536) return std::nullopt;
  if (id->is(Kind::kUnsigned)) return static_cast<int64_t>(id->number());
  if (id->is(Kind::kNegative)) return -1 - static_cast<int64_t>(id->number());
  return std::nullopt;
}

std::vector<Bytes> CoseSign1::certificates() const {
  const Value *inside = x5chain_in(protected_header), *outside = x5chain_in(unprotected);
  if ((inside == nullptr) == (outside == nullptr)) return {};
  const Value& chain = inside != nullptr ? *inside : *outside;
  std::vector<Bytes> out;
  const auto add = [&](const Value& v) {
    if (v.is(Kind::kBytes)) out.emplace_back(v.bytes().begin(), v.bytes().end());
  };
  if (chain.is(Kind::kArray))
    for (const Value& item : chain.items()) add(item);
  else
    add(chain);
  return out;
}

Result<CoseSign1> parse_cose(ByteView bytes, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Value outer, cbor::decode(bytes, limits));
  if (!outer.is(Kind::kTag) || outer.number() != kSign1Tag) return malformed_cose("not tagged as COSE_Sign1");
  const Value& body = outer.items().front();
  if (!body.is(Kind::kArray) || body.size() != 4) return malformed_cose("not an array of four");
  const Value &header = body.items()[0], &unprotected = body.items()[1], &payload = body.items()[2],
              &signature = body.items()[3];
  if (!header.is(Kind::kBytes) || !unprotected.is(Kind::kMap) || !signature.is(Kind::kBytes))
    return malformed_cose("a part is of the wrong kind");
  if (!payload.is(Kind::kNull) && !payload.is(Kind::kBytes)) return malformed_cose("the payload is neither bytes nor nil");
  CoseSign1 out;
  out.protected_bytes.assign(header.bytes().begin(), header.bytes().end());
  if (!out.protected_bytes.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(out.protected_header, cbor::decode(out.protected_bytes, limits));
    if (!out.protected_header.is(Kind::kMap)) return malformed_cose("the protected header is no map");
  }
  out.unprotected = unprotected;
  out.payload_present = payload.is(Kind::kBytes);
  out.payload_bytes.assign(payload.bytes().begin(), payload.bytes().end());
  out.signature.assign(signature.bytes().begin(), signature.bytes().end());
  return out;
}

Bytes signed_bytes(ByteView protected_bytes, ByteView payload) {
  return structure("Signature1", protected_bytes, payload);
}

Bytes time_stamped_bytes(ByteView protected_bytes, ByteView signature) {
  return structure("CounterSignature", protected_bytes, cbor::encode(Value::bytes(signature)));
}

Bytes time_stamped_bytes_v1(ByteView protected_bytes, ByteView payload) {
  return structure("CounterSignature", protected_bytes, payload);
}

Bytes protected_header(crypto::CoseAlgorithm algorithm, const std::vector<Bytes>& chain) {
  std::vector<Value> certificates;
  for (const Bytes& der : chain) certificates.push_back(Value::bytes(der));
  Value x5chain = certificates.size() == 1 ? certificates.front() : Value::array(certificates);
  return cbor::encode(Value::map_of({Value::integer(kAlgorithm), Value::integer(static_cast<int64_t>(algorithm)),
                                     Value::integer(kX5Chain), std::move(x5chain)}));
}

Bytes make_cose(ByteView protected_bytes, ByteView signature, ByteView token, size_t pad) {
  Value unprotected = Value::map({});
  if (!token.empty())
    unprotected.set("sigTst2", Value::map({{"tstTokens", Value::array({Value::map({{"val", Value::bytes(token)}})})}}));
  if (!token.empty() || pad > 0) unprotected.set("pad", Value::bytes(Bytes(pad, 0)));
  return cbor::encode(Value::tag(kSign1Tag, Value::array({Value::bytes(protected_bytes), std::move(unprotected),
                                                          Value(), Value::bytes(signature)})));
}

}  // namespace imprint::manifest
