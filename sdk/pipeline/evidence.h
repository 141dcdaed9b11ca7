// What was found in a file, layer by layer, and the verdict on it. Plain data: filled by verify, read by report_json and api.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "aigc/aigc.h"
#include "audio/sound_reader.h"
#include "audio/sound_writer.h"
#include "container/format.h"
#include "label/audible/audible.h"
#include "label/audible/label_listener.h"
#include "label/find.h"
#include "label/label.h"
#include "manifest/validate.h"
#include "pipeline/mark_id.h"
#include "watermark/watermark.h"

namespace imprint::pipeline {

struct Medium;  // pipeline/medium.h

// The numbers of the three enums are those of include/imprint/imprint.h (sdk/api asserts it).
enum class State : uint32_t { kNoneFound = 1, kGenerated, kPossible, kSuspected, kInconclusive };
enum class LayerState : uint32_t { kAbsent = 1, kPresent, kDeviating, kNotChecked, kNotBuilt, kNotLegible };
enum class Agreement : uint32_t { kNotComparable = 1, kAgree, kDisagree };

// A mark as the reader of its medium found it.
struct FoundMark : payload::Reading {
  FoundMark() = default;
  FoundMark(watermark::Detection in_picture) : where(static_cast<const watermark::Pose&>(in_picture)) {
    static_cast<Reading&>(*this) = std::move(in_picture);
  }
  FoundMark(audio::SoundDetection in_sound) : where(static_cast<const audio::Stretch&>(in_sound)) {
    static_cast<Reading&>(*this) = std::move(in_sound);
  }
  std::variant<std::monostate, watermark::Pose, audio::Stretch> where;
};
using FoundMarks = std::vector<FoundMark>;  // never empty: the one of nothing found says so

template <typename Detection>
FoundMarks as_marks(std::vector<Detection> detections) {
  return {std::make_move_iterator(detections.begin()), std::make_move_iterator(detections.end())};
}

// The explicit label: words in a picture, a rhythm in sound.
struct VisibleEvidence {
  LayerState state = LayerState::kNotChecked;
  std::string note;  // why it was not checked, is not there or is not legible
  std::optional<label::Placement> placement;  // of the label that mark drew or verify found
  std::string text;
  std::optional<label::Found> found;  // by verify
  std::optional<label::FoundAudible> audible;  // of sound: the rhythm
  std::optional<label::HeardLabels> placed;    // of sound, by who put them there: labels with a voice, or at several places
  std::string by_caller;  // words of a label of whatever program, as a reader of the caller's found them; empty = none
};

struct WatermarkEvidence {
  LayerState state = LayerState::kNotChecked;
  std::string note;  // why it was not checked
  FoundMark detection;  // of several the one that leads: see lead_with_agreeing()
  FoundMarks others;  // under other keys, and at other places
  std::optional<watermark::EmbedReport> embedded;  // quality of the written picture, when mark embedded it: see quality_of_file()
  std::optional<audio::WriteReport> embedded_sound;  // of written sound
};

struct AigcEvidence {
  LayerState state = LayerState::kNotChecked;
  std::string note;  // why it was not checked
  aigc::ReadResult found;
  // Of each label its mark_ids of version 2 under the keys of the caller; empty, or shorter than the labels, where none were given.
  std::vector<std::vector<KeyedMarkId>> keyed;
  // The mark_id that a signed manifest of the file vouches for as a keyed one; none where there is no such manifest.
  std::optional<KeyedMarkId> signed_as_keyed;
};

struct ManifestEvidence {
  LayerState state = LayerState::kNotChecked;
  std::string note;    // why it was not checked, or not compared with the content
  std::string remote;  // with none found: where the file says that it is kept
  manifest::Validation validation;
};

struct Verdict {
  State state = State::kNoneFound;
  std::string label;         // what a platform writes for this state: "1", "2", "3"; empty for none
  std::string notice_zh;     // what it shows; empty for none
  std::string notice_en;
  std::vector<std::string> reasons;
  bool contradictory = false;  // the file's labels contradict each other
};

// What the caller knows of this picture from records of its own; told by the watermark, not by the metadata.
struct KnownContent {
  std::string producer, produce_id;
  std::vector<KeyedMarkId> keyed = {};  // their mark_ids of version 2 under the keys of the caller
  bool given() const { return !producer.empty() || !produce_id.empty(); }
};

// Of a label or mark that stood in the file, by a call that writes over it.
struct Replacement {
  std::string word;                   // who allowed it, and why; empty = nobody
  std::vector<std::string> replaced;  // what was there, named for people
};

struct Evidence {
  const Medium* medium = nullptr;  // null: of a file that is of none
  std::string action;  // "mark", "verify", "read", "lint", "propagate", "transplant"
  container::Format format = container::Format::kUnknown;
  std::string foreign;  // what it is when it is no picture and only its manifest is read: "MP4", "QuickTime", "C2PA"
  uint32_t width_px = 0, height_px = 0;  // 0 when pixels were not looked at
  double seconds = 0;                    // of sound; 0 when it was not listened to
  bool declared = false;
  bool traces_count = true;  // of generators: for the verdict; they are told in any case
  KnownContent known;
  std::string basis;  // of transplant: what ties the two files, "watermark" or "caller"
  std::vector<std::string> notes;  // what a writing call has to say beside the layers
  std::string waiver;  // mark without a visible label: who asked, and the agreement
  Replacement replacement;
  VisibleEvidence visible;
  WatermarkEvidence watermark;
  AigcEvidence aigc;
  ManifestEvidence manifest;
  Agreement agreement = Agreement::kNotComparable;           // AIGC label and watermark
  Agreement manifest_watermark = Agreement::kNotComparable;  // soft binding and watermark
  Agreement manifest_aigc = Agreement::kNotComparable;       // AIGC text in the manifest and label
  Verdict verdict;
};

}  // namespace imprint::pipeline
