# What makes a fault harder to turn into an attack, and keeps the folders of the build machine out of what is shipped.
# tests/packaging/hardening_test.cmake asks the built binaries.
option(IMPRINT_HARDENING "Checked libc calls, guarded stacks and jumps, read-only relocations, position-independent programs" ON)

# Messages of asserts, debug information and __FILE__ name files as the repository does.
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=${PROJECT_BINARY_DIR}/=build/)
cmake_path(IS_PREFIX PROJECT_SOURCE_DIR ${PROJECT_BINARY_DIR} NORMALIZE build_is_inside)
if(NOT build_is_inside)
  add_compile_options(-ffile-prefix-map=${PROJECT_BINARY_DIR}=build)  # debug information names the folder itself
endif()
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)

include(CheckPIESupported)
check_pie_supported()
include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)

# Adds the flag where the compiler of both languages has it: -fcf-protection is of x86, -mbranch-protection of ARM.
function(imprint_harden flag)
  string(MAKE_C_IDENTIFIER "IMPRINT_HAS${flag}" result)
  check_cxx_compiler_flag(-Werror\ ${flag} ${result})
  if(${result})
    add_compile_options(${flag})
  endif()
endfunction()

if(IMPRINT_HARDENING)
  foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard)
    imprint_harden(${flag})
  endforeach()
  # libc's checks need an optimiser; a sanitizer brings checks of its own, which these would hide calls from.
  if(NOT IMPRINT_SANITIZE)
    add_compile_options("$<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE>"
      "$<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-D_FORTIFY_SOURCE=3>")
  endif()
  foreach(flag -z,relro -z,now -z,noexecstack --as-needed)
    string(MAKE_C_IDENTIFIER "IMPRINT_LINKS${flag}" result)
    check_linker_flag(CXX -Wl,${flag} ${result})
    if(${result})
      add_link_options(-Wl,${flag})
    endif()
  endforeach()
endif()
