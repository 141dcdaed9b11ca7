"""Elliptic curves and digests for the generators of vectors, in plain Python and on purpose slow and simple: SM3, SM2, ECDSA on P-256. Not for secrets."""
import hashlib
import hmac
import struct


class Curve:
    """y^2 = x^3 + ax + b over p, with the point (gx, gy) of order n."""

    def __init__(self, p, a, b, gx, gy, n):
        self.p, self.a, self.b, self.g, self.n = p, a, b, (gx, gy), n

    def add(self, one, other):
        if one is None or other is None:
            return one or other
        if one[0] == other[0]:
            if (one[1] + other[1]) % self.p == 0:
                return None
            slope = (3 * one[0] ** 2 + self.a) * pow(2 * one[1], -1, self.p)
        else:
            slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, self.p)
        x = (slope ** 2 - one[0] - other[0]) % self.p
        return x, (slope * (one[0] - x) - one[1]) % self.p

    def times(self, k, point):
        out = None
        while k:
            if k & 1:
                out = self.add(out, point)
            point, k = self.add(point, point), k >> 1
        return out

    def holds(self, point):
        return (point[1] ** 2 - point[0] ** 3 - self.a * point[0] - self.b) % self.p == 0


SM2 = Curve(0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF, 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC,
            0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93, 0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
            0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0, 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123)
P256 = Curve(0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF, 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFC,
             0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B, 0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
             0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551)
SM2_USER = b"1234567812345678"


def rotate(x, by):
    by %= 32
    return (x << by | x >> 32 - by) & 0xFFFFFFFF if by else x


def sm3(message):
    """GB/T 32905."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + bytes((55 - len(message)) % 64) + struct.pack(">Q", 8 * len(message))
    for at in range(0, len(padded), 64):
        state = _sm3_block(state, padded[at:at + 64])
    return struct.pack(">8I", *state)


def _sm3_block(state, block):
    w = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
        w.append(x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        ss1 = rotate((rotate(a, 12) + e + rotate(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
        gg = e ^ f ^ g if j < 16 else e & f | ~e & g
        tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d, e, f, g, h = tt1, a, rotate(b, 9), c, tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g
    return [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]


def octets(number):
    return number.to_bytes(32, "big")


def sm2_z(key):
    """The prehash of user, curve and key (GB/T 32918.2 5.5)."""
    return sm3(struct.pack(">H", 8 * len(SM2_USER)) + SM2_USER + b"".join(octets(x) for x in (SM2.a, SM2.b, *SM2.g, *key)))


def sm2_e(key, message, twice):
    return sm3(sm2_z(key) + (sm3(message) if twice else message))


def sm2_verify(key, e, r, s):
    t = (r + s) % SM2.n
    if not (0 < r < SM2.n and 0 < s < SM2.n and t):
        return False
    point = SM2.add(SM2.times(s, SM2.g), SM2.times(t, key))
    return (int.from_bytes(e, "big") + point[0]) % SM2.n == r


def nonce(curve, secret, digest):
    """RFC 6979, with SHA-256."""
    v, k = b"\x01" * 32, bytes(32)
    seed = octets(secret) + octets(int.from_bytes(digest, "big") % curve.n)
    for extra in (b"\0", b"\1"):
        k = hmac.new(k, v + extra + seed, hashlib.sha256).digest()
        v = hmac.new(k, v, hashlib.sha256).digest()
    while True:
        v = hmac.new(k, v, hashlib.sha256).digest()
        found = int.from_bytes(v, "big")
        if 0 < found < curve.n:
            return found
        k = hmac.new(k, v + b"\0", hashlib.sha256).digest()
        v = hmac.new(k, v, hashlib.sha256).digest()


def ecdsa_sign(secret, message):
    digest = hashlib.sha256(message).digest()
    k = nonce(P256, secret, digest)
    r = P256.times(k, P256.g)[0] % P256.n
    return r, pow(k, -1, P256.n) * (int.from_bytes(digest, "big") + r * secret) % P256.n


def ecdsa_verify(key, message, r, s):
    if not (0 < r < P256.n and 0 < s < P256.n):
        return False
    e, w = int.from_bytes(hashlib.sha256(message).digest(), "big"), pow(s, -1, P256.n)
    point = P256.add(P256.times(e * w % P256.n, P256.g), P256.times(r * w % P256.n, key))
    return point is not None and point[0] % P256.n == r


# --- DER ---

def der(tag, content):
    length = bytes([len(content)]) if len(content) < 128 else bytes([0x81, len(content)]) if len(content) < 256 else b"\x82" + struct.pack(">H", len(content))
    return bytes([tag]) + length + content


def der_integer(number):
    return der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def der_signature(r, s):
    return der(0x30, der_integer(r) + der_integer(s))


def signature_of_der(data):
    """(r, s)."""
    at, out = 2, []
    for _ in range(2):
        length = data[at + 1]
        out.append(int.from_bytes(data[at + 2:at + 2 + length], "big"))
        at += 2 + length
    return tuple(out)


OID_EC_KEY = bytes.fromhex("06072a8648ce3d0201")
OID_SM2 = bytes.fromhex("06082a811ccf5501822d")
OID_P256 = bytes.fromhex("06082a8648ce3d030107")


def spki(curve_oid, key):
    """SubjectPublicKeyInfo of a point."""
    return der(0x30, der(0x30, OID_EC_KEY + curve_oid) + der(3, b"\0\x04" + octets(key[0]) + octets(key[1])))


def point_of_spki(data):
    return int.from_bytes(data[-64:-32], "big"), int.from_bytes(data[-32:], "big")
