#include "transform/fft.h"

namespace imprint::transform {

int fast_size(int n) {
  for (int size = n + (n & 1);; size += 2) {
    int rest = size;
    for (int prime : {2, 3, 5})
      while (rest % prime == 0) rest /= prime;
    if (rest == 1) return size;
  }
}

}  // namespace imprint::transform
