// FFTW back end. Planning is the one part of FFTW that is not thread-safe; executing is.
#include <fftw3.h>

#include <memory>
#include <mutex>

#include "transform/fft.h"

namespace imprint::transform {
namespace {

std::mutex& planner() {
  static std::mutex mutex;
  return mutex;
}

struct DestroyPlan {
  void operator()(fftwf_plan plan) const {
    const std::lock_guard lock(planner());
    fftwf_destroy_plan(plan);
  }
};
using PlanHandle = std::unique_ptr<std::remove_pointer_t<fftwf_plan>, DestroyPlan>;

}  // namespace

void forward(std::complex<float>* rows, int width, int height, int stride) {
  const int size[2] = {height, width}, real_rows[2] = {height, 2 * stride}, complex_rows[2] = {height, stride};
  PlanHandle plan;
  {
    const std::lock_guard lock(planner());
    plan.reset(fftwf_plan_many_dft_r2c(2, size, 1, reinterpret_cast<float*>(rows), real_rows, 1, 0,
                                       reinterpret_cast<fftwf_complex*>(rows), complex_rows, 1, 0, FFTW_ESTIMATE));
  }
  fftwf_execute(plan.get());
}

}  // namespace imprint::transform
