// Calls that read and write files, one and many at once.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "data/calls.h"
#include "data/handling.h"
#include "data/painter.h"
#include "imprint/imprint.hpp"

using imprint::test::as_abi;
using imprint::test::Scene;
using imprint::test::status_of;
namespace fs = std::filesystem;

namespace {

constexpr const char* kProducer = "ExampleStudio";

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "imprint-files-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  size_t entries() const { return static_cast<size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator())); }

 private:
  fs::path path_;
};

std::vector<uint8_t> bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put(const std::string& path, const std::vector<uint8_t>& bytes) {
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

const std::vector<uint8_t>& plain() {
  static const std::vector<uint8_t> file = imprint::test::png_file(imprint::test::paint(Scene::kPortrait, 400, 360));
  return file;
}

}  // namespace

TEST_CASE("paths: what is marked from file to file is what is marked in memory") {
  const Folder folder;
  const imprint::Context context;
  put(folder / "in.png", plain());
  const imprint::Report report = context.mark_path(folder / "in.png", folder / "out.png", kProducer, "1");
  CHECK(report.state() == IMPRINT_STATE_GENERATED);
  CHECK(bytes_of(folder / "out.png") == context.mark(plain(), kProducer, "1").file.to_vector());
  CHECK(context.verify_path(folder / "out.png").agreement() == IMPRINT_AGREEMENT_AGREE);
  CHECK(context.read_file(folder / "out.png").to_vector() == bytes_of(folder / "out.png"));
  CHECK(context.propagate_path(folder / "out.png", folder / "given.png", kProducer, "p").state() == IMPRINT_STATE_GENERATED);
  CHECK(bytes_of(folder / "given.png").size() > 0);
  // Nothing to propagate: no file.
  CHECK(context.propagate_path(folder / "in.png", folder / "none.png", kProducer, "p").state() == IMPRINT_STATE_NONE_FOUND);
  CHECK_FALSE(fs::exists(folder / "none.png"));
}

TEST_CASE("paths: a file that is there stays unless it is to be replaced, and in whatever fails it stays in any case") {
  const Folder folder;
  const imprint::Context context;
  put(folder / "in.png", plain());
  put(folder / "old.png", {'o', 'l', 'd'});
  CHECK(status_of([&] { context.mark_path(folder / "in.png", folder / "old.png", kProducer, "1"); }) == IMPRINT_ERR_FILE_EXISTS);
  CHECK(status_of([&] { context.mark_path(folder / "in.png", folder / "old.png", "bad\nname", "1", imprint::MarkOptions(), IMPRINT_EXISTING_REPLACE); }) ==
        IMPRINT_ERR_AIGC_VALUE);
  CHECK(bytes_of(folder / "old.png") == std::vector<uint8_t>{'o', 'l', 'd'});
  CHECK(folder.entries() == 2);
  // In place.
  context.mark_path(folder / "in.png", folder / "in.png", kProducer, "1", imprint::MarkOptions(), IMPRINT_EXISTING_REPLACE);
  CHECK(context.verify_path(folder / "in.png").state() == IMPRINT_STATE_GENERATED);
  CHECK(folder.entries() == 2);
}

TEST_CASE("paths: what cannot be read or written is told apart, and nothing is waited for") {
  const Folder folder;
  imprint::ContextOptions options;
  options.max_file_bytes = plain().size() - 1;
  const imprint::Context context, small(options);
  put(folder / "in.png", plain());
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const auto reading = [&](const std::string& path) { return status_of([&] { context.verify_path(path); }); };
  CHECK(reading(folder / "nothing.png") == IMPRINT_ERR_FILE_NOT_FOUND);
  CHECK(reading(folder / "in.png/deeper") == IMPRINT_ERR_FILE_NOT_FOUND);
  CHECK(reading(folder / "") == IMPRINT_ERR_FILE_READ);
  CHECK(reading(folder / "pipe") == IMPRINT_ERR_FILE_READ);
  CHECK(reading("") == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(reading(std::string("a\0b", 3)) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { small.verify_path(folder / "in.png"); }) == IMPRINT_ERR_LIMIT_EXCEEDED);
  CHECK(status_of([&] { small.read_file(folder / "in.png"); }) == IMPRINT_ERR_LIMIT_EXCEEDED);
  CHECK(status_of([&] { context.mark_path(folder / "in.png", folder / "no/out.png", kProducer, "1"); }) == IMPRINT_ERR_FILE_WRITE);
  CHECK(status_of([&] { imprint::write_file(folder / "no/out.png", plain()); }) == IMPRINT_ERR_FILE_WRITE);
  imprint::write_file(folder / "new.png", plain());
  CHECK(bytes_of(folder / "new.png") == plain());
  CHECK(status_of([&] { imprint::write_file(folder / "new.png", plain()); }) == IMPRINT_ERR_FILE_EXISTS);
  CHECK(status_of([&] { imprint::write_file(folder / "new.png", {}, IMPRINT_EXISTING_REPLACE); }) == IMPRINT_OK);
  CHECK(bytes_of(folder / "new.png").empty());
}

