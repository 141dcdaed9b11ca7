#include "answers.h"

#include <imprint/imprint.h>

#include <new>

#include "terminal.h"

namespace imprint_cli {

using Json = nlohmann::ordered_json;

void JsonOutput::print(const std::string& file, const Json& answer) const {
  if (!many_) return dump(answer);
  Json line{{"file", file}};
  line.update(answer);
  dump(line);
}

void JsonOutput::print_failure(const std::string& file, const CommandError& error) const { dump(failure_json(file, error)); }

void JsonOutput::dump(const Json& whole) const {
  std::fprintf(to_, "%s\n", whole.dump(many_ ? -1 : 2, ' ', false, Json::error_handler_t::replace).c_str());
  if (many_) std::fflush(to_);  // an answer is there when its input is done; main() asks whether all of it was written
}

Json failure_json(const std::string& file, const CommandError& error) {
  Json out = Json::object();
  if (!file.empty()) out["file"] = file;
  out.update({{"status", error.status}, {"message", error.message}, {"exit_code", error.exit_code}});
  return out;
}

std::string as_text(const Json& node, const char* key) {
  const auto it = node.find(key);
  return it != node.end() && it->is_string() ? shown(it->get<std::string>()) : std::string();
}

void complain(const CommandError& error) { std::fprintf(stderr, "imprint: %s\n", shown(error.what()).c_str()); }

CommandError caught(const std::string& path) {
  const std::string subject = path.empty() ? "" : path + ": ";
  try {
    throw;
  } catch (const CommandError& e) {
    return e;
  } catch (const std::bad_alloc&) {
    return {kFailed, subject + "out of memory", imprint_status_name(IMPRINT_ERR_OUT_OF_MEMORY)};
  } catch (const std::exception& e) {
    return {kFailed, subject + e.what(), imprint_status_name(IMPRINT_ERR_INTERNAL)};
  }
}

}  // namespace imprint_cli
