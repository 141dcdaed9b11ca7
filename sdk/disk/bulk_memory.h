// Memory for whole files: of a size that may be more than the machine has, it lies in a file of its own, which has no name and is gone
// with the memory. The system keeps of it what there is room for (spec/limits.md 5).
#pragma once

#include <cstddef>
#include <limits>
#include <new>

namespace imprint::disk {

inline constexpr size_t kBulkBytes = size_t{256} << 20;  // from here on

// At least kBulkBytes, zeros, in a file in TMPDIR or /var/tmp whose room has been taken; where there is none, the system's memory.
// std::bad_alloc where that has none either. Threads: safe.
void* take_bulk(size_t bytes);
// False, with nothing done, when `start` does not come from take_bulk(). Threads: safe.
bool give_back_bulk(void* start) noexcept;

template <typename T>
struct BulkAllocator {
  using value_type = T;

  BulkAllocator() = default;
  template <typename Other>
  BulkAllocator(const BulkAllocator<Other>&) noexcept {}

  T* allocate(size_t count) {
    if (count > std::numeric_limits<size_t>::max() / sizeof(T)) throw std::bad_alloc();
    const size_t bytes = count * sizeof(T);
    return static_cast<T*>(bytes < kBulkBytes ? ::operator new(bytes) : take_bulk(bytes));
  }
  void deallocate(T* start, size_t count) noexcept {
    if (count * sizeof(T) < kBulkBytes) ::operator delete(start);
    else give_back_bulk(start);
  }
  template <typename Other>
  bool operator==(const BulkAllocator<Other>&) const noexcept {
    return true;
  }
};

}  // namespace imprint::disk
