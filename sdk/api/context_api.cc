// Context, errors, and the conversions every other file of this room uses.
#include <cstdio>
#include <memory>
#include <new>

#include "api/guard.h"
#include "api/handles.h"
#include "crypto/hash.h"
#include "disk/bulk_memory.h"
#include "label/words.h"

namespace imprint::api {

void clear_error(imprint_error* error) noexcept {
  if (error == nullptr) return;
  error->status = IMPRINT_OK;
  error->message[0] = '\0';
}

imprint_status fail(imprint_error* error, imprint_status status, std::string_view message) noexcept {
  if (error != nullptr) {
    size_t size = std::min(message.size(), sizeof(error->message) - 1);
    // A cut message still ends on a whole UTF-8 character.
    while (size < message.size() && size > 0 && (static_cast<unsigned char>(message[size]) & 0xC0) == 0x80) --size;
    error->status = status;
    std::memcpy(error->message, message.data(), size);
    error->message[size] = '\0';
  }
  return status;
}

Result<watermark::Robustness> to_robustness(imprint_robustness least) {
  if (least == IMPRINT_ROBUSTNESS_ANY) return watermark::Robustness::kLow;
  if (least < IMPRINT_ROBUSTNESS_LOW || least > IMPRINT_ROBUSTNESS_HIGH)
    return Status{Code::kInvalidArgument, "least_robustness is " + std::to_string(least) + ", not low, medium or high"};
  return static_cast<watermark::Robustness>(least);
}

Result<double> in_range(double value, double fallback, double low, double high, const char* name) {
  if (value == 0) return fallback;
  if (value >= low && value <= high) return value;
  char text[128];
  std::snprintf(text, sizeof text, " is %g, not in [%g, %g]", value, low, high);
  return Status{Code::kInvalidArgument, name + std::string(text)};
}

Result<std::string> to_explicit_label(imprint_text text) {
  std::string words = to_string(text);
  if (!words.empty()) IMPRINT_RETURN_IF_ERROR(label::check_seen(words, "explicit_label"));
  return words;
}

Status flag_only(uint32_t value, const char* name) {
  if (value <= 1) return {};
  return {Code::kInvalidArgument, std::string(name) + " is " + std::to_string(value) + ", not 0 or 1"};
}

Result<ByteView> to_bytes(imprint_byte_view view) {
  if (view.data == nullptr && view.size != 0) return Status{Code::kInvalidArgument, "file.data is NULL, file.size is not 0"};
  if (view.size == 0) return Status{Code::kTruncated, "the file is empty"};
  return ByteView(view.data, view.size);
}

// Hands the vector's own storage over, so that a file is never in memory once more than it must: its allocator knows
// its memory by where it begins, nothing here destroys the vector, and imprint_bytes_free() gives it back.
Status give_bytes(Bytes bytes, imprint_bytes* out) {
  union Kept {
    Bytes bytes;
    explicit Kept(Bytes&& taken) : bytes(std::move(taken)) {}
    ~Kept() {}
  };
  if (bytes.empty()) bytes.reserve(1);
  Kept kept(std::move(bytes));
  *out = {kept.bytes.data(), kept.bytes.size()};
  return {};
}

Result<image::MutableView> to_view(const imprint_image* image, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(require(image != nullptr, "image is NULL"));
  IMPRINT_RETURN_IF_ERROR(require(image->data != nullptr, "image->data is NULL"));
  if (image->format < IMPRINT_FORMAT_RGB8 || image->format > IMPRINT_FORMAT_GRAY16)
    return Status{Code::kInvalidArgument, "image->format is " + std::to_string(image->format) + ", no imprint_pixel_format"};
  if (image->width_px == 0 || image->height_px == 0) return Status{Code::kInvalidArgument, "image has no pixels"};
  IMPRINT_RETURN_IF_ERROR(check_dimensions(image->width_px, image->height_px, limits));
  const auto format = static_cast<image::PixelFormat>(image->format);
  const image::FormatTraits t = image::traits(format);
  const size_t row = static_cast<size_t>(image->width_px) * t.bytes_per_pixel();
  if (image->stride_bytes < row)
    return Status{Code::kInvalidArgument, "image->stride_bytes is " + std::to_string(image->stride_bytes) + ", a row needs " + std::to_string(row)};
  const auto address = reinterpret_cast<uintptr_t>(image->data);
  if (t.bytes_per_sample == 2 && (address % 2 != 0 || image->stride_bytes % 2 != 0))
    return Status{Code::kInvalidArgument, "16-bit samples need an even address and an even stride_bytes"};
  return image::MutableView{static_cast<uint8_t*>(image->data), image->width_px, image->height_px, image->stride_bytes, format};
}

Result<watermark::Key> find_key(const imprint_context& context, imprint_text key_id) {
  if (!present(key_id)) return watermark::open_key();
  const std::string id = to_string(key_id);
  if (id == watermark::kOpenKeyId) return watermark::open_key();
  for (const watermark::Key& key : context.held->keys)
    if (key.id == id) return key;
  return Status{Code::kKeyInvalid, "the context holds no key \"" + id + "\"; add it with imprint_context_add_key()"};
}

std::vector<watermark::Key> reading_keys(const imprint_context& context) {
  std::vector<watermark::Key> out = context.held->keys;
  if (context.held->reads_open_key) out.push_back(watermark::open_key());
  return out;
}

Result<aigc::TrustOptions> to_trust(const imprint_context& context, int64_t time_s) {
  if (time_s < 0) return Status{Code::kInvalidArgument, "time_s is " + std::to_string(time_s) + ", before 1970"};
  return aigc::TrustOptions{&context.held->trust, time_s == 0 ? std::optional<int64_t>() : time_s};
}

Result<pipeline::KnownContent> to_known(const imprint_context& context, imprint_text producer, imprint_text produce_id) {
  if (present(producer) != present(produce_id))
    return Status{Code::kInvalidArgument, "producer and produce_id go together: one of them is absent"};
  pipeline::KnownContent out{to_string(producer), to_string(produce_id)};
  out.keyed = pipeline::keyed_mark_ids(context.held->mark_id_keys, out.producer, out.produce_id);
  return out;
}

Result<pipeline::MarkIdKey> find_mark_id_key(const imprint_context& context, imprint_text key_id) {
  const std::string id = to_string(key_id);
  for (const pipeline::MarkIdKey& key : context.held->mark_id_keys)
    if (key.id == id) return key;
  return Status{Code::kKeyInvalid, "the context holds no mark_id key \"" + id + "\"; add it with imprint_context_add_mark_id_key()"};
}

Status check_takes(const imprint_context* context) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  return require(!context->derived, "a derived context takes no keys and no trust: add them to its parent");
}

