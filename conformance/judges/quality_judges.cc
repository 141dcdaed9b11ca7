// Layers and their agreement, survival by interval, what a file keeps, and how hostile input is answered.
#include <algorithm>

#include "judges/judges.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

const json* verify_of(const Exhibit& exhibit) {
  const json* reading = exhibit.reading("verify");
  return reading && !reading->contains("error") ? reading : nullptr;
}

bool watermarked(const Exhibit& exhibit) {
  const json* detect = exhibit.reading("detect");
  if (detect && detect->value("detected", false)) return true;
  const json* verify = verify_of(exhibit);
  return verify && verify->at("watermark").value("state", "") == "present";
}

bool signed_well(const json& verify) {
  const std::string state = verify.at("manifest").value("validation_state", "");
  return state == "valid" || state == "trusted";
}

bool stamped(const json& verify) {
  return verify.at("manifest").value("signature", json::object()).contains("time_stamp");
}

// EU code of practice: signed, time-stamped metadata and an imperceptible mark on the same file.
Told two_layers(const Rule& rule, const Exhibit& exhibit) {
  const json* verify = verify_of(exhibit);
  if (!verify) return unread(exhibit, "verify");
  if (rule.parameters.value("check", "") == "time_stamp") {
    if (!signed_well(*verify)) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
    return stamped(*verify) ? passed("time-stamped") : failed("the signature has no time-stamp", "a time-stamp");
  }
  if (!signed_well(*verify)) return failed("no valid signed manifest", "signed metadata and a watermark");
  return watermarked(exhibit) ? passed("signed, watermarked")
                              : failed("no watermark", "signed metadata and a watermark");
}

Told agree(const Rule&, const Exhibit& exhibit) {
  const json* verify = verify_of(exhibit);
  if (!verify) return unread(exhibit, "verify");
  int compared = 0;
  for (const char* pair : {"aigc_watermark", "manifest_watermark", "manifest_aigc"}) {
    const std::string word = verify->at("agreement").value(pair, "not_comparable");
    if (word == "disagree") return failed(std::string(pair) + " disagree", "layers that agree");
    compared += word == "agree";
  }
  if (compared == 0) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  return passed(std::to_string(compared) + " pairs agree");
}

bool fails_by(const json& layer, const std::vector<const char*>& codes) {
  for (const json& failure : layer.value("codes", json::object()).value("failure", json::array())) {
    for (const char* code : codes) {
      if (failure.value("code", "").find(code) != std::string::npos) return true;
    }
  }
  return false;
}

// Another reader of manifests, where the run has one, must see the same state.
std::optional<Told> disagreeing(const Exhibit& exhibit, const std::string& state) {
  const json* other = exhibit.reading("crjson");
  const std::string theirs = other ? other->value("validation_state", "") : "";
  if (theirs.empty() || (theirs == "invalid") == (state == "invalid")) return std::nullopt;
  return to_review(Reason::kReadersDisagree, "Imprint: " + state + "; the other reader: " + theirs,
                   "two readers that agree");
}

Told signature_check(const json& layer, const Exhibit& exhibit, const std::string& state) {
  if (const auto other = disagreeing(exhibit, state)) return *other;
  if (fails_by(layer, {"claimSignature.", "signingCredential.invalid", "signingCredential.expired",
                       "signingCredential.revoked"}))
    return failed(state, "a signature that fits");
  return passed(state);
}

Told first_action(const json& layer) {
  const json actions = layer.value("actions", json::array());
  const std::string first = actions.empty() ? "none" : actions[0].get<std::string>();
  return first == "c2pa.created" || first == "c2pa.opened" ? passed(first)
                                                           : failed(first, "c2pa.created or c2pa.opened");
}

