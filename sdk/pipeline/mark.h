// Every layer on one generated picture or sound, in the lawful order: explicit label, watermark, encoding, metadata (spec/abi.md "Order").
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/canvas.h"
#include "pipeline/evidence.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/sound_label.h"

namespace imprint::pipeline {

struct MarkOptions {
  bool visible = true;  // the explicit label, which is heard in sound
  std::string waiver;   // needed when visible is false (Measures Art. 9)
  label::DrawOptions label;  // of pictures
  AudibleOptions audible;     // of sound
  bool watermark = true;
  watermark::EmbedOptions embed;
  aigc::Companions companions;
  // Explicit label and watermark are in the content already, put there before the caller encoded them: they are read, and
  // nothing is decoded but for that.
  bool finished = false;
  Conversion conversion = {};
  bool strict = false;  // what lint would warn of is refused, not noted
  std::vector<watermark::Key> known_keys = {};      // marks of others are looked for under these
  std::string replacement = {};                     // who allowed to replace a label or mark that is there; empty = nobody
  std::optional<MarkIdKey> mark_id_key = {};        // the mark_id is keyed, and ReservedCode1 says so; none = version 1
  const crypto::SecuritySigner* label_signer = nullptr;  // for SecurityData in ReservedCode1
  const ManifestSigning* manifest = nullptr;        // null = no manifest is written
  manifest::Trust manifest_trust = {};              // for the manifest that the file has
};

struct Marked {
  Bytes bytes;
  Evidence evidence;  // read back from `bytes`
};

// Fails closed: what does not read back as written is an error, not a file.
Result<Marked> mark(ByteView file, const std::string& producer, const std::string& produce_id, const watermark::Key& key,
                    const MarkOptions& options, const Limits& limits);

}  // namespace imprint::pipeline
