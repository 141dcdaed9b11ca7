# What `cmake --install` puts where: library, headers, tool, man pages, completions, CMake package, pkg-config file, schemas, specification,
# licences, bill of materials. Each belongs to a component: library, development, tool or documentation, which become packages
# (cmake/packages.cmake).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Relative to where imprint.pc stands, so that an installed tree can be moved; an absolute directory stays as given.
foreach(name LIBDIR INCLUDEDIR)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${name}}")
    set(IMPRINT_PC_${name} "${CMAKE_INSTALL_${name}}")
  else()
    set(IMPRINT_PC_${name} "\${prefix}/${CMAKE_INSTALL_${name}}")
  endif()
endforeach()
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(IMPRINT_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(IMPRINT_PC_PREFIX "\${pcfiledir}/${up}")
endif()
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Imprint)

install(TARGETS imprint EXPORT ImprintTargets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development)
set(IMPRINT_PC_PRIVATE "")
if(TARGET imprint_static)
  install(TARGETS imprint_static EXPORT ImprintTargets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
  get_property(names GLOBAL PROPERTY IMPRINT_STATIC_LIBRARIES)
  list(APPEND names stdc++)
  list(TRANSFORM names PREPEND "-l" REGEX "^[^/]")
  list(JOIN names " " IMPRINT_PC_PRIVATE)
endif()
install(FILES ${PROJECT_SOURCE_DIR}/include/imprint/imprint.h ${PROJECT_SOURCE_DIR}/include/imprint/imprint.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/imprint COMPONENT development)
if(TARGET imprint_cli)
  # Wherever an installed tree is moved to, the tool finds its library in it.
  if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" AND NOT IS_ABSOLUTE "${CMAKE_INSTALL_BINDIR}")
    file(RELATIVE_PATH to_library "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
    set_target_properties(imprint_cli PROPERTIES INSTALL_RPATH "\$ORIGIN/${to_library}")
  endif()
  install(TARGETS imprint_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tool)
endif()
if(TARGET imprint_conform)
  # The suite beside the rules that it judges by; the tool finds it from where it stands itself (cli/conform_command.cc).
  set(suite_dir ${CMAKE_INSTALL_LIBEXECDIR}/imprint)
  if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" AND NOT IS_ABSOLUTE "${suite_dir}")
    file(RELATIVE_PATH to_library "/${suite_dir}" "/${CMAKE_INSTALL_LIBDIR}")
    set_target_properties(imprint_conform PROPERTIES INSTALL_RPATH "\$ORIGIN/${to_library}")
  endif()
  install(TARGETS imprint_conform RUNTIME DESTINATION ${suite_dir} COMPONENT conformance)
  foreach(part rubric profiles schema vectors subjects cases)
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/conformance/${part} DESTINATION ${CMAKE_INSTALL_DATADIR}/imprint/conformance COMPONENT conformance
      PATTERN "__pycache__" EXCLUDE PATTERN "*.cc" EXCLUDE)
  endforeach()
endif()
if(IMPRINT_PAGES)
  install(DIRECTORY ${IMPRINT_PAGES}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT tool)
  set(scripts ${IMPRINT_PAGES}/completions)
  install(FILES ${scripts}/imprint DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT tool)
  install(FILES ${scripts}/_imprint DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT tool)
  install(FILES ${scripts}/imprint.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT tool)
endif()
install(EXPORT ImprintTargets NAMESPACE Imprint:: DESTINATION ${package_dir} COMPONENT development)

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/ImprintConfig.cmake.in ${PROJECT_BINARY_DIR}/ImprintConfig.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 a new minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ImprintConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ImprintConfig.cmake ${PROJECT_BINARY_DIR}/ImprintConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT development)

configure_file(${PROJECT_SOURCE_DIR}/cmake/imprint.pc.in ${PROJECT_BINARY_DIR}/imprint.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/imprint.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

# Font and headers of others are part of our bytes, so their licences go with them.
install(FILES ${PROJECT_SOURCE_DIR}/sdk/label/fonts/OFL.txt DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/imprint
  RENAME ImprintLabelSans-OFL.txt COMPONENT documentation)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE ${PROJECT_SOURCE_DIR}/cmake/licences/cli11.txt
  ${PROJECT_SOURCE_DIR}/cmake/licences/json.txt DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/imprint COMPONENT documentation)
install(FILES ${IMPRINT_SBOM} DESTINATION ${CMAKE_INSTALL_DATADIR}/imprint COMPONENT documentation)

# What the library's and the tool's answers are: for programs that validate them, and for people.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/spec/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/imprint COMPONENT documentation
  FILES_MATCHING PATTERN "*.json")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/spec DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT documentation
  FILES_MATCHING PATTERN "*.md" PATTERN "schema" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/README.zh-CN.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT documentation)
