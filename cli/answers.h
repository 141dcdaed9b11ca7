// What a verb says of its inputs: one answer for each, in their order, as text or JSON; an input that fails is told and the rest goes on.
#pragma once

#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "files.h"
#include "inputs.h"
#include "jobs.h"
#include "progress.h"

namespace imprint_cli {

// JSON of answers and failures: one document for one input; for many a line for each, with its file in front.
class JsonOutput {
 public:
  explicit JsonOutput(bool many, std::FILE* to = stdout) : many_(many), to_(to) {}
  void print(const std::string& file, const nlohmann::ordered_json& answer) const;
  void print_failure(const std::string& file, const CommandError& error) const;  // always with its file

 private:
  void dump(const nlohmann::ordered_json& whole) const;
  bool many_;
  std::FILE* to_;
};

// spec/schema/failure.schema.json. `file` is empty when the run failed before it came to any.
nlohmann::ordered_json failure_json(const std::string& file, const CommandError& error);

// For people: the string at `key`, shown as what comes from a file; empty where there is none.
std::string as_text(const nlohmann::ordered_json& node, const char* key);

// For people, on stderr.
void complain(const CommandError& error);

// What is being caught, as a CommandError about `path`.
CommandError caught(const std::string& path);

using FailureTeller = std::function<void(const std::string& path, const CommandError& error)>;

// work(input, i) for each input, as --jobs says; then tell(input, answer) in order, which gives the exit code of that input. A failure
// goes to stderr and to `failed`. Returns the worst exit code.
template <typename Answer>
int answer_all(const std::vector<Input>& inputs, const std::function<Answer(const Input&, size_t)>& work,
               const std::function<int(const Input&, Answer&)>& tell, const FailureTeller& failed) {
  struct Slot {
    std::optional<Answer> answer;
    std::optional<CommandError> error;
  };
  std::vector<Slot> slots(inputs.size());
  Progress progress(inputs.size());
  int code = kDone;
  const auto work_on = [&](size_t i) {
    try {
      if (!inputs[i].problem.empty()) throw CommandError(kFailed, inputs[i].path + ": " + inputs[i].problem, kInput);
      slots[i].answer.emplace(work(inputs[i], i));
    } catch (...) {
      slots[i].error.emplace(caught(inputs[i].path));
    }
  };
  const auto tell_of = [&](size_t i) {
    progress.clear();
    if (slots[i].error) {
      complain(*slots[i].error);
      failed(inputs[i].path, *slots[i].error);
      code = worse(code, slots[i].error->exit_code);
    } else {
      code = worse(code, tell(inputs[i], *slots[i].answer));
    }
    slots[i] = {};
    progress.show(i + 1);
  };
  run_in_order(inputs.size(), work_on, tell_of);
  return code;
}

}  // namespace imprint_cli