TEST_CASE("batch: answers stand where their files stand, whatever becomes of each, and threads change nothing") {
  const Folder folder;
  const std::vector<uint8_t> rubbish(100, 'x');
  put(folder / "a.png", plain());
  put(folder / "bad.png", rubbish);
  std::vector<std::vector<uint8_t>> marked;
  for (const uint32_t threads : {1u, 3u}) {
    imprint::ContextOptions options;
    options.threads = threads;
    const imprint::Context context(options);
    const std::string a = folder / "a.png", bad = folder / "bad.png", missing = folder / "missing.png", b = folder / ("b" + std::to_string(threads));
    std::vector<imprint::BatchItem> items(6);
    const char* ids[] = {"0", "1", "2", "3", "4", "5"};
    for (size_t i = 0; i < items.size(); ++i) {
      items[i].path = imprint::text(i == 1 ? bad : i == 2 ? missing : a);
      items[i].producer = imprint::text(kProducer);
      items[i].produce_id = imprint::text(ids[i]);
    }
    items[3].path = {};
    items[3].file = {plain().data(), plain().size()};
    items[4].out_path = imprint::text(b);
    items[5].out_path = imprint::text(b);
    context.mark_batch(items);
    CHECK(items[0].ok());
    CHECK(items[1].error.status == IMPRINT_ERR_UNSUPPORTED_FORMAT);
    CHECK(items[2].error.status == IMPRINT_ERR_FILE_NOT_FOUND);
    CHECK(std::string(items[2].error.message).find("missing.png") != std::string::npos);
    CHECK(items[3].ok());
    CHECK(items[4].ok());
    CHECK(items[4].out.data == nullptr);
    CHECK(items[5].error.status == IMPRINT_ERR_FILE_EXISTS);
    for (const size_t i : {0u, 3u}) {
      uint64_t id = 0;
      REQUIRE(imprint_report_get_mark_id(items[i].report, &id) == 1);
      CHECK(id == imprint::mark_id(kProducer, ids[i]));
      marked.emplace_back(items[i].out.data, items[i].out.data + items[i].out.size);
    }
    CHECK(items[1].report == nullptr);
    CHECK(context.verify_path(b).state() == IMPRINT_STATE_GENERATED);

    std::vector<imprint::BatchItem> looks(2);
    looks[0].path = imprint::text(b);
    looks[0].producer = imprint::text(kProducer);
    looks[0].produce_id = imprint::text(ids[4]);
    looks[1].path = imprint::text(bad);
    context.verify_batch(looks);
    CHECK(imprint_report_get_state(looks[0].report) == IMPRINT_STATE_GENERATED);
    CHECK(looks[1].error.status == IMPRINT_ERR_UNSUPPORTED_FORMAT);
    std::vector<imprint::BatchItem> given(1);
    given[0].path = imprint::text(b);
    given[0].propagator = imprint::text(kProducer);
    given[0].propagate_id = imprint::text("p");
    context.propagate_batch(given);
    CHECK(given[0].ok());
    CHECK(given[0].out.size > 0);
  }
  REQUIRE(marked.size() == 4);
  CHECK(marked[0] == marked[2]);
  CHECK(marked[1] == marked[3]);
}

TEST_CASE("batch: cancelling ends it, with what was finished in its place") {
  imprint::ContextOptions options;
  options.threads = 2;
  const imprint::Context context(options);
  std::vector<imprint::BatchItem> items(12);
  for (imprint::BatchItem& item : items) item.file = {plain().data(), plain().size()};
  struct Told {
    std::vector<double> steps;
    std::set<std::thread::id> threads;
  } told;
  imprint::DeriveOptions follow;
  follow.user_data = &told;
  follow.progress = [](void* self, double done) {
    static_cast<Told*>(self)->steps.push_back(done);
    static_cast<Told*>(self)->threads.insert(std::this_thread::get_id());
    return done > 0.3 ? 1 : 0;
  };
  CHECK(status_of([&] { context.derive(follow).verify_batch(items); }) == IMPRINT_ERR_CANCELLED);
  CHECK(told.threads == std::set<std::thread::id>{std::this_thread::get_id()});
  size_t done = 0;
  for (const imprint::BatchItem& item : items) {
    done += item.ok() ? 1 : 0;
    CHECK((item.ok() ? item.report != nullptr : item.error.status == IMPRINT_ERR_CANCELLED && item.report == nullptr));
  }
  CHECK(done >= 3);
  CHECK(done < items.size());
}

