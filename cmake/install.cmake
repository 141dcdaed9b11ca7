# What `cmake --install` puts where: library, headers, tool, CMake package, pkg-config file, schemas, specification, licences, bill of
# materials.
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

install(TARGETS imprint EXPORT ImprintTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/include/imprint/imprint.h ${PROJECT_SOURCE_DIR}/include/imprint/imprint.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/imprint)
if(TARGET imprint_cli)
  # Wherever an installed tree is moved to, the tool finds its library in it.
  if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" AND NOT IS_ABSOLUTE "${CMAKE_INSTALL_BINDIR}")
    file(RELATIVE_PATH to_library "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
    set_target_properties(imprint_cli PROPERTIES INSTALL_RPATH "\$ORIGIN/${to_library}")
  endif()
  install(TARGETS imprint_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(EXPORT ImprintTargets NAMESPACE Imprint:: DESTINATION ${package_dir})

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/ImprintConfig.cmake.in ${PROJECT_BINARY_DIR}/ImprintConfig.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 a new minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ImprintConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ImprintConfig.cmake ${PROJECT_BINARY_DIR}/ImprintConfigVersion.cmake
  DESTINATION ${package_dir})

configure_file(${PROJECT_SOURCE_DIR}/cmake/imprint.pc.in ${PROJECT_BINARY_DIR}/imprint.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/imprint.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The font is part of the library's bytes, so its licence goes with them.
install(FILES ${PROJECT_SOURCE_DIR}/sdk/label/fonts/OFL.txt DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/imprint
  RENAME ImprintLabelSans-OFL.txt)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE
  DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/imprint)
install(FILES ${IMPRINT_SBOM} DESTINATION ${CMAKE_INSTALL_DATADIR}/imprint)

# What the library's and the tool's answers are: for programs that validate them, and for people.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/spec/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/imprint FILES_MATCHING PATTERN "*.json")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/spec DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md" PATTERN "schema" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
