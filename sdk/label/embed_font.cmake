# Writes a font file as a C++ source: cmake -DFONT=in.otf -DOUTPUT=out.cc -P embed_font.cmake
file(READ ${FONT} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
get_filename_component(name ${FONT} NAME)
file(WRITE ${OUTPUT} "// ${name}, written by sdk/label/embed_font.cmake; licence: sdk/label/fonts/OFL.txt.
#include \"label/font_bytes.h\"

namespace imprint::label {
namespace {
constexpr uint8_t kFont[] = {\n${bytes}};
}  // namespace

ByteView font_bytes() { return kFont; }

}  // namespace imprint::label
")
