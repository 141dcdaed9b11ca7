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
