// Status and Result<T>: how a function inside the SDK says what went wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace imprint {

// Same numbers as imprint_status in include/imprint/imprint.h (sdk/api asserts it). Meaning of each: spec/errors.md.
enum class Code : uint32_t {
  kOk = 0,
  // 1..99: the call itself
  kInvalidArgument = 1,
  kUnknownOption = 2,
  kOutOfMemory = 3,
  kInternal = 4,
  kNotBuilt = 5,
  kCancelled = 6,
  kFileNotFound = 7,
  kFileRead = 8,
  kFileExists = 9,
  kFileWrite = 10,
  // 100..199: containers
  kUnsupportedFormat = 100,
  kMalformed = 101,
  kTruncated = 102,
  kLimitExceeded = 103,
  // 200..299: pixels
  kUnsupportedPixels = 200,
  kDecodeFailed = 201,
  kEncodeFailed = 202,
  // 300..399: watermark
  kImageTooSmall = 300,
  kImageTooFlat = 301,
  kKeyInvalid = 302,
  kTooWeak = 303,
  // 400..499: visible label
  kLabelText = 400,
  kGlyphMissing = 401,
  kLabelDoesNotFit = 402,
  // 500..599: AIGC metadata label
  kAigcValue = 500,
  kProviderCode = 501,
  kXmpMalformed = 502,
  kNoLabel = 503,
  // 600..699: manifests
  kManifestMalformed = 600,
  kCertificate = 601,
  kSigner = 602,
  kTimeStamp = 603,
  // 800..899: pipeline
  kReadBackFailed = 800,
  kAlreadyLabelled = 801,
  kOtherPicture = 803,
  // 900..999: the log of Art. 9
  kLogBroken = 900,
  kLogTooYoung = 901,
  kLogFile = 902,
  kLogClock = 903,
};

// A code and one English sentence that names the thing, the limit and the value.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Code code, std::string message) : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == Code::kOk; }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  Code code_ = Code::kOk;
  std::string message_;
};

// A value, or the Status that explains why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}           // NOLINT: implicit on purpose, so `return value;` works
  Result(Status status) : status_(std::move(status)) {}   // NOLINT: `return status;` too

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return *std::move(value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace imprint

// Both macros return from the calling function when there is an error.
#define IMPRINT_RETURN_IF_ERROR(expr)                             \
  do {                                                            \
    if (::imprint::Status imprint_status_ = (expr); !imprint_status_.ok()) return imprint_status_; \
  } while (false)

#define IMPRINT_CONCAT_INNER_(a, b) a##b
#define IMPRINT_CONCAT_(a, b) IMPRINT_CONCAT_INNER_(a, b)
#define IMPRINT_ASSIGN_OR_RETURN(declaration, expr) \
  IMPRINT_ASSIGN_OR_RETURN_(IMPRINT_CONCAT_(imprint_result_, __LINE__), declaration, expr)
#define IMPRINT_ASSIGN_OR_RETURN_(result, declaration, expr) \
  auto result = (expr);                                      \
  if (!result.ok()) return result.status();                  \
  declaration = std::move(result).value()