Told source_type(const json& layer) {
  const json types = layer.value("source_types", json::array());
  for (const json& type : types) {
    const auto uri = type.get<std::string>();
    for (const char* term : {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"}) {
      if (uri.find(term) != std::string::npos) return passed(uri);
    }
  }
  return failed(types.empty() ? "none" : types[0].get<std::string>(), "a source type that says AI");
}

Told manifest(const Rule& rule, const Exhibit& exhibit) {
  const json* verify = verify_of(exhibit);
  if (!verify) return unread(exhibit, "verify");
  const json& layer = verify->at("manifest");
  const std::string check = rule.parameters.value("check", "present");
  const std::string there = layer.value("state", "absent"), state = layer.value("validation_state", "not checked");
  if (check == "present") return there == "absent" ? failed("no manifest", "one") : passed(state);
  if (check == "programme") return not_judged(Reason::kNoJudge);
  if (there == "absent") return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  const bool whole = layer.contains("active") && there != "not_checked";
  if (check == "form") return whole ? passed("whole") : failed("cannot be read as a manifest store", "a whole store");
  if (!whole) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  if (check == "hard_binding") {
    return fails_by(layer, {"Hash.mismatch", "hardBindings"})
               ? failed("the content is not what was signed", "the hash fits")
               : passed("the hash fits");
  }
  if (check == "signature") return signature_check(layer, exhibit, state);
  if (check == "first_action") return first_action(layer);
  if (check == "source_type") return source_type(layer);
  if (check == "time_stamp") return stamped(*verify) ? passed("time-stamped") : failed("no time-stamp", "one");
  if (check == "trusted") {
    if (state == "trusted") return passed(state);
    if (state == "invalid") return {Outcome::kNotApplicable, Reason::kNoFileInScope};  // other rules say why
    // Nobody is trusted by a reader that was told of nobody.
    return verify->value("anchors_given", false)
               ? failed(state, "a signer under the given anchors")
               : to_review(Reason::kUnclear, state, "an anchor that the reader trusts");
  }
  return not_judged(Reason::kNoJudge);
}

// What the second reader of metadata saw: "provider", "time", "id".
bool says(const Exhibit& exhibit, const char* what) {
  const json* second = exhibit.reading("exiftool");
  return second && second->value("says", json::object()).value(what, false);
}

// California: an element of the latent disclosure, in the label, in IPTC or in the manifest.
Told disclosure(const Rule& rule, const Exhibit& exhibit) {
  const json* verify = verify_of(exhibit);
  if (!verify) return unread(exhibit, "verify");
  const json& aigc = verify->at("aigc");
  const json labels = aigc.value("labels", json::array());
  const json label = labels.empty() ? json::object() : labels[0].value("label", json::object());
  const json signature = verify->at("manifest").value("signature", json::object());
  const std::map<std::string, bool> there{
      {"provider", !label.value("ContentProducer", "").empty() || !signature.value("organisation", "").empty() ||
                       says(exhibit, "provider")},
      {"system", aigc.contains("ai_system_used")},
      {"version", aigc.contains("ai_system_version_used")},
      {"time", signature.contains("time_stamp") || says(exhibit, "time")},
      {"id", !label.value("ProduceID", "").empty() || says(exhibit, "id")},
      {"altered",
       aigc.contains("digital_source_type") || !verify->at("manifest").value("source_types", json::array()).empty()}};
  const std::string element = rule.parameters.value("element", "");
  const auto found = there.find(element);
  if (found == there.end()) return not_judged(Reason::kNoJudge);
  return found->second ? passed(element) : failed("no " + element, element);
}

// "jpeg-75" is a step of a ladder; the pipelines are steps by their own name.
bool named(const json& attacks, const Ladder& ladder, const Step& step) {
  for (const json& attack : attacks) {
    if (attack == ladder.name + "-" + step.parameter || attack == step.parameter) return true;
  }
  return false;
}

// The mill has no ladder for sound: what a mark in it survives is not judged, whatever that of pictures survives.
void leave_sound_open(const Evidence& evidence, RuleResult& result) {
  if (!evidence.media.contains("audio") || result.outcome == Outcome::kFail) return;
  result.outcome = Outcome::kNotJudged;
  result.reason = Reason::kMediumNotBuilt;
  result.findings.push_back({"", "", "sound: no attack was run on it", "", Outcome::kNotJudged});
}

// The steps that the rule names, against the recovery it asks for: both bounds on one side, or undecided.
RuleResult survives(const Rule& rule, const Evidence& evidence, const Results&) {
  if (evidence.kind == "folder") return answer(rule, Outcome::kNotApplicable, Reason::kNoOriginals);
  const double needed = rule.parameters.value("recovery", 0.95);
  const json attacks = rule.parameters.value("attacks", json::array());
  RuleResult result = answer(rule, Outcome::kNotJudged, Reason::kLeftOut);
  for (const Ladder& ladder : evidence.ladders) {
    for (const Step& step : ladder.steps) {
      if (step.n == 0 || !named(attacks, ladder, step)) continue;
      const Outcome outcome = step.low >= needed   ? Outcome::kPass
                              : step.high < needed ? Outcome::kFail
                                                   : Outcome::kNeedsReview;
      ++result.files;
      result.findings.push_back({"mill/" + ladder.name + "/" + step.parameter, "",
                                 std::to_string(step.k) + " of " + std::to_string(step.n),
                                 "at least " + std::to_string(static_cast<int>(needed * 100 + 0.5)) + " %", outcome});
    }
  }
  for (const Outcome worst : {Outcome::kPass, Outcome::kNeedsReview, Outcome::kFail}) {
    const bool any = std::any_of(result.findings.begin(), result.findings.end(),
                                 [&](const Finding& f) { return f.outcome == worst; });
    if (!any) continue;
    result.outcome = worst;
    result.reason = worst == Outcome::kNeedsReview ? Reason::kUnclear : Reason::kNone;
  }
  leave_sound_open(evidence, result);
  std::stable_sort(result.findings.begin(), result.findings.end(), [](const Finding& a, const Finding& b) {
    return (a.outcome == Outcome::kFail) > (b.outcome == Outcome::kFail);
  });
  return result;
}

// A detector for the public: it answers on the subject's own files and says on what basis.
RuleResult detector(const Rule& rule, const Evidence& evidence, const Results&) {
  if (evidence.kind == "folder") return answer(rule, Outcome::kNotApplicable, Reason::kNotClaimed);
  if (!evidence.verbs.contains("detect") && !evidence.verbs.contains("verify")) {
    return answer(rule, failed("no command to detect or verify", "a detector that answers"));
  }
  return over(rule, of_acts(evidence, {"detector"}), [](const Rule&, const Exhibit& exhibit) {
    const json* own = exhibit.reading("answer");
    const bool marked = exhibit.asked.contains("marked");
    if (!own || own->value("text", "").empty()) return failed("no answer", "an answer");
    if (own->value("found", false) != marked)
      return failed(marked ? "finds nothing in its own file" : "finds a mark where none is", "the right answer");
    return passed(marked ? "found" : "none found");
  });
}

Told kept(const Rule& rule, const Exhibit& exhibit) {
  const json* quality = exhibit.reading("quality");
  if (!quality || quality->contains("error")) return {Outcome::kNotApplicable, Reason::kNoOriginals};
  const std::string what = rule.parameters.value("what", "");
  const json kept = quality->value("kept", json::object());
  if (!kept.contains(what)) return {Outcome::kNotApplicable, Reason::kNoFileInScope};  // the original has none
  return kept[what].get<bool>() ? passed("as it was") : failed(what + " is not as it was", "as it was");
}

Told numbers(const Rule& rule, const Exhibit& exhibit) {
  const json* quality = exhibit.reading("quality");
  if (!quality || !quality->contains("psnr_db")) return {Outcome::kNotApplicable, Reason::kNoOriginals};
  const std::string psnr = quality->value("psnr_db", "0"), ssim = quality->value("ssim", "0");
  const bool good = std::stod(psnr) >= rule.parameters.value("psnr_db_least", 36.0) &&
                    std::stod(ssim) >= rule.parameters.value("ssim_least", 0.95);
  const std::string measured = psnr + " dB, SSIM " + ssim;
  if (good) return passed(measured);
  // A label that the finder missed is in the numbers, and is meant to be seen.
  const bool apart = quality->value("label_left_out", false);
  return apart ? failed(measured, "the rule's numbers")
               : to_review(Reason::kUnclear, measured, "the rule's numbers, beside the visible label");
}

std::vector<const Exhibit*> spoilt(const Evidence& evidence) { return of_acts(evidence, {"spoilt"}); }

// A spoilt file is answered: no crash, no hang.
RuleResult answered(const Rule& rule, const Evidence& evidence, const Results&) {
  RuleResult result = answer(rule, Outcome::kNotApplicable, Reason::kNoFileInScope);
  for (const Exhibit* exhibit : spoilt(evidence)) {
    const bool whole = exhibit->ended == Ended::kExited;
    if (result.files++ == 0 || !whole) {
      result.outcome = whole ? Outcome::kPass : Outcome::kFail;
      result.reason = Reason::kNone;
    }
    if (!whole)
      result.findings.push_back(
          {exhibit->id, "", std::string(word_of(exhibit->ended)), "an exit code", Outcome::kFail});
  }
  return result;
}

Told says_why(const Rule&, const Exhibit& exhibit) {
  if (exhibit.exit_code == 0 && !exhibit.output.empty())
    return {Outcome::kNotApplicable, Reason::kNoFileInScope};  // it could be read
  if (exhibit.exit_code == 0) return failed("exit code 0 and no file", "a refusal with its reason");
  return exhibit.said.size() >= 8 ? passed("says why") : failed("no word on stderr", "the reason");
}

Told marks_kept(const Rule&, const Exhibit& exhibit) {
  const json* compared = exhibit.reading("before_after");
  if (!compared || compared->contains("error")) return {Outcome::kNotApplicable, Reason::kNoOriginals};
  for (const json& finding : compared->value("findings", json::array())) {
    const std::string code = finding.value("code", "");
    if (code == "GB-LOST-LABEL" || code == "C2PA-LOST-MANIFEST") return failed(code, "marks in their place");
  }
  return passed("in their place");
}

Judge quality_of_files(FileJudge judge) {
  return [judge = std::move(judge)](const Rule& rule, const Evidence& evidence, const Results&) {
    return over_files(rule, evidence, kLabelledFiles, judge);
  };
}

}  // namespace

void add_quality_judges(std::map<std::string, Judge>& table) {
  table["layers.two"] = quality_of_files(two_layers);
  table["layers.agree"] = quality_of_files(agree);
  table["layers.survive_ladder"] = survives;
  table["detector.answers"] = detector;
  table["marks.kept"] = [](const Rule& rule, const Evidence& evidence, const Results&) {
    return over_files(rule, evidence, {"propagate_own"}, marks_kept);
  };
  table["latent.disclosure"] = quality_of_files(disclosure);
  table["manifest.rubric"] = quality_of_files(manifest);
  table["file.kept"] = quality_of_files(kept);
  table["quality.numbers"] = quality_of_files(numbers);
  table["refusals.named"] = [](const Rule& rule, const Evidence& evidence, const Results&) {
    std::vector<const Exhibit*> refused = spoilt(evidence);
    std::erase_if(refused, [](const Exhibit* e) { return e->ended != Ended::kExited; });  // the other rule's matter
    return over(rule, refused, says_why);
  };
  table["hostile.answered"] = answered;
}

}  // namespace imprint_conform
