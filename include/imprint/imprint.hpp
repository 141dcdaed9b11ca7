// The C ABI of imprint.h for C++20: handles that clean up after themselves, and exceptions for errors. Header only; stands on
// imprint.h and the standard library, so it adds nothing to the ABI.
//
//   imprint::Context context;
//   imprint::Marked marked = context.mark(file, "ExampleStudio", "2026-000123");
//   write(marked.file);                                    // std::span<const uint8_t>
//   imprint::Report report = context.verify(marked.file);
//   report.state() == IMPRINT_STATE_GENERATED;
//
// What each call does, its units, ranges and statuses: imprint.h. What this header adds:
//  - A call that does not return IMPRINT_OK throws imprint::Error. "Not found" is an answer, no error.
//  - Option types start with their defaults; set what differs. Text members take imprint::text("…"), which borrows.
//  - Context, Report and Bytes own one handle each; they move and do not copy. A moved-from one may only be assigned to
//    or destroyed.
//  - Context is as thread-safe as imprint_context: many threads after the last add_key().
#ifndef IMPRINT_IMPRINT_HPP
#define IMPRINT_IMPRINT_HPP

#if __cplusplus < 202002L && !(defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)
#error "imprint.hpp needs C++20 (-std=c++20; with CMake, Imprint::imprint asks for it). imprint.h serves C99 and older C++."
#endif

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "imprint.h"

namespace imprint {

// ---- Version --------------------------------------------------------------------------------------------------------

inline std::string_view version() noexcept { return imprint_version(); }
inline uint32_t abi_version() noexcept { return imprint_abi_version(); }
inline uint32_t watermark_format_version() noexcept { return imprint_watermark_format_version(); }
inline uint32_t watermark_min_side_px() noexcept { return imprint_watermark_min_side_px(); }
inline uint32_t watermark_payload_bits() noexcept { return imprint_watermark_payload_bits(); }

/// Whether the loaded library has this header's ABI version and knows at least this header's structs. A program that
/// loads libimprint from elsewhere asks before its first other call.
inline bool library_matches_header() noexcept {
  return imprint_abi_version() == IMPRINT_ABI_VERSION && imprint_sizeof_context_options() >= sizeof(imprint_context_options) &&
         imprint_sizeof_mark_options() >= sizeof(imprint_mark_options) &&
         imprint_sizeof_verify_options() >= sizeof(imprint_verify_options) &&
         imprint_sizeof_embed_options() >= sizeof(imprint_embed_options) &&
         imprint_sizeof_embed_result() >= sizeof(imprint_embed_result) &&
         imprint_sizeof_detect_options() >= sizeof(imprint_detect_options) &&
         imprint_sizeof_detection() >= sizeof(imprint_detection) &&
         imprint_sizeof_label_options() >= sizeof(imprint_label_options) &&
         imprint_sizeof_label_placement() >= sizeof(imprint_label_placement) &&
         imprint_sizeof_aigc_label() >= sizeof(imprint_aigc_label) &&
         imprint_sizeof_lint_options() >= sizeof(imprint_lint_options) &&
         imprint_sizeof_propagate_options() >= sizeof(imprint_propagate_options) &&
         imprint_sizeof_label_find_options() >= sizeof(imprint_label_find_options) &&
         imprint_sizeof_label_found() >= sizeof(imprint_label_found) &&
         imprint_sizeof_log_entry() >= sizeof(imprint_log_entry) &&
         imprint_sizeof_log_summary() >= sizeof(imprint_log_summary) &&
         imprint_sizeof_signer() >= sizeof(imprint_signer) &&
         imprint_sizeof_manifest_options() >= sizeof(imprint_manifest_options) &&
         imprint_sizeof_event() >= sizeof(imprint_event) && imprint_sizeof_derive_options() >= sizeof(imprint_derive_options) &&
         imprint_sizeof_transplant_options() >= sizeof(imprint_transplant_options) &&
         imprint_sizeof_batch_item() >= sizeof(imprint_batch_item) && imprint_sizeof_audio_format() >= sizeof(imprint_audio_format) &&
         imprint_sizeof_audible_found() >= sizeof(imprint_audible_found);
}

// ---- Errors ---------------------------------------------------------------------------------------------------------

/// "IMPRINT_ERR_TRUNCATED" and the like.
inline std::string_view status_name(imprint_status status) noexcept { return imprint_status_name(status); }

/// A call that failed. what() is the library's sentence, for logs; branch on status().
class Error : public std::runtime_error {
 public:
  Error(imprint_status status, const char* message) : std::runtime_error(message), status_(status) {}
  imprint_status status() const noexcept { return status_; }

