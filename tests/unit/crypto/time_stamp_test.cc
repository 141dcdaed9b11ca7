#include "crypto/time_stamp.h"

#include <doctest/doctest.h>

#include "crypto/chain_policy.h"
#include "unit/test_ca.h"

using namespace imprint;
using namespace imprint::crypto;
using namespace imprint::test;

namespace {

bool leads_to_root(const TimeStamp& read) {
  const std::vector<Certificate> anchors = {root().certificate};
  const auto answer = check_chain({Purpose::kTimeStamping, read.chain, anchors, read.time}, {});
  return answer.ok() && answer->state == ChainState::kTrusted;
}

}  // namespace

TEST_CASE("time-stamp: a token of an authority says when, of what, by whom") {
  const Bytes message = {1, 2, 3}, token = stamp(message, kNow);
  const auto read = read_time_stamp(token, message, {});
  REQUIRE(read.ok());
  CHECK(read->time == kNow);
  CHECK(read->imprint_matches);
  CHECK(read->signature_valid);
  REQUIRE(read->chain.size() == 2);
  CHECK(read->chain[0] == stamper().certificate);
  CHECK(leads_to_root(read.value()));
}

TEST_CASE("time-stamp: another message, and a token of no authority") {
  const Bytes token = stamp(Bytes{1, 2, 3}, kNow);
  const auto read = read_time_stamp(token, Bytes{1, 2}, {});
  REQUIRE(read.ok());
  CHECK_FALSE(read->imprint_matches);
  CHECK(read->signature_valid);
  CHECK(read_time_stamp({}, {}, {}).status().code() == Code::kMalformed);
  CHECK(read_time_stamp(leaf().certificate.der(), {}, {}).status().code() == Code::kMalformed);
}

TEST_CASE("time-stamp: no changed byte of a token passes for the same statement") {
  const Bytes message = {9}, token = stamp(message, kNow);
  const auto good = read_time_stamp(token, message, {});
  for (size_t i = 0; i < token.size(); ++i) {
    Bytes bad = token;
    bad[i] ^= 1;
    const auto read = read_time_stamp(bad, message, {});
    if (!read.ok() || !read->signature_valid || !read->imprint_matches) continue;
    // The certificates stand outside the signature; what is changed there leads to nobody.
    CHECK(read->time == good->time);
    if (leads_to_root(read.value())) CHECK(read->chain[0] == good->chain[0]);
  }
}

TEST_CASE("time-stamp: truncated anywhere, it is refused") {
  const Bytes token = stamp(Bytes{9}, kNow);
  for (size_t size = 0; size < token.size(); ++size) CHECK_FALSE(bare_token(ByteView(token).first(size)).ok());
}

TEST_CASE("time-stamp: query and answer belong together") {
  const auto query = time_stamp_query(Bytes{1}), other = time_stamp_query(Bytes{1});
  REQUIRE(query.ok());
  REQUIRE(other.ok());
  CHECK(query.value() != other.value());  // the nonce
  const Bytes answer = answer_query(query.value(), kNow);
  CHECK(token_of_response(answer, query.value()).ok());
  const auto crossed = token_of_response(answer, other.value());
  CHECK(crossed.status().code() == Code::kTimeStamp);
  CHECK(crossed.status().message().find("nonce") != std::string::npos);
  const auto token = bare_token(answer);
  REQUIRE(token.ok());
  CHECK(token.value() == token_of_response(answer, query.value()).value());
  CHECK(bare_token(token.value()).value() == token.value());
}

TEST_CASE("time-stamp: an authority that refuses") {
  const auto query = time_stamp_query(Bytes{1});
  const Bytes refusal = answer_query(Bytes{0x30, 0x00}, kNow);  // to a query that it cannot read
  const auto token = token_of_response(refusal, query.value());
  CHECK(token.status().code() == Code::kTimeStamp);
  CHECK(token.status().message().find("refused") != std::string::npos);
}
