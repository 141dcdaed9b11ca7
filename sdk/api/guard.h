// The exception barrier: every extern "C" body that can fail runs inside guard().
#pragma once

#include <exception>
#include <new>
#include <string_view>
#include <utility>

#include "base/status.h"
#include "imprint/imprint.h"

namespace imprint::api {

void clear_error(imprint_error* error) noexcept;
imprint_status fail(imprint_error* error, imprint_status status, std::string_view message) noexcept;

template <typename Body>
imprint_status guard(imprint_error* error, Body&& body) noexcept {
  clear_error(error);
  try {
    const Status status = std::forward<Body>(body)();
    if (status.ok()) return IMPRINT_OK;
    return fail(error, static_cast<imprint_status>(status.code()), status.message());
  } catch (const std::bad_alloc&) {
    return fail(error, IMPRINT_ERR_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception& e) {
    return fail(error, IMPRINT_ERR_INTERNAL, e.what());
  } catch (...) {
    return fail(error, IMPRINT_ERR_INTERNAL, "unknown exception");
  }
}

}  // namespace imprint::api
