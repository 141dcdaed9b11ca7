// A subject of kind command: one process a call. And the choice between the kinds.
#include <filesystem>

#include "model/error.h"
#include "subject/call.h"
#include "subject/call_folder.h"
#include "subject/process.h"
#include "subject/stream.h"

namespace imprint_conform {
namespace {

class CommandCallee : public Callee {
 public:
  CommandCallee(const Subject& subject, const CallOptions& options) : subject_(subject), options_(options) {}

  bool can(const std::string& verb) const override { return subject_.can(verb); }

  CallResult call(const std::string& verb, const std::map<std::string, std::string>& values) override {
    const auto command = subject_.commands.find(verb);
    if (command == subject_.commands.end()) return {};
    CallFolder folder(options_.work_folder);
    const auto inside = with_constants(folder.take_in(values), subject_, options_);
    return run(program_beside(fill(command->second, inside), subject_), folder);
  }

 private:
  CallResult run(std::vector<std::string> argv, CallFolder& folder) const {
    const auto start = Process::Clock::now();
    Process process(order_of(subject_.limits, std::move(argv), folder.path()));
    process.close_input();
    process.wait(start + std::chrono::seconds(subject_.limits.seconds));
    process.stop(Ended::kTimedOut, "ran longer than " + std::to_string(subject_.limits.seconds) + " s");
    CallResult result = result_of(process.end());
    result.seconds = std::chrono::duration<double>(Process::Clock::now() - start).count();
    result.out = folder.scrubbed(process.take_out());
    result.err = folder.scrubbed(process.take_err());
    if (result.ended == Ended::kExited) result.complaint = folder.give_out();
    return result;
  }

  const Subject subject_;
  const CallOptions options_;
};

class NoCallee : public Callee {
 public:
  bool can(const std::string&) const override { return false; }
  CallResult call(const std::string&, const std::map<std::string, std::string>&) override { return {}; }
};

}  // namespace

std::map<std::string, std::string> with_constants(std::map<std::string, std::string> values, const Subject& subject,
                                                  const CallOptions& options) {
  values["here"] = subject.folder;
  if (!options.tool.empty()) values["tool"] = options.tool;
  return values;
}

std::vector<std::string> program_beside(std::vector<std::string> argv, const Subject& subject) {
  const bool relative_path = argv[0].find('/') != std::string::npos && argv[0].front() != '/';
  if (relative_path) argv[0] = (std::filesystem::path(subject.folder) / argv[0]).lexically_normal().string();
  return argv;
}

CallResult result_of(const ProcessEnd& end) {
  CallResult result;
  result.ended = end.ended;
  result.exit_code = end.exit_code;
  result.signal = end.signal;
  result.complaint = end.complaint;
  result.peak_memory = end.peak_bytes;
  result.network_closed = end.network_closed;
  return result;
}

std::unique_ptr<Callee> make_callee(const Subject& subject, const CallOptions& options) {
  if (subject.kind == SubjectKind::kFolder) return std::make_unique<NoCallee>();
  if (subject.kind == SubjectKind::kStream) return make_stream_callee(subject, options);
  return std::make_unique<CommandCallee>(subject, options);
}

std::string_view memory_limit_in_words() {
  return "resident memory of all its processes together; RLIMIT_DATA of each at twice that";
}

}  // namespace imprint_conform
