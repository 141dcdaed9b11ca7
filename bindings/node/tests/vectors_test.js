// The vectors that every implementation agrees on (conformance/vectors).
'use strict';

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const imprint = require('imprint');
const { ROOT, test } = require('./support.js');

const VECTORS = path.join(ROOT, 'conformance/vectors');
const read = (name) => JSON.parse(fs.readFileSync(path.join(VECTORS, name), 'utf8'));
const hex = (word) => word.toString(16).padStart(16, '0');

test('vectors: marked pictures', async () => {
  const vectors = read('watermark-v1.json');
  const keyed = new imprint.Context({ noOpenKey: true, keys: [Buffer.from(vectors.keys[1].key, 'hex')] });
  const contexts = { open: new imprint.Context(), private: keyed };
  assert.ok(vectors.pictures.length > 10);
  await Promise.all(vectors.pictures.map(async (one) => {
    const data = fs.readFileSync(path.join(VECTORS, one.file));
    assert.equal(crypto.createHash('sha256').update(data).digest('hex'), one.sha256, one.file);
    const found = await contexts[one.key].detect(data, { noSearch: !one.search });
    assert.equal(found.found, one.found, `${one.file} ${one.key}`);
    if (found.found) assert.equal(found.payloadHex, one.payload, one.file);
  }));
});

test('vectors: mark_ids and provider codes', async () => {
  const vectors = read('mark-id-v1.json');
  const context = new imprint.Context();
  const keyId = context.addMarkIdKey(Buffer.from(vectors.key, 'hex'));
  for (const one of vectors.mark_ids) {
    assert.equal(hex(await imprint.markId(one.producer, one.produce_id)), one.mark_id, one.comment);
    assert.equal(hex(context.markIdKeyedSync(keyId, one.producer, one.produce_id)), one.keyed, one.comment);
  }
  for (const one of vectors.provider_codes) {
    if (one.status === 'IMPRINT_OK') assert.equal(await imprint.providerCode(one.uscc, one.service), one.code);
    else assert.throws(() => imprint.providerCodeSync(one.uscc, one.service), { code: one.status });
  }
});

test('vectors: labels in every carrier', async () => {
  const known = new Set(read('known-differences.json').map((one) => `${one.suite} ${one.comment}`));
  const suite = read('aigc-label-v1.json');
  const cases = suite.testGroups.flatMap((group) => group.tests);
  assert.equal(cases.length, suite.numberOfTests);
  const context = new imprint.Context();
  const codes = (findings) => [...new Set(findings.map((one) => `${one.code} ${one.severity}`))].sort();
  const said = (labels, of) => labels.map((one) => `${one.carrier} ${JSON.stringify(one[of])}`).sort();
  for (const one of cases) {
    if (known.has(`aigc-label-v1.json ${one.comment}`)) continue;
    const report = JSON.parse((await context.lint(Buffer.from(one.file, 'base64'))).json);
    assert.deepEqual(codes(report.findings), codes(one.findings), `${one.tcId} ${one.comment}`);
    assert.equal(report.status, one.status, one.comment);
    assert.deepEqual(said(report.labels, 'label'), said(one.labels, 'values'), one.comment);
  }
});
