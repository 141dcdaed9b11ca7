/* Marks a picture, verifies it, prints its mark_id: hello IN OUT. */
#include <imprint/imprint.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static imprint_text text(const char* words) {
  imprint_text t;
  t.data = words;
  t.size = strlen(words);
  return t;
}

int main(int argc, char** argv) {
  imprint_context* context = NULL;
  imprint_report* report = NULL;
  imprint_error error = {IMPRINT_OK, ""};
  uint64_t mark_id = 0;
  int done;
  if (argc != 3) {
    fprintf(stderr, "usage: hello IN OUT\n");
    return 1;
  }
  done = imprint_context_create(NULL, &context, &error) == IMPRINT_OK &&
         imprint_mark_path(context, text(argv[1]), text(argv[2]), IMPRINT_EXISTING_KEEP, text("ExampleStudio"), text("1"), NULL, NULL, &error) == IMPRINT_OK &&
         imprint_verify_path(context, text(argv[2]), NULL, &report, &error) == IMPRINT_OK;
  if (done && imprint_report_get_mark_id(report, &mark_id))
    printf("mark_id %016" PRIx64 " state %s\n", mark_id, imprint_report_get_state(report) == IMPRINT_STATE_GENERATED ? "generated" : "other");
  if (!done) fprintf(stderr, "%s (%s)\n", error.message, imprint_status_name(error.status));
  imprint_report_destroy(report);
  imprint_context_destroy(context);
  return done ? 0 : 1;
}
