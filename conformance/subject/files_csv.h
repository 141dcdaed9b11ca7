// The files of a folder subject, with what files.csv says of them.
#pragma once

#include <string>
#include <vector>

#include "subject/subject.h"

namespace imprint_conform {

struct CsvRow {
  size_t line = 0;
  std::vector<std::string> fields;
};

// RFC 4180: fields with commas, quotes and line ends stand in quotes, a quote in them is doubled. LF alone ends a line
// too. A quote anywhere else, an unequal number of fields or bytes that are no UTF-8 throw a ConformError with the
// line.
std::vector<CsvRow> parse_csv(const std::string& text, const std::string& file);

// Head row: `file`, and any of made_by, original, producer, produce_id, declared (yes, no or empty). Every file exists
// and lies below `folder`, none twice.
std::vector<GivenFile> read_files_csv(const std::string& csv, const std::string& folder);

// All pictures and all sound below `folder`, by the endings of their names, sorted by name.
std::vector<GivenFile> list_files(const std::string& folder);

}  // namespace imprint_conform
