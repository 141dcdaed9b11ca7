# Third-party libraries, each seen by one room only (its CMakeLists.txt names it).
find_package(PkgConfig REQUIRED)
find_package(OpenCV QUIET COMPONENTS core imgproc)
if(NOT OpenCV_FOUND)
  # Debian's libopencv-core-dev and libopencv-imgproc-dev come without CMake files (they sit in libopencv-dev, with
  # several hundred packages behind it), so the two libraries are found by name.
  find_path(OPENCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
  foreach(module core imgproc)
    find_library(OPENCV_${module}_LIBRARY opencv_${module} REQUIRED)
    add_library(opencv_${module} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(opencv_${module} PROPERTIES IMPORTED_LOCATION ${OPENCV_${module}_LIBRARY}
      INTERFACE_INCLUDE_DIRECTORIES ${OPENCV_INCLUDE_DIR} INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${OPENCV_INCLUDE_DIR})
  endforeach()
endif()
find_package(PNG REQUIRED)
find_package(JPEG REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(Freetype REQUIRED)
pkg_check_modules(HARFBUZZ REQUIRED IMPORTED_TARGET harfbuzz)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(pugixml REQUIRED)
if(IMPRINT_FFT STREQUAL "fftw")
  pkg_check_modules(FFTW REQUIRED IMPORTED_TARGET fftw3f)
endif()
