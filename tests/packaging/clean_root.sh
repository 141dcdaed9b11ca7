#!/usr/bin/env bash
# Five languages in a root that has nothing of this project but its packages: each hello marks the same picture and prints the same mark_id.
#   clean_root.sh BUILD ROOT      BUILD: a finished build with tests; ROOT: a folder for a Debian 12 root, made by debootstrap if it is empty
# As root, with a network. Takes some minutes; not one of the tests.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "$1")
mkdir -p "$2"
root=$(realpath "$2")
[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$root" >/dev/null
try=$root/root/try
rm -rf "$try"
mkdir -p "$try/debs"

# --- what is handed out ---
(umask 022; cd "$build" && cpack -G DEB -B "$try/debs" >/dev/null)
bash "$here/bindings/python/package.sh" "$build" "$try"
cmake --build "$build" --target package_node package_java >/dev/null
cp "$build"/packages/imprint-*.tgz "$build"/packages/imprint-*.jar "$try/"
bash "$here/bindings/go/package.sh" "$try/go"
bash "$here/bindings/rust/package.sh" "$try/rust"
"$build/samples/paint_picture" "$try/in.png" 1152 896
cp "$here/samples/python/hello.py" "$here/samples/node/hello.mjs" "$here/samples/java/Hello.java" "$here/samples/go/hello/main.go" "$here/bindings/rust/imprint/examples/hello.rs" "$try/"

cat >"$try/run.sh" <<'INSIDE'
set -euo pipefail
cd /root/try
export DEBIAN_FRONTEND=noninteractive HOME=/root
begin=$SECONDS
apt-get update -qq
# The languages themselves; of this project nothing.
apt-get install -y -qq --no-install-recommends python3 python3-venv python3-cffi nodejs golang-go cargo rustc pkg-config openjdk-17-jdk-headless >/dev/null 2>&1
echo "languages: $((SECONDS - begin)) s"
begin=$SECONDS
apt-get install -y -qq --no-install-recommends ./debs/libimprint1_*.deb ./debs/libimprint-dev_*.deb ./debs/imprint-tool_*.deb >/dev/null 2>&1
echo "debs: $((SECONDS - begin)) s; $(imprint version | head -1)"

said() {  # NAME COMMAND...: must print the line of hello
  local name=$1 from=$(date +%s%N)
  shift
  local words
  words=$("$@")
  echo "$name: $words, $((($(date +%s%N) - from) / 1000000)) ms"
  [ "$words" = "mark_id 5f297590b9efb1f5 state generated" ]
}

begin=$SECONDS
python3 -m venv --system-site-packages venv && venv/bin/pip install -q --no-index imprint-*.whl
said python venv/bin/python hello.py in.png python.png
echo "  from the wheel to there: $((SECONDS - begin)) s"

begin=$SECONDS
mkdir -p node/node_modules/imprint && tar -xzf imprint-*.tgz -C node/node_modules/imprint --strip-components=1 && cp hello.mjs node/
said node node node/hello.mjs in.png node.png
echo "  from the tarball to there: $((SECONDS - begin)) s"

begin=$SECONDS
mkdir -p gohello && cp main.go gohello/
(cd gohello && export GOPROXY=file:///root/try/go/proxy GOSUMDB=off GOFLAGS="-mod=mod -buildvcs=false" && go mod init example.test/hello 2>/dev/null && go get imprint.example/imprint 2>/dev/null && go build -o hello .)
said go gohello/hello in.png
echo "  from the module to there: $((SECONDS - begin)) s"

begin=$SECONDS
mkdir -p rusthello/src rusthello/.cargo && cp hello.rs rusthello/src/main.rs
printf '[package]\nname = "hello"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nimprint = "0.1"\n' >rusthello/Cargo.toml
printf '[source.crates-io]\nreplace-with = "here"\n[source.here]\ndirectory = "/root/try/rust/registry"\n' >rusthello/.cargo/config.toml
(cd rusthello && cargo build --release --offline --quiet)
said rust rusthello/target/release/hello in.png
echo "  from the crates to there: $((SECONDS - begin)) s"

begin=$SECONDS
said java java -cp imprint-*.jar Hello.java in.png java.png
echo "  from the jar to there: $((SECONDS - begin)) s"
imprint verify python.png | head -1
apt-get purge -y -qq imprint-tool libimprint-dev libimprint1 >/dev/null 2>&1
! ls /usr/lib/x86_64-linux-gnu/libimprint* /usr/bin/imprint 2>/dev/null || { echo "left behind"; exit 1; }
echo "five languages, one mark_id; the packages went without a trace"
INSIDE
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
cp /etc/resolv.conf "$root/etc/resolv.conf"
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 chroot "$root" bash /root/try/run.sh
