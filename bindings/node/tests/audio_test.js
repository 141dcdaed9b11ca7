// Sound: streams that are marked and read, files, and the audible label.
'use strict';

const assert = require('node:assert/strict');
const imprint = require('imprint');
const { PRODUCER, drawn, soundRate, test } = require('./support.js');

const PAYLOAD = 0x0123456789abcdefn;
const PIECES = [1, 7, 480, 0, 4801, 333, 12000]; // frames

const code = (name) => (failure) => failure instanceof imprint.ImprintError && failure.code === `IMPRINT_ERR_${name}`;
const toInt16 = (floats) => Int16Array.from(floats, (one) => Math.round(one * 32767));

function joined(arrays) {
  const out = new arrays[0].constructor(arrays.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of arrays) {
    out.set(one, at);
    at += one.length;
  }
  return out;
}

function wav(samples) {
  const out = Buffer.alloc(44 + samples.byteLength);
  out.write('RIFF', 0);
  out.writeUInt32LE(36 + samples.byteLength, 4);
  out.write('WAVEfmt ', 8);
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(soundRate, 24);
  out.writeUInt32LE(2 * soundRate, 28);
  out.writeUInt16LE(2, 32);
  out.writeUInt16LE(16, 34);
  out.write('data', 36);
  out.writeUInt32LE(samples.byteLength, 40);
  Buffer.from(samples.buffer).copy(out, 44);
  return out;
}

function* pieces(sound, channels) {
  for (let at = 0, number = 0; at < sound.length; ++number) {
    const size = PIECES[number % PIECES.length] * channels;
    yield sound.subarray(at, at + size);
    at += size;
  }
}

async function marked(context, sound, options) {
  const embedder = await context.audioEmbedder(PAYLOAD, options);
  const out = [];
  for (const piece of pieces(sound, options.channels)) out.push(await embedder.process(piece));
  out.push(await embedder.flush());
  const quality = await embedder.result();
  assert.ok(quality.depthDb > 0 && Math.abs(quality.markedS - sound.length / options.channels / soundRate) < 1);
  embedder.close();
  for (const one of out) assert.equal(one.constructor, sound.constructor);
  return joined(out);
}

async function detected(context, sound, options) {
  const detector = await context.audioDetector({ ...options, noSearch: true });
  for (const piece of pieces(sound, options.channels)) if (await detector.process(piece)) break;
  return detector.finish();
}

test('sound: a stream in odd pieces is marked and read', async () => {
  const wide = Int32Array.from(toInt16(drawn(8, 1)), (one) => one << 16);
  for (const [samples, channels, sound] of [['float32', 1, drawn(8, 1)], ['int16', 2, toInt16(drawn(8, 2))], ['int32', 1, wide]]) {
    const options = { rateHz: soundRate, channels, samples };
    const before = sound.slice();
    const out = await marked(imprint, sound, options);
    assert.deepEqual(sound, before, "the caller's samples stay");
    assert.equal(out.length, sound.length);
    const found = await detected(imprint, out, options);
    assert.ok(found instanceof imprint.Detection);
    assert.deepEqual([found.found, found.payload, found.keyId], [true, PAYLOAD, 'open']);
    assert.ok(Math.abs(found.timeScale - 1) < 0.01 && Math.abs(found.pitchShiftSemitones) < 0.2 && found.endS > found.startS);
    assert.equal((await detected(imprint, sound, options)).found, false);
  }
});

