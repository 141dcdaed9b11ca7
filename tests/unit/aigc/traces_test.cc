// spec/aigc-label.md 7, from both sides.
#include "aigc/traces.h"

#include "unit/aigc/support.h"

using namespace aigc_test;

namespace {

std::string kind_of(const std::string& carrier, const std::string& text) {
  aigc::ReadResult out;
  aigc::MetadataBlock block;
  block.carrier = carrier;
  block.bytes = text;
  aigc::note_trace(block, {}, out);
  return out.traces.empty() ? "" : out.traces.front().kind;
}

}  // namespace

TEST_CASE("traces: what generators write is told by its kind") {
  const std::string a1111 = "a cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1";
  CHECK(kind_of("png:tEXt:parameters", a1111) == "a1111-parameters");
  CHECK(kind_of("jpeg:APP1:exif:UserComment", a1111) == "a1111-parameters");
  CHECK(kind_of("png:tEXt:prompt", R"({"3": {"class_type": "KSampler", "inputs": {}}})") == "comfyui-prompt");
  CHECK(kind_of("png:tEXt:workflow", R"({"last_node_id": 9, "nodes": []})") == "comfyui-workflow");
  CHECK(kind_of("png:tEXt:Software", "NovelAI") == "novelai");
  CHECK(kind_of("png:tEXt:Comment", R"({"uc": "bad", "sampler": "k_euler"})") == "novelai");
  CHECK(kind_of("png:tEXt:invokeai_metadata", "{}") == "invokeai");
  CHECK(kind_of("png:tEXt:fooocus_scheme", "fooocus") == "fooocus");
  CHECK(kind_of("png:tEXt:Comment", R"({"aigc_info":"{\"aigc_label_type\":2}"})") == "aigc-info");
  CHECK(kind_of("jpeg:APP1:exif:Software", "Midjourney v6") == "generator-software");
  CHECK(kind_of("png:tEXt:software", "即梦AI") == "generator-software");
}

TEST_CASE("traces: what people write of photographs is none") {
  CHECK(kind_of("png:tEXt:Comment", "Steps: first we went up, then down").empty());
  CHECK(kind_of("png:tEXt:prompt", "for the best photograph").empty());
  CHECK(kind_of("png:tEXt:Comment", R"({"class_type": 1, "inputs": 2})").empty());
  CHECK(kind_of("png:tEXt:workflow", "{}").empty());
  CHECK(kind_of("png:tEXt:Comment", R"({"aigc_info":"{\"aigc_label_type\":0}"})").empty());
  CHECK(kind_of("png:tEXt:Comment", R"({"aigc_info":""})").empty());
  CHECK(kind_of("png:tEXt:Software", "Adobe Photoshop 25.0").empty());
  CHECK(kind_of("png:tEXt:Software", "Midjourneyman").empty());
  CHECK(kind_of("png:tEXt:Comment", "made with Midjourney").empty());
  CHECK(kind_of("png:tEXt:Software", "").empty());
}

TEST_CASE("traces: a file tells sixteen, and a long text is looked at near its beginning") {
  aigc::ReadResult out;
  aigc::MetadataBlock block;
  block.carrier = "png:tEXt:fooocus_scheme";
  block.bytes = "x";
  for (int i = 0; i < 40; ++i) aigc::note_trace(block, {}, out);
  CHECK(out.traces.size() == 16);
  CHECK(kind_of("png:tEXt:parameters", std::string(200 << 10, 'x') + "Steps: 1, Sampler: a") == "a1111-parameters");
  CHECK(kind_of("png:tEXt:parameters", std::string(256 << 10, 'x') + "Steps: 1, Sampler: a").empty());
}

TEST_CASE("traces: searching texts is paid for") {
  Limits limits;
  limits.max_steps = 1000;
  const Limits call = limits.for_call();
  aigc::ReadResult out;
  aigc::MetadataBlock block;
  block.carrier = "png:tEXt:Comment";
  block.bytes = std::string(100, 'x');  // 12 steps a byte
  aigc::note_trace(block, call, out);
  CHECK(call.status().code() == Code::kLimitExceeded);
  const Limits enough = limits.for_call();
  block.bytes.resize(80);
  aigc::note_trace(block, enough, out);
  CHECK(enough.status().ok());
}