 private:
  imprint_status status_;
};

namespace detail {
/// Runs `call(imprint_error*)` and throws what it answers.
template <typename Call>
void check(Call&& call) {
  imprint_error error;
  const imprint_status status = std::forward<Call>(call)(&error);
  if (status != IMPRINT_OK) throw Error(status, error.message);
}
inline imprint_byte_view view(std::span<const uint8_t> bytes) noexcept { return {bytes.data(), bytes.size()}; }
}  // namespace detail

/// Bytes and numbers as members of options take them, such as audible_clip and audible_at_s: lent, so they have to outlive the call.
inline imprint_byte_view lend(std::span<const uint8_t> bytes) noexcept { return {bytes.data(), bytes.size()}; }
inline imprint_number_view lend(std::span<const double> values) noexcept { return {values.data(), values.size()}; }

// ---- Text, bytes ----------------------------------------------------------------------------------------------------

/// Borrows `value`, which must outlive the call it is given to. A default-made string_view is absent, "" is empty.
inline imprint_text text(std::string_view value) noexcept { return {value.data(), value.size()}; }

/// A file that the library made.
class Bytes {
 public:
  Bytes() = default;
  ~Bytes() { imprint_bytes_free(&bytes_); }
  Bytes(Bytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  Bytes& operator=(Bytes&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }

  const uint8_t* data() const noexcept { return bytes_.data; }
  size_t size() const noexcept { return bytes_.size; }
  bool empty() const noexcept { return bytes_.size == 0; }
  const uint8_t* begin() const noexcept { return bytes_.data; }
  const uint8_t* end() const noexcept { return bytes_.data + bytes_.size; }
  operator std::span<const uint8_t>() const noexcept { return {bytes_.data, bytes_.size}; }
  std::vector<uint8_t> to_vector() const { return {begin(), end()}; }

  /// For calls of the C ABI; what was held before must have been freed.
  imprint_bytes* out() noexcept { return &bytes_; }

 private:
  imprint_bytes bytes_{};
};

// ---- Options: the structs of imprint.h, set to their defaults ---------------------------------------------------------

struct ContextOptions : imprint_context_options {
  ContextOptions() noexcept : imprint_context_options IMPRINT_CONTEXT_OPTIONS_INIT {}
};
struct MarkOptions : imprint_mark_options {
  MarkOptions() noexcept : imprint_mark_options IMPRINT_MARK_OPTIONS_INIT {}
};
struct VerifyOptions : imprint_verify_options {
  VerifyOptions() noexcept : imprint_verify_options IMPRINT_VERIFY_OPTIONS_INIT {}
};
struct EmbedOptions : imprint_embed_options {
  EmbedOptions() noexcept : imprint_embed_options IMPRINT_EMBED_OPTIONS_INIT {}
};
struct EmbedResult : imprint_embed_result {
  EmbedResult() noexcept : imprint_embed_result IMPRINT_EMBED_RESULT_INIT {}
};
struct DeriveOptions : imprint_derive_options {
  DeriveOptions() noexcept : imprint_derive_options IMPRINT_DERIVE_OPTIONS_INIT {}
};
struct TransplantOptions : imprint_transplant_options {
  TransplantOptions() noexcept : imprint_transplant_options IMPRINT_TRANSPLANT_OPTIONS_INIT {}
};
/// One file of a batch. Owns what it receives.
struct BatchItem : imprint_batch_item {
  BatchItem() noexcept : imprint_batch_item IMPRINT_BATCH_ITEM_INIT {}
  ~BatchItem() {
    imprint_bytes_free(&out);
    imprint_report_destroy(report);
  }
  BatchItem(BatchItem&& other) noexcept : imprint_batch_item(other) { static_cast<imprint_batch_item&>(other) = BatchItem(); }
  BatchItem& operator=(BatchItem&& other) noexcept {
    std::swap(static_cast<imprint_batch_item&>(*this), static_cast<imprint_batch_item&>(other));
    return *this;
  }
  bool ok() const noexcept { return error.status == IMPRINT_OK; }
};
struct AudioFormat : imprint_audio_format {
  AudioFormat() noexcept : imprint_audio_format IMPRINT_AUDIO_FORMAT_INIT {}
  AudioFormat(uint32_t rate_hz, uint32_t channels, imprint_sample_format samples = IMPRINT_SAMPLE_FLOAT32) noexcept : AudioFormat() {
    this->rate_hz = rate_hz;
    this->channels = channels;
    this->samples = samples;
  }
};
struct AudibleFound : imprint_audible_found {
  AudibleFound() noexcept : imprint_audible_found IMPRINT_AUDIBLE_FOUND_INIT {}
};
struct DetectOptions : imprint_detect_options {
  DetectOptions() noexcept : imprint_detect_options IMPRINT_DETECT_OPTIONS_INIT {}
};
struct Detection : imprint_detection {
  Detection() noexcept : imprint_detection IMPRINT_DETECTION_INIT {}
};
struct LabelOptions : imprint_label_options {
  LabelOptions() noexcept : imprint_label_options IMPRINT_LABEL_OPTIONS_INIT {}
};
struct LabelPlacement : imprint_label_placement {
  LabelPlacement() noexcept : imprint_label_placement IMPRINT_LABEL_PLACEMENT_INIT {}
};
struct LabelFindOptions : imprint_label_find_options {
  LabelFindOptions() noexcept : imprint_label_find_options IMPRINT_LABEL_FIND_OPTIONS_INIT {}
};
struct LabelFound : imprint_label_found {
  LabelFound() noexcept : imprint_label_found IMPRINT_LABEL_FOUND_INIT {}
};
struct LogEntry : imprint_log_entry {
  LogEntry() noexcept : imprint_log_entry IMPRINT_LOG_ENTRY_INIT {}
};
struct LogSummary : imprint_log_summary {
  LogSummary() noexcept : imprint_log_summary IMPRINT_LOG_SUMMARY_INIT {}
};
struct AigcLabel : imprint_aigc_label {
  AigcLabel() noexcept : imprint_aigc_label IMPRINT_AIGC_LABEL_INIT {}
};
struct LintOptions : imprint_lint_options {
  LintOptions() noexcept : imprint_lint_options IMPRINT_LINT_OPTIONS_INIT {}
};
struct PropagateOptions : imprint_propagate_options {
  PropagateOptions() noexcept : imprint_propagate_options IMPRINT_PROPAGATE_OPTIONS_INIT {}
};
struct Signer : imprint_signer {
  Signer() noexcept : imprint_signer IMPRINT_SIGNER_INIT {}
};
struct ManifestOptions : imprint_manifest_options {
  ManifestOptions() noexcept : imprint_manifest_options IMPRINT_MANIFEST_OPTIONS_INIT {}
};

// ---- Reports --------------------------------------------------------------------------------------------------------

/// What a call found or did.
class Report {
 public:
  /// Takes over `report`, which may be NULL.
  explicit Report(imprint_report* report = nullptr) noexcept : report_(report) {}

