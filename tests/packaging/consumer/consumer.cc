// Uses the installed wrapper: a file that is no picture must come back as an exception with its status.
#include <imprint/imprint.hpp>

int main() {
  if (!imprint::library_matches_header()) return 1;
  const imprint::Context context;
  try {
    context.verify(imprint::Key{});
  } catch (const imprint::Error& error) {
    return error.status() == IMPRINT_ERR_UNSUPPORTED_FORMAT ? 0 : 2;
  }
  return 3;
}
