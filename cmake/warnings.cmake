# Warnings are errors in this tree; a user's own tree can switch that off.
option(IMPRINT_WERROR "Treat warnings as errors" ON)
add_library(imprint_warnings INTERFACE)
target_compile_options(imprint_warnings INTERFACE -Wall -Wextra -Wpedantic $<$<BOOL:${IMPRINT_WERROR}>:-Werror>)

# g++ 12 at -O3 warns of overflows inside its own std::vector and std::string that cannot happen (GCC bugs 105329, 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(imprint_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds>)
endif()