  imprint_state state() const noexcept { return imprint_report_get_state(report_.get()); }
  imprint_layer_state layer_state(imprint_layer layer) const noexcept {
    return imprint_report_get_layer_state(report_.get(), layer);
  }
  imprint_agreement agreement() const noexcept { return imprint_report_get_agreement(report_.get()); }
  imprint_agreement agreement(imprint_pair pair) const noexcept {
    return imprint_report_get_pair_agreement(report_.get(), pair);
  }
  imprint_manifest_state manifest_state() const noexcept { return imprint_report_get_manifest_state(report_.get()); }
  /// Of verify_manifest() on a file with a manifest; empty else. Borrowed: lives as long as the report.
  std::string_view crjson() const noexcept {
    const imprint_text json = imprint_report_get_crjson(report_.get());
    return json.data == nullptr ? std::string_view() : std::string_view(json.data, json.size);
  }
  /// The 64 bits that the watermark carries, if one was found.
  std::optional<uint64_t> mark_id() const noexcept {
    uint64_t id = 0;
    if (imprint_report_get_mark_id(report_.get(), &id) == 0) return std::nullopt;
    return id;
  }
  /// How many watermarks were found, and one of them: number 0 leads. Throws std::out_of_range.
  size_t mark_count() const noexcept { return imprint_report_get_mark_count(report_.get()); }
  Detection mark(size_t number) const {
    Detection out;
    if (imprint_report_get_mark(report_.get(), number, &out, nullptr) == 0) throw std::out_of_range("no watermark of that number");
    return out;
  }
  imprint_agreement mark_with_label(size_t number) const noexcept {
    imprint_agreement out = IMPRINT_AGREEMENT_NOT_COMPARABLE;
    (void)imprint_report_get_mark(report_.get(), number, nullptr, &out);
    return out;
  }
  /// Of lint_aigc() and compare_aigc(); 0 for other reports.
  imprint_lint_status lint_status() const noexcept { return imprint_report_get_lint_status(report_.get()); }
  size_t finding_count(imprint_severity severity) const noexcept {
    return imprint_report_get_finding_count(report_.get(), severity);
  }
  /// spec/schema/report.schema.json; of lint_aigc() and compare_aigc(), lint.schema.json. Borrowed: lives as long as the report.
  std::string_view json() const noexcept {
    const imprint_text json = imprint_report_get_json(report_.get());
    return {json.data, json.size};
  }
  const imprint_report* get() const noexcept { return report_.get(); }

