#include "outputs.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <string_view>

#include "session.h"
#include "terminal.h"

namespace imprint_cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlaceholders = "{dir}, {stem}, {ext}, {name} and {n}";

using Values = std::array<std::pair<std::string_view, std::string>, 5>;

Values values_of(const Input& input, size_t n) {
  const fs::path name = input.path == "-" ? fs::path("stdin") : fs::path(input.path).filename();
  return {{{"{dir}", input.below.empty() ? "." : input.below},
           {"{stem}", name.stem().string()},
           {"{ext}", name.extension().string()},
           {"{name}", name.string()},
           {"{n}", std::to_string(n)}}};
}

bool is_pattern(const std::string& text) { return fill_in(text, {"a.b", "c", ""}, 1) != text; }

// A report does not know where its picture went.
nlohmann::ordered_json with_output(const Written& written) {
  nlohmann::ordered_json out{{"output", written.output}};
  out.update(written.json);
  return out;
}

// The same for two names of one file, also when it is not there yet.
std::string identity(const std::string& path) {
  std::error_code failed;
  const fs::path whole = fs::weakly_canonical(path, failed);
  return failed ? fs::absolute(path, failed).lexically_normal().string() : whole.string();
}

}  // namespace

std::string fill_in(const std::string& pattern, const Input& input, size_t n) {
  const Values values = values_of(input, n);
  std::string out;
  for (std::string_view rest = pattern; !rest.empty();) {
    const auto* found = std::find_if(values.begin(), values.end(), [&](const auto& v) { return rest.starts_with(v.first); });
    const bool known = found != values.end();
    out += known ? std::string_view(found->second) : rest.substr(0, 1);
    rest.remove_prefix(known ? found->first.size() : 1);
  }
  return out;
}

std::vector<std::string> fill_in_each(const std::string& option, const std::string& pattern, const std::vector<Input>& inputs,
                                      const std::string& why) {
  std::vector<std::string> out;
  std::map<std::string, std::string> whose;
  for (size_t i = 0; i < inputs.size(); ++i) {
    out.push_back(fill_in(pattern, inputs[i], i + 1));
    const auto [other, fresh] = whose.emplace(out.back(), inputs[i].path);
    if (!fresh)
      throw CommandError(kFailed, option + " gives " + out.back() + " to " + other->second + " and to " + inputs[i].path + "; " + why +
                                      ": tell them apart by " + kPlaceholders);
  }
  return out;
}

void add_in_out(CLI::App& command, InOut& io) {
  add_inputs(command, io.inputs, "pictures to read");
  command
      .add_option("-o,--output", io.output,
                  "file to write; - is standard output. For several inputs a pattern, such as 'out/{stem}{ext}': {stem} and {ext} of the "
                  "input's name, {name} both, {n} its number, {dir} its folder below the one that was named. Its folders are made")
      ->required();
  command.add_flag("-f,--force", io.force, "overwrite existing outputs");
}

void add_json_of_output(CLI::App& command, InOut& io) {
  command.add_flag("--json", io.json,
                   "print what was written as JSON (spec/schema/output.schema.json; to stderr when the picture goes to stdout)");
}

void add_note(const std::string& note, Written& written) {
  written.lines.push_back("  note     " + note);
  written.json["notes"].push_back(note);
}

void add_notes(const nlohmann::ordered_json& report, Written& written) {
  if (report.contains("replacement"))
    for (const auto& one : report["replacement"]["replaced"]) written.lines.push_back("  replaced " + one.get<std::string>());
  if (!report.contains("notes")) return;
  const bool is_report = written.json.contains("notes");
  for (const auto& note : report["notes"]) {
    written.lines.push_back("  note     " + note.get<std::string>());
    if (!is_report) written.json["notes"].push_back(note);
  }
}

Passages::Passages(const InOut& io) : io_(io), many_(of_many(io.inputs)), inputs_(gather(io.inputs)) {
  if (inputs_.size() > 1 && io.output == "-") throw CommandError(kFailed, "several outputs cannot go to standard output");
  for (size_t i = 0; i < inputs_.size(); ++i) outputs_.push_back(imprint_cli::fill_in(io.output, inputs_[i], i + 1));
  refuse_collisions();
  refuse_inputs();
}

void Passages::refuse_collisions() const {
  std::map<std::string, size_t> whose;
  for (size_t i = 0; i < outputs_.size() && outputs_.size() > 1; ++i) {
    const auto [other, fresh] = whose.emplace(identity(outputs_[i]), i);
    if (!fresh)
      throw CommandError(kFailed,
                         "--output " + io_.output + " makes " + outputs_[i] + " of " + inputs_[other->second].path + " and of " +
                             inputs_[i].path + "; nothing was written: tell them apart by " + kPlaceholders,
                         kOutput);
  }
}

// What is written over another's input would be read as that input, or not, as chance has it.
void Passages::refuse_inputs() const {
  if (inputs_.size() < 2) return;
  std::map<std::string, size_t> whose;
  for (size_t i = 0; i < inputs_.size(); ++i)
    if (inputs_[i].path != "-") whose.emplace(identity(inputs_[i].path), i);
  for (size_t i = 0; i < outputs_.size(); ++i) {
    const auto other = whose.find(identity(outputs_[i]));
    if (other != whose.end() && other->second != i)
      throw CommandError(kFailed, "the output " + outputs_[i] + " of " + inputs_[i].path + " is itself an input; nothing was written",
                         kOutput);
  }
}

std::vector<std::string> Passages::fill_in(const std::string& option, const std::string& pattern, const std::string& why) const {
  return fill_in_each(option, pattern, inputs_, why);
}

int Passages::run(const std::function<Written(const Passage&)>& work) const {
  const JsonOutput json(many_, io_.output == "-" ? stderr : stdout);
  const auto one = [&](const Input& input, size_t i) {
    const Passage passage{input.path, outputs_[i], i};
    if (!is_pattern(io_.output) || fs::exists(outputs_[i])) check_output(outputs_[i], io_.force);
    Written written = work(passage);
    written.output = passage.output;
    return written;
  };
  const auto tell = [&](const Input& input, Written& written) {
    if (io_.json) json.print(input.path, many_ && written.exit_code == kDone ? with_output(written) : written.json);
    for (const std::string& line : written.lines)
      if (!io_.json) std::fprintf(stderr, "%s\n", shown(line).c_str());
    return written.exit_code;
  };
  return answer_all<Written>(inputs_, one, tell, [&](const std::string& path, const CommandError& error) {
    if (io_.json) json.print_failure(path, error);
  });
}

void Passages::write(const Passage& passage, std::span<const uint8_t> bytes) const {
  const fs::path folder = fs::path(passage.output).parent_path();
  std::error_code failed;
  if (is_pattern(io_.output) && !folder.empty()) fs::create_directories(folder, failed);
  if (failed) throw CommandError(kFailed, folder.string() + ": " + failed.message(), kOutput);
  write_file(passage.output, bytes, io_.force);
}

}  // namespace imprint_cli
