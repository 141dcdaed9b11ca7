// How to check a signed report without this suite: lines for a shell, with sed, base64, printf and openssl alone. The
// page prints them and a test runs them as they are.
#pragma once

#include <string>

#include "model/outcome.h"
#include "report/keys.h"

namespace imprint_conform {

// Run in a folder with report.json, report.dsse.json and the public key as key.pem. Ends with status 0 when the key has
// signed the statement and the statement names this very report.json.
std::string offline_check(KeyKind kind);

// What the lines do, in a sentence before them.
BothLanguages offline_check_introduction();

}  // namespace imprint_conform
