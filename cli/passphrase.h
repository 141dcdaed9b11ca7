// Private keys in PEM that are encrypted: the passphrase comes from a file or from the environment, never from a terminal.
#pragma once

#include <string>

#include "files.h"

namespace imprint_cli {

inline constexpr const char* kPassphraseVariable = "IMPRINT_PASSPHRASE";

// --passphrase-file, for every key of the run.
void set_passphrase_file(const std::string& path);

bool is_encrypted(const Bytes& pem);
// The key without its passphrase; `pem` is wiped. Throws, naming `path`.
Bytes decrypted(Bytes pem, const std::string& path);

}  // namespace imprint_cli
