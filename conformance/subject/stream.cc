#include "subject/stream.h"

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "model/error.h"
#include "subject/call_folder.h"

namespace imprint_conform {
namespace {

using nlohmann::json;
using Values = std::map<std::string, std::string>;

json request_of(const std::string& verb, const Values& values, uint64_t id) {
  json request = {{"id", id}, {"verb", verb}};
  for (const auto& [name, value] : values) {
    if (name != "here" && name != "tool") request[name] = value;
  }
  return request;
}

json adapter_request_of(const std::string& verb, const Values& values) {
  if (verb == "detect") return {{"op", verb}, {"in", values.at("in")}, {"seed", 0}, {"orig", nullptr}};
  return {{"op", verb},
          {"in", values.at("in")},
          {"out", values.at("out")},
          {"payload_hex", values.at("payload")},
          {"seed", 0}};
}

struct Answer {
  int exit_code = 0;
  std::string reason, complaint;
};

Answer adapter_answer_of(const json& answer) {
  if (!answer.contains("error")) return {};
  return {1, answer["error"].is_string() ? answer["error"].get<std::string>() : answer["error"].dump(), ""};
}

Answer answer_of(const json& answer, uint64_t id) {
  if (!answer.contains("id") || answer["id"] != id) return {0, "", "its answer has not the id of the request"};
  if (!answer.contains("ok") || !answer["ok"].is_boolean()) return {0, "", "its answer says neither ok nor not ok"};
  Answer read;
  read.exit_code = answer["ok"].get<bool>() ? 0 : 1;
  if (answer.contains("exit")) {
    const json& code = answer["exit"];
    if (!code.is_number_integer() || code < 0 || code > 255)
      return {0, "", "exit in its answer is no number from 0 to 255"};
    read.exit_code = code.get<int>();
  }
  if (answer.contains("reason") && answer["reason"].is_string()) read.reason = answer["reason"].get<std::string>();
  return read;
}

class StreamCallee : public Callee {
 public:
  StreamCallee(const Subject& subject, const CallOptions& options) : subject_(subject), options_(options) {}

  bool can(const std::string& verb) const override { return subject_.can(verb); }

  CallResult call(const std::string& verb, const Values& values) override {
    if (!can(verb)) return {};
    const std::lock_guard<std::mutex> one_after_the_other(mutex_);
    CallFolder folder(options_.work_folder);
    const Values inside = folder.take_in(values);
    const auto start = Process::Clock::now();
    const json request = subject_.adapter_protocol ? adapter_request_of(verb, inside) : request_of(verb, inside, ++id_);
    CallResult result = ask(request, start + std::chrono::seconds(subject_.limits.seconds), folder);
    result.seconds = std::chrono::duration<double>(Process::Clock::now() - start).count();
    result.out = folder.scrubbed(std::move(result.out));
    result.err = folder.scrubbed(std::move(result.err));
    if (result.answered()) result.complaint = folder.give_out();
    return result;
  }

 private:
  void start() {
    home_.emplace(options_.work_folder);
    auto values = with_constants({{"work", home_->path()}}, subject_, options_);
    process_.emplace(order_of(subject_.limits, program_beside(fill(subject_.stream, values), subject_), home_->path()));
  }

  CallResult ask(const json& request, Process::Clock::time_point deadline, const CallFolder& folder) {
    if (!process_ || !process_->running()) start();
    process_->begin_request(folder.path());
    if (process_->send(request.dump() + "\n", deadline)) process_->wait(deadline, true);
    if (process_->has_line()) return read(process_->take_line(), request, folder);
    // An end of its own is told in a moment, when there is one.
    process_->wait(Process::Clock::now() + std::chrono::milliseconds(50));
    const bool late = Process::Clock::now() >= deadline;
    process_->stop(
        late ? Ended::kTimedOut : Ended::kSignalled,
        late ? "gave no answer within " + std::to_string(subject_.limits.seconds) + " s" : "closed its input");
    return broken(process_->end().complaint.empty() ? "ended before it answered" : process_->end().complaint);
  }

  CallResult read(const std::string& line, const json& request, const CallFolder& folder) {
    const json answer = json::parse(line, nullptr, false);
    Answer told{0, "", "its answer is no JSON object on one line"};
    if (answer.is_object())
      told = subject_.adapter_protocol ? adapter_answer_of(answer) : answer_of(answer, request["id"]);
    if (told.complaint.empty() && process_->has_line()) told.complaint = "it answered twice";
    if (told.complaint.empty() && bytes_below(folder.path()) > order_of(subject_.limits, {}, "").folder_bytes) {
      process_->stop(Ended::kTooMuchOutput, "wrote more than its limit");
      return broken("wrote more than its limit");
    }
    if (!told.complaint.empty()) {
      process_->stop(Ended::kExited, told.complaint);
      CallResult result = broken(told.complaint);
      result.out = line;
      return result;
    }
    CallResult result;
    result.ended = Ended::kExited;
    result.exit_code = told.exit_code;
    result.out = line;
    result.err = told.reason.empty() ? process_->take_err() : told.reason;
    result.network_closed = process_->network_closed();
    return result;
  }

  // The process has ended.
  CallResult broken(const std::string& complaint) {
    CallResult result = result_of(process_->end());
    result.complaint = complaint;
    result.err = process_->take_err();
    process_.reset();
    home_.reset();
    return result;
  }

  const Subject subject_;
  const CallOptions options_;
  std::mutex mutex_;
  uint64_t id_ = 0;
  std::optional<CallFolder> home_;
  std::optional<Process> process_;
};

}  // namespace

std::unique_ptr<Callee> make_stream_callee(const Subject& subject, const CallOptions& options) {
  return std::make_unique<StreamCallee>(subject, options);
}

}  // namespace imprint_conform
