# What the library and the tool are made of beside our own code: one row a part, for the SBOM and NOTICE.
#   name|version|SPDX licence|pattern of its SONAME; "in" = in our bytes (headers, the font)
# A test holds the rows against what the binaries really link (tests/packaging/sbom_test.cmake).

# The compiler knows the versions of its run time.
file(WRITE ${PROJECT_BINARY_DIR}/runtime.cc "#include <string>\n")
execute_process(COMMAND ${CMAKE_CXX_COMPILER} -dM -E -x c++ ${PROJECT_BINARY_DIR}/runtime.cc OUTPUT_VARIABLE macros ERROR_QUIET)
function(imprint_macro name result)
  string(REGEX MATCH "#define ${name} ([0-9]+)" _ "${macros}")
  set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()
imprint_macro(__GLIBC__ glibc_major)
imprint_macro(__GLIBC_MINOR__ glibc_minor)
imprint_macro(_GLIBCXX_RELEASE gcc_release)

set(opencv_version "${OpenCV_VERSION}")
if(NOT opencv_version)
  file(STRINGS ${OPENCV_INCLUDE_DIR}/opencv2/core/version.hpp lines REGEX "define CV_VERSION_(MAJOR|MINOR|REVISION)")
  string(REGEX MATCHALL "[0-9]+" opencv_version "${lines}")
  list(JOIN opencv_version "." opencv_version)
endif()

# CMake knows libjpeg by its ABI ("62"), FreeType's package by that of libtool.
pkg_check_modules(JPEG_PACKAGE QUIET libjpeg)
find_package(CLI11 QUIET)
find_package(tomlplusplus QUIET)

set(IMPRINT_COMPONENTS
  "OpenSSL|${OPENSSL_VERSION}|Apache-2.0|libcrypto"
  "OpenCV|${opencv_version}|Apache-2.0|libopencv_(core|imgproc)"
  "FFTW|${FFTW_VERSION}|GPL-2.0-or-later|libfftw3f"
  "zlib|${ZLIB_VERSION_STRING}|Zlib|libz"
  "libpng|${PNG_VERSION_STRING}|libpng-2.0|libpng16"
  "libjpeg-turbo|${JPEG_PACKAGE_VERSION}|IJG AND BSD-3-Clause AND Zlib|libjpeg"
  "libwebp|${WEBP_VERSION}|BSD-3-Clause|libwebp"
  "giflib|${GIF_VERSION}|MIT|libgif"
  "libavif|${AVIF_VERSION}|BSD-2-Clause|libavif"
  "libtiff|${TIFF_VERSION}|libtiff|libtiff"
  "libsndfile|${SNDFILE_VERSION}|LGPL-2.1-or-later|libsndfile"
  "FreeType|${FREETYPE_VERSION_STRING}|FTL OR GPL-2.0-or-later|libfreetype"
  "HarfBuzz|${HARFBUZZ_VERSION}|MIT|libharfbuzz"
  "libebur128|${EBUR128_VERSION}|MIT|libebur128"
  "libsamplerate|${SAMPLERATE_VERSION}|BSD-2-Clause|libsamplerate"
  "pugixml|${pugixml_VERSION}|MIT|libpugixml"
  "Brotli|${BROTLIDEC_VERSION}|MIT|libbrotlidec"
  "toml++|${tomlplusplus_VERSION}|MIT|libtomlplusplus"
  "libstdc++ and libgcc|${gcc_release}|GPL-3.0-or-later WITH GCC-exception-3.1|lib(stdc\\+\\+|gcc_s)"
  "glibc|${glibc_major}.${glibc_minor}|LGPL-2.1-or-later|(libc|libm|libpthread|ld-linux.*)"
  "JSON for Modern C++|${nlohmann_json_VERSION}|MIT|in"
  "CLI11|${CLI11_VERSION}|BSD-3-Clause|in"
  "Imprint Label Sans|2.004|OFL-1.1|in")

# Written anew with every link of the library or the tool.
set(IMPRINT_SBOM ${PROJECT_BINARY_DIR}/imprint.cdx.json)
set(targets imprint)
if(TARGET imprint_cli)
  list(APPEND targets imprint_cli)
endif()
set(binaries ${targets})
list(TRANSFORM binaries REPLACE "(.+)" "$<TARGET_FILE:\\1>")
list(JOIN IMPRINT_COMPONENTS "\n" rows)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/components.txt CONTENT "@rows@\n" @ONLY)  # touched only when it differs
add_custom_command(OUTPUT ${IMPRINT_SBOM}
  COMMAND ${CMAKE_COMMAND} -DREADELF=${CMAKE_READELF} "-DBINARIES=${binaries}" -DVERSION=${PROJECT_VERSION}
    -DCOMPONENTS=${PROJECT_BINARY_DIR}/components.txt -DOUTPUT=${IMPRINT_SBOM} -P ${PROJECT_SOURCE_DIR}/cmake/sbom.cmake
  DEPENDS ${targets} ${PROJECT_BINARY_DIR}/components.txt
    ${PROJECT_SOURCE_DIR}/cmake/sbom.cmake VERBATIM)
add_custom_target(imprint_sbom ALL DEPENDS ${IMPRINT_SBOM})
