#!/usr/bin/env python3
"""Puts the library and what it stands on into one folder, so that a package runs where nothing else is installed.

    bindings/bundle.py build/release/sdk/api/libimprint.so FOLDER

FOLDER receives libimprint.so.N and every library below it that is not the C library or the compiler's own, each looking for the others
beside itself (needs patchelf), and LICENCES.txt with their packages, versions and copyright files. All but libimprint get names of their own,
so that a process that has loaded another OpenSSL or OpenCV of the same name does not lend it to ours, nor ours to others. A library that is built with
-DIMPRINT_FFT=opencv stands on no GPL code; what links FFTW is under the GPL as a whole, and the list says so.
"""
import hashlib
import pathlib
import re
import shutil
import subprocess
import sys

# Of every Debian and of every glibc 2.36 system: libstdc++ and libgcc are asked for by their symbol versions.
OF_THE_SYSTEM = re.compile(r"(ld-linux|libc\.so|libm\.so|libdl\.so|libpthread\.so|librt\.so|libresolv\.so|libstdc\+\+\.so|libgcc_s\.so|linux-vdso)")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def below(library):
    """Name and path of each library that the loader would bring."""
    for line in run("ldd", str(library)).splitlines():
        match = re.match(r"\s*(\S+) => (/\S+)", line)
        if match and not OF_THE_SYSTEM.match(match.group(1)):
            yield match.group(1), pathlib.Path(match.group(2)).resolve()
        elif "not found" in line:
            sys.exit(f"{library}: {line.strip()}")


def soname(library):
    return run("patchelf", "--print-soname", str(library)).strip()


def needed_by(library):
    return run("patchelf", "--print-needed", str(library)).split()


def own_name(name, path):
    """libpng16.so.16 becomes libpng16-imprint-0a1b2c3d.so.16: no other program has a library of that name."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    stem, _, version = name.partition(".so")
    return f"{stem}-imprint-{digest}.so{version}"


def package_of(path):
    """Debian's package of a file and its version; merged /usr has it under either name."""
    for name in (str(path), str(path).removeprefix("/usr")):
        try:
            package = run("dpkg-query", "-S", name).split(":")[0]
            return package, run("dpkg-query", "-W", "-f=${Version}", package)
        except subprocess.CalledProcessError:
            continue
    return None


def licences(paths):
    """One text: who made each package, and under which terms."""
    packages = sorted({package_of(path) for path in paths} - {None})
    out = [f"{name} {version}" for name, version in packages]
    if any(name.startswith("libfftw3") for name, _ in packages):
        out.append("\nThis package contains FFTW, so the whole of it is under the GPL, version 2 or later.")
    for name, version in packages:
        terms = pathlib.Path("/usr/share/doc", name, "copyright")
        out.append(f"\n{'=' * 100}\n{name} {version}\n{'=' * 100}\n")
        out.append(terms.read_text(encoding="utf-8", errors="replace") if terms.exists() else "(no copyright file)")
    return "\n".join(out) + "\n"


def bundle(library, folder):
    if shutil.which("patchelf") is None:
        sys.exit("patchelf is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / soname(library)
    shutil.copy(library.resolve(), own)
    found = dict(below(library))
    names = {name: own_name(name, path) for name, path in found.items()}
    for name, path in found.items():
        shutil.copy(path, folder / names[name])
    for file in [own, *(folder / name for name in names.values())]:
        file.chmod(0o755)
        subprocess.run(["strip", "--strip-unneeded", str(file)], check=False, capture_output=True)
        if file != own:
            run("patchelf", "--set-soname", file.name, str(file))
        for needed in filter(names.get, needed_by(file)):
            run("patchelf", "--replace-needed", needed, names[needed], str(file))
        run("patchelf", "--set-rpath", "$ORIGIN", str(file))
    (folder / "LICENCES.txt").write_text(licences(found.values()), encoding="utf-8")
    return own


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(bundle(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
