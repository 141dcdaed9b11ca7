// A signer whose key does not leave its place, and where it is asked for: here a process of its own, over a pipe, as a KMS is over the network.
//
//   const signer = kmsSigner(certificatesPem, ['my-kms', 'sign', '--key', 'labels']);
//   await mark(picture, producer, produceId, { signer });
//
// The command gets the SHA-256 of what is to be signed, in hexadecimal, as its last word, and prints the signature in DER, base64. That is what
// the clouds' sign calls take and give; in their client libraries the function is one call.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

export function kmsSigner(certificates, [command, ...words], { timeoutMs = 10_000 } = {}) {
  const sign = async (request) => {
    const digest = createHash('sha256').update(request).digest('hex');
    const { stdout } = await run(command, [...words, digest], { timeout: timeoutMs });
    return rawSignature(Buffer.from(stdout, 'base64'));
  };
  return { certificates, algorithm: 'ES256', sign };
}

/** r then s of 32 bytes each, out of an ECDSA-Sig-Value (RFC 3279 2.2.3), for P-256. */
export function rawSignature(der) {
  if (der.length < 8 || der[0] !== 0x30 || der[1] !== der.length - 2) throw new TypeError('the answer is no ECDSA signature in DER');
  const out = Buffer.alloc(64);
  let at = 2;
  for (const end of [32, 64]) {
    if (der[at] !== 0x02) throw new TypeError('the answer is no ECDSA signature in DER');
    let number = der.subarray(at + 2, at + 2 + der[at + 1]);
    at += 2 + der[at + 1];
    while (number[0] === 0) number = number.subarray(1);
    if (number.length > 32) throw new RangeError('the signature is not of P-256');
    number.copy(out, end - number.length);
  }
  return out;
}
