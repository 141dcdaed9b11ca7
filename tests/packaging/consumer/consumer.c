/* Uses the installed library from C: prints its version, fails when header and library differ. */
#include <imprint/imprint.h>
#include <stdio.h>

int main(void) {
  imprint_context* context = NULL;
  imprint_error error;
  uint64_t id = 0;
  const imprint_text name = {"Studio", 6};
  if (imprint_abi_version() != IMPRINT_ABI_VERSION) return 1;
  if (imprint_context_create(NULL, &context, &error) != IMPRINT_OK) return 2;
  imprint_context_destroy(context);
  if (imprint_mark_id(name, name, &id, &error) != IMPRINT_OK || id == 0) return 3;
  printf("imprint %s\n", imprint_version());
  return 0;
}