 private:
  struct Destroy {
    void operator()(imprint_report* report) const noexcept { imprint_report_destroy(report); }
  };
  std::unique_ptr<imprint_report, Destroy> report_;
};

/// A marked file and what the call says of it.
struct Marked {
  Bytes file;
  Report report;
};
/// A file with a watermark, and what that did to its pixels.
struct Embedded {
  Bytes file;
  EmbedResult quality;
};
/// A file with a visible label, and where it stands.
struct Drawn {
  Bytes file;
  LabelPlacement placement;
};

// ---- Keys and ids ---------------------------------------------------------------------------------------------------

using Key = std::array<uint8_t, IMPRINT_KEY_BYTES>;

/// A new private key from the system's randomness. Keep it secret and keep it.
inline Key generate_key() {
  Key key{};
  detail::check([&](imprint_error* error) { return imprint_key_generate(key.data(), error); });
  return key;
}

/// The provider code of an organisation, from its unified social credit code and five characters of service code.
inline std::string provider_code(std::string_view uscc, std::string_view service = "00000") {
  char code[IMPRINT_PROVIDER_CODE_CHARS + 1] = {};
  detail::check([&](imprint_error* error) { return imprint_provider_code(text(uscc), text(service), code, error); });
  return code;
}

/// The 64 bits that tie watermark and AIGC label together.
inline uint64_t mark_id(std::string_view producer, std::string_view produce_id) {
  uint64_t id = 0;
  detail::check([&](imprint_error* error) { return imprint_mark_id(text(producer), text(produce_id), &id, error); });
  return id;
}

// ---- The log of copies without visible label ------------------------------------------------------------------------

/// Adds a record, durably; returns its hash.
inline std::string log_append(std::string_view path, const imprint_log_entry& entry) {
  char head[IMPRINT_LOG_HASH_CHARS + 1] = {};
  detail::check([&](imprint_error* error) { return imprint_log_append(text(path), &entry, head, error); });
  return head;
}
/// Checks the chain; a broken one throws and names the line.
inline LogSummary log_verify(std::string_view path) {
  LogSummary summary;
  detail::check([&](imprint_error* error) { return imprint_log_verify(text(path), &summary, error); });
  return summary;
}
/// The records of [from_s, until_s) as JSON; both 0: all.
inline Bytes log_export(std::string_view path, int64_t from_s = 0, int64_t until_s = 0) {
  Bytes out;
  detail::check([&](imprint_error* error) { return imprint_log_export(text(path), from_s, until_s, out.out(), error); });
  return out;
}
/// Removes records older than `before_s`; returns how many. Throws for one younger than six months at `now_s` (0 = now).
inline uint64_t log_purge(std::string_view path, int64_t before_s, int64_t now_s = 0) {
  uint64_t removed = 0;
  detail::check([&](imprint_error* error) { return imprint_log_purge(text(path), before_s, now_s, &removed, nullptr, error); });
  return removed;
}

/// Writes a file whole or not at all.
inline void write_file(std::string_view path, std::span<const uint8_t> bytes, imprint_existing existing = IMPRINT_EXISTING_KEEP) {
  detail::check([&](imprint_error* error) { return imprint_file_write(text(path), detail::view(bytes), existing, error); });
}

namespace detail {
inline size_t whole_frames(size_t samples, uint32_t channels) {
  if (channels == 0 || samples % channels != 0) throw std::invalid_argument("samples are no whole frames of sound");
  return samples / channels;
}
}  // namespace detail

// ---- Context --------------------------------------------------------------------------------------------------------

/// Keys and limits, and every call that needs them.
class Context {
 public:
  explicit Context(const imprint_context_options& options = ContextOptions()) {
    imprint_context* context = nullptr;
    detail::check([&](imprint_error* error) { return imprint_context_create(&options, &context, error); });
    context_.reset(context);
  }

  /// The same keys and limits, for calls that are followed or cancelled. What `options` points to must outlive them.
  Context derive(const imprint_derive_options& options = DeriveOptions()) const {
    imprint_context* context = nullptr;
    detail::check([&](imprint_error* error) { return imprint_context_derive(get(), &options, &context, error); });
    return Context(context);
  }
  /// Ends the calls that run on this context, from any thread, and every later one: they throw IMPRINT_ERR_CANCELLED.
  void cancel() noexcept { imprint_context_cancel(get()); }
  /// Makes the first call of a process as fast as the others.
  void warm_up() const {
    detail::check([&](imprint_error* error) { return imprint_context_warm_up(get(), error); });
  }

  /// Adds a private key to the ring; returns its id. Not while another thread uses the context.
  std::string add_key(std::span<const uint8_t, IMPRINT_KEY_BYTES> key) {
    char id[IMPRINT_KEY_ID_CHARS + 1] = {};
    detail::check([&](imprint_error* error) { return imprint_context_add_key(get(), key.data(), id, error); });
    return id;
  }

