#!/usr/bin/env bash
# The Debian packages of a build: what they say and hold, then installed in an empty root, used, and removed without a trace.
#   deb_test.sh BUILD WORK CPACK SOVERSION FOLDER...    FOLDER: of the machine that built it, which no file may name
# Needs dpkg; the installing needs root. Exit code 77: skipped.
set -euo pipefail
build=$1 work=$2 cpack=$3 soversion=$4
shift 4
library=libimprint$soversion
command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null || { echo "skipped: no dpkg-dev"; exit 77; }

fail() { echo "$*" >&2; exit 1; }
rm -rf "$work"
mkdir -p "$work/debs" "$work/root/var/lib/dpkg" "$work/bin"
(umask 077; cd "$build" && "$cpack" -G DEB -B "$work/debs" >"$work/cpack.log" 2>&1) || { cat "$work/cpack.log"; exit 1; }
deb() { echo "$work/debs/$1"_*.deb; }
field() { dpkg-deb -f "$(deb "$1")" "$2"; }
holds() { grep -qE "$2" "$work/$1.files" || fail "$1 holds nothing like $2"; }

packages="$library libimprint-dev imprint-doc"
[ ! -e "$build/cli/imprint" ] || packages="$packages imprint-tool"
[ ! -e "$build/conformance/imprint-conform" ] || packages="$packages imprint-conformance"
[ "$(ls "$work"/debs/*.deb | wc -l)" = "$(wc -w <<<"$packages")" ] || fail "packages: $(ls "$work/debs")"

# --- what each says of itself, and holds ---
version=$(field "$library" Version)
for package in $packages; do
  [ "$(field "$package" Maintainer)" = "Imprint project" ] || fail "$package: maintainer"
  [ "$(field "$package" Version)" = "$version" ] || fail "$package: version"
  [[ $(field "$package" Description) == "label AI-generated pictures: "* ]] || fail "$package: description"
  dpkg-deb -c "$(deb "$package")" >"$work/$package.files"
  ! grep -v ' root/root ' "$work/$package.files" || fail "$package: files that are not root's"
  ! grep -vE '^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx) ' "$work/$package.files" || fail "$package: modes"
  holds "$package" "usr/share/doc/$package/copyright$"
  holds "$package" "usr/share/doc/$package/imprint.cdx.json$"
  mkdir -p "$work/unpacked/$package"
  dpkg-deb -x "$(deb "$package")" "$work/unpacked/$package"
  copyright=$work/unpacked/$package/usr/share/doc/$package/copyright
  for text in "License: Apache-2.0" "Noto Sans CJK" "SIL OPEN FONT LICENSE Version 1.1" "2013-2022 Niels Lohmann" "University of Cincinnati"; do
    grep -q "$text" "$copyright" || fail "$package: its copyright does not name $text"
  done
  awk 'empty && !/^[A-Z][A-Za-z-]*:/ { exit 1 } { empty = /^$/ }' "$copyright" || fail "$package: an empty line within a licence"
  for folder in "$@"; do
    ! grep -rlF "$folder/" "$work/unpacked/$package" || fail "$package names $folder"
  done
done
[[ $(field "$library" Depends) == *"libc6 (>="*"libssl3 (>="* ]] || fail "$library depends on: $(field "$library" Depends)"
[[ $(field libimprint-dev Depends) == "$library (= $version)" ]] || fail "libimprint-dev depends on: $(field libimprint-dev Depends)"
[ "$(field imprint-doc Architecture)" = all ] || fail "imprint-doc: architecture"
holds "$library" "usr/lib/.*libimprint\.so\.$soversion -> libimprint"
! grep -E 'libimprint\.so( |$)|\.h$|\.a$' "$work/$library.files" || fail "$library holds what libimprint-dev does"
for file in 'imprint/imprint\.h$' 'imprint/imprint\.hpp$' 'libimprint\.so -> ' 'pkgconfig/imprint\.pc$' 'cmake/Imprint/ImprintConfig\.cmake$'; do
  holds libimprint-dev "$file"
