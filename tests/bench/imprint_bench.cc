// Times the public calls beside the codecs below them and prints one JSON object. How to run and read it: README.md.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <imprint/imprint.hpp>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/handling.h"
#include "data/painter.h"
#include "measure.h"
#include "yardstick.h"

namespace imprint::bench {
namespace {

using image::Image;
using Json = nlohmann::ordered_json;
using File = std::vector<uint8_t>;

constexpr const char* kProducer = "001191000000000000000K00000";
constexpr const char* kProduceId = "bench-1";
constexpr uint64_t kPayload = 0x0123456789ABCDEF;

struct Size {
  uint32_t width_px, height_px;
};

imprint_image as_public(Image& picture) {
  return {picture.samples.data(), picture.width_px, picture.height_px, picture.stride_bytes(), IMPRINT_FORMAT_RGB8};
}

// What the operations of one size start from. The parent makes it without the library, so that no thread of a library
// is lost in fork().
struct Inputs {
  Image plain;
  File png, jpeg;
};

Image watermarked(const Context& context, const Image& plain) {
  Image out = plain;
  imprint_image view = as_public(out);
  context.embed_watermark(view, kPayload);
  return out;
}

uint32_t threads_of_a_call = 1;

std::shared_ptr<Context> new_context() {
  ContextOptions options;
  options.threads = threads_of_a_call;
  return std::make_shared<Context>(options);
}

// --- Operations: each gives what measure() runs. The context is made before, as programs do. ---

Operation embed(const Inputs& in) {
  auto context = new_context();
  auto work = std::make_shared<Image>(in.plain);
  return {[=, &in] { work->samples = in.plain.samples; },
          [=] {
            imprint_image view = as_public(*work);
            return context->embed_watermark(view, kPayload).visibility > 0.9;
          }};
}

// Looks for the mark in `picture`, where it is or is not.
Operation detect(std::shared_ptr<Context> context, Image picture, bool marked) {
  auto held = std::make_shared<Image>(std::move(picture));
  return {{}, [=] {
            const Detection d = context->detect_watermark(as_public(*held));
            return marked ? d.found == 1 && d.payload == kPayload : d.found == 0;
          }};
}

Operation detect_whole(const Inputs& in) {
  auto context = new_context();
  return detect(context, watermarked(*context, in.plain), true);
}

Operation detect_unmarked(const Inputs& in) { return detect(new_context(), in.plain, false); }

// Off the grid, so that only the search can find it.
Operation detect_crop(const Inputs& in) {
  auto context = new_context();
  const Image whole = watermarked(*context, in.plain);
  const uint32_t width = whole.width_px * 7 / 10, height = whole.height_px * 7 / 10;
  return detect(context, test::crop(whole, whole.width_px / 7, whole.height_px / 9, width, height), true);
}

Operation draw_label(const Inputs& in) {
  auto context = new_context();
  auto work = std::make_shared<Image>(in.plain);
  return {[=, &in] { work->samples = in.plain.samples; },
          [=] {
            imprint_image view = as_public(*work);
            return context->draw_label(view).ink_height_percent >= 5;
          }};
}

Operation mark(const File& file) {
  auto context = new_context();
  return {{}, [=, &file] { return !context->mark(file, kProducer, kProduceId).file.empty(); }};
}

Operation verify(const File& file, bool metadata_only = false) {
  auto context = new_context();
  auto marked = std::make_shared<Bytes>(context->mark(file, kProducer, kProduceId).file);
  VerifyOptions options;
  options.no_watermark = metadata_only ? 1 : 0;
  return {{}, [=] {
            const Report report = context->verify(*marked, options);
            return report.state() == IMPRINT_STATE_GENERATED &&
                   (metadata_only || report.agreement() == IMPRINT_AGREEMENT_AGREE);
          }};
}

Operation verify_unmarked(const File& file) {
  auto context = new_context();
  return {{}, [=, &file] { return context->verify(file).state() == IMPRINT_STATE_NONE_FOUND; }};
}

// With three given keys beside the open one, of which the second has marked the file, or none of them.
constexpr size_t kRingKeys = 3;

std::string add_ring(Context& context, bool reads_marks) {
  std::string second;
  for (size_t i = 0; i < kRingKeys; ++i) {
    const std::string id = context.add_key(Key{static_cast<uint8_t>(reads_marks ? i + 1 : i + 101)});
    if (i == 1) second = id;
  }
  return second;
}

Operation verify_ring(const File& file, bool private_mark) {
  auto context = new_context();
  const std::string second = add_ring(*context, true);
  MarkOptions options;
  if (private_mark) options.key_id = text(second);
  auto marked = std::make_shared<Bytes>(context->mark(file, kProducer, kProduceId, options).file);
  return {{}, [=] { return context->verify(*marked).agreement() == IMPRINT_AGREEMENT_AGREE; }};
}

Operation verify_unmarked_ring(const File& file) {
  auto context = new_context();
  add_ring(*context, false);
  return {{}, [=, &file] { return context->verify(file).state() == IMPRINT_STATE_NONE_FOUND; }};
}

struct Case {
  const char* name;
  std::function<Operation(const Inputs&)> prepare;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"jpeg_encode",
       [](const Inputs& in) {
         return Operation{{}, [&] { return !encode_jpeg(in.plain).empty(); }};
       }},
      {"jpeg_decode",
       [](const Inputs& in) {
         return Operation{{}, [&] { return decode_jpeg(in.jpeg).width_px > 0; }};
       }},
      {"png_encode",
       [](const Inputs& in) {
         return Operation{{}, [&] { return !encode_png(in.plain).empty(); }};
       }},
      {"png_decode",
       [](const Inputs& in) {
         return Operation{{}, [&] { return decode_png(in.png).width_px > 0; }};
       }},
      {"embed", embed},
      {"detect_whole", detect_whole},
      {"detect_unmarked", detect_unmarked},
      {"detect_crop", detect_crop},
      {"label_draw", draw_label},
      {"mark_png", [](const Inputs& in) { return mark(in.png); }},
      {"mark_jpeg", [](const Inputs& in) { return mark(in.jpeg); }},
      {"verify_png", [](const Inputs& in) { return verify(in.png); }},
      {"verify_jpeg", [](const Inputs& in) { return verify(in.jpeg); }},
      {"verify_unmarked_jpeg", [](const Inputs& in) { return verify_unmarked(in.jpeg); }},
      {"verify_3_keys_jpeg", [](const Inputs& in) { return verify_ring(in.jpeg, true); }},
      {"verify_open_mark_3_keys_jpeg", [](const Inputs& in) { return verify_ring(in.jpeg, false); }},
      {"verify_unmarked_3_keys_jpeg", [](const Inputs& in) { return verify_unmarked_ring(in.jpeg); }},
      {"verify_metadata_only_png", [](const Inputs& in) { return verify(in.png, true); }},
  };
  return all;
}

