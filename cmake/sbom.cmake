# Writes the bill of materials of built binaries as CycloneDX 1.5. The same binaries give the same bytes.
#   cmake -DREADELF=readelf "-DBINARIES=libimprint.so;imprint" -DVERSION=0.1.0 -DCOMPONENTS=components.txt -DOUTPUT=imprint.cdx.json
#     -P sbom.cmake
# A library that no row of cmake/components.cmake names is listed without a licence, and a test fails.
cmake_minimum_required(VERSION 3.25)

# ["libz.so.1", ...] of all binaries, our own aside.
set(needed "")
foreach(binary IN LISTS BINARIES)
  execute_process(COMMAND ${READELF} -dW ${binary} OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "[" "<" table "${table}")  # brackets would keep a list of CMake together
  string(REGEX MATCHALL "\\(NEEDED\\)[^<]*<[^]]+" rows "${table}")
  list(TRANSFORM rows REPLACE "^.*<" "")
  list(APPEND needed ${rows})
endforeach()
list(REMOVE_DUPLICATES needed)
list(FILTER needed EXCLUDE REGEX "^libimprint\\.so")
list(SORT needed)

set(components "")
set(references "")
# `sonames`: of the libraries that this part came as; none for what is in our own bytes.
function(add_component name version licence sonames)
  string(TOLOWER "${name}" reference)
  string(REGEX REPLACE "[^a-z0-9+.-]+" "-" reference "${reference}")
  set(lines "\"type\": \"library\"" "\"bom-ref\": \"${reference}\"" "\"name\": \"${name}\"")
  if(version)
    list(APPEND lines "\"version\": \"${version}\"")
  endif()
  if(licence)
    list(APPEND lines "\"licenses\": [{ \"expression\": \"${licence}\" }]")
  endif()
  set(properties "")
  foreach(soname IN LISTS sonames)
    list(APPEND properties "{ \"name\": \"imprint:soname\", \"value\": \"${soname}\" }")
  endforeach()
  if(properties)
    list(JOIN properties ", " properties)
    list(APPEND lines "\"properties\": [${properties}]")
  endif()
  list(JOIN lines ", " line)
  set(components ${components} "    { ${line} }" PARENT_SCOPE)
  set(references ${references} "\"${reference}\"" PARENT_SCOPE)
endfunction()

file(STRINGS ${COMPONENTS} rows)
foreach(row IN LISTS rows)
  string(REGEX MATCH "^([^|]*)\\|([^|]*)\\|([^|]*)\\|(.*)$" _ "${row}")
  set(name "${CMAKE_MATCH_1}")
  set(version "${CMAKE_MATCH_2}")
  set(licence "${CMAKE_MATCH_3}")
  set(pattern "${CMAKE_MATCH_4}")
  set(sonames ${needed})
  list(FILTER sonames INCLUDE REGEX "^${pattern}\\.so")
  if(sonames OR pattern STREQUAL "in")
    add_component("${name}" "${version}" "${licence}" "${sonames}")
    list(REMOVE_ITEM needed ${sonames})
  endif()
endforeach()
foreach(soname IN LISTS needed)
  message(WARNING "${soname} is linked, and cmake/components.cmake does not name it")
  add_component(${soname} "" "" ${soname})
endforeach()

list(JOIN components ",\n" components)
list(JOIN references ", " references)
file(WRITE ${OUTPUT} "{
  \"bomFormat\": \"CycloneDX\",
  \"specVersion\": \"1.5\",
  \"version\": 1,
  \"metadata\": {
    \"component\": { \"type\": \"library\", \"bom-ref\": \"imprint\", \"name\": \"imprint\", \"version\": \"${VERSION}\", \"licenses\": [{ \"expression\": \"Apache-2.0\" }] }
  },
  \"components\": [
${components}
  ],
  \"dependencies\": [
    { \"ref\": \"imprint\", \"dependsOn\": [${references}] }
  ]
}
")