test('sound: bytes are taken and given too, and calls wait for one another', async () => {
  const sound = toInt16(drawn(1, 1));
  const options = { rateHz: soundRate, samples: 'int16' };
  const first = await imprint.audioEmbedder(PAYLOAD, options);
  const expected = joined([await first.process(sound), await first.flush()]);
  const second = await imprint.audioEmbedder(PAYLOAD, options);
  const bytes = Buffer.from(sound.buffer.slice(0));
  const calls = [0, 999, 20000].map((at, number, all) => second.process(bytes.subarray(2 * at, 2 * (all[number + 1] ?? sound.length))));
  calls.push(second.flush());
  second.close(); // behind them
  bytes.fill(0); // which were copied
  const parts = await Promise.all(calls);
  assert.ok(parts.every(Buffer.isBuffer));
  assert.deepEqual(Buffer.concat(parts), Buffer.from(expected.buffer));
  await assert.rejects(second.result(), /the stream is closed/);
  const packed = Buffer.alloc(3 * sound.length);
  sound.forEach((one, at) => packed.writeIntLE(one * 256, 3 * at, 3));
  const third = await imprint.audioEmbedder(PAYLOAD, { ...options, samples: 'int24' });
  const made = Buffer.concat([await third.process(packed), await third.flush()]);
  assert.equal(made.length, packed.length);
  for (let at = 0; at < sound.length; ++at) assert.ok(Math.abs(made.readIntLE(3 * at, 3) / 256 - expected[at]) <= 1);
});

test('sound: a stream outlives its context and has its keys', async () => {
  const context = new imprint.Context();
  const keyId = context.addKey(imprint.generateKeySync());
  const [embedder, detector] = [await context.audioEmbedder(5, { rateHz: soundRate, keyId }), await context.audioDetector({ rateHz: soundRate })];
  context.close();
  const out = await embedder.process(drawn(8, 1));
  await detector.process(out);
  assert.equal((await detector.finish()).keyId, keyId);
  assert.equal((await detected(imprint, out, { rateHz: soundRate, channels: 1 })).found, false);
  await assert.rejects(context.audioDetector({ rateHz: soundRate }), /the context is closed/);
});

test('sound: what cannot be taken is an error', async () => {
  for (const [rateHz, channels] of [[7999, 1], [192001, 1], [soundRate, 0], [soundRate, 9], [undefined, 1]]) {
    await assert.rejects(imprint.audioEmbedder(1, { rateHz, channels }), code('INVALID_ARGUMENT'));
    await assert.rejects(imprint.audioDetector({ rateHz, channels }), code('INVALID_ARGUMENT'));
    await assert.rejects(imprint.makeAudibleLabel(-20, { rateHz, channels }), code('INVALID_ARGUMENT'));
    await assert.rejects(imprint.findAudibleLabel(new Float32Array(18), { rateHz, channels }), code('INVALID_ARGUMENT'));
  }
  await assert.rejects(imprint.audioEmbedder(1, { rateHz: soundRate, samples: 'uint8' }), /RangeError: samples is one of float32, int16, int32, int24/);
  await assert.rejects(imprint.audioEmbedder(1, { rateHz: soundRate, rate: 1 }), /TypeError: imprint_embed_options has no rate/);
  await assert.rejects(imprint.audioEmbedder(1, { rateHz: soundRate, minPsnrDb: 40 }), code('INVALID_ARGUMENT'));
  await assert.rejects(imprint.audioEmbedder(1, { rateHz: soundRate, keyId: 'ffffffffffffffff' }), code('KEY_INVALID'));
  await assert.rejects(imprint.findAudibleLabel(Buffer.alloc(4), { rateHz: soundRate }), /say it/);
  const stereo = { rateHz: soundRate, channels: 2 };
  const [embedder, detector] = [await imprint.audioEmbedder(1, stereo), await imprint.audioDetector(stereo)];
  for (const stream of [embedder, detector]) {
    for (const bad of [NaN, Infinity, 1e6]) await assert.rejects(stream.process(Float32Array.of(0.5, bad)), code('MALFORMED'));
    await assert.rejects(stream.process(Float32Array.of(0.5)), code('INVALID_ARGUMENT'));
    await assert.rejects(stream.process(new Int16Array(2)), /TypeError: samples of float32 are Float32Array or bytes, not Int16Array/);
    await assert.rejects(stream.process([0.5, 0.5]), TypeError);
  }
  await assert.rejects(imprint.findAudibleLabel(Float32Array.of(0.5, NaN), stereo), code('MALFORMED'));
  assert.equal((await embedder.process(new Float32Array(20))).length + (await embedder.flush()).length, 20); // of what was refused nothing was taken
  assert.equal((await detector.finish()).found, false);
  for (const call of [() => embedder.process(new Float32Array(2)), () => embedder.flush(), () => detector.process(new Float32Array(2)), () => detector.finish()])
    await assert.rejects(call(), (failure) => code('INVALID_ARGUMENT')(failure) && /ended/.test(failure.message));
});

