# Small files that share heavy headers, compiled several at a time: where most of a file's compilation is reading CLI11 and nlohmann-json
# and instantiating their templates, eight files together cost little more than one. Who works on a file compiles it alone
# (IMPRINT_UNITY is OFF by default), and every file has to compile alone: tests/packaging/alone_test.py.
#   imprint_unity(TARGET [FILE…])    FILE… stay alone: those that configure a header by macros, or whose macros others trip over
function(imprint_unity target)
  if(NOT IMPRINT_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  if(ARGN)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