  /// Adds a mark_id key, a secret of another kind; returns its id. Not while another thread uses the context.
  std::string add_mark_id_key(std::span<const uint8_t, IMPRINT_KEY_BYTES> key) {
    char id[IMPRINT_KEY_ID_CHARS + 1] = {};
    detail::check([&](imprint_error* error) { return imprint_context_add_mark_id_key(get(), key.data(), id, error); });
    return id;
  }

  /// mark_id() of version 2, under a key of add_mark_id_key().
  uint64_t mark_id_keyed(std::string_view key_id, std::string_view producer, std::string_view produce_id) const {
    uint64_t id = 0;
    detail::check([&](imprint_error* error) {
      return imprint_mark_id_keyed(get(), text(key_id), text(producer), text(produce_id), &id, error);
    });
    return id;
  }

  /// Names the program ffmpeg, a path or a name that PATH knows, by which M4A is decoded and coded. Not while another thread uses the context.
  void set_ffmpeg(std::string_view program) {
    detail::check([&](imprint_error* error) { return imprint_context_set_ffmpeg(get(), text(program), error); });
  }

  /// Trusts the keys and certificates of a PEM text. Not while another thread uses the context.
  void add_trust(std::string_view pem) {
    detail::check([&](imprint_error* error) { return imprint_context_add_trust(get(), text(pem), error); });
  }

  /// The same for one producer or propagator alone. Not while another thread uses the context.
  void add_trust_for(std::string_view producer_code, std::string_view pem) {
    detail::check([&](imprint_error* error) { return imprint_context_add_trust_for(get(), text(producer_code), text(pem), error); });
  }

  /// Trusts the certificates of a PEM text for manifests. Not while another thread uses the context.
  void add_manifest_trust(imprint_trust_use use, std::string_view pem) {
    detail::check([&](imprint_error* error) { return imprint_context_add_manifest_trust(get(), use, text(pem), error); });
  }

  /// All layers on a PNG, JPEG, WebP, TIFF or AVIF, read back before it returns.
  Marked mark(std::span<const uint8_t> file, std::string_view producer, std::string_view produce_id,
              const imprint_mark_options& options = MarkOptions()) const {
    Bytes out;
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_mark(get(), detail::view(file), text(producer), text(produce_id), &options, out.out(), &report, error);
    });
    return {std::move(out), Report(report)};
  }

