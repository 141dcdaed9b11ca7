// Wider vectors where the processor has them.
#pragma once

// Before a function: it is compiled for AVX2 as well, and the loader picks. Without FMA, so that every processor computes the
// same numbers. Sanitizers do not support the mechanism (ifunc).
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define IMPRINT_SIMD __attribute__((target_clones("avx2", "default")))
#else
#define IMPRINT_SIMD
#endif
