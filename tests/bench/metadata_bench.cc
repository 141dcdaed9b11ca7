// Time and memory of reading and writing the AIGC label in files of 10 MB, format by format. README.md.
#include <cstdio>
#include <cstring>
#include <imprint/imprint.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "container/jpeg_segments.h"
#include "container/png_chunks.h"
#include "measure.h"
#include "unit/containers.h"

namespace imprint::bench {
namespace {

using Json = nlohmann::ordered_json;
using namespace std::string_literals;

// What a coder makes: bytes without a pattern.
std::string coded(size_t bytes) {
  std::string out(bytes, '\0');
  uint64_t state = 1;
  for (char& c : out) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    c = static_cast<char>(state >> 56);
  }
  return out;
}

Bytes png(const std::string& data) {
  constexpr size_t kIdatBytes = 8192;  // libpng's
  Bytes out;
  container::append_png_signature(out);
  container::append_png_chunk(out, "IHDR", as_bytes("\0\0\0\1\0\0\0\1\x8\0\0\0\0"s));
  for (size_t at = 0; at < data.size(); at += kIdatBytes)
    container::append_png_chunk(out, "IDAT", as_bytes(std::string_view(data).substr(at, kIdatBytes)));
  container::append_png_chunk(out, "IEND", {});
  return out;
}

Bytes jpeg(const std::string& data) {
  Bytes out = {0xFF, 0xD8};
  container::append_jpeg_segment(out, 0xE0, as_bytes("JFIF\0\1\1\0\0\1\0\1\0\0"s));
  container::append_jpeg_segment(out, 0xDA, as_bytes("\1\1\0\0\77\0"s));
  for (const char c : data) {
    out.push_back(static_cast<uint8_t>(c));
    if (out.back() == 0xFF) out.push_back(0);
  }
  append(out, Bytes{0xFF, 0xD9});
  return out;
}

Bytes gif(const std::string& data) {
  const std::string head = "GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x08"s;
  return test::bytes_of(head + test::sub_blocks(data) + ";");
}

Bytes heif(const std::string& brand, const std::string& data) {
  return test::heif_file({.brand = brand, .items = {{2, "av01", "\0"s, data}}});
}

struct Format {
  const char* name;
  Bytes (*make)(const std::string& data);
};
constexpr Format kFormats[] = {
    {"png", png},
    {"jpeg", jpeg},
    {"webp",
     [](const std::string& d) {
       return test::webp_file({{"VP8 ", test::kVp8.data + d}});
     }},
    {"gif", gif},
    {"tiff",
     [](const std::string& d) {
       return test::tiff_file({.fields = {{50000, 7, d}}});
     }},
    {"avif", [](const std::string& d) { return heif("avif", d); }},
    {"heic", [](const std::string& d) { return heif("heic", d); }},
};

imprint_aigc_label label() {
  imprint_aigc_label out = IMPRINT_AIGC_LABEL_INIT;
  out.label = {"1", 1};
  out.content_producer = {"001191000000000000000K00000", 27};
  out.produce_id = {"bench-1", 7};
  return out;
}

struct Freed {
  imprint_bytes bytes = {nullptr, 0};
  ~Freed() { imprint_bytes_free(&bytes); }
};

// The C calls, so that nothing of a wrapper is measured.
struct Session {
  imprint_context* context = nullptr;
  Session() { (void)imprint_context_create(nullptr, &context, nullptr); }
  ~Session() { imprint_context_destroy(context); }
  bool write(const Bytes& file, Freed& out) const {
    const imprint_aigc_label given = label();
    return imprint_aigc_write(context, {file.data(), file.size()}, &given, &out.bytes, nullptr, nullptr) == IMPRINT_OK;
  }
  bool shows_label(const uint8_t* data, size_t size) const {
    imprint_report* report = nullptr;
    if (imprint_aigc_read(context, {data, size}, &report, nullptr) != IMPRINT_OK) return false;
    const bool found = imprint_report_get_layer_state(report, IMPRINT_LAYER_AIGC) == IMPRINT_LAYER_STATE_PRESENT;
    imprint_report_destroy(report);
    return found;
  }
};

Operation write_of(std::shared_ptr<Bytes> file) {
  auto session = std::make_shared<Session>();
  return {{}, [=] {
            Freed out;
            return session->write(*file, out);
          }};
}

Operation read_of(std::shared_ptr<Bytes> file) {
  auto session = std::make_shared<Session>();
  auto labelled = std::make_shared<Freed>();
  if (!session->write(*file, *labelled)) throw std::runtime_error("no labelled file");
  file->clear();
  file->shrink_to_fit();
  return {{}, [=] { return session->shows_label(labelled->bytes.data, labelled->bytes.size); }};
}

double rounded(double value) { return static_cast<double>(static_cast<int64_t>(value * 100 + 0.5)) / 100; }

Json to_json(const Measurement& m) {
  if (!m.done) return nullptr;
  return {{"cpu_ms_min", rounded(m.cpu_ms_min)},
          {"cpu_ms_median", rounded(m.cpu_ms_median)},
          {"memory_bytes", m.memory_bytes}};
}

int run(size_t bytes, const Budget& budget) {
  stay_on_one_core();
  const std::string data = coded(bytes);
  Json out;
  bool done = true;
  for (const Format& format : kFormats) {
    auto file = std::make_shared<Bytes>(format.make(data));
    const Measurement write = measure([&] { return write_of(file); }, budget);
    const Measurement read = measure([&] { return read_of(std::make_shared<Bytes>(*file)); }, budget);
    out[format.name] = {{"file_bytes", file->size()}, {"write", to_json(write)}, {"read", to_json(read)}};
    done = done && write.done && read.done;
  }
  std::printf("%s\n", out.dump(2).c_str());
  return done ? 0 : 1;
}

}  // namespace
}  // namespace imprint::bench

int main(int argc, char** argv) {
  const bool smoke = argc == 2 && std::strcmp(argv[1], "--smoke") == 0;
  if (argc > 1 && !smoke) return std::fprintf(stderr, "metadata_bench [--smoke]\n"), 1;
  return smoke ? imprint::bench::run(100'000, {1, 1, 0}) : imprint::bench::run(10'000'000, {5, 25, 1});
}
