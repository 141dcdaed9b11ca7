// One row per container that can carry the label. A new one adds a file with these two functions and a row in aigc.cc.
#pragma once

#include "aigc/metadata_block.h"
#include "base/limits.h"
#include "container/format.h"

namespace imprint::aigc {

struct Carrier {
  container::Format format;
  // Every block that may hold a label, in file order; what cannot be decoded goes to `problems`.
  Result<std::vector<MetadataBlock>> (*blocks)(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
  // The file with its main packet, or its label alone, as `order` edits it.
  Result<Bytes> (*write)(ByteView file, const WriteOrder& order, const Limits& limits);
  // The label stands in a packet of XMP, which also takes its companions and a notice; else as a text of its own.
  bool in_xmp = true;
};

// By the first bytes of the file. kUnsupportedFormat.
Result<Carrier> carrier_of(ByteView file);

Result<std::vector<MetadataBlock>> png_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_png(ByteView file, const WriteOrder& order, const Limits& limits);

Result<std::vector<MetadataBlock>> jpeg_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_jpeg(ByteView file, const WriteOrder& order, const Limits& limits);

Result<std::vector<MetadataBlock>> webp_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_webp(ByteView file, const WriteOrder& order, const Limits& limits);

Result<std::vector<MetadataBlock>> gif_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_gif(ByteView file, const WriteOrder& order, const Limits& limits);

Result<std::vector<MetadataBlock>> tiff_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_tiff(ByteView file, const WriteOrder& order, const Limits& limits);

// AVIF and HEIC.
Result<std::vector<MetadataBlock>> heif_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_heif(ByteView file, const WriteOrder& order, const Limits& limits);

// WAV and AIFF.
Result<std::vector<MetadataBlock>> wav_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_wav(ByteView file, const WriteOrder& order, const Limits& limits);

Result<std::vector<MetadataBlock>> mp3_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_mp3(ByteView file, const WriteOrder& order, const Limits& limits);

Result<std::vector<MetadataBlock>> flac_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_flac(ByteView file, const WriteOrder& order, const Limits& limits);

// Vorbis and Opus.
Result<std::vector<MetadataBlock>> ogg_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_ogg(ByteView file, const WriteOrder& order, const Limits& limits);

Result<std::vector<MetadataBlock>> m4a_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems);
Result<Bytes> write_m4a(ByteView file, const WriteOrder& order, const Limits& limits);

}  // namespace imprint::aigc
