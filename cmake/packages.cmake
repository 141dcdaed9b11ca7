# Debian packages, one for each component of cmake/install.cmake. In a build folder: cpack -G DEB. For packages of Debian's own layout
# configure with -DCMAKE_INSTALL_PREFIX=/usr, which puts the library in the folder of the architecture.
set(CPACK_PACKAGE_NAME imprint)
set(CPACK_PACKAGE_VENDOR "Imprint project")
set(CPACK_PACKAGE_CONTACT "Imprint project")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # else CPack puts the project's before that of each package
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/package_modes.cmake)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENTS_ALL library development documentation)
if(TARGET imprint_cli)
  list(APPEND CPACK_COMPONENTS_ALL tool)
endif()
if(TARGET imprint_conform)
  list(APPEND CPACK_COMPONENTS_ALL conformance)
endif()

get_target_property(soversion imprint SOVERSION)
set(library libimprint${soversion})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# Which packages own what is linked; our own library is looked for in the build, and named by hand below.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/sdk/api)

#   imprint_package(COMPONENT NAME SECTION DEPENDS SUMMARY TEXT)
macro(imprint_package component name section depends summary text)
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "${depends}")
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${summary}\n${text}")
  # Each package says by itself what it may be used for, and what it is made of.
  install(FILES ${PROJECT_BINARY_DIR}/copyright DESTINATION share/doc/${name} COMPONENT ${component} EXCLUDE_FROM_ALL)
  install(FILES ${IMPRINT_SBOM} DESTINATION share/doc/${name} COMPONENT ${component} EXCLUDE_FROM_ALL)
endmacro()
set(about "Imprint labels AI-generated pictures so that the label can be seen, read,
trusted and found again: a visible label, a watermark, the metadata label
of GB 45438-2025 and a signed manifest (C2PA).\n")
imprint_package(library ${library} libs "" "label AI-generated pictures: library" "${about}This is the shared library.")
imprint_package(development libimprint-dev libdevel "${library} (= ${PROJECT_VERSION})" "label AI-generated pictures: headers"
  "${about}This is what programs are built with: headers for C and C++, the archive,\nand the files of CMake and pkg-config.")
imprint_package(tool imprint-tool graphics "${library} (= ${PROJECT_VERSION})" "label AI-generated pictures: command line"
  "${about}This is the tool imprint, with its manual and completions for bash, zsh\nand fish.")
imprint_package(conformance imprint-conformance graphics "imprint-tool (= ${PROJECT_VERSION})" "label AI-generated pictures: conformance suite"
  "${about}This is the conformance suite, which judges anybody's files and products by\nthe rules of China's labelling Measures and GB 45438-2025.")
set(CPACK_DEBIAN_CONFORMANCE_PACKAGE_RECOMMENDS "tesseract-ocr-chi-sim, tesseract-ocr-eng, libimage-exiftool-perl")
set(CPACK_DEBIAN_CONFORMANCE_PACKAGE_SUGGESTS "python3-numpy, python3-pil")
imprint_package(documentation imprint-doc doc "" "label AI-generated pictures: specification"
  "${about}These are the specification, the schemas of all answers, and the licences.")
set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_TOOL_PACKAGE_SUGGESTS imprint-doc)
# The packages of programs that are linked with the library depend on its package. CPack adds the calls of ldconfig by itself.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/debian/shlibs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_STRICT_PERMISSION ON)
file(CONFIGURE OUTPUT debian/shlibs CONTENT "libimprint ${soversion} ${library} (>= ${PROJECT_VERSION})\n")

# Debian's form of a licence text: set in by one, an empty line as a full stop.
function(imprint_licence_field file result)
  file(READ ${file} text)
  string(REGEX REPLACE "\n+$" "" text "${text}")
  string(REGEX REPLACE "\n" "\n " text " ${text}")
  foreach(pass 1 2)  # the second of two empty lines is seen by the second pass
    string(REGEX REPLACE "\n *\n" "\n .\n" text "${text}")
  endforeach()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()
imprint_licence_field(${PROJECT_SOURCE_DIR}/sdk/label/fonts/OFL.txt IMPRINT_OFL)
imprint_licence_field(${PROJECT_SOURCE_DIR}/cmake/licences/json.txt IMPRINT_JSON)
imprint_licence_field(${PROJECT_SOURCE_DIR}/cmake/licences/cli11.txt IMPRINT_CLI11)
set(IMPRINT_FFTW "")
if(IMPRINT_FFT STREQUAL "fftw")
  set(IMPRINT_FFTW "\nComment:\n This build is linked with FFTW, which is under the GPL. The binaries can be distributed under the terms of the GPL,\n version 3 or later \
(/usr/share/common-licenses/GPL-3); the source stays under Apache-2.0.")
endif()
configure_file(${PROJECT_SOURCE_DIR}/cmake/copyright.in ${PROJECT_BINARY_DIR}/copyright @ONLY)
include(CPack)
