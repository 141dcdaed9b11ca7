# Runs contact_sheet on pictures of known sizes and on what it must refuse.
#   cmake -DSHEET=<contact_sheet> -DPAINT=<paint_picture> -DJPEG=<to_jpeg or empty> -DWORK=<scratch> -P contact_sheet_test.cmake
cmake_minimum_required(VERSION 3.25)

function(run expected)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE talk)
  if(NOT result EQUAL expected)
    message(FATAL_ERROR "${ARGN}\nanswered ${result} instead of ${expected}:\n${output}${talk}")
  endif()
  set(output "${output}" PARENT_SCOPE)
  set(talk "${talk}" PARENT_SCOPE)
endfunction()

function(expect_match text pattern)
  if(NOT text MATCHES "${pattern}")
    message(FATAL_ERROR "'${text}' does not match '${pattern}'")
  endif()
endfunction()

# IHDR stands first in a PNG: width in bytes 16 to 19, height in 20 to 23, in hex.
function(expect_size file width height)
  file(READ ${file} ihdr OFFSET 16 LIMIT 8 HEX)
  string(SUBSTRING ${ihdr} 0 8 width_hex)
  string(SUBSTRING ${ihdr} 8 8 height_hex)
  math(EXPR width_px "0x${width_hex}")
  math(EXPR height_px "0x${height_hex}")
  if(NOT "${width_px}x${height_px}" STREQUAL "${width}x${height}")
    message(FATAL_ERROR "${file} has ${width_px}x${height_px} pixels instead of ${width}x${height}")
  endif()
endfunction()

# Nothing was written, and the message names the reason.
function(expect_refusal sheet pattern)
  run(1 ${SHEET} ${sheet} ${ARGN})
  expect_match("${talk}" "${pattern}")
  if(EXISTS ${sheet} OR EXISTS ${sheet}.part)
    message(FATAL_ERROR "${sheet} was written although the call failed")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
run(0 ${PAINT} ${WORK}/wide.png 640 480)
run(0 ${PAINT} ${WORK}/tall.png 360 720)
run(0 ${PAINT} ${WORK}/small.png 120 90)

# Two pictures. The header is 54 high, and a row 58 higher than its cells: 640x480 shrinks to 420x315, 360x720 to 210x420.
run(0 ${SHEET} ${WORK}/sheet.png ${WORK}/wide.png ${WORK}/tall.png)
expect_size(${WORK}/sheet.png 2196 905)
set(numbers "PSNR [0-9.]+ dB   largest change [0-9]+   read back, p = [0-9.]+e-[0-9]+\n")
expect_match("${output}" "wide.png   640x480, shown at 66 %   ${numbers}.*tall.png   360x720, shown at 58 %   ${numbers}$")

# An existing output is kept.
file(SHA256 ${WORK}/sheet.png before)
run(1 ${SHEET} ${WORK}/sheet.png ${WORK}/wide.png)
expect_match("${talk}" "sheet.png: exists already")
file(SHA256 ${WORK}/sheet.png after)
if(NOT before STREQUAL after)
  message(FATAL_ERROR "an existing output was overwritten")
endif()

# A picture that is too small for a mark gets its row, in cells of the least height, and the reason.
run(0 ${SHEET} ${WORK}/with_small.png ${WORK}/small.png)
expect_size(${WORK}/with_small.png 2196 392)
expect_match("${output}" "small.png   120x90   not marked: .*160 px")

if(JPEG)
  run(0 ${JPEG} ${WORK}/wide.png ${WORK}/wide.jpg)
  run(0 ${SHEET} ${WORK}/of_jpeg.png ${WORK}/wide.jpg)
  expect_size(${WORK}/of_jpeg.png 2196 427)
  expect_match("${output}" "wide.jpg   640x480, shown at 66 %   ${numbers}$")
endif()

file(WRITE ${WORK}/text.png "no picture")
expect_refusal(${WORK}/refused.png "text.png: " ${WORK}/wide.png ${WORK}/text.png)
expect_refusal(${WORK}/refused.png "missing.png: cannot be opened" ${WORK}/missing.png)
expect_refusal(${WORK}/refused.png "usage: ")
expect_refusal(${WORK}/nowhere/refused.png "nowhere/refused.png" ${WORK}/wide.png)