  /// mark() on pixels: a PNG, or what options.convert_to says.
  Marked mark_image(const imprint_image& image, std::string_view producer, std::string_view produce_id,
                    const imprint_mark_options& options = MarkOptions()) const {
    Bytes out;
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_mark_image(get(), &image, text(producer), text(produce_id), &options, out.out(), &report, error);
    });
    return {std::move(out), Report(report)};
  }

  /// mark() from file to file. `out_path` is written whole or not at all.
  Report mark_path(std::string_view path, std::string_view out_path, std::string_view producer, std::string_view produce_id,
                   const imprint_mark_options& options = MarkOptions(), imprint_existing existing = IMPRINT_EXISTING_KEEP) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_mark_path(get(), text(path), text(out_path), existing, text(producer), text(produce_id), &options, &report, error);
    });
    return Report(report);
  }
  /// verify() of a file.
  Report verify_path(std::string_view path, const imprint_verify_options& options = VerifyOptions()) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) { return imprint_verify_path(get(), text(path), &options, &report, error); });
    return Report(report);
  }
  /// propagate() from file to file. Nothing is written when no case of Art. 6 applies; the report says which.
  Report propagate_path(std::string_view path, std::string_view out_path, std::string_view propagator, std::string_view propagate_id,
                        const imprint_propagate_options& options = PropagateOptions(),
                        imprint_existing existing = IMPRINT_EXISTING_KEEP) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_propagate_path(get(), text(path), text(out_path), existing, text(propagator), text(propagate_id), &options, &report,
                                    error);
    });
    return Report(report);
  }
  /// A whole file, of at most max_file_bytes.
  Bytes read_file(std::string_view path) const {
    Bytes out;
    detail::check([&](imprint_error* error) { return imprint_file_read(get(), text(path), out.out(), error); });
    return out;
  }

  /// Many files, as many at once as the context has threads. Each item tells how its own file fared.
  void mark_batch(std::span<BatchItem> items, const imprint_mark_options& options = MarkOptions(),
                  imprint_existing existing = IMPRINT_EXISTING_KEEP) const {
    detail::check([&](imprint_error* error) { return imprint_mark_batch(get(), items.data(), items.size(), &options, existing, error); });
  }
  void verify_batch(std::span<BatchItem> items, const imprint_verify_options& options = VerifyOptions()) const {
    detail::check([&](imprint_error* error) { return imprint_verify_batch(get(), items.data(), items.size(), &options, error); });
  }
  void propagate_batch(std::span<BatchItem> items, const imprint_propagate_options& options = PropagateOptions(),
                       imprint_existing existing = IMPRINT_EXISTING_KEEP) const {
    detail::check([&](imprint_error* error) {
      return imprint_propagate_batch(get(), items.data(), items.size(), &options, existing, error);
    });
  }

  /// The rest of mark() for a picture whose label was drawn and whose watermark was embedded before it was encoded.
  Marked finish(std::span<const uint8_t> file, std::string_view producer, std::string_view produce_id,
                const imprint_mark_options& options = MarkOptions()) const {
    Bytes out;
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_finish(get(), detail::view(file), text(producer), text(produce_id), &options, out.out(), &report, error);
    });
    return {std::move(out), Report(report)};
  }

  /// Evidence of every layer, and the verdict.
  Report verify(std::span<const uint8_t> file, const imprint_verify_options& options = VerifyOptions()) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_verify(get(), detail::view(file), &options, &report, error);
    });
    return Report(report);
  }

  /// A platform's propagation elements. Marked::file is empty when no case of Art. 6 applies; the report says which.
  Marked propagate(std::span<const uint8_t> file, std::string_view propagator, std::string_view propagate_id,
                   const imprint_propagate_options& options = PropagateOptions()) const {
    Bytes out;
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_propagate(get(), detail::view(file), text(propagator), text(propagate_id), &options, out.out(), &report,
                               error);
    });
    return {std::move(out), Report(report)};
  }

  /// The label of `from` into `to`, its re-encoded or resized copy, as the watermark of both confirms, or the caller (options.vouched).
  Marked transplant(std::span<const uint8_t> from, std::span<const uint8_t> to,
                    const imprint_transplant_options& options = TransplantOptions()) const {
    Bytes out;
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_transplant(get(), detail::view(from), detail::view(to), &options, out.out(), &report, error);
    });
    return {std::move(out), Report(report)};
  }

  /// Hides `payload` in the caller's pixels, in place.
  EmbedResult embed_watermark(imprint_image& image, uint64_t payload,
                              const imprint_embed_options& options = EmbedOptions()) const {
    EmbedResult result;
    detail::check([&](imprint_error* error) {
      return imprint_watermark_embed(get(), &image, payload, &options, &result, error);
    });
    return result;
  }
  Embedded embed_watermark_file(std::span<const uint8_t> file, uint64_t payload,
                                const imprint_embed_options& options = EmbedOptions()) const {
    Embedded result;
    detail::check([&](imprint_error* error) {
      return imprint_watermark_embed_file(get(), detail::view(file), payload, &options, result.file.out(), &result.quality,
                                          error);
    });
    return result;
  }

  /// Looks under every key of the context. Detection::found says whether there is one.
  Detection detect_watermark(const imprint_image& image, const imprint_detect_options& options = DetectOptions()) const {
    Detection result;
    detail::check([&](imprint_error* error) {
      return imprint_watermark_detect(get(), &image, &options, &result, error);
    });
    return result;
  }
  Detection detect_watermark_file(std::span<const uint8_t> file,
                                  const imprint_detect_options& options = DetectOptions()) const {
    Detection result;
    detail::check([&](imprint_error* error) {
      return imprint_watermark_detect_file(get(), detail::view(file), &options, &result, error);
    });
    return result;
  }

  /// All marks there are, those under given keys first. Empty = none.
  std::vector<Detection> detect_all_watermarks(const imprint_image& image,
                                               const imprint_detect_options& options = DetectOptions()) const {
    return all_detections([&](imprint_detection* results, size_t capacity, size_t* count, imprint_error* error) {
      return imprint_watermark_detect_all(get(), &image, &options, results, capacity, count, error);
    });
  }
  std::vector<Detection> detect_all_watermarks_file(std::span<const uint8_t> file,
                                                    const imprint_detect_options& options = DetectOptions()) const {
    return all_detections([&](imprint_detection* results, size_t capacity, size_t* count, imprint_error* error) {
      return imprint_watermark_detect_all_file(get(), detail::view(file), &options, results, capacity, count, error);
    });
  }

  /// Draws the visible label into the caller's pixels; returns where it landed.
  LabelPlacement draw_label(imprint_image& image, const imprint_label_options& options = LabelOptions()) const {
    LabelPlacement placement;
    detail::check([&](imprint_error* error) { return imprint_label_draw(get(), &image, &options, &placement, error); });
    return placement;
  }
  Drawn draw_label_file(std::span<const uint8_t> file, const imprint_label_options& options = LabelOptions()) const {
    Drawn result;
    detail::check([&](imprint_error* error) {
      return imprint_label_draw_file(get(), detail::view(file), &options, result.file.out(), &result.placement, error);
    });
    return result;
  }

  /// The rhythm of the audible label alone, for sound of `programme_lufs` (ITU-R BS.1770).
  std::vector<float> make_audible_label(uint32_t rate_hz, uint32_t channels, double programme_lufs) const {
    const AudioFormat format(rate_hz, channels);
    std::vector<float> out;
    size_t frames = 0;
    detail::check([&](imprint_error* error) {
      return imprint_audible_label_make(get(), &format, programme_lufs, nullptr, 0, &frames, error);
    });
    out.resize(frames * channels);
    detail::check([&](imprint_error* error) {
      return imprint_audible_label_make(get(), &format, programme_lufs, out.data(), frames, &frames, error);
    });
    return out;
  }
  /// Listens for an audible label, in whole frames (std::invalid_argument). AudibleFound::found says whether there is one.
  AudibleFound find_audible_label(std::span<const float> samples, uint32_t rate_hz, uint32_t channels) const {
    const AudioFormat format(rate_hz, channels);
    const size_t frames = detail::whole_frames(samples.size(), channels);
    AudibleFound found;
    detail::check([&](imprint_error* error) {
      return imprint_audible_label_find(get(), &format, samples.data(), frames, &found, error);
    });
    return found;
  }

  /// Looks for a label that the library drew. LabelFound::found says whether there is one.
  LabelFound find_label(const imprint_image& image, const imprint_label_find_options& options = LabelFindOptions()) const {
    LabelFound result;
    detail::check([&](imprint_error* error) { return imprint_label_find(get(), &image, &options, &result, error); });
    return result;
  }
  LabelFound find_label_file(std::span<const uint8_t> file,
                             const imprint_label_find_options& options = LabelFindOptions()) const {
    LabelFound result;
    detail::check([&](imprint_error* error) {
      return imprint_label_find_file(get(), detail::view(file), &options, &result, error);
    });
    return result;
  }

  /// Every AIGC label of a file, with its deviations, in the report's JSON.
  Report read_aigc(std::span<const uint8_t> file) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) { return imprint_aigc_read(get(), detail::view(file), &report, error); });
    return Report(report);
  }
  /// The label against the rules of spec/lint-rules.md.
  Report lint_aigc(std::span<const uint8_t> file, const imprint_lint_options& options = LintOptions()) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) { return imprint_aigc_lint(get(), detail::view(file), &options, &report, error); });
    return Report(report);
  }
  /// What a pipeline lost or rewrote.
  Report compare_aigc(std::span<const uint8_t> before, std::span<const uint8_t> after,
                      const imprint_lint_options& options = LintOptions()) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_aigc_compare(get(), detail::view(before), detail::view(after), &options, &report, error);
    });
    return Report(report);
  }
  /// `file` with exactly this AIGC label; pixels are not touched. The report says whether a signed manifest no longer fits, and what
  /// lint_aigc() would warn of.
  Marked write_aigc(std::span<const uint8_t> file, const imprint_aigc_label& label) const {
    Bytes out;
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_aigc_write(get(), detail::view(file), &label, out.out(), &report, error);
    });
    return {std::move(out), Report(report)};
  }

  /// The file with a manifest, or with options.sidecar the store for a side file.
  Bytes sign_manifest(std::span<const uint8_t> file, const imprint_signer& signer,
                      const imprint_manifest_options& options = ManifestOptions()) const {
    Bytes out;
    detail::check([&](imprint_error* error) {
      return imprint_manifest_sign(get(), detail::view(file), &signer, &options, out.out(), error);
    });
    return out;
  }
  /// The store of a file; empty when it has none.
  Bytes read_manifest(std::span<const uint8_t> file) const {
    Bytes out;
    detail::check([&](imprint_error* error) { return imprint_manifest_read(get(), detail::view(file), out.out(), error); });
    return out;
  }
  /// Validates the manifest in `file`, or `manifest` if it is not empty.
  Report verify_manifest(std::span<const uint8_t> file, std::span<const uint8_t> manifest = {}, int64_t time_s = 0) const {
    imprint_report* report = nullptr;
    detail::check([&](imprint_error* error) {
      return imprint_manifest_verify(get(), detail::view(file), detail::view(manifest), time_s, &report, error);
    });
    return Report(report);
  }

  /// For calls of the C ABI; stays owned here.
  imprint_context* get() const noexcept { return context_.get(); }

 private:
  explicit Context(imprint_context* context) : context_(context) {}

  // Nearly always one call: a picture with more marks than this is looked at again.
  template <typename Detect>
  static std::vector<Detection> all_detections(Detect detect) {
    size_t count = IMPRINT_WATERMARK_MAX_MARKS;
    std::vector<Detection> out;
    do {
      out.resize(count);
      detail::check([&](imprint_error* error) { return detect(out.data(), out.size(), &count, error); });
    } while (count > out.size());
    out.resize(count);
    return out;
  }

  struct Destroy {
    void operator()(imprint_context* context) const noexcept { imprint_context_destroy(context); }
  };
  std::unique_ptr<imprint_context, Destroy> context_;
};

