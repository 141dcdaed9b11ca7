// A profile: what a service sets once, as TOML (spec/profile.md). Flags of the command line win over it.
#pragma once

#include <string>

#include "label_look.h"
#include "signer.h"
#include "watermark_settings.h"

namespace imprint_cli {

struct MarkSettings {
  std::string producer, produce_id;
  LabelSignerSettings label_signer;
  LabelLook look;
  AudibleLook audible;
  bool no_visible = false;
  bool no_watermark = false;
  bool strict = false;
  std::string waiver, log, replacement;
  std::string key_file, mark_id_key_file;
  WatermarkSettings watermark;
  std::string source_type, ai_system, ai_system_version;
  SignerSettings signer;
};

// Fills the fields of `settings` that are still empty. Unknown tables and keys are errors that name line and key.
void apply_profile(const std::string& path, MarkSettings& settings);

}  // namespace imprint_cli
