# Installs the build, moves the copy elsewhere, and builds a user's project against it, by CMake package and by pkg-config.
#   cmake -DBUILD=<build> -DWORK=<scratch> -DCONSUMER=<project> -DSPEC=<spec> -DLIBDIR=lib -DFLAGS=<flags>
#     -DSTATIC=<whether there is an archive> -DPAGES=<whether there are man pages> -DREADELF=readelf -P packaging_test.cmake
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nanswered ${result}:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/installed)
file(RENAME ${WORK}/installed ${prefix})
foreach(file ${LIBDIR}/libimprint.so include/imprint/imprint.h include/imprint/imprint.hpp
    ${LIBDIR}/cmake/Imprint/ImprintConfig.cmake ${LIBDIR}/cmake/Imprint/ImprintConfigVersion.cmake
    ${LIBDIR}/pkgconfig/imprint.pc share/licenses/imprint/ImprintLabelSans-OFL.txt share/licenses/imprint/LICENSE
    share/licenses/imprint/NOTICE share/licenses/imprint/cli11.txt share/licenses/imprint/json.txt share/imprint/imprint.cdx.json share/doc/Imprint/README.md share/doc/Imprint/spec/errors.md)
  if(NOT EXISTS ${prefix}/${file})
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()

if(PAGES)
  foreach(file man/man1/imprint.1 man/man1/imprint-watermark-detect.1 bash-completion/completions/imprint zsh/vendor-completions/_imprint
      fish/vendor_completions.d/imprint.fish)
    if(NOT EXISTS ${prefix}/share/${file})
      message(FATAL_ERROR "not installed: share/${file}")
    endif()
  endforeach()
endif()

# Every schema of the specification, and nothing else.
file(GLOB wanted RELATIVE ${SPEC}/schema ${SPEC}/schema/*)
file(GLOB installed RELATIVE ${prefix}/share/imprint/schema ${prefix}/share/imprint/schema/*)
if(NOT wanted OR NOT wanted STREQUAL installed)
  message(FATAL_ERROR "schemas: ${installed} instead of ${wanted}")
endif()

# No path of the machine that built it.
file(GLOB_RECURSE texts ${prefix}/${LIBDIR}/*.cmake ${prefix}/include/*.h)
foreach(file IN LISTS texts)
  file(READ ${file} text)
  string(FIND "${text}" "${BUILD}" at)
  if(NOT at EQUAL -1)
    message(FATAL_ERROR "${file} names the build folder")
  endif()
endforeach()

# The tool finds its library where the tree now is.
if(EXISTS ${prefix}/bin/imprint)
  run(${prefix}/bin/imprint version)
endif()

run(${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK}/by_package -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_C_COMPILER=${CC}
  -DCMAKE_CXX_COMPILER=${CXX} "-DCMAKE_C_FLAGS=${FLAGS}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
run(${CMAKE_COMMAND} --build ${WORK}/by_package)
run(${WORK}/by_package/consumer_cxx)
run(${WORK}/by_package/consumer_c)
if(NOT output MATCHES "^imprint [0-9]+\\.[0-9]+\\.[0-9]+\n$")
  message(FATAL_ERROR "the consumer printed '${output}'")
endif()

# A program that was linked with the archive needs no libimprint.so.
function(check_stands_alone program)
  run(${program})
  run(${READELF} -dW ${program})
  if(output MATCHES "NEEDED[^\n]*libimprint")
    message(FATAL_ERROR "${program} needs libimprint.so")
  endif()
endfunction()
if(STATIC)
  check_stands_alone(${WORK}/by_package/consumer_static)
endif()

# A project without C++ is asked for none; imprint.hpp says by itself what it wants.
run(${CMAKE_COMMAND} -S ${CONSUMER}_c -B ${WORK}/by_package_c -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_C_COMPILER=${CC} "-DCMAKE_C_FLAGS=${FLAGS}")
run(${CMAKE_COMMAND} --build ${WORK}/by_package_c)
execute_process(COMMAND ${CXX} -std=c++17 -fsyntax-only -I${prefix}/include ${CONSUMER}/consumer.cc RESULT_VARIABLE result ERROR_VARIABLE said)
if(result EQUAL 0 OR NOT said MATCHES "imprint.hpp needs C\\+\\+20")
  message(FATAL_ERROR "imprint.hpp under C++17 answered ${result}:\n${said}")
endif()

find_program(PKG_CONFIG pkg-config REQUIRED)
set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBDIR}/pkgconfig)
run(${PKG_CONFIG} --cflags --libs imprint)
string(STRIP "${output}" flags)
separate_arguments(flags UNIX_COMMAND "${flags} ${FLAGS}")
run(${CC} ${CONSUMER}/consumer.c -o ${WORK}/by_pkg_config ${flags})
set(ENV{LD_LIBRARY_PATH} ${prefix}/${LIBDIR})
run(${WORK}/by_pkg_config)

# The archive by one -limprint and what pkg-config --static adds; of the linker's two choices the folder holds one.
if(STATIC)
  file(COPY ${prefix}/${LIBDIR}/libimprint.a DESTINATION ${WORK}/archive)
  run(${PKG_CONFIG} --static --cflags --libs imprint)
  string(STRIP "${output}" flags)
  separate_arguments(flags UNIX_COMMAND "${flags} ${FLAGS}")
  run(${CC} ${CONSUMER}/consumer.c -o ${WORK}/by_archive -L${WORK}/archive ${flags})
  check_stands_alone(${WORK}/by_archive)
endif()
