#include "runner/paintings.h"

#include <algorithm>
#include <deque>
#include <future>
#include <thread>

namespace imprint_conform {
namespace {

constexpr size_t kKept = 16;  // all of a quick run: some 50 MB

}  // namespace

std::string Paintings::digest(const std::vector<CorpusPicture>& list) {
  const size_t ahead = std::max(1u, std::thread::hardware_concurrency());
  ManifestDigest digest;
  std::deque<std::future<Picture>> painting;
  for (size_t i = 0, next = 0; i < list.size(); ++i) {
    for (; next < list.size() && painting.size() < ahead; ++next)
      painting.push_back(std::async(std::launch::async, [&, next] { return draw(list[next]); }));
    const Picture picture = painting.front().get();
    painting.pop_front();
    digest.add(list[i], picture);
    keep(list[i].id, picture);
  }
  return digest.finish_hex();
}

Picture Paintings::of(const CorpusPicture& picture) {
  {
    const std::lock_guard lock(mutex_);
    const auto kept = kept_.find(picture.id);
    if (kept != kept_.end()) return {kept->second.pixels.clone()};
  }
  return draw(picture);
}

void Paintings::keep(const std::string& id, const Picture& picture) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() < kKept) kept_.emplace(id, picture);
}

}  // namespace imprint_conform
