#include "base/limits.h"

#include <doctest/doctest.h>

namespace imprint {
namespace {

TEST_CASE("limits: copies spend together, the next call starts anew") {
  Limits context;
  context.max_steps = 100;
  const Limits call = context.for_call(), part = call;
  CHECK(part.spend(Resource::kSteps, 60, "a walk").ok());
  CHECK(call.spent(Resource::kSteps) == 60);
  CHECK(call.spend(Resource::kSteps, 40, "a walk").ok());
  CHECK(call.status().ok());
  CHECK(context.for_call().left(Resource::kSteps) == 100);
}

TEST_CASE("limits: what is refused names thing and limit, and nothing is left behind it") {
  Limits limits;
  limits.max_signatures = 3;
  CHECK(limits.spend(Resource::kSignatures, 2, "signatures of labels").ok());
  const Status refused = limits.spend(Resource::kSignatures, 2, "signatures of labels");
  CHECK(refused.code() == Code::kLimitExceeded);
  CHECK(refused.message() ==
        "signatures of labels: the file asks for more than max_signatures 3 public-key operations in one call");
  CHECK_FALSE(limits.spend(Resource::kSignatures, 1, "others").ok());
  CHECK(limits.status().message() == refused.message());  // the first that ran out
  CHECK(limits.spend(Resource::kSteps, 1, "a walk").ok());
}

TEST_CASE("limits: spending cannot wrap round") {
  Limits limits;
  limits.max_steps = ~uint64_t{0};
  CHECK(limits.spend(Resource::kSteps, ~uint64_t{0} - 1, "a walk").ok());
  CHECK_FALSE(limits.spend(Resource::kSteps, 2, "a walk").ok());
}

TEST_CASE("limits: memory is given back with what it was taken for") {
  Limits limits;
  limits.max_memory_bytes = 100;
  {
    Result<Reservation> first = limits.reserve(70, "picture");
    REQUIRE(first.ok());
    const Reservation moved = std::move(first).value();
    CHECK(limits.reserve(31, "picture").status().message() ==
          "picture of 31 bytes, with 70 in use, exceeds max_memory_bytes 100");
    CHECK(limits.reserve(30, "picture").ok());
  }
  CHECK(limits.reserve(100, "picture").ok());
  CHECK(limits.status().ok());
}

}  // namespace
}  // namespace imprint
