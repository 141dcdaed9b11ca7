// Certificates for trying things out: a TEST authority, a signer and a time-stamp authority.
#pragma once

#include <string>

namespace imprint_cli {

// Writes root.pem, chain.pem (leaf first), leaf.key, tsa-chain.pem, tsa-key.pem and tsa.cnf into `folder`, which is
// made. Nothing there is overwritten, and the keys of the authorities are thrown away.
void make_demo_keys(const std::string& folder);

}  // namespace imprint_cli
