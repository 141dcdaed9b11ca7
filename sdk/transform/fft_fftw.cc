// FFTW back end. Planning is the one part of FFTW that is not thread-safe; executing is.
#include <fftw3.h>

#include <memory>
#include <mutex>
#include <new>

#include "transform/fft.h"
#include "transform/real_fft.h"

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

struct Free {
  void operator()(void* memory) const { fftwf_free(memory); }
};

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

struct RealFft::Work {
  explicit Work(int size)
      : count(static_cast<size_t>(size)),
        samples(fftwf_alloc_real(count)),
        bins(reinterpret_cast<std::complex<float>*>(fftwf_alloc_complex(count / 2 + 1))) {
    if (!samples || !bins) throw std::bad_alloc();
    auto* out = reinterpret_cast<fftwf_complex*>(bins.get());
    const std::lock_guard lock(planner());
    forward.reset(fftwf_plan_dft_r2c_1d(size, samples.get(), out, FFTW_ESTIMATE | FFTW_DESTROY_INPUT));
    inverse.reset(fftwf_plan_dft_c2r_1d(size, out, samples.get(), FFTW_ESTIMATE | FFTW_DESTROY_INPUT));
  }
  size_t count;
  std::unique_ptr<float, Free> samples;
  std::unique_ptr<std::complex<float>, Free> bins;
  PlanHandle forward, inverse;
};

RealFft::RealFft(int size) : work_(std::make_unique<Work>(size)) {}
RealFft::~RealFft() = default;
RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;
std::span<float> RealFft::samples() { return {work_->samples.get(), work_->count}; }
std::span<std::complex<float>> RealFft::bins() { return {work_->bins.get(), work_->count / 2 + 1}; }
void RealFft::forward() { fftwf_execute(work_->forward.get()); }
void RealFft::inverse() { fftwf_execute(work_->inverse.get()); }

}  // namespace imprint::transform
