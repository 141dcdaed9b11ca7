#include "runner/uploads.h"

#include <algorithm>
#include <imprint/imprint.hpp>

#include "model/error.h"

namespace imprint_conform {
namespace {

FileBytes copied(const imprint::Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

imprint::AigcLabel label_of_another() {
  imprint::AigcLabel label;
  label.label = imprint::text("1");
  label.content_producer = imprint::text(kOtherProducer);
  label.produce_id = imprint::text(kOtherProduceId);
  return label;
}

// An XMP packet with the IPTC term alone, in front of the picture data of a PNG.
constexpr const char* kSourceTypePacket =
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
    "<rdf:Description rdf:about=\"\" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" "
    "Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"/>"
    "</rdf:RDF></x:xmpmeta>";

uint32_t crc_of(const FileBytes& bytes, size_t from) {
  uint32_t crc = 0xffffffffu;
  for (size_t i = from; i < bytes.size(); ++i) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1u)));
  }
  return ~crc;
}

void put_be32(FileBytes& bytes, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<uint8_t>(value >> shift));
}

// PNG 11.3.3.4: an iTXt chunk behind IHDR (8 + 25 bytes from the start).
FileBytes with_source_type(const FileBytes& png) {
  constexpr size_t kBehindHeader = 33;
  if (png.size() < kBehindHeader || png[1] != 'P') throw ConformError("an upload is prepared from a PNG");
  std::string body = "XML:com.adobe.xmp";
  body += std::string(5, '\0');
  body += kSourceTypePacket;
  FileBytes typed{'i', 'T', 'X', 't'};
  typed.insert(typed.end(), body.begin(), body.end());
  FileBytes chunk;
  put_be32(chunk, static_cast<uint32_t>(body.size()));
  chunk.insert(chunk.end(), typed.begin(), typed.end());
  put_be32(chunk, crc_of(typed, 0));
  FileBytes out(png.begin(), png.begin() + kBehindHeader);
  out.insert(out.end(), chunk.begin(), chunk.end());
  out.insert(out.end(), png.begin() + kBehindHeader, png.end());
  return out;
}

FileBytes with_traces(const imprint::Context& context, const FileBytes& picture) {
  const imprint::Drawn drawn = context.draw_label_file(picture);
  const uint64_t id = imprint::mark_id(kOtherProducer, kOtherProduceId);
  return with_source_type(copied(context.embed_watermark_file(drawn.file, id).file));
}

std::string case_of(bool metadata, bool declared, bool trace) {
  return metadata ? "1" : declared ? "2" : trace ? "3" : "none";
}

FileBytes cut(const FileBytes& file, size_t percent) {
  return {file.begin(), file.begin() + static_cast<long>(file.size() * percent / 100)};
}

FileBytes with_byte(FileBytes file, size_t at, uint8_t value) {
  if (at < file.size()) file[at] = value;
  return file;
}

}  // namespace

FileBytes labelled_by_another(const FileBytes& picture) {
  const imprint::Context context;
  return copied(context.write_aigc(picture, label_of_another()).file);
}

std::vector<Upload> prepared_uploads(const FileBytes& picture) {
  return uploads_of(picture, with_traces(imprint::Context(), picture));
}

std::vector<Upload> uploads_of(const FileBytes& plain, const FileBytes& traced) {
  const imprint::Context context;
  std::vector<Upload> uploads;
  for (const bool metadata : {false, true}) {
    for (const bool declared : {false, true}) {
      for (const bool trace : {false, true}) {
        const FileBytes& content = trace ? traced : plain;
        Upload upload;
        upload.id =
            std::string("m") + (metadata ? "1" : "0") + "-d" + (declared ? "1" : "0") + "-t" + (trace ? "1" : "0");
        upload.declared = declared;
        upload.art6_case = case_of(metadata, declared, trace);
        upload.file = metadata ? copied(context.write_aigc(content, label_of_another()).file) : content;
        uploads.push_back(std::move(upload));
      }
    }
  }
  return uploads;
}

std::vector<Spoilt> spoilt_files(const FileBytes& png, const FileBytes& jpeg) {
  // IHDR's width stands at 16, its bit depth at 24.
  FileBytes huge = png;
  for (const size_t at : {16u, 20u}) huge = with_byte(std::move(huge), at, 0x7f);
  FileBytes text;
  const std::string words = "This is no picture.\n";
  text.assign(words.begin(), words.end());
  return {{"empty", "png", {}},
          {"text-named-png", "png", text},
          {"png-signature-alone", "png", cut(png, 100 * 8 / std::max<size_t>(png.size(), 8) + 1)},
          {"png-cut-60", "png", cut(png, 60)},
          {"png-huge-header", "png", huge},
          {"png-bit-depth-3", "png", with_byte(png, 24, 3)},
          {"png-damaged-data", "png", with_byte(png, png.size() / 2, static_cast<uint8_t>(~png[png.size() / 2]))},
          {"jpeg-cut-10", "jpg", cut(jpeg, 10)},
          {"jpeg-cut-60", "jpg", cut(jpeg, 60)},
          {"jpeg-marker-alone", "jpg", {0xff, 0xd8, 0xff}},
          {"jpeg-segment-past-end", "jpg", {0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 'E', 'x', 'i', 'f'}}};
}

}  // namespace imprint_conform
