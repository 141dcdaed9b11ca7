// Writes and reads run.json.
#include "report/run.h"

#include "model/error.h"
#include "report/fields.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

constexpr int kRunSchema = 1;
constexpr int kRunPlaces = 3;

json decimals(const std::map<std::string, double>& values, const char* what) {
  json object = json::object();
  for (const auto& [name, value] : values) object[name] = decimal(value, kRunPlaces, what);
  return object;
}

std::map<std::string, double> decimals_of(Fields& fields, const char* key) {
  std::map<std::string, double> values;
  Fields rows(fields.object(key), key);
  for (const auto& [name, value] : fields.object(key).items()) values[name] = rows.decimal(name.c_str(), kRunPlaces);
  return values;
}

std::map<std::string, std::string> texts_of(Fields& fields, const char* key) {
  std::map<std::string, std::string> values;
  Fields rows(fields.object(key), key);
  for (const auto& [name, value] : fields.object(key).items()) values[name] = rows.text(name.c_str());
  return values;
}

void check_thumbnails(const std::map<std::string, std::string>& thumbnails) {
  for (const auto& [exhibit, uri] : thumbnails) {
    if (!is_thumbnail(uri)) throw ConformError("thumbnails." + visible(exhibit) + " is no small picture in base64");
  }
}

}  // namespace

bool is_thumbnail(std::string_view uri) {
  if (uri.size() > kThumbnailBytes) return false;
  for (const std::string_view start :
       {"data:image/jpeg;base64,", "data:image/png;base64,", "data:image/webp;base64,"}) {
    if (!uri.starts_with(start)) continue;
    constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    return uri.size() > start.size() && uri.find_first_not_of(kBase64, start.size()) == std::string_view::npos;
  }
  return false;
}

std::string run_json(const Run& run) {
  check_thumbnails(run.thumbnails);
  return json_text({{"schema", kRunSchema},
                    {"start", run.start},
                    {"durations_s", decimals(run.durations_s, "durations_s")},
                    {"peak_memory_mb", decimals(run.peak_memory_mb, "peak_memory_mb")},
                    {"host", run.host},
                    {"cores", run.cores},
                    {"load", decimal(run.load, kRunPlaces, "load")},
                    {"tool_paths", run.tool_paths},
                    {"report_sha256", run.report_sha256},
                    {"thumbnails", run.thumbnails}});
}

Run run_of(std::string_view text) {
  const json object = parsed(text, "run.json");
  Fields fields(object, "");
  if (fields.whole("schema") != kRunSchema) throw ConformError("run.json has another schema than 1");
  Run run;
  run.start = fields.text("start");
  run.durations_s = decimals_of(fields, "durations_s");
  run.peak_memory_mb = decimals_of(fields, "peak_memory_mb");
  run.host = fields.text("host");
  run.cores = fields.whole("cores");
  run.load = fields.decimal("load", kRunPlaces);
  run.tool_paths = texts_of(fields, "tool_paths");
  run.report_sha256 = fields.digest("report_sha256");
  run.thumbnails = texts_of(fields, "thumbnails");
  fields.done();
  check_thumbnails(run.thumbnails);
  return run;
}

}  // namespace imprint_conform
