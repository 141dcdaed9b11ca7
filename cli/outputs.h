// Verbs that write: INPUT... and -o OUTPUT, which is a name for one input and a pattern for several.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "answers.h"
#include "inputs.h"

namespace imprint_cli {

// {dir}/{stem}{ext}, {name} and {n} in `pattern`, for input number `n` from 1 on; everything else stays as it is.
std::string fill_in(const std::string& pattern, const Input& input, size_t n);

// `pattern` filled in for each input. Throws when two of them would have the same value: `option` and `why` say what is wrong with that.
std::vector<std::string> fill_in_each(const std::string& option, const std::string& pattern, const std::vector<Input>& inputs,
                                      const std::string& why);

struct InOut {
  InputOptions inputs;
  std::string output;
  bool force = false, json = false;
};
void add_in_out(CLI::App& command, InOut& io);
void add_json_of_output(CLI::App& command, InOut& io);  // --json of verbs whose answer is spec/schema/output.schema.json

// Why values of --produce-id and --propagate-id differ.
inline constexpr const char* kOwnNumber = "each picture has a number of its own";

// One input on its way.
struct Passage {
  std::string input, output;
  size_t number = 0;  // from 0 on
};
// What became of it.
struct Written {
  int exit_code = 0;
  std::vector<std::string> lines;  // for people
  nlohmann::ordered_json json;
  std::string output = {};  // set by Passages
};

// A note for people, and in the JSON.
void add_note(const std::string& note, Written& written);
// What a report says beside its layers: what was replaced, and its notes, in the JSON too where that is not the report itself.
void add_notes(const nlohmann::ordered_json& report, Written& written);
// Of a file whose pixels changed under a signed manifest.
inline constexpr const char* kManifestBroken =
    "the signed manifest of the file no longer fits: it covers the pixels. Sign the file anew (`imprint manifest sign`), or use `imprint mark` "
    "with a signer";

// All inputs of a run, with an output for each. Outputs that collide, or that are another's input, are refused when it is made.
class Passages {
 public:
  explicit Passages(const InOut& io);

  const std::vector<Input>& inputs() const { return inputs_; }
  // A value for each input, as of --produce-id: with several inputs a pattern that tells them apart.
  std::vector<std::string> fill_in(const std::string& option, const std::string& pattern, const std::string& why) const;
  // Checks the output, does the work and tells of it: to people on stderr, as JSON on stdout, or on stderr when the output is stdout.
  int run(const std::function<Written(const Passage&)>& work) const;
  // At the output of `passage`, whole or not at all; folders of a pattern are made.
  void write(const Passage& passage, std::span<const uint8_t> bytes) const;

 private:
  void refuse_collisions() const;
  void refuse_inputs() const;

  const InOut& io_;
  bool many_;
  std::vector<Input> inputs_;
  std::vector<std::string> outputs_;
};

}  // namespace imprint_cli
