"""A signer whose key does not leave its place, and where it is asked for: here a process of its own, over a pipe, as a KMS is over the network.

    signer = KmsSigner(certificates_pem, command=["my-kms", "sign", "--key", "labels"])
    imprint.mark(picture, producer, produce_id, signer=signer.signer())

`command` gets the SHA-256 of what is to be signed, in hexadecimal, as its last word, and prints the signature in DER, base64. That is what the
clouds' sign calls take and give; in their client libraries the function is one call.
"""
from __future__ import annotations

import base64
import hashlib
import subprocess
from typing import List

import imprint


class KmsSigner:
    def __init__(self, certificates: str, command: List[str], timeout_s: float = 10) -> None:
        self._certificates, self._command, self._timeout_s = certificates, command, timeout_s

    def signer(self) -> imprint.Signer:
        return imprint.Signer(self._certificates, algorithm="ES256", sign=self._sign)

    def _sign(self, request: bytes) -> bytes:
        digest = hashlib.sha256(request).hexdigest()
        answer = subprocess.run([*self._command, digest], check=True, capture_output=True, timeout=self._timeout_s).stdout
        return raw_signature(base64.b64decode(answer))


def raw_signature(der: bytes) -> bytes:
    """r then s of 32 bytes each, out of an ECDSA-Sig-Value (RFC 3279 2.2.3), for P-256."""
    if len(der) < 8 or der[0] != 0x30 or der[1] != len(der) - 2:
        raise ValueError("the answer is no ECDSA signature in DER")
    out, at = b"", 2
    for _ in range(2):
        if der[at] != 0x02:
            raise ValueError("the answer is no ECDSA signature in DER")
        size = der[at + 1]
        number = der[at + 2 : at + 2 + size].lstrip(b"\0")
        if len(number) > 32:
            raise ValueError("the signature is not of P-256")
        out += number.rjust(32, b"\0")
        at += 2 + size
    return out
