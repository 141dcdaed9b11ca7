// The two-dimensional FFT of real data, single precision.
#pragma once

#include <complex>

namespace imprint::transform {

// Unnormalised forward transform in place: F(f) = sum of picture(x) * exp(-2 pi i f x). `rows`: height rows, `stride`
// complex numbers apart, stride > width / 2. Before, row y holds width real samples from its start on; after, the half
// spectrum: rows of frequency y / height, the upper half of them negative, columns 0..width/2 of frequency x / width. The
// rest follows from F(-f) = conj F(f). What lies beyond them in a row is not touched, except that an odd width may use one
// float more.
void forward(std::complex<float>* rows, int width, int height, int stride);

// The smallest even number >= n whose prime factors are 2, 3 and 5: sizes that both back ends do fast.
int fast_size(int n);

}  // namespace imprint::transform
