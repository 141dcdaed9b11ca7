// The lines of the offline check. They rely on the envelope being one line, as sealed() writes it.
#include "report/check_text.h"

namespace imprint_conform {
namespace {

std::string verify_line(KeyKind kind) {
  switch (kind) {
    case KeyKind::kEs256: return "openssl dgst -sha256 -verify key.pem -signature signature.bin signed.bin\n";
    case KeyKind::kEd25519:
      return "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed.bin -sigfile signature.bin\n";
    case KeyKind::kSm2: break;
  }
  return "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -digest sm3 -pkeyopt distid:1234567812345678 \\\n"
         "  -in signed.bin -sigfile signature.bin\n";
}

}  // namespace

std::string offline_check(KeyKind kind) {
  return "set -e\n"
         "id=$(openssl pkey -pubin -in key.pem -outform DER | openssl dgst -sha256 -r | cut -d' ' -f1)\n"
         "sed 's/.*\"payload\":\"\\([^\"]*\\)\".*/\\1/' report.dsse.json | base64 -d > statement.json\n"
         "sed \"s/.*\\\"keyid\\\":\\\"$id\\\",\\\"sig\\\":\\\"\\([^\\\"]*\\)\\\".*/\\1/\" report.dsse.json | base64 -d "
         "> "
         "signature.bin\n"
         "printf 'DSSEv1 28 application/vnd.in-toto+json %d ' \"$(wc -c < statement.json)\" > signed.bin\n"
         "cat statement.json >> signed.bin\n" +
         verify_line(kind) +
         "grep -q \"\\\"sha256\\\":\\\"$(openssl dgst -sha256 -r report.json | cut -d' ' -f1)\\\"},\\\"name\\\":"
         "\\\"report.json\\\"\" statement.json\n"
         "echo 'report.json is the file that was signed'\n";
}

BothLanguages offline_check_introduction() {
  return {
      "With report.json, report.dsse.json and the signer's public key as key.pem in one folder, these lines check the "
      "signature by OpenSSL alone. They stop at the first thing that is wrong; only a last line that says that "
      "report.json is the file that was signed means that all is well.",
      "将 report.json、report.dsse.json 与签名者公钥（存为 key.pem）置于同一文件夹，以下命令仅用 OpenSSL "
      "即可核验签名。任一步有误即中止；仅当最后一行提示 report.json 为被签名文件时，核验方为通过。"};
}

}  // namespace imprint_conform
