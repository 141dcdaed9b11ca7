// A table: one row a judge.
#include "rules/judge_list.h"

namespace imprint_conform {
namespace {

constexpr auto kNumber = ParameterType::kNumber;
constexpr auto kText = ParameterType::kText;
constexpr auto kFlag = ParameterType::kFlag;
constexpr auto kTexts = ParameterType::kTexts;

const std::vector<JudgeEntry>& table() {
  static const std::vector<JudgeEntry> entries{
      {"visible.present",
       {},
       "Outputs of mark. A label was read: pass; words of generation that are no label: review; else fail."},
      {"visible.words", {}, "Outputs of mark. Words of a label or of a near miss were read; else fail."},
      {"visible.ai_element",
       {},
       "The label, or without one the near miss: holds an AI element and is no negation. n/a without words."},
      {"visible.generation_element", {}, "As visible.ai_element, for 生成 and 合成; English words alone: review."},
      {"visible.edge",
       {{"outer_share", kNumber}},
       "The label's box touches that share of a side. n/a without a label."},
      {"visible.legible",
       {{"contrast", kNumber}, {"jpeg_quality", kNumber}, {"scale", kNumber}},
       "The label is read as delivered and after handling, and has the contrast. n/a without a label."},
      {"visible.height",
       {{"percent", kNumber}},
       "Rectangular pictures: ink and em both under fail, one of them under is review. n/a without a label."},
      {"visible.height_nonrectangular",
       {{"percent", kNumber}},
       "Pictures with transparent surroundings, of the smallest enclosing rectangle; as visible.height."},
      {"visible.survives",
       {{"pipelines", kTexts}},
       "The label is read after each pipeline of the mill. n/a without a label."},
      {"explicit.present", {}, "Outputs of mark: pictures as visible.present, sound as audible.present."},
      {"audible.present",
       {},
       "Outputs of mark. The rhythm was heard: pass; else review: a voice, or a notice around the sound, may be it.",
       true,
       false},
      {"audible.rhythm",
       {},
       "A rhythm that was found has the order and the timing, and is heard beside the programme; else fail. n/a without "
       "one."},
      {"audible.place",
       {},
       "A rhythm stands at the start, the end or in the middle: pass; without one the place of a voice is a person's "
       "matter: review.",
       true,
       false},
      {"audible.spoken",
       {},
       "Without a rhythm the label may be a voice, which nothing here understands: review. n/a with a rhythm.",
       false,
       false},
      {"aigc.elements",
       {{"elements", kNumber}},
       "3: Label, one of the providers and one of the numbers are not empty; 5: the five keys are there, empty or not. "
       "Only fields "
       "whose name holds AIGC count; no label: fail."},
      {"aigc.single", {}, "One label in all carriers of the file. n/a without a label."},
      {"aigc.watermark", {}, "A watermark is detected by the subject's detect. n/a when the subject claims none."},
      {"aigc.keyword",
       {},
       "The field that holds at least three of the seven keys has a name with AIGC in it. n/a without such a field."},
      {"aigc.keys", {}, "Each of the seven keys is there; a misspelt one counts as there. n/a without a label."},
      {"aigc.key_names", {}, "No key is a misspelling of one of the seven. n/a without a label."},
      {"aigc.no_duplicate_keys", {}, "No key stands twice in the label's text. n/a without a label."},
      {"aigc.strings", {}, "Each value of the seven keys is a JSON string. n/a without a label."},
      {"aigc.no_further_keys", {}, "No key beside the seven and their misspellings. n/a without a label."},
      {"aigc.label_value", {}, "Label, taken as text whatever its JSON type, is 1, 2 or 3. n/a without the key."},
      {"aigc.label_fits",
       {},
       "Label, taken as text: 1 in outputs of mark, the number of the case in outputs of propagate. n/a when it is "
       "none of 1, 2, 3."},
      {"aigc.producer", {}, "Outputs of mark. ContentProducer is missing: fail; empty: review. n/a without a label."},
      {"aigc.produce_id_unique",
       {},
       "Outputs of mark. ProduceID is missing, or the same for two contents: fail; empty: review. n/a without a "
       "label."},
      {"aigc.propagator", {{"field", kText}}, "The field is missing: fail; empty: review. n/a without a label."},
      {"aigc.reserved",
       {{"field", kText}},
       "What begins like a JSON object or list is a whole one. n/a without the field as a string."},
      {"aigc.characters", {}, "All values hold characters of the main set alone. n/a without a label."},
      {"aigc.first_write",
       {},
       "Outputs of mark. Propagator = producer and PropagateID = ProduceID, as texts. n/a when one of the four keys is "
       "missing."},
      {"carrier.place", {}, "The carrier is the guide's for the format, its namespace included. n/a without a label."},
      {"carrier.shape", {}, "Bare or wrapped as the carrier asks. n/a without a label."},
      {"carrier.other_xmp_kept",
       {},
       "XMP properties of the original other than the label's are in the output. n/a without an original that has "
       "some."},
      {"code.check",
       {},
       "Providers of 27 characters with 00: form and check character of organisations' codes. n/a for names."},
      {"code.role",
       {},
       "The producer's service code does not begin with 2, the propagator's, when it differs from the producer's, "
       "not with 1. n/a for names."},
      {"code.no_personal_id", {}, "No provider code is an individual's. n/a for names."},
      {"security_data.form",
       {},
       "SecurityData that parses: form and signature. n/a when no reserved code holds some that parses."},
      {"upload.notice",
       {{"case", kNumber}},
       "Prepared uploads of that case: the notice is the case's; unreadable: review."},
      {"upload.elements_written", {}, "Cases 1 to 3: Label, ContentPropagator and PropagateID of the asked platform."},
      {"upload.producer_kept",
       {},
       "Case 1: ContentProducer and ProduceID as before. n/a without outputs that hold a label."},
      {"upload.none_found", {}, "Nothing found: no notice and no denial."},
      {"unlabelled.refused_without_agreement",
       {},
       "mark_unlabelled without {agreement} is refused and leaves no file."},
      {"unlabelled.logged",
       {{"months", kNumber}},
       "The export holds a record with the named recipient; where log_purge is there it keeps a fresh record."},
      {"unlabelled.implicit_kept", {}, "Outputs of mark_unlabelled hold a metadata label."},
      {"labels.not_replaced",
       {},
       "Marking a labelled file is refused, or the old label's producer and number are still in it."},
      {"composite",
       {{"rules", kTexts}},
       "The worst outcome of the named rules that the profile holds; n/a ones are left aside."},
      {"human", {}, "A person judges it: needs_review, human_only."},
      {"medium.not_built", {}, "not_judged, medium_not_built; n/a when the subject does not claim the medium."},
      {"unknown_text", {}, "not_judged, no_judge: the text of the clause is not known."},
      {"layers.two", {{"layers", kTexts}}, "Each of the layers is in the file: manifest, watermark, aigc."},
      {"layers.survive_ladder",
       {{"layer", kText}, {"attacks", kTexts}, {"recovery", kNumber}},
       "Claim test of each step: refuted fails, undecided is review unless nothing was lost."},
      {"detector.answers",
       {{"basis", kFlag}},
       "verify (or detect) says yes for marked and no for unmarked files; with basis it names what it found."},
      {"marks.kept", {}, "Manifest, watermark and label that a file had are in the output of propagate."},
      {"latent.disclosure",
       {{"element", kText}},
       "provider, system, version, time, id or altered: in IPTC properties, the label or the manifest."},
      {"manifest.rubric",
       {{"check", kText}},
       "present, form, hard_binding, signature, first_action, source_type, trusted, time_stamp or programme. All but "
       "present: n/a "
       "without a manifest."},
      {"file.kept",
       {{"what", kText}},
       "icc, exif, orientation, depth, alpha or size, before and after. n/a where the original has none, or without "
       "originals."},
      {"quality.numbers",
       {{"psnr_db_least", kNumber}, {"ssim_least", kNumber}},
       "Of the picture outside the visible label's box. n/a without originals."},
      {"refusals.named",
       {},
       "Refused calls said a sentence; without a number or a name in it: review. n/a without refusals."},
      {"hostile.answered", {}, "Calls on spoilt files exited by themselves within the limits."},
      {"layers.agree", {}, "Watermark, label and manifest name one content. n/a with fewer than two layers."},
  };
  return entries;
}

}  // namespace

std::span<const JudgeEntry> judge_list() { return table(); }

const JudgeEntry* find_judge(std::string_view name) {
  for (const JudgeEntry& entry : table()) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::set<std::string> judge_names() {
  std::set<std::string> names;
  for (const JudgeEntry& entry : table()) names.emplace(entry.name);
  return names;
}

}  // namespace imprint_conform
