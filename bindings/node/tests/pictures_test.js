// Pixels, as sharp and a canvas give them.
'use strict';

const assert = require('node:assert/strict');
const imprint = require('imprint');
const { PRODUCER, raw, test } = require('./support.js');

test('pixels: every number of channels and both depths take a mark and give it back', async () => {
  for (const [channels, Kind, format] of [[3, Buffer, 'rgb8'], [4, Buffer, 'rgba8'], [1, Buffer, 'gray8'], [3, Uint16Array, 'rgb16'],
    [4, Uint16Array, 'rgba16'], [1, Uint16Array, 'gray16'], [4, Uint8ClampedArray, 'rgba8'], [3, Uint8Array, 'rgb8']]) {
    const given = raw(400, 300, channels, Kind);
    const before = Buffer.from(given.data.buffer.slice(0));
    const marked = await imprint.embed(given, 77n);
    assert.equal(marked.format, format);
    assert.equal(marked.data.constructor, Kind);
    assert.deepEqual(marked.info, { width: 400, height: 300, channels });
    assert.equal(Buffer.compare(before, Buffer.from(given.data.buffer)), 0, 'what was given stays');
    assert.notDeepEqual(marked.data, given.data);
    assert.ok(marked.quality.psnrDb > 35);
    assert.equal((await imprint.detect(marked)).payload, 77n);
    assert.deepEqual((await imprint.detectAll(marked)).map((one) => one.payload), [77n]);
  }
});

test('pixels: shapes of sharp, of ImageData, with a stride, and of the other order', async () => {
  const { data, info } = raw(400, 300);
  const marked = await imprint.embed({ data, ...info }, 5n);
  assert.deepEqual((await imprint.embed({ data, width: 400, height: 300 }, 5n)).data, marked.data);
  assert.deepEqual((await imprint.embed({ data, info: { ...info, format: 'raw' } }, 5n)).data, marked.data);
  assert.deepEqual((await imprint.embed({ data, width: 400, height: 300, format: 'rgb8' }, 5n)).data, marked.data);
  const swap = (bytes) => Buffer.from(bytes).map((_, i, all) => all[i - (i % 3) + 2 - (i % 3)]);
  assert.deepEqual(swap((await imprint.embed({ data: swap(data), ...info }, 5n, { order: 'bgr' })).data), marked.data);
  const stride = 1300;
  const wide = Buffer.alloc(stride * 299 + 1200, 9);
  for (let y = 0; y < 300; ++y) data.copy(wide, y * stride, y * 1200, (y + 1) * 1200);
  const spread = await imprint.embed({ data: wide, width: 400, height: 300, channels: 3, stride }, 5n);
  assert.equal(spread.stride, stride);
  for (let y = 0; y < 300; y += 7) assert.deepEqual(spread.data.subarray(y * stride, y * stride + 1200), marked.data.subarray(y * 1200, (y + 1) * 1200));
  const shorts = raw(400, 300, 3, Uint16Array);
  const bytes = Buffer.from(shorts.data.buffer);
  assert.equal((await imprint.embed({ data: bytes, info: { ...shorts.info, depth: 'ushort' } }, 5n)).format, 'rgb16');
});

test('pixels: marking encodes them, labels are drawn and found', async () => {
  const given = raw(480, 320, 4);
  const marked = await imprint.mark(given, PRODUCER, '1');
  assert.equal(marked.data.subarray(1, 4).toString(), 'PNG');
  assert.equal(marked.report.agreement, 'agree');
  assert.deepEqual([...(await imprint.mark(raw(480, 320), PRODUCER, '1', { format: 'webp' })).data.subarray(8, 12)], [...Buffer.from('WEBP')]);
  const drawn = await imprint.drawLabel(raw(480, 320), { corner: 'lower_left' });
  assert.ok(drawn.placement.yPx > 160);
  assert.equal((await imprint.findLabel(drawn)).found, true);
  assert.equal((await imprint.findLabel(raw(480, 320))).found, false);
});

test('pixels: what is none is refused', async () => {
  const { data } = raw(400, 300);
  const wrong = [
    [{ data, width: 400, height: 301, channels: 3 }, RangeError], [{ data, width: 400, height: 300, channels: 3, stride: 1199 }, RangeError],
    [{ data, width: 400, height: 300, channels: 3, stride: 1300 }, RangeError], [{ data, width: 400, height: 300, channels: 2 }, TypeError],
    [{ data, width: 400, height: 300, channels: 3, stride: 2 ** 53 }, RangeError], [{ data, width: 2 ** 32, height: 300, channels: 3 }, RangeError],
    [{ data, width: 4294967295, height: 4294967295, channels: 4, stride: 360000 }, RangeError], [{ data, width: 0, height: 0, channels: 3 }, RangeError],
    [{ data, width: 400, height: -1, channels: 3 }, RangeError], [{ data: new Float32Array(9), width: 1, height: 3, channels: 3 }, TypeError],
    [{ data: Buffer.alloc(0), width: 10, height: 10, channels: 3 }, RangeError], [{ data, width: 400, height: 300, channels: 3, format: 'rgba16' }, RangeError],
  ];
  for (const [picture, kind] of wrong) {
    await assert.rejects(imprint.detect(picture), kind, JSON.stringify({ ...picture, data: 0 }));
    await assert.rejects(imprint.embed(picture, 1n), kind);
  }
  await assert.rejects(imprint.embed(raw(400, 300, 3, Uint16Array), 1n, { order: 'bgr' }), TypeError);
  await assert.rejects(imprint.embed(raw(400, 300), 1n, { order: 'grb' }), TypeError);
  await assert.rejects(imprint.embed(raw(100, 100), 1n), { code: 'IMPRINT_ERR_IMAGE_TOO_SMALL' });
  await assert.rejects(imprint.verify(raw(400, 300)), /pixels have no metadata/);
  await assert.rejects(imprint.lint(raw(400, 300)), /not pixels/);
});
