#include "base/limits.h"

namespace imprint {
namespace {

const char* name_of(Resource resource) {
  switch (resource) {
    case Resource::kSteps: return "max_steps";
    case Resource::kSignatures: return "max_signatures";
    case Resource::kInflatedBytes: return "max_inflated_bytes";
    case Resource::kDecodedPixels: return "max_decoded_pixels";
    case Resource::kDecodedSamples: return "max_decoded_samples";
  }
  return "";
}

const char* unit_of(Resource resource) {
  switch (resource) {
    case Resource::kSteps: return "steps";
    case Resource::kSignatures: return "public-key operations";
    case Resource::kInflatedBytes: return "decompressed bytes";
    case Resource::kDecodedPixels: return "decoded pixels";
    case Resource::kDecodedSamples: return "decoded samples";
  }
  return "";
}

}  // namespace

Limits Limits::for_call(Progress followed) const {
  Limits fresh = *this;
  fresh.progress = std::move(followed);
  fresh.call_ = std::make_shared<Call>();
  fresh.held_ = std::make_shared<uint64_t>(0);
  return fresh;
}

uint64_t Limits::max_of(Resource resource) const {
  switch (resource) {
    case Resource::kSteps: return max_steps;
    case Resource::kSignatures: return max_signatures;
    case Resource::kInflatedBytes: return max_inflated_bytes;
    case Resource::kDecodedPixels: return max_decoded_pixels;
    case Resource::kDecodedSamples: return max_decoded_samples;
  }
  return 0;
}

Status Limits::spend(Resource resource, uint64_t amount, const char* thing) const {
  if (progress.is_cancelled()) {
    if (call_->status.ok()) call_->status = Progress::cancelled();
    return Progress::cancelled();
  }
  uint64_t& spent = call_->spent[static_cast<size_t>(resource)];
  const uint64_t limit = max_of(resource);
  if (spent <= limit && amount <= limit - spent) {
    spent += amount;
    return {};
  }
  spent = std::max(spent, limit);
  Status refused{Code::kLimitExceeded, std::string(thing) + ": the file asks for more than " + name_of(resource) + " " + std::to_string(limit) +
                                    " " + unit_of(resource) + " in one call"};
  if (call_->status.ok()) call_->status = refused;
  return refused;
}

Result<Reservation> Limits::reserve(uint64_t bytes, const char* thing) const {
  if (*held_ <= max_memory_bytes && bytes <= max_memory_bytes - *held_) return Reservation(held_, bytes);
  return Status{Code::kLimitExceeded, std::string(thing) + " of " + std::to_string(bytes) + " bytes, with " + std::to_string(*held_) +
                                          " in use, exceeds max_memory_bytes " + std::to_string(max_memory_bytes)};
}

}  // namespace imprint
