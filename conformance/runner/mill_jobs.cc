// The mill as jobs: a picture and a ladder each; and the same attacks on pictures without a mark.
#include <algorithm>
#include <bit>
#include <charconv>

#include "mill/mill.h"
#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/files.h"
#include "runner/gather.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

bool wanted(const RunOptions& options, const std::string& ladder) {
  if (options.ladders.empty()) return true;
  return std::find(options.ladders.begin(), options.ladders.end(), ladder) != options.ladders.end();
}

bool wanted(const RunOptions& options, const MillStep& step) {
  return options.scale != Scale::kQuick || !options.ladders.empty() || step.quick;
}

// Share of bits that came back; of payloads of another length, none.
double share_of_bits(const std::string& seen, const std::string& payload) {
  uint64_t a = 0, b = 0;
  const auto read = [](const std::string& text, uint64_t& value) {
    return std::from_chars(text.data(), text.data() + text.size(), value, 16).ec == std::errc();
  };
  if (seen.size() != payload.size() || !read(seen, a) || !read(payload, b)) return 0;
  const int bits = static_cast<int>(payload.size()) * 4;
  return 1.0 - static_cast<double>(std::popcount(a ^ b)) / bits;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

CallResult detect(Gathering& g, const std::string& id, const Milled& milled) {
  std::string name = id;
  std::replace(name.begin(), name.end(), '/', '_');
  const std::filesystem::path file = g.folder / (name + "." + milled.extension);
  write_file(file, milled.bytes);
  const CallResult result = g.callee.call("detect", {{"in", file.string()}});
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  return result;
}

// The format that pictures go in as, and that changed ones are handed on in: PNG, which loses nothing, unless the
// product claims to read others alone.
std::string working_format(const Subject& subject) {
  const std::vector<std::string>& claimed = subject.claims.formats;
  if (claimed.empty() || std::find(claimed.begin(), claimed.end(), "png") != claimed.end()) return "png";
  for (const char* format : {"tiff", "webp", "jpeg", "avif"})
    if (std::find(claimed.begin(), claimed.end(), format) != claimed.end()) return format;
  return "png";
}

// A step's pixels in a format that the product reads. A file that is itself the step stays what it is.
Milled handed_on(const Subject& subject, const MillLadder* ladder, Milled milled) {
  const std::string format = working_format(subject);
  if (milled.extension != "png" || format == "png" || (ladder != nullptr && ladder->name == "container")) return milled;
  const Picture pixels = decode(milled.bytes);
  if (format == "tiff") return {encode_tiff(pixels), "tif"};
  if (format == "webp") return {encode_webp(pixels, 95), "webp"};
  if (format == "avif") return {encode_avif(pixels, 12), "avif"};
  return {encode_jpeg(pixels, {.quality = 95}), "jpg"};
}

// The identity of a product without PNG is the file that it gave out: a copy of the pixels would be an attack.
bool is_untouched(const Subject& subject, const MillLadder& ladder) {
  return ladder.name == "identity" && working_format(subject) != "png";
}

Bytes plain_input(const InputPicture& picture, const std::string& format) {
  const Bytes png = encode_png(to_rgb8(decode(encoded(picture, "png"))));
  return format == "png" ? png : encoded({picture.id, {}, [&] { return decode(png); }, false, {}}, format);
}

json climb(Gathering& g, const InputPicture& picture, const MillLadder& ladder) {
  const std::string id = "mill/" + ladder.name + "/" + picture.id, payload = payload_for(picture.id);
  const std::string format = working_format(g.subject);
  const Done embedded =
      ask(g, {id, "embed", "embed", picture.id, format, plain_input(picture, format), {{"payload", payload}}, {}});
  forget(embedded);
  json record{{"ladder", ladder.name}, {"picture", picture.id}, {"cells", json::array()}};
  if (embedded.output.empty()) {  // a picture that carries no mark is refused: no draw, and counted
    record["skipped_by_subject"] = std::count_if(ladder.steps.begin(), ladder.steps.end(),
                                                 [&](const MillStep& step) { return wanted(g.options, step); });
    record["declined"] = embedded.exhibit.said;
    return record;
  }
  const Picture marked = decode(embedded.output);
  for (const MillStep& step : ladder.steps) {
    if (!wanted(g.options, step)) continue;
    const uint64_t seed = seed_for(picture.id, ladder.name, step.parameter, g.options.seed);
    const Milled milled = is_untouched(g.subject, ladder)
                              ? Milled{embedded.output, format == "jpeg" ? "jpg" : format}
                              : handed_on(g.subject, &ladder, apply(ladder, step.parameter, marked, seed));
    const CallResult result = detect(g, id + "/" + step.parameter, milled);
    const json detection = detection_of(g.subject, result);
    json cell{{"parameter", step.parameter}, {"detected", detection.value("detected", false)}};
    const std::string seen = lower(detection.value("payload", ""));
    cell["right"] = cell["detected"].get<bool>() && seen == payload;
    if (!seen.empty()) cell["bits"] = share_of_bits(seen, payload);
    if (result.ended != Ended::kExited) cell["ended"] = word_of(result.ended);
    record["cells"].push_back(std::move(cell));
  }
  return record;
}

// Without a mark, whole and after each quick step: what is found there is false.
json clean(Gathering& g, const InputPicture& picture) {
  const Picture unmarked = to_rgb8(decode(encoded(picture, "png")));
  json record{{"picture", picture.id}, {"clean", json::array()}};
  const auto look = [&](const std::string& id, const Milled& milled) {
    const CallResult result = detect(g, "clean/" + picture.id + "/" + id, milled);
    const json detection = detection_of(g.subject, result);
    json cell{{"attack", id}, {"detected", detection.value("detected", false)}};
    if (detection.contains("p_value")) cell["p_value"] = detection["p_value"];
    if (result.ended != Ended::kExited) cell["ended"] = word_of(result.ended);
    record["clean"].push_back(std::move(cell));
  };
  look("none", handed_on(g.subject, nullptr, {encode_png(unmarked), "png"}));
  if (g.options.scale == Scale::kQuick) return record;
  for (const MillLadder& ladder : all_ladders()) {
    for (const MillStep& step : ladder.steps) {
      if (!step.quick) continue;
      look(ladder.name + "-" + step.parameter,
           handed_on(g.subject, &ladder,
                     apply(ladder, step.parameter, unmarked,
                           seed_for(picture.id, ladder.name, step.parameter, g.options.seed))));
    }
  }
  return record;
}

}  // namespace

std::vector<Job> mill_jobs(const Gathering& g) {
  std::vector<Job> jobs;
  if (!g.subject.can("embed") || !g.subject.can("detect")) return jobs;
  for (size_t i = 0; i < g.pictures.size(); ++i) {
    const std::string& picture = g.pictures[i].id;
    for (const MillLadder& ladder : all_ladders()) {
      const bool any = std::any_of(ladder.steps.begin(), ladder.steps.end(),
                                   [&](const MillStep& step) { return wanted(g.options, step); });
      if (!any || !wanted(g.options, ladder.name)) continue;
      jobs.push_back({"mill/" + picture + "/" + ladder.name,
                      [i, &ladder](Gathering& at) { return climb(at, at.pictures[i], ladder); }});
    }
    if (g.options.ladders.empty())
      jobs.push_back({"clean/" + picture, [i](Gathering& at) { return clean(at, at.pictures[i]); }});
  }
  return jobs;
}

}  // namespace imprint_conform
