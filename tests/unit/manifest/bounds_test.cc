// Stores that say too much: what is kept and told of it is bounded, and what is not there is not made up.
#include "manifest/crjson.h"
#include "manifest/store_model.h"
#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

Validation judged(const std::vector<Box>& more, const Limits& limits = {}) {
  Recipe r;
  r.boxes.insert(r.boxes.end(), more.begin(), more.end());
  auto made = validate(build(r), {}, trust_of(), limits);
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return std::move(made).value();
}

Box soft_bindings(size_t count, const std::string& algorithm) {
  std::vector<Value> blocks(count, Value::map({{"value", Value::bytes(Bytes(8, 7))}}));
  return cbor_box("c2pa.soft-binding", Value::map({{"alg", Value::text(algorithm)}, {"blocks", Value::array(blocks)}}));
}

Box ingredient(size_t recorded) {
  std::vector<Value> status(recorded, Value::map({{"code", Value::text("a")}}));
  return cbor_box("c2pa.ingredient.v3",
                  Value::map({{"relationship", Value::text("inputTo")}, {"validationStatus", Value::array(status)}}));
}

}  // namespace

TEST_CASE("bounds: words of a manifest are told in part when they are long, in whole characters") {
  CHECK(told("short") == "short");
  CHECK(told(std::string(1024, 'x')) == std::string(1024, 'x'));
  CHECK(told(std::string(1025, 'x')) == std::string(1024, 'x') + "...");
  CHECK(told(std::string(1023, 'x') + "\xE5\x8D\xB0") == std::string(1023, 'x') + "...");
}

TEST_CASE("bounds: a name of kilobytes is not told again with every soft binding") {
  const Validation few = judged({soft_bindings(3, "org.example")});
  REQUIRE(few.active_manifest()->soft_bindings.size() == 3);
  CHECK(few.active_manifest()->soft_bindings[2].algorithm == "org.example");
  const Validation many = judged({soft_bindings(100, std::string(5000, 'a'))});
  CHECK(many.state == State::kTrusted);
  REQUIRE(many.active_manifest()->soft_bindings.size() == 64);
  CHECK(many.active_manifest()->soft_bindings[63].algorithm.size() == 1027);
}

TEST_CASE("bounds: a claim has at most 4096 actions") {
  const auto with = [](size_t count) {
    std::vector<Value> actions = {created_action()};
    actions.resize(count, Value::map({{"action", Value::text("c2pa.edited")}}));
    Recipe r;
    r.boxes = {actions_box(actions)};
    return validate_ok(build(r));
  };
  CHECK(with(4096).state == State::kTrusted);
  CHECK(failures(with(4097)) == std::set<std::string>{"assertion.action.malformed"});
}

TEST_CASE("bounds: of what was recorded about an ingredient 4096 findings are kept") {
  CHECK(judged({ingredient(5)}).active_manifest()->ingredients.at(0).recorded.size() == 5);
  CHECK(judged({ingredient(5000)}).active_manifest()->ingredients.at(0).recorded.size() == 4096);
}

TEST_CASE("bounds: crJSON of more values than a call may make is cut short, and the call knows") {
  Recipe r;
  r.boxes.push_back(
      cbor_box("org.example.list", Value::map({{"a", Value::array(std::vector<Value>(1000, Value::integer(1)))}})));
  const Bytes store = store_of(build(r));
  const auto enough = [&](uint64_t bytes) {
    Limits limits;
    limits.max_inflated_bytes = bytes;
    const auto v = validate(png_picture(), store, trust_of(), limits);
    REQUIRE(v.ok());
    CHECK_FALSE(to_crjson(v.value(), store, kNow, "1", limits).empty());
    return limits.status().ok();
  };
  CHECK(enough(1 << 20));
  CHECK_FALSE(enough(100'000));
}
