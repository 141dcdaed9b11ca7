/* What the bindings are held against: verify of one file by the C call alone, a line of
 * milliseconds of processor time for each: other programs on the machine cost none of it.
 *   c_verify FILE COUNT */
#define _POSIX_C_SOURCE 199309L
#include <imprint/imprint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

/* As a binding does: the report is read, and destroyed. */
static int verify(const imprint_context* context, imprint_byte_view file) {
  imprint_report* report = NULL;
  const int done = imprint_verify(context, file, NULL, &report, NULL) == IMPRINT_OK &&
                   imprint_report_get_state(report) == IMPRINT_STATE_GENERATED && imprint_report_get_json(report).size > 0;
  imprint_report_destroy(report);
  return done;
}

int main(int argc, char** argv) {
  imprint_context* context = NULL;
  imprint_bytes file = {NULL, 0};
  imprint_byte_view view;
  imprint_text path;
  int i, done = 1;
  if (argc != 3) {
    fprintf(stderr, "usage: c_verify FILE COUNT\n");
    return 1;
  }
  path.data = argv[1];
  path.size = strlen(argv[1]);
  if (imprint_context_create(NULL, &context, NULL) != IMPRINT_OK || imprint_file_read(context, path, &file, NULL) != IMPRINT_OK) return 1;
  view.data = file.data;
  view.size = file.size;
  done = verify(context, view); /* loads what the first call loads */
  for (i = 0; done && i < atoi(argv[2]); ++i) {
    const double begin = now_ms();
    done = verify(context, view);
    printf("%.4f\n", now_ms() - begin);
  }
  imprint_bytes_free(&file);
  imprint_context_destroy(context);
  return done ? 0 : 1;
}
