/* A program with an openssl.cnf of its own: the library changes nothing about it, and is not changed by it (spec/trust.md 7).
 * The configuration wants FIPS algorithms alone, of which the default provider has none. */
#include <imprint/imprint.h>
#include <openssl/evp.h>
#include <stdio.h>

static int host_has_sha256(void) {
  EVP_MD* digest = EVP_MD_fetch(NULL, "SHA256", NULL);
  const int found = digest != NULL;
  EVP_MD_free(digest);
  return found;
}

static int failed(const char* what) {
  fprintf(stderr, "%s\n", what);
  return 1;
}

int main(void) {
  const imprint_text producer = {"001191000000000000000K10000", 27}, id = {"a1", 2};
  imprint_context* context = NULL;
  uint8_t key[IMPRINT_KEY_BYTES];
  uint64_t mark_id = 0;
  if (host_has_sha256()) return failed("the host's openssl.cnf is switched off before the first call");
  if (imprint_mark_id(producer, id, &mark_id, NULL) != IMPRINT_OK || mark_id == 0) return failed("no digest for the library");
  if (imprint_key_generate(key, NULL) != IMPRINT_OK) return failed("no randomness for the library");
  if (imprint_context_create(NULL, &context, NULL) != IMPRINT_OK) return failed("no context");
  imprint_context_destroy(context);
  return host_has_sha256() ? failed("the host's openssl.cnf is switched off by the library") : 0;
}
