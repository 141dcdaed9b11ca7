// A notice of the provider's as rights of the file: XMP dc:rights and xmpRights:UsageTerms (spec/aigc-label.md 3).
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::aigc {

// UTF-8 that XML can hold and that is not blank; kInvalidArgument.
Status check_notice(const std::string& notice);

struct Noticed {
  Bytes file;
  std::vector<std::string> kept;  // "dc:rights", "xmpRights:UsageTerms": other words stand there already
};

// `file` with the notice in both properties of its XMP. A property that is there stays as it is, whoever wrote it.
// Every other byte of the metadata stays, the label included; the same notice again gives the same bytes. Errors as
// write().
Result<Noticed> write_notice(ByteView file, const std::string& notice, const Limits& limits);

}  // namespace imprint::aigc