struct Ratio {
  const char* name;
  const char* of;
  std::vector<const char*> over;  // summed
};

const std::vector<Ratio>& ratios() {
  static const std::vector<Ratio> all = {
      {"embed_over_jpeg_encode", "embed", {"jpeg_encode"}},
      {"detect_whole_over_jpeg_decode", "detect_whole", {"jpeg_decode"}},
      {"detect_crop_over_jpeg_decode", "detect_crop", {"jpeg_decode"}},
      {"detect_unmarked_over_jpeg_decode", "detect_unmarked", {"jpeg_decode"}},
      {"label_draw_over_jpeg_encode", "label_draw", {"jpeg_encode"}},
      {"mark_png_over_decode_encode", "mark_png", {"png_decode", "png_encode"}},
      {"mark_jpeg_over_decode_encode", "mark_jpeg", {"jpeg_decode", "jpeg_encode"}},
      {"verify_png_over_decode", "verify_png", {"png_decode"}},
      {"verify_jpeg_over_decode", "verify_jpeg", {"jpeg_decode"}},
      {"verify_unmarked_jpeg_over_decode", "verify_unmarked_jpeg", {"jpeg_decode"}},
      {"verify_3_keys_jpeg_over_open_key", "verify_3_keys_jpeg", {"verify_jpeg"}},
      {"verify_unmarked_3_keys_jpeg_over_open_key", "verify_unmarked_3_keys_jpeg", {"verify_unmarked_jpeg"}},
  };
  return all;
}

double rounded(double value, int per_unit) { return std::round(value * per_unit) / per_unit; }