// ---- Sound as a stream ----------------------------------------------------------------------------------------------

namespace detail {
template <typename Sample>
constexpr imprint_sample_format sample_format() noexcept {
  static_assert(std::is_same_v<Sample, float> || std::is_same_v<Sample, int16_t> || std::is_same_v<Sample, int32_t>,
                "samples are float, int16_t or int32_t");
  if constexpr (std::is_same_v<Sample, int16_t>) return IMPRINT_SAMPLE_INT16;
  if constexpr (std::is_same_v<Sample, int32_t>) return IMPRINT_SAMPLE_INT32;
  return IMPRINT_SAMPLE_FLOAT32;
}
}  // namespace detail

/// Hides a watermark in a stream of interleaved samples. One thread at a time; outlives its context.
template <typename Sample = float>
class AudioEmbedder {
 public:
  AudioEmbedder(const Context& context, uint32_t rate_hz, uint32_t channels, uint64_t payload,
                const imprint_embed_options& options = EmbedOptions())
      : channels_(channels) {
    const AudioFormat format(rate_hz, channels, detail::sample_format<Sample>());
    imprint_audio_embedder* made = nullptr;
    detail::check([&](imprint_error* error) { return imprint_audio_embedder_create(context.get(), &format, payload, &options, &made, error); });
    embedder_.reset(made);
  }