TEST_CASE("batch: a visible label that was found in one picture is evidence of no other") {
  imprint::Context context;
  imprint_verify_options looks = IMPRINT_VERIFY_OPTIONS_INIT;
  imprint_propagate_options given = IMPRINT_PROPAGATE_OPTIONS_INIT;
  const auto verify = [&] { return imprint_verify_batch(context.get(), nullptr, 0, &looks, nullptr); };
  const auto propagate = [&] { return imprint_propagate_batch(context.get(), nullptr, 0, &given, IMPRINT_EXISTING_KEEP, nullptr); };
  CHECK(verify() == IMPRINT_OK);
  CHECK(propagate() == IMPRINT_OK);
  looks.explicit_label = given.explicit_label = {"AI", 2};
  CHECK(verify() == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(propagate() == IMPRINT_ERR_INVALID_ARGUMENT);
}

TEST_CASE("batch: structs that are not set up are refused before any work") {
  const imprint::Context context;
  imprint_batch_item items[2] = {IMPRINT_BATCH_ITEM_INIT, IMPRINT_BATCH_ITEM_INIT};
  const auto run = [&](imprint_batch_item* first, size_t count) { return imprint_verify_batch(context.get(), first, count, nullptr, nullptr); };
  CHECK(run(nullptr, 0) == IMPRINT_OK);
  CHECK(run(nullptr, 1) == IMPRINT_ERR_INVALID_ARGUMENT);
  items[0].struct_size = 0;
  CHECK(run(items, 2) == IMPRINT_ERR_INVALID_ARGUMENT);
  items[0].struct_size = sizeof(imprint_batch_item) - 8;
  CHECK(run(items, 2) == IMPRINT_ERR_INVALID_ARGUMENT);
  items[0].struct_size = sizeof(imprint_batch_item);
  items[1].reserved = 1;
  CHECK(run(items, 2) == IMPRINT_ERR_UNKNOWN_OPTION);
  items[1].reserved = 0;
  items[1].out.data = reinterpret_cast<uint8_t*>(items);
  CHECK(run(items, 2) == IMPRINT_ERR_INVALID_ARGUMENT);
  items[1].out.data = nullptr;
  CHECK(imprint_mark_batch(context.get(), items, 2, nullptr, static_cast<imprint_existing>(7), nullptr) == IMPRINT_ERR_INVALID_ARGUMENT);
  // A newer caller's struct: what it does not set says nothing, what it sets is not dropped.
  struct Newer {
    imprint_batch_item item;
    uint64_t more;
  } newer[2] = {{IMPRINT_BATCH_ITEM_INIT, 0}, {IMPRINT_BATCH_ITEM_INIT, 0}};
  for (Newer& one : newer) {
    one.item.struct_size = sizeof(Newer);
    one.item.file = {plain().data(), plain().size()};
  }
  CHECK(run(&newer[0].item, 2) == IMPRINT_OK);
  CHECK(newer[1].item.report != nullptr);
  for (Newer& one : newer) imprint_report_destroy(std::exchange(one.item.report, nullptr));
  newer[1].more = 1;
  CHECK(run(&newer[0].item, 2) == IMPRINT_ERR_UNKNOWN_OPTION);
}

TEST_CASE("mark_image: pixels of every format become a file that was never converted") {
  const imprint::Context context;
  imprint::image::Image rgb = imprint::test::paint(Scene::kPortrait, 400, 360);
  const imprint_image image = as_abi(rgb);
  const imprint::Marked png = context.mark_image(image, kProducer, "1");
  CHECK(png.file.to_vector() == context.mark(plain(), kProducer, "1").file.to_vector());
  imprint::MarkOptions jpeg;
  jpeg.convert_to = IMPRINT_PICTURE_FORMAT_JPEG;
  const imprint::Marked made = context.mark_image(image, kProducer, "1", jpeg);
  CHECK(made.file.data()[0] == 0xFF);
  CHECK(made.report.json().find("converted") == std::string_view::npos);
  CHECK(context.verify(made.file).agreement() == IMPRINT_AGREEMENT_AGREE);

  std::vector<uint8_t> bgra;
  for (size_t i = 0; i < rgb.samples.size(); i += 3)
    bgra.insert(bgra.end(), {rgb.samples[i + 2], rgb.samples[i + 1], rgb.samples[i], 255});
  imprint_image other{bgra.data(), image.width_px, image.height_px, size_t{4} * image.width_px, IMPRINT_FORMAT_BGRA8};
  const auto before = bgra;
  CHECK(context.verify(context.mark_image(other, kProducer, "1").file).state() == IMPRINT_STATE_GENERATED);
  CHECK(bgra == before);
  CHECK(context.mark_image(other, kProducer, "1", jpeg).file.to_vector() == made.file.to_vector());
  bgra[3] = 100;
  CHECK(status_of([&] { context.mark_image(other, kProducer, "1", jpeg); }) == IMPRINT_ERR_UNSUPPORTED_PIXELS);
  other.data = nullptr;
  CHECK(status_of([&] { context.mark_image(other, kProducer, "1"); }) == IMPRINT_ERR_INVALID_ARGUMENT);
}
