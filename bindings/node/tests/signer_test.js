// Keys that stay where they are: functions that sign, at once or by a promise.
'use strict';

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const imprint = require('imprint');
const { PRODUCER, demoKeys, painted, test } = require('./support.js');

const signLikeAKms = (request) => crypto.sign('sha256', request, { key: demoKeys()('leaf.key'), dsaEncoding: 'ieee-p1363' });
const later = (value) => new Promise((resolve) => setTimeout(resolve, 5, value));
const certificates = () => demoKeys()('chain.pem');

test('signers: a function, one that waits, and one on the pool of Node', async () => {
  const asynchronous = (request) => new Promise((resolve, reject) => crypto.sign('sha256', request, { key: demoKeys()('leaf.key'), dsaEncoding: 'ieee-p1363' },
    (failure, signature) => (failure ? reject(failure) : resolve(signature))));
  for (const sign of [signLikeAKms, async (request) => later(signLikeAKms(request)), asynchronous]) {
    let asked = 0;
    const signer = { certificates: certificates(), algorithm: 'ES256', sign: (request) => (++asked, sign(request)) };
    assert.equal((await imprint.mark(painted(), PRODUCER, '1', { signer })).report.manifestState, 'valid');
    assert.ok(asked >= 1);
  }
});

test('signers: many at once, whose functions make calls themselves', async () => {
  const sign = async (request) => {
    await imprint.readAigc(painted());
    await later();
    return signLikeAKms(request);
  };
  const signer = { certificates: certificates(), sign };
  const files = await Promise.all(Array.from({ length: 24 }, () => imprint.signManifest(painted(320, 240), signer)));
  assert.equal(files.length, 24);
  assert.equal((await imprint.verifyManifest(files[23])).manifestState, 'valid');
});

test('signers: labels are signed by one too', async () => {
  const labelSigner = { certificates: certificates(), sign: signLikeAKms };
  const marked = await imprint.mark(painted(), PRODUCER, '1', { labelSigner });
  assert.match((await imprint.readAigc(marked.data)).json, /SecurityData|signature/i);
});

test('signers: what they throw is the cause', async () => {
  const down = new Error('the service is down');
  for (const sign of [() => { throw down; }, async () => { throw down; }, () => later().then(() => Promise.reject(down))]) {
    const failure = await imprint.mark(painted(), PRODUCER, '1', { signer: { certificates: certificates(), sign } }).catch((caught) => caught);
    assert.equal(failure.code, 'IMPRINT_ERR_SIGNER');
    assert.equal(failure.cause, down);
  }
  const timeStamp = () => { throw 'no answer'; };
  const signer = { certificates: certificates(), privateKey: demoKeys()('leaf.key'), timeStamp };
  await assert.rejects(imprint.signManifest(painted(), signer), (failure) => failure.code === 'IMPRINT_ERR_TIME_STAMP' && failure.cause === 'no answer');
});

test('signers: answers that are none', async () => {
  for (const answer of [Buffer.alloc(0), Buffer.alloc(64, 1), Buffer.alloc(100_000), 'text', undefined, null])
    await assert.rejects(imprint.signManifest(painted(), { certificates: certificates(), sign: () => answer }), { code: 'IMPRINT_ERR_SIGNER' });
  await assert.rejects(imprint.signManifest(painted(), { certificates: certificates(), sign: 'me' }), TypeError);
  await assert.rejects(imprint.signManifest(painted(), { certificates: certificates(), signs: () => {} }), /imprint_signer has no signs/);
  await assert.rejects(imprint.signManifest(painted(), 'me'), TypeError);
  await assert.rejects(imprint.signManifest(painted(), { certificates: 'none', sign: signLikeAKms }), { code: 'IMPRINT_ERR_CERTIFICATE' });
});

test('signers: one that does not answer is given up when the call is cancelled, and when nobody can answer', async () => {
  const forever = () => new Promise((resolve) => setTimeout(resolve, 100_000).unref());
  const signer = { certificates: certificates(), sign: forever };
  await assert.rejects(imprint.signManifest(painted(), signer, { signal: AbortSignal.timeout(50) }), { code: 'IMPRINT_ERR_CANCELLED', name: 'AbortError' });
  if (global.gc === undefined) return 'skip: needs --expose-gc';
  const timer = setInterval(() => global.gc(), 10);
  await assert.rejects(imprint.signManifest(painted(), { certificates: certificates(), sign: () => new Promise(() => {}) }), { code: 'IMPRINT_ERR_SIGNER' });
  clearInterval(timer);
});
