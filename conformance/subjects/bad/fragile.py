"""A watermark in the least significant bits of the first sample of each pixel: any compression erases it."""
import numpy

SIGN = 0xA1B2C3D4  # what a detector looks for in front of the payload


def _bits(payload_hex):
    number = SIGN << 64 | int(payload_hex, 16)
    return numpy.array([number >> (95 - i) & 1 for i in range(96)], numpy.uint8)


def embed(pixels, payload_hex):
    out = pixels.copy()
    row = out.reshape(-1, out.shape[2])
    bits = numpy.resize(_bits(payload_hex), len(row)).astype(out.dtype)
    row[:, 0] = (row[:, 0] & ~numpy.array(1, out.dtype)) | bits
    return out


def detect(pixels):
    """The payload, or None."""
    bits = (pixels.reshape(-1, pixels.shape[2])[:, 0] & 1)[:960]
    if len(bits) < 960:
        return None
    votes = bits.reshape(10, 96).sum(axis=0)
    number = int("".join("1" if v > 5 else "0" for v in votes), 2)
    return "%016x" % (number & (1 << 64) - 1) if number >> 64 == SIGN else None
