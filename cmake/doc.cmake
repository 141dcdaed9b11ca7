# The target doc: the API reference in HTML, from the public headers. Not part of all; a test makes it where Doxygen is installed.
find_program(IMPRINT_DOXYGEN doxygen)
if(NOT IMPRINT_DOXYGEN)
  return()
endif()
# Writes a configuration of Doxygen for the headers in `input` to build/<name>.doxyfile; the reference goes to build/<name>.
function(imprint_doxyfile name input)
  set(IMPRINT_DOC_INPUT ${input})
  set(IMPRINT_DOC_OUTPUT ${PROJECT_BINARY_DIR}/${name})
  file(MAKE_DIRECTORY ${IMPRINT_DOC_OUTPUT})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/Doxyfile.in ${PROJECT_BINARY_DIR}/${name}.doxyfile @ONLY)
endfunction()
imprint_doxyfile(api ${PROJECT_SOURCE_DIR}/include/imprint)
add_custom_target(doc COMMAND ${IMPRINT_DOXYGEN} ${PROJECT_BINARY_DIR}/api.doxyfile VERBATIM
  COMMENT "The API reference: ${PROJECT_BINARY_DIR}/api/index.html")
