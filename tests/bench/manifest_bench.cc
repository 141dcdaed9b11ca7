// Times signing and validating a manifest through the public calls, hashing and read-back included: manifest_bench FILE
// CHAIN.pem KEY.pem
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <imprint/imprint.hpp>
#include <iterator>
#include <string>
#include <vector>

namespace {

constexpr int kRuns = 60;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Median of the milliseconds that pass; a negative number when a call fails.
template <typename Call>
double median_ms(Call call) {
  std::vector<double> times;
  for (int i = 0; i < kRuns; ++i) {
    const auto start = std::chrono::steady_clock::now();
    if (call() != IMPRINT_OK) return -1;
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::nth_element(times.begin(), times.begin() + kRuns / 2, times.end());
  return times[kRuns / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "usage: manifest_bench FILE CHAIN.pem KEY.pem\n"), 1;
  const std::string file = read_file(argv[1]), chain = read_file(argv[2]), key = read_file(argv[3]);
  const imprint_byte_view bytes{reinterpret_cast<const uint8_t*>(file.data()), file.size()};
  imprint_context* context = nullptr;
  imprint_error error = {};
  if (imprint_context_create(nullptr, &context, &error) != IMPRINT_OK) return 1;
  imprint_signer signer = IMPRINT_SIGNER_INIT;
  signer.certificates = {chain.data(), chain.size()};
  signer.private_key = {key.data(), key.size()};
  imprint_bytes out = {};
  const double sign_ms = median_ms([&] {
    imprint_bytes_free(&out);
    return imprint_manifest_sign(context, bytes, &signer, nullptr, &out, &error);
  });
  const double verify_ms = median_ms([&] {
    imprint_report* report = nullptr;
    const imprint_status status =
        imprint_manifest_verify(context, {out.data, out.size}, {nullptr, 0}, 0, &report, &error);
    imprint_report_destroy(report);
    return status;
  });
  if (sign_ms < 0 || verify_ms < 0)
    std::fprintf(stderr, "manifest_bench: %s\n", error.message);
  else
    std::printf("{\"file_bytes\":%zu,\"bytes_added\":%zu,\"sign_ms_median\":%.2f,\"verify_ms_median\":%.2f}\n",
                file.size(), out.size - file.size(), sign_ms, verify_ms);
  imprint_bytes_free(&out);
  imprint_context_destroy(context);
  return sign_ms < 0 || verify_ms < 0;
}