Json to_json(const Measurement& m, double megapixels) {
  Json out{{"runs", m.runs},
           {"wall_ms_min", rounded(m.wall_ms_min, 1000)},
           {"wall_ms_median", rounded(m.wall_ms_median, 1000)},
           {"cpu_ms_min", rounded(m.cpu_ms_min, 1000)},
           {"cpu_ms_median", rounded(m.cpu_ms_median, 1000)},
           {"mpixel_per_s", rounded(megapixels * 1e3 / m.cpu_ms_min, 100)}};
  if (m.memory_bytes >= 0) {
    out["first_run_memory_bytes"] = m.first_run_memory_bytes;
    out["memory_bytes"] = m.memory_bytes;
    out["memory_bytes_per_px"] = rounded(static_cast<double>(m.memory_bytes) / (megapixels * 1e6), 10);
  }
  return out;
}

// False when an operation failed; its name is on stderr and its place in the JSON is null.
bool bench_size(test::Scene scene, const Size& size, const Budget& budget, Json& out) {
  Inputs in;
  in.plain = test::paint(scene, size.width_px, size.height_px);
  in.png = encode_png(in.plain);
  in.jpeg = encode_jpeg(in.plain);
  const double megapixels = static_cast<double>(size.width_px) * size.height_px / 1e6;
  out = {{"width_px", size.width_px},
         {"height_px", size.height_px},
         {"megapixels", rounded(megapixels, 100)},
         {"png_bytes", in.png.size()},
         {"jpeg_bytes", in.jpeg.size()}};
  std::map<std::string, double> ms;
  bool all_done = true;
  for (const Case& c : cases()) {
    const Measurement m = measure([&] { return c.prepare(in); }, budget);
    if (m.done)
      ms[c.name] = m.cpu_ms_min;
    else
      std::fprintf(stderr, "%s failed at %u x %u\n", c.name, size.width_px, size.height_px);
    all_done = all_done && m.done;
    out["operations"][c.name] = m.done ? to_json(m, megapixels) : Json(nullptr);
  }
  for (const Ratio& r : ratios()) {
    double under = 0;
    for (const char* name : r.over) under += ms[name];
    out["ratios"][r.name] = ms.contains(r.of) && under > 0 ? Json(rounded(ms[r.of] / under, 100)) : Json(nullptr);
  }
  return all_done;
}

struct Arguments {
  std::string mode = "quick";
  test::Scene scene = test::Scene::kPortrait;  // smooth and fine parts, as generated pictures have
};

bool parse(int argc, char** argv, Arguments& a) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--quick" || word == "--full" || word == "--huge" || word == "--smoke") {
      a.mode = word.substr(2);
      continue;
    }
    if (++i == argc) return false;
    if (word == "--threads") {
      threads_of_a_call = static_cast<uint32_t>(std::strtoul(argv[i], nullptr, 10));
      if (threads_of_a_call < 1 || threads_of_a_call > 64) return false;
      continue;
    }
    if (word != "--scene") return false;
    const auto* end = std::end(test::kAllScenes);
    const auto* found = std::find_if(test::kAllScenes, end, [&](test::Scene s) { return test::name_of(s) == argv[i]; });
    if (found == end) return false;
    a.scene = *found;
  }
  return true;
}

int run(int argc, char** argv) {
  Arguments a;
  if (!parse(argc, argv, a)) {
    std::fprintf(stderr, "usage: imprint_bench [--quick | --full | --huge | --smoke] [--scene NAME] [--threads N]\n");
    return 1;
  }
  std::vector<Size> sizes = {{768, 512}, {1152, 896}};
  Budget budget;
  if (a.mode == "full" || a.mode == "huge") sizes.push_back({4000, 3000});
  if (a.mode == "huge") sizes.push_back({11600, 8700});
  if (a.mode == "smoke") {
    sizes.resize(1);
    budget = {1, 1, 0};
  }
  const bool one_core = threads_of_a_call == 1 && stay_on_one_core();
  Json out{{"imprint", imprint_version()}, {"mode", a.mode}, {"scene", test::name_of(a.scene)}, {"one_core", one_core}, {"threads", threads_of_a_call}};
  bool all_done = true;
  for (const Size& size : sizes) {
    Json one;
    all_done = bench_size(a.scene, size, budget, one) && all_done;
    out["sizes"].push_back(one);
  }
  std::printf("%s\n", out.dump(2).c_str());
  return all_done ? 0 : 1;
}

}  // namespace
}  // namespace imprint::bench

int main(int argc, char** argv) { return imprint::bench::run(argc, argv); }
