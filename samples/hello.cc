// Marks a picture, verifies it, prints its mark_id: hello IN OUT.
#include <imprint/imprint.hpp>

#include <cinttypes>
#include <cstdio>

int main(int argc, char** argv) try {
  if (argc != 3) throw imprint::Error(IMPRINT_ERR_INVALID_ARGUMENT, "usage: hello IN OUT");
  const imprint::Context context;
  context.mark_path(argv[1], argv[2], "ExampleStudio", "1");
  const imprint::Report report = context.verify_path(argv[2]);
  std::printf("mark_id %016" PRIx64 " state %s\n", report.mark_id().value_or(0), report.state() == IMPRINT_STATE_GENERATED ? "generated" : "other");
  return 0;
} catch (const imprint::Error& error) {
  std::fprintf(stderr, "%s (%s)\n", error.what(), imprint::status_name(error.status()).data());
  return 1;
}
