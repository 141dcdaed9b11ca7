// Calls that are followed, cancelled, told of and made beforehand.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
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

namespace {

const std::vector<uint8_t>& plain() {
  static const std::vector<uint8_t> file = imprint::test::png_file(imprint::test::paint(Scene::kTerrain, 512, 480));
  return file;
}

struct Followed {
  std::vector<double> steps;
  double stop_at = 2;  // never
  std::thread::id thread;

  imprint::DeriveOptions options() {
    imprint::DeriveOptions out;
    out.user_data = this;
    out.progress = [](void* self, double done) {
      auto& followed = *static_cast<Followed*>(self);
      followed.steps.push_back(done);
      followed.thread = std::this_thread::get_id();
      return done >= followed.stop_at ? 1 : 0;
    };
    return out;
  }
};

void check_rising(const std::vector<double>& steps) {
  REQUIRE(steps.size() >= 4);
  CHECK(steps.front() < 0.1);
  CHECK(steps.back() == 1);
  for (size_t i = 1; i < steps.size(); ++i) CHECK(steps[i] > steps[i - 1]);
}

}  // namespace

TEST_CASE("follow: progress rises to 1 in the thread of the call, for one thread and for two") {
  const imprint::Context context;
  for (const uint32_t threads : {1u, 2u}) {
    Followed verify, mark;
    imprint::DeriveOptions options = verify.options();
    options.threads = threads;
    CHECK(context.derive(options).verify(plain()).state() == IMPRINT_STATE_NONE_FOUND);
    check_rising(verify.steps);
    CHECK(verify.thread == std::this_thread::get_id());
    CHECK_FALSE(context.derive(mark.options()).mark(plain(), "ExampleStudio", "1").file.empty());
    check_rising(mark.steps);
  }
}

TEST_CASE("follow: progress that says stop ends the call, wherever it is, and leaves nothing") {
  const imprint::Context context;
  Followed all;
  context.derive(all.options()).verify(plain());
  for (const double stop_at : all.steps) {
    Followed followed;
    followed.stop_at = stop_at;
    CHECK(status_of([&] { context.derive(followed.options()).verify(plain()); }) == IMPRINT_ERR_CANCELLED);
    CHECK(followed.steps.back() == stop_at);  // not called again
  }
  Followed followed;
  followed.stop_at = 0.3;
  imprint_bytes out{};
  imprint_report* report = nullptr;
  const imprint::Context child = context.derive(followed.options());
  CHECK(imprint_mark(child.get(), {plain().data(), plain().size()}, imprint::text("ExampleStudio"), imprint::text("1"), nullptr, &out, &report,
                     nullptr) == IMPRINT_ERR_CANCELLED);
  CHECK(out.data == nullptr);
  CHECK(report == nullptr);
  // It was that call that was stopped, not the context.
  followed.stop_at = 2;
  CHECK(child.verify(plain()).state() == IMPRINT_STATE_NONE_FOUND);
}

TEST_CASE("follow: embedding that is stopped leaves the pixels as they were") {
  const imprint::Context context;
  imprint::image::Image picture = imprint::test::paint(Scene::kTerrain, 512, 480);
  const auto before = picture.samples;
  imprint_image image = as_abi(picture);
  for (const double stop_at : {0.0, 0.4, 0.8}) {
    Followed followed;
    followed.stop_at = stop_at;
    CHECK(status_of([&] { context.derive(followed.options()).embed_watermark(image, 1); }) == IMPRINT_ERR_CANCELLED);
    CHECK(picture.samples == before);
  }
  CHECK(status_of([&] { context.derive().embed_watermark(image, 1); }) == IMPRINT_OK);
}

