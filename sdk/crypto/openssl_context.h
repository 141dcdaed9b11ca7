// Our own room in OpenSSL. For this room only.
#pragma once

struct ossl_lib_ctx_st;
struct evp_md_st;

namespace imprint::crypto {

// Holds OpenSSL's default provider and nothing of the host's openssl.cnf: no file is read, and the host's configuration
// (FIPS, engines, providers) is neither used nor changed. Made at the first use, so that loading the library does
// nothing; kept until the process ends, since keys may outlive any moment to free it.
ossl_lib_ctx_st* openssl_context();

// A digest of that room by its name ("SHA256", "SM3"); fetched once.
const evp_md_st* openssl_digest(const char* name);

}  // namespace imprint::crypto
