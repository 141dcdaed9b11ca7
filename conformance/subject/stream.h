// A subject of kind stream: one process for many calls, JSON lines on its stdin and stdout.
//
//   to it    {"id":1,"verb":"embed","in":"/w/in/a.png","out":"/w/out/a.png","payload":"00ff","work":"/w"}
//   from it  {"id":1,"ok":true, ...}  or  {"id":1,"ok":false,"exit":2,"reason":"too small"}
//
// `exit` is read as a command's exit code would be; without it 0 stands for ok and 1 for not ok. The whole answer is
// the call's `out`, its `reason` is `err`. With protocol = "adapter" the words are those of the robustness harness:
// {"op":"embed","in", "out","payload_hex","seed"} and {"op":"detect","in","seed","orig"}, an answer with "error" is not
// ok, and there are no ids. After a crash, a lapse of time or an answer that cannot be read the process is ended, and
// the next call starts another.
#pragma once

#include <memory>

#include "subject/call.h"
#include "subject/process.h"

namespace imprint_conform {

std::unique_ptr<Callee> make_stream_callee(const Subject& subject, const CallOptions& options);

// Shared by the kinds.
std::map<std::string, std::string> with_constants(std::map<std::string, std::string> values, const Subject& subject,
                                                  const CallOptions& options);
std::vector<std::string> program_beside(std::vector<std::string> argv, const Subject& subject);
CallResult result_of(const ProcessEnd& end);

}  // namespace imprint_conform