namespace {

using KeyBytes = std::array<uint8_t, IMPRINT_KEY_BYTES>;

// A secret of one kind that is given out as another would be known to whom it must not be.
template <typename Keys>
bool holds(const Keys& keys, const KeyBytes& bytes) {
  return std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return crypto::equal_constant_time(key.bytes, bytes); });
}

// Copies the caller's key and hands the copy to `add`; the copy is wiped whatever comes of it.
template <typename Add>
Status with_key(imprint_context* context, const uint8_t* key, Add add) {
  IMPRINT_RETURN_IF_ERROR(check_takes(context));
  IMPRINT_RETURN_IF_ERROR(require(key != nullptr, "key is NULL"));
  struct Wiped {
    KeyBytes bytes{};
    ~Wiped() { crypto::wipe(bytes.data(), bytes.size()); }
  } copy;
  std::copy_n(key, copy.bytes.size(), copy.bytes.begin());
  return add(copy.bytes);
}

// Each key once. Its id into `id_out`, if there is room for it.
template <typename Key>
void add_once(std::vector<Key>& keys, const Key& added, char* id_out) {
  if (std::none_of(keys.begin(), keys.end(), [&](const Key& key) { return key.id == added.id; })) keys.push_back(added);
  if (id_out != nullptr) std::memcpy(id_out, added.id.c_str(), IMPRINT_KEY_ID_CHARS + 1);
}

}  // namespace

}  // namespace imprint::api

using namespace imprint;
using namespace imprint::api;