  /// Whole frames in; marked ones out, at most 30 ms behind.
  /// Throws std::invalid_argument for samples that are no whole frames.
  std::vector<Sample> process(std::span<const Sample> samples) {
    const size_t frames = detail::whole_frames(samples.size(), channels_);
    return give(frames + imprint_audio_embedder_get_delay(embedder_.get()), [&](Sample* out, size_t capacity, size_t* written, imprint_error* error) {
      return imprint_audio_embedder_process(embedder_.get(), samples.data(), frames, out, capacity, written, error);
    });
  }
  /// The frames that are still owed. Nothing can be taken afterwards.
  std::vector<Sample> flush() {
    return give(imprint_audio_embedder_get_delay(embedder_.get()), [&](Sample* out, size_t capacity, size_t* written, imprint_error* error) {
      return imprint_audio_embedder_flush(embedder_.get(), out, capacity, written, error);
    });
  }
  EmbedResult result() const {
    EmbedResult out;
    detail::check([&](imprint_error* error) { return imprint_audio_embedder_get_result(embedder_.get(), &out, error); });
    return out;
  }

 private:
  template <typename Call>
  std::vector<Sample> give(size_t capacity, Call call) {
    std::vector<Sample> out(capacity * channels_);
    size_t written = 0;
    detail::check([&](imprint_error* error) { return call(out.data(), capacity, &written, error); });
    out.resize(written * channels_);
    return out;
  }
  struct Destroy {
    void operator()(imprint_audio_embedder* embedder) const noexcept { imprint_audio_embedder_destroy(embedder); }
  };
  uint32_t channels_;
  std::unique_ptr<imprint_audio_embedder, Destroy> embedder_;
};

/// Looks for a watermark in a stream of interleaved samples. One thread at a time; outlives its context.
template <typename Sample = float>
class AudioDetector {
 public:
  AudioDetector(const Context& context, uint32_t rate_hz, uint32_t channels, const imprint_detect_options& options = DetectOptions())
      : channels_(channels) {
    const AudioFormat format(rate_hz, channels, detail::sample_format<Sample>());
    imprint_audio_detector* made = nullptr;
    detail::check([&](imprint_error* error) { return imprint_audio_detector_create(context.get(), &format, &options, &made, error); });
    detector_.reset(made);
  }

  /// Takes whole frames (std::invalid_argument for others); true once a mark is found, after which it looks no further.
  bool process(std::span<const Sample> samples) {
    const size_t frames = detail::whole_frames(samples.size(), channels_);
    uint32_t done = 0;
    detail::check([&](imprint_error* error) {
      return imprint_audio_detector_process(detector_.get(), samples.data(), frames, &done, error);
    });
    return done != 0;
  }
  /// Looks at what is left. Nothing can be taken afterwards.
  void finish() {
    detail::check([&](imprint_error* error) { return imprint_audio_detector_finish(detector_.get(), error); });
  }
  /// What is known so far.
  Detection result() const {
    Detection out;
    detail::check([&](imprint_error* error) { return imprint_audio_detector_get_result(detector_.get(), &out, error); });
    return out;
  }

 private:
  struct Destroy {
    void operator()(imprint_audio_detector* detector) const noexcept { imprint_audio_detector_destroy(detector); }
  };
  uint32_t channels_;
  std::unique_ptr<imprint_audio_detector, Destroy> detector_;
};

}  // namespace imprint

#endif  // IMPRINT_IMPRINT_HPP
