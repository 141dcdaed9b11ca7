# What `cmake --install` puts where: library, headers, CMake package, pkg-config file, and the licence of the font inside.
# The tool installs itself from cli/.
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
if(EXISTS ${PROJECT_SOURCE_DIR}/LICENSE)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/imprint)
endif()
