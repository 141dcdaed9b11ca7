/* Labels a picture and verifies the result: the main job in plain C.
 *   mark_verify IN OUT */
#include <imprint/imprint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static imprint_text text(const char* s) {
  imprint_text t;
  t.data = s;
  t.size = strlen(s);
  return t;
}

static int read_file(const char* path, imprint_bytes* out) {
  FILE* file = fopen(path, "rb");
  long size = 0;
  int ok = file != NULL && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) > 0 && fseek(file, 0, SEEK_SET) == 0;
  out->data = ok ? malloc((size_t)size) : NULL;
  out->size = (size_t)size;
  ok = ok && out->data != NULL && fread(out->data, 1, out->size, file) == out->size;
  if (file != NULL) fclose(file);
  return ok;
}

static int write_file(const char* path, const imprint_bytes* bytes) {
  FILE* file = fopen(path, "wb");
  int ok = file != NULL && fwrite(bytes->data, 1, bytes->size, file) == bytes->size;
  if (file != NULL && fclose(file) != 0) ok = 0;
  return ok;
}

static imprint_byte_view view(const imprint_bytes* bytes) {
  imprint_byte_view v;
  v.data = bytes->data;
  v.size = bytes->size;
  return v;
}

int main(int argc, char** argv) {
  imprint_context* context = NULL;
  imprint_report* report = NULL;
  imprint_bytes in = {NULL, 0}, out = {NULL, 0};
  imprint_error error = {IMPRINT_OK, ""};
  int done = 0;

  if (argc != 3) {
    fprintf(stderr, "usage: mark_verify IN OUT\n");
    return 1;
  }
  if (!read_file(argv[1], &in)) {
    fprintf(stderr, "%s cannot be read\n", argv[1]);
    free(in.data);
    return 1;
  }
  if (imprint_context_create(NULL, &context, &error) == IMPRINT_OK &&
      imprint_mark(context, view(&in), text("001191000000000000000K00000"), text("sample-1"), NULL, &out, NULL, &error) ==
          IMPRINT_OK &&
      imprint_verify(context, view(&out), NULL, &report, &error) == IMPRINT_OK) {
    const imprint_text json = imprint_report_get_json(report);
    printf("%.*s\n", (int)json.size, json.data);
    done = imprint_report_get_state(report) == IMPRINT_STATE_GENERATED && write_file(argv[2], &out);
  } else {
    fprintf(stderr, "%s (%s)\n", error.message, imprint_status_name(error.status));
  }
  imprint_report_destroy(report);
  imprint_bytes_free(&out);
  imprint_context_destroy(context);
  free(in.data);
  return done ? 0 : 1;
}
