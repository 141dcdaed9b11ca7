#!/usr/bin/env bash
# Installs the Debian packages that the build needs; with "test", also those of the tests. Debian 12; as root or with sudo.
set -euo pipefail
packages=(build-essential cmake ninja-build pkg-config
  libopencv-core-dev libopencv-imgproc-dev libfftw3-dev libpng-dev zlib1g-dev libjpeg62-turbo-dev libwebp-dev libgif-dev libavif-dev libtiff-dev
  libssl-dev libbrotli-dev libfreetype-dev libharfbuzz-dev libebur128-dev libsamplerate0-dev libsndfile1-dev libpugixml-dev nlohmann-json3-dev libcli11-dev libtomlplusplus-dev)
[ "${1:-}" != test ] || packages+=(clang openssl doctest-dev libimage-exiftool-perl python3 python3-jsonschema python3-pil
  softhsm2 libengine-pkcs11-openssl abigail-tools golang-go cargo rustc
  python3-cffi python3-dev python3-setuptools python3-numpy mypy patchelf zsh fish mandoc groff-base dpkg-dev file doxygen
  libtesseract-dev tesseract-ocr tesseract-ocr-chi-sim fonts-noto-cjk chromium ffmpeg)

# Node of another origin brings its own header, and Debian's beside it would be refused.
if [ "${1:-}" = test ]; then
  node -e 'process.exit(process.versions.node.split(".")[0] < 18)' 2>/dev/null || packages+=(nodejs)
  [ -f /usr/include/node/node_api.h ] || packages+=(libnode-dev)
  # Any JDK of Java 17 or later serves.
  [ "$(/usr/bin/javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')" -ge 17 ] 2>/dev/null || packages+=(openjdk-17-jdk-headless)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "installing: ${missing[*]}" >&2
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