extern "C" {

imprint_status imprint_context_create(const imprint_context_options* options, imprint_context** out, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    *out = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(const imprint_context_options given, read_options(options, "context options"));
    IMPRINT_RETURN_IF_ERROR(flag_only(given.no_open_key, "no_open_key"));
    IMPRINT_RETURN_IF_ERROR(check_threads(given.threads));
    auto context = std::make_unique<imprint_context>();
    Limits& limits = context->held->limits;
    if (given.max_dimension_px != 0) limits.max_dimension_px = given.max_dimension_px;
    if (given.max_pixels != 0) limits.max_pixels = given.max_pixels;
    if (given.max_file_bytes != 0) limits.max_file_bytes = given.max_file_bytes;
    if (given.max_metadata_bytes != 0) limits.max_metadata_bytes = given.max_metadata_bytes;
    if (given.threads != 0) context->threads = given.threads;
    if (given.max_memory_bytes != 0) limits.max_memory_bytes = given.max_memory_bytes;
    if (given.max_steps != 0) limits.max_steps = given.max_steps;
    if (given.max_signatures != 0) limits.max_signatures = given.max_signatures;
    if (given.max_inflated_bytes != 0) limits.max_inflated_bytes = given.max_inflated_bytes;
    if (given.max_decoded_pixels != 0) limits.max_decoded_pixels = given.max_decoded_pixels;
    if (given.max_decoded_samples != 0) limits.max_decoded_samples = given.max_decoded_samples;
    context->held->reads_open_key = given.no_open_key == 0;
    *out = context.release();
    return {};
  });
}

void imprint_context_destroy(imprint_context* context) { delete context; }

imprint_status imprint_context_add_key(imprint_context* context, const uint8_t key[IMPRINT_KEY_BYTES], char* id_out,
                                       imprint_error* error) {
  return guard(error, [&] {
    return with_key(context, key, [&](const KeyBytes& bytes) -> Status {
      if (holds(context->held->mark_id_keys, bytes))
        return {Code::kKeyInvalid, "these bytes are a mark_id key of the context, and no watermark key"};
      add_once(context->held->keys, watermark::private_key(bytes), id_out);
      return {};
    });
  });
}

imprint_status imprint_context_add_mark_id_key(imprint_context* context, const uint8_t key[IMPRINT_KEY_BYTES], char* id_out,
                                               imprint_error* error) {
  return guard(error, [&] {
    return with_key(context, key, [&](const KeyBytes& bytes) -> Status {
      if (holds(context->held->keys, bytes) || holds(std::vector<watermark::Key>{watermark::open_key()}, bytes))
        return {Code::kKeyInvalid, "these bytes are a watermark key, and no secret of mark_ids"};
      add_once(context->held->mark_id_keys, pipeline::mark_id_key(bytes), id_out);
      return {};
    });
  });
}

imprint_status imprint_context_set_ffmpeg(imprint_context* context, imprint_text program, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(check_takes(context));
    IMPRINT_RETURN_IF_ERROR(require(present(program) && program.size != 0, "program is absent or empty"));
    std::string name = to_string(program);
    IMPRINT_RETURN_IF_ERROR(require(name.find('\0') == std::string::npos, "program holds a zero byte"));
    context->held->limits.ffmpeg = std::move(name);
    return {};
  });
}

imprint_status imprint_context_add_trust(imprint_context* context, imprint_text pem, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(check_takes(context));
    IMPRINT_RETURN_IF_ERROR(require(present(pem), "pem is absent"));
    return context->held->trust.add_pem(as_bytes({pem.data, pem.size}));
  });
}

imprint_status imprint_context_add_trust_for(imprint_context* context, imprint_text producer_code, imprint_text pem,
                                             imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(check_takes(context));
    IMPRINT_RETURN_IF_ERROR(require(present(producer_code), "producer_code is absent"));
    IMPRINT_RETURN_IF_ERROR(require(present(pem), "pem is absent"));
    return context->held->trust.add_pem_for(to_string(producer_code), as_bytes({pem.data, pem.size}));
  });
}

imprint_status imprint_key_generate(uint8_t key_out[IMPRINT_KEY_BYTES], imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(key_out != nullptr, "key_out is NULL"));
    if (crypto::random_bytes(key_out, IMPRINT_KEY_BYTES)) return {};
    return {Code::kInternal, "the system gave no random bytes"};
  });
}

void imprint_bytes_free(imprint_bytes* bytes) {
  if (bytes == nullptr) return;
  if (!disk::give_back_bulk(bytes->data)) ::operator delete(bytes->data);
  *bytes = {nullptr, 0};
}

}  // extern "C"
