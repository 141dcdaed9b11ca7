// In a process of its own (unit.first_key): nothing may have decoded a key before.
#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <string_view>
#include <thread>
#include <vector>

#include "crypto/certificate.h"

using namespace imprint;

namespace {

// Self-signed, for a key that is RSASSA-PSS by its own algorithm (SHA-256, salt 32), of 2048 bits.
constexpr std::string_view kCertificate =
    "3082039530820249a00302010202143c9636b39ebaf66668596f1458d7350753bc77c3304106092a864886f70d01010a3034a00f300d060960864801"
    "65030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120300c310a300806035504030c0178301e170d"
    "3236313133303138343634365a170d3336313132373138343634365a300c310a300806035504030c017830820156304106092a864886f70d01010a30"
    "34a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a2030201200382010f003082"
    "010a0282010100dc1a93616685009cd5cc538646b1b13359a96429f583fb23a5f550200fd242201ec0a49c0f7d0199a748c1ee0b85ca7f31eb404983"
    "c3615a007775468ca428f2ae407bd44703f27dcad3adf7cfe17ca4d86dca67d1d25144c4f1e567b4ba1d41ff3fd9ee0a0f26cd49560d3e271cb2fd18"
    "8e6c979ff46d7da231803f1fb15237ed01bd5a25e63a756a18e24827601eff62901bde5edc6e8eac20202a7f8598ed75d88b44b077823dbf8962e357"
    "679b1651e0e4478c5381414586afe39b6f18d863021e9324fc194dedb2050a239b47d956eff40e9b99f4820101952ab1c7e38db79690d4a7cab8da9d"
    "a7fe689921d5da8ea2040968ffc8c1615d51815e3353a70203010001a3533051301d0603551d0e04160414c5e89adda473bd2eb23d69ab424b775742"
    "4425a7301f0603551d23041830168014c5e89adda473bd2eb23d69ab424b7757424425a7300f0603551d130101ff040530030101ff304106092a8648"
    "86f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120"
    "0382010100cddb4ad3c7a19f08504d1f0a87d98f2486b21cda0652b8c87379fe1dba2a25ff2f731e0a5af87d386157bcc2331ff48d9fe569de327490"
    "639415a72f53cd4281a5624b576aa40d16c360c5711e8b63c08ddbdd0d2d980b0a5f045fd3e339e715854c8d129c97762450483bed2935159a28af6e"
    "4dcdf77d1dba54973bb4678ce2bd3a61cdcb29a8a301ba7a78900eb672b2e2bcc461f3475025d12cb3ad917cb9ef09f710d2b61b7b28e8016a4ff49f"
    "be25841125658fc3e351d02c3db6cbc61c82bc1efcf21d15f85a0d40802f981909296fbf067b24799f8a06ec91db345b9ea8e794395ddc1ea06aadda"
    "b64cf20affeed36e21e4639ba8c730a9de127f90ed";

uint8_t digit(char c) { return static_cast<uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); }

Bytes certificate() {
  Bytes out;
  for (size_t i = 0; i < kCertificate.size(); i += 2) out.push_back(static_cast<uint8_t>(digit(kCertificate[i]) << 4 | digit(kCertificate[i + 1])));
  return out;
}

}  // namespace

TEST_CASE("first key: threads that decode the first keys of a process all read them") {
  constexpr int kThreads = 6;
  const Bytes der = certificate();
  std::barrier start(kThreads);
  std::atomic<int> unread = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&] {
      start.arrive_and_wait();
      for (int i = 0; i < 5; ++i) {
        const auto parsed = crypto::Certificate::from_der(der);
        if (!parsed.ok() || !parsed->key_problem().empty()) ++unread;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(unread == 0);
}
