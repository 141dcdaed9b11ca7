// CBOR: what is read is written in one form, and that form is read as the same.
#include "fuzz.h"
#include "manifest/cbor.h"
#include "manifest/cose.h"

using namespace imprint;
using namespace imprint::manifest;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView bytes(data, size);
  fuzz::Run run(size);
  const auto read = cbor::decode(bytes, run.call());
  if (read.ok()) {
    const Bytes written = cbor::encode(read.value());
    const auto again = cbor::decode(written);
    FUZZ_REQUIRE(again.ok());
    FUZZ_REQUIRE(cbor::encode(again.value()) == written);
  }
  const auto cose = parse_cose(bytes);
  FUZZ_REQUIRE(!cose.ok() || read.ok());
  if (cose.ok()) {
    cose->algorithm_id();
    for (const Bytes& certificate : cose->certificates()) FUZZ_REQUIRE(certificate.size() < size);
  }
  return 0;
}
