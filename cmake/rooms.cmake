# A room is one folder of sdk/: an object library that links only the rooms left of it (tests/abi/layers.txt).
#   imprint_room(NAME SOURCES a.cc b.cc USES base image LIBRARIES PNG::PNG)
# LIBRARIES stay private to the room: their headers are not seen elsewhere.
function(imprint_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_library(imprint_${name} OBJECT ${ROOM_SOURCES})
  target_include_directories(imprint_${name} PUBLIC ${PROJECT_SOURCE_DIR}/sdk ${PROJECT_SOURCE_DIR}/include)
  target_compile_definitions(imprint_${name} PRIVATE IMPRINT_BUILDING)
  target_link_libraries(imprint_${name} PRIVATE imprint_warnings ${ROOM_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY IMPRINT_ROOMS ${name})
  set_property(GLOBAL APPEND PROPERTY IMPRINT_ROOM_LIBRARIES ${ROOM_LIBRARIES})
endfunction()
