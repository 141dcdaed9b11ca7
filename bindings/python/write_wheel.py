#!/usr/bin/env python3
"""Writes a wheel (PEP 427) of a folder that package.sh has laid out: write_wheel.py FOLDER OUTPUT. The same files give the same bytes."""
import base64
import hashlib
import pathlib
import platform
import re
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EPOCH = (1980, 1, 1, 0, 0, 0)

METADATA = """Metadata-Version: 2.1
Name: imprint
Version: {version}
Summary: Labels AI-generated pictures: visible label, watermark, metadata label, signed manifest
License: Apache-2.0
Requires-Python: >=3.9
Requires-Dist: cffi>=1.14
Description-Content-Type: text/markdown
License-File: LICENSE
License-File: NOTICE

{readme}"""


def version():
    header = (ROOT / "include/imprint/imprint.h").read_text(encoding="utf-8")
    return ".".join(re.search(rf"#define IMPRINT_VERSION_{part} (\d+)", header).group(1) for part in ("MAJOR", "MINOR", "PATCH"))


def digest(data):
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def main(folder, output):
    major, minor = platform.libc_ver()[1].split(".")[:2]
    tag = f"cp39-abi3-manylinux_{major}_{minor}_{platform.machine()}"
    info = f"imprint-{version()}.dist-info"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.parent != folder}
    files[f"{info}/METADATA"] = METADATA.format(version=version(), readme=(folder / "README.md").read_text(encoding="utf-8")).encode()
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: imprint\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
    for name in ("LICENSE", "NOTICE"):
        files[f"{info}/{name}"] = (folder / name).read_bytes()
    record = "".join(f"{name},{digest(data)},{len(data)}\n" for name, data in files.items()) + f"{info}/RECORD,,\n"
    files[f"{info}/RECORD"] = record.encode()
    wheel = output / f"imprint-{version()}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = (0o755 if ".so" in name else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    print(wheel)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
