// One line of a log: what is taken for a record has a hash that fits, and a time that can be written again.
#include "fuzz.h"
#include "record/line.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Run run(size);
  const std::string_view text = as_text({data, size});
  const Result<record::Line> line = record::read_line(text);
  if (line.ok()) {
    FUZZ_REQUIRE(line->hash.size() == 64 && line->previous.size() == 64);
    FUZZ_REQUIRE(text.ends_with("\"hash\":\"" + line->hash + "\"}"));
    FUZZ_REQUIRE(record::from_text(record::to_text(line->time_s)).value() == line->time_s);
  } else {
    FUZZ_REQUIRE(line.status().code() == Code::kLogBroken && !line.status().message().empty());
  }
  // A log's time comes from foreign bytes too.
  if (const Result<int64_t> time = record::from_text(std::string(text)); time.ok())
    FUZZ_REQUIRE(record::to_text(time.value()).starts_with(text));
  return 0;
}
