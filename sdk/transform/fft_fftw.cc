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

fftwf_complex* fftw(std::vector<std::complex<float>>& v) { return reinterpret_cast<fftwf_complex*>(v.data()); }

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

std::vector<float> inverse(HalfSpectrum& spectrum) {
  std::vector<float> out(static_cast<size_t>(spectrum.width) * static_cast<size_t>(spectrum.height));
  PlanHandle plan;
  {
    const std::lock_guard lock(planner());
    plan.reset(fftwf_plan_dft_c2r_2d(spectrum.height, spectrum.width, fftw(spectrum.values), out.data(), FFTW_ESTIMATE));
  }
  fftwf_execute(plan.get());
  return out;
}

struct RealInverse::Plan {
  PlanHandle handle;
};

RealInverse::RealInverse(int width, int height)
    : spectrum_{width, height, {}}, picture_(static_cast<size_t>(width) * static_cast<size_t>(height)), plan_(std::make_unique<Plan>()) {
  spectrum_.values.resize(static_cast<size_t>(spectrum_.columns()) * static_cast<size_t>(height));
  const std::lock_guard lock(planner());
  plan_->handle.reset(fftwf_plan_dft_c2r_2d(height, width, fftw(spectrum_.values), picture_.data(), FFTW_ESTIMATE));
}

RealInverse::~RealInverse() = default;

const std::vector<float>& RealInverse::run() {
  fftwf_execute(plan_->handle.get());
  return picture_;
}

}  // namespace imprint::transform