test('sound: a voice says the label at several places, and the label alone is put in and found', async () => {
  const file = wav(toInt16(drawn(8, 1)));
  const audibleClip = wav(toInt16(drawn(2, 1)));
  const { report } = await imprint.mark(file, PRODUCER, '1', { audibleClip, audibleAtS: [0, 3.5] });
  assert.deepEqual([report.data.visible.voice.supplied_by, report.data.visible.spans_s.length], ['caller', 2]);
  const alone = await imprint.mark(file, PRODUCER, '1', { audibleClip, audibleClipAlone: true });
  assert.equal(alone.report.data.visible.text, 'a voice supplied by the caller');
  await assert.rejects(imprint.mark(file, PRODUCER, '1', { audibleAtS: 3 }), /TypeError: audibleAtS has to be an array of numbers/);
  const { data, placement } = await imprint.drawLabel(file, { audiblePlace: 'end' });
  assert.ok(placement.startS > 7);
  const found = await imprint.findLabel(data);
  assert.deepEqual([found.found, found.sound, found.audiblePlace, found.legibility], [true, true, 'end', 'legible']);
});

test('sound: a WAV is marked and verified', async () => {
  const file = wav(toInt16(drawn(8, 1)));
  const { data } = await imprint.mark(file, PRODUCER, '1', { audiblePlace: 'end' });
  const report = await imprint.verify(data);
  assert.deepEqual([report.state, report.markId, report.data.medium, report.data.visible.place], ['generated', imprint.markIdSync(PRODUCER, '1'), 'audio', 'end']);
  const [start, end] = report.data.visible.span_s;
  assert.ok(start > 7 && Math.abs(end - start - 0.88) < 0.1);
  assert.ok(Math.abs(report.marks[0].timeScale - 1) < 0.01);
  const embedded = await imprint.embed(file, PAYLOAD);
  assert.ok(embedded.quality.depthDb > 0 && embedded.quality.psnrDb === 0);
  assert.equal((await imprint.detect(embedded.data)).payload, PAYLOAD);
});

test('sound: the audible label is made and found', async () => {
  for (const [samples, Kind] of [['float32', Float32Array], ['int16', Int16Array], ['int32', Int32Array]]) {
    const options = { rateHz: soundRate, channels: 2 };
    const label = await imprint.makeAudibleLabel(-20, { ...options, samples });
    assert.equal(label.constructor, Kind);
    assert.ok(Math.abs(label.length / 2 / soundRate - 0.88) < 0.02);
    const silence = new Kind(2 * soundRate);
    const found = await imprint.findAudibleLabel(joined([silence, label, silence]), options);
    assert.ok(found.found && Math.abs(found.startS - 1) < 0.05 && !found.wrongTiming && found.toneHz > 0);
    assert.equal((await imprint.findAudibleLabel(silence, options)).found, false);
  }
  const packed = await imprint.makeAudibleLabel(-20, { rateHz: soundRate, samples: 'int24' });
  const padded = Buffer.concat([Buffer.alloc(3 * soundRate), packed, Buffer.alloc(3 * soundRate)]);
  assert.equal((await imprint.findAudibleLabel(padded, { rateHz: soundRate, samples: 'int24' })).found, true);
});