done
for file in 'Imprint/spec/errors\.md$' 'imprint/schema/report\.schema\.json$' 'Imprint/README\.md$' 'licenses/imprint/NOTICE$'; do
  holds imprint-doc "$file"
done
dpkg-deb -e "$(deb "$library")" "$work/control"
grep -q "^libimprint $soversion $library (>= $version)$" "$work/control/shlibs" || fail "$library: shlibs"
if [[ $packages == *imprint-tool* ]]; then
  [[ $(field imprint-tool Depends) == *"$library (= $version)"* ]] || fail "imprint-tool depends on: $(field imprint-tool Depends)"
  for file in 'bin/imprint$' 'man/man1/imprint-mark\.1$' 'bash-completion/completions/imprint$' 'zsh/vendor-completions/_imprint$' \
      'fish/vendor_completions\.d/imprint\.fish$'; do
    holds imprint-tool "$file"
  done
fi
if [[ $packages == *imprint-conformance* ]]; then
  [[ $(field imprint-conformance Depends) == *"imprint-tool (= $version)"* ]] || fail "imprint-conformance depends on: $(field imprint-conformance Depends)"
  for file in 'libexec/imprint/imprint-conform$' 'imprint/conformance/rubric/gb45438\.toml$' 'imprint/conformance/profiles/cn-gb45438\.toml$' \
      'imprint/conformance/subjects/template/README\.md$' 'imprint/conformance/vectors/replay\.py$'; do
    holds imprint-conformance "$file"
  done
fi

# No two packages hold the same file.
doubled=$(grep -hv '/$' "$work"/*.files | sed 's/.* \.\//\//; s/ -> .*//' | sort | uniq -d)
[ -z "$doubled" ] || fail "in two packages: $doubled"

# --- installed, used, removed ---
if [ "$(id -u)" != 0 ]; then
  echo "not tried: only root can install"
  exit 0
fi
# An empty root has no shell for the scripts of a package, so they run outside; there a stand-in counts the calls of ldconfig.
printf '#!/bin/sh\necho called >>"%s"\n' "$work/ldconfig.calls" >"$work/bin/ldconfig"
chmod +x "$work/bin/ldconfig"
touch "$work/root/var/lib/dpkg/status" "$work/ldconfig.calls"
in_root() { PATH=$work/bin:$PATH dpkg --root="$work/root" --log=/dev/null --force-depends --force-script-chrootless "$@" >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log"; exit 1; }; }
before=$(find "$work/root" -not -path '*/var/lib/dpkg*' | sort)
in_root --install "$work"/debs/*.deb
[ "$(wc -l <"$work/ldconfig.calls")" = 1 ] || fail "ldconfig was called $(wc -l <"$work/ldconfig.calls") times by the installing"
[ -z "$(dpkg --root="$work/root" --audit)" ] || fail "$(dpkg --root="$work/root" --audit)"
if [[ $packages == *imprint-tool* ]]; then
  folder=$(dirname "$(find "$work/root/usr/lib" -name "libimprint.so.$soversion")")
  LD_LIBRARY_PATH=$folder "$work/root/usr/bin/imprint" version | grep -qx "imprint $version" || fail "the installed tool does not run"
fi
if [[ $packages == *imprint-conformance* ]]; then
  LD_LIBRARY_PATH=$folder "$work/root/usr/bin/imprint" conform list profiles | grep -q '^cn-gb45438' || fail "the installed conformance suite does not find its rules"
fi
# shellcheck disable=SC2086
in_root --purge $packages
[ "$(wc -l <"$work/ldconfig.calls")" = 2 ] || fail "ldconfig was not called by the removing"
after=$(find "$work/root" -not -path '*/var/lib/dpkg*' | sort)
[ "$before" = "$after" ] || fail "left behind: $(comm -13 <(echo "$before") <(echo "$after"))"
echo "$(wc -w <<<"$packages") packages of $version: installed, used, removed"