TEST_CASE("follow: cancelling from another thread ends a search, and every later call of that context alone") {
  const imprint::Context context;
  imprint::Context child = context.derive(), sibling = context.derive();
  std::atomic<bool> begun = false;
  imprint::DeriveOptions options;
  options.user_data = &begun;
  options.progress = [](void* told, double) {
    *static_cast<std::atomic<bool>*>(told) = true;
    return 0;
  };
  imprint::Context working = context.derive(options);
  const std::vector<uint8_t> large = imprint::test::png_file(imprint::test::paint(Scene::kNoise, 1200, 1000));
  imprint_status status = IMPRINT_OK;
  std::thread caller([&] { status = status_of([&] { working.verify(large); }); });
  while (!begun) std::this_thread::yield();
  working.cancel();
  caller.join();
  CHECK(status == IMPRINT_ERR_CANCELLED);
  CHECK(status_of([&] { working.verify(plain()); }) == IMPRINT_ERR_CANCELLED);
  CHECK(status_of([&] { working.read_aigc(plain()); }) == IMPRINT_ERR_CANCELLED);
  CHECK(status_of([&] { working.verify(std::vector<uint8_t>{}); }) == IMPRINT_ERR_CANCELLED);  // whatever else is wrong with a call
  CHECK(status_of([&] { sibling.verify(plain()); }) == IMPRINT_OK);
  CHECK(status_of([&] { context.verify(plain()); }) == IMPRINT_OK);
  imprint_context_cancel(nullptr);
}

TEST_CASE("follow: a derived context has its parent's keys, outlives it, and takes none of its own") {
  auto parent = std::make_unique<imprint::Context>();
  const std::array<uint8_t, IMPRINT_KEY_BYTES> key{1, 2, 3};
  const std::string id = parent->add_key(key);
  imprint::Context child = parent->derive();
  CHECK(status_of([&] { child.add_key(key); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { child.add_mark_id_key(key); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { child.add_trust("-----BEGIN"); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  CHECK(status_of([&] { child.add_manifest_trust(IMPRINT_TRUST_USE_SIGNER, "-----BEGIN"); }) == IMPRINT_ERR_INVALID_ARGUMENT);
  parent.reset();
  imprint::MarkOptions options;
  options.key_id = imprint::text(id);
  const imprint::Bytes marked = child.mark(plain(), "ExampleStudio", "1", options).file;
  CHECK(std::string(child.detect_watermark_file(marked).key_id) == id);
}

TEST_CASE("follow: each call is told of once, with its name, its answer and its time") {
  struct Heard {
    std::vector<std::string> calls;
    std::vector<imprint_status> answers;
    std::string message;
    uint64_t us = 0;
  } heard;
  imprint::DeriveOptions options;
  options.user_data = &heard;
  options.event = [](void* self, const imprint_event* event) {
    auto& to = *static_cast<Heard*>(self);
    to.calls.push_back(event->call);
    to.answers.push_back(event->status);
    to.message.assign(event->message.data, event->message.size);
    to.us = event->duration_us;
  };
  const imprint::Context context = imprint::Context().derive(options);
  const auto begin = std::chrono::steady_clock::now();
  context.verify(plain());
  const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  CHECK(heard.message.empty());
  CHECK(heard.us > 0);
  CHECK(heard.us <= static_cast<uint64_t>(taken));
  const std::vector<uint8_t> no_picture(100, 'x');
  // Also when the caller asks for no error.
  imprint_report* report = nullptr;
  CHECK(imprint_verify(context.get(), {no_picture.data(), no_picture.size()}, nullptr, &report, nullptr) == IMPRINT_ERR_UNSUPPORTED_FORMAT);
  CHECK_FALSE(heard.message.empty());
  CHECK(heard.calls == std::vector<std::string>{"imprint_verify", "imprint_verify"});
  CHECK(heard.answers == std::vector<imprint_status>{IMPRINT_OK, IMPRINT_ERR_UNSUPPORTED_FORMAT});
}

TEST_CASE("follow: warming up works under any limits, and can be cancelled") {
  imprint::ContextOptions options;
  options.max_pixels = 1;
  options.max_file_bytes = 1;
  const imprint::Context narrow(options);
  CHECK(status_of([&] { narrow.warm_up(); }) == IMPRINT_OK);
  imprint::Context cancelled = narrow.derive();
  cancelled.cancel();
  CHECK(status_of([&] { cancelled.warm_up(); }) == IMPRINT_ERR_CANCELLED);
}
