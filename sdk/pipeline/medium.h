// Kinds of media: how each carries what stands in its content, an explicit label and a watermark. The one place that asks what kind a
// file is (spec/decisions/0023-media-kinds.md). Metadata and manifest are a matter of containers: aigc::write(), manifest::carrier_of().
#pragma once

#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"
#include "pipeline/mark.h"
#include "pipeline/verify.h"
#include "pipeline/watermark_file.h"

namespace imprint::pipeline {

// What mark() has to do to one file.
struct MarkJob {
  ByteView file;
  uint64_t id;
  const watermark::Key& key;
  const MarkOptions& options;
  const Limits& limits;
};

// One file on its way through mark(): what goes into its content is read back from the finished file.
class Marking {
 public:
  virtual ~Marking() = default;
  // The file with explicit label and watermark, encoded. `done` learns what stood there and what was done. kAlreadyLabelled,
  // kTooWeak and what decoding and encoding refuse.
  virtual Result<Bytes> apply(Evidence& done) = 0;
  // Of `out`, the finished file. kReadBackFailed.
  virtual Status read_back(ByteView out, Evidence& done) = 0;
  // What was done to the content beside the watermark, for the manifest.
  virtual std::vector<manifest::Action> actions() const = 0;
};

// What verify() is asked of one file.
struct LookJob {
  ByteView file;
  const std::vector<watermark::Key>& keys;
  const VerifyOptions& options;
  const Limits& limits;
};

struct Medium {
  const char* name;           // of reports
  const char* without_label;   // for messages
  bool (*has)(container::Format format);
  Status (*check)(const MarkJob& job);  // what can be refused before any work
  std::unique_ptr<Marking> (*begin)(const MarkJob& job);  // the job outlives it
  // Explicit label and watermark, into `evidence`. Fails where the content cannot be decoded; that it could not be searched is
  // evidence.
  Status (*look)(const LookJob& job, Evidence& evidence);
  // The watermark alone: see embed_file(), detect_file().
  Result<MarkedFile> (*embed)(const EmbedJob& job, Replacement& replacement);
  Result<FoundMarks> (*detect)(ByteView file, const std::vector<watermark::Key>& keys, const watermark::DetectOptions& options,
                               const Limits& limits);
};

// Whether there is a key to look for a watermark with; if not, `watermark` says so.
bool has_keys(const std::vector<watermark::Key>& keys, WatermarkEvidence& watermark);
void tell_of_marks(FoundMarks found, WatermarkEvidence& watermark);

// By the first bytes of `file`. What is no known sound is a picture, whose reader says what it does not read.
const Medium& medium_of(ByteView file);

// One file a medium.
extern const Medium kPicture;
extern const Medium kSound;

}  // namespace imprint::pipeline
