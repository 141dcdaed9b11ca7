// Memory stays where it is, whatever files come.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const imprint = require('imprint');
const { MEDIA, PRODUCER, demoKeys, drawn, painted, rssBytes, soundRate, test } = require('./support.js');

const ALLOWED_BYTES = 4 << 20; // with the settings of malloc that CMakeLists.txt gives; without them what is freed is not all given back

const settle = async () => {
  for (let i = 0; i < 3; ++i) {
    global.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
};

// The first rounds warm up; what V8 keeps for itself comes and goes, so the quietest of the later rounds counts. What is lost with each call
// goes on growing: a step that was taken once, by a worker's first call or a larger heap, does not.
async function flat(call, times, atOnce = 4) {
  const round = async (count) => {
    for (let i = 0; i < count; i += atOnce) await Promise.all(Array.from({ length: atOnce }, call));
    await settle();
    return rssBytes();
  };
  const before = await round(times / 2);
  const after = [await round(times), await round(times / 4), await round(times / 4)];
  const stepped = Math.min(...after) - before, grows = after.at(-1) - after[0];
  assert.ok(stepped < ALLOWED_BYTES || grows < ALLOWED_BYTES / 8, `${before} grew to ${after}`);
}

test('leaks: ten thousand calls', async () => {
  const labelled = (await imprint.writeAigc(painted(200, 160), { label: '1', contentProducer: PRODUCER, produceId: '1' })).data;
  await flat(() => imprint.readAigc(labelled), 4000);
  await flat(() => imprint.verify(labelled.subarray(0, 100)).then(() => assert.fail('a cut file was verified'), () => {}), 1000);
});

test('leaks: calls with pixels, progress, signals and signers', async () => {
  const small = painted(320, 240);
  const marked = (await imprint.mark(small, PRODUCER, '1')).data;
  const signer = { certificates: demoKeys()('chain.pem'), privateKey: demoKeys()('leaf.key') };
  const { signal } = new AbortController();
  await flat(() => imprint.verify(marked, { noSearch: true, signal, progress: () => {} }), 150);
  await flat(() => imprint.mark(small, PRODUCER, '1'), 40);
  await flat(() => imprint.embed({ data: Buffer.alloc(320 * 240 * 3, 128), width: 320, height: 240, channels: 3 }, 5n), 80);
  await flat(() => imprint.signManifest(small, { certificates: signer.certificates, sign: async () => Buffer.alloc(64) }).catch(() => {}), 80);
  await flat(async () => {
    for await (const outcome of imprint.verifyBatch([marked, Buffer.from('bad')], { noSearch: true })) assert.ok(outcome);
  }, 60);
});

test('leaks: streams of sound, closed and forgotten', async () => {
  const sound = drawn(1, 1);
  const options = { rateHz: soundRate };
  await flat(async () => {
    const [embedder, detector] = [await imprint.audioEmbedder(5, options), await imprint.audioDetector(options)];
    await detector.process(await embedder.process(sound));
    await detector.process(Float32Array.of(NaN)).then(() => assert.fail('what is no number was taken'), () => {});
    embedder.close();
    detector.close();
    await imprint.findAudibleLabel(await imprint.makeAudibleLabel(-20, options), options);
  }, 60);
  await flat(async () => (await imprint.audioEmbedder(5, options)).process(sound), 240); // forgotten ones go when V8 gets to it: a longer start
});

test('leaks: contexts, closed and forgotten', async () => {
  await flat(async () => new imprint.Context({ keys: [Buffer.alloc(32, 7)] }).close(), 1000);
  await flat(async () => new imprint.Context({ keys: [Buffer.alloc(32, 7)] }).markIdKeyed, 1000);
});

test('every bad file is answered', async () => {
  const folder = path.join(MEDIA, 'images/bad');
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).sort().map((name) => path.join(folder, name)) : [];
  if (files.length === 0) return `skip: no files in ${folder}`;
  const levels = [];
  for (let round = 0; round < 4; ++round) { // from the second time on nothing is new, and nothing grows
    for (const file of files)
      for (const call of [() => imprint.verify(file), () => imprint.mark(file, PRODUCER, '1'), () => imprint.detect(fs.readFileSync(file), { noSearch: true })]) {
        const failure = await call().then(() => null, (caught) => caught);
        if (failure !== null) assert.ok(failure instanceof imprint.ImprintError && failure.status > 0 && failure.message, `${file}: ${failure}`);
      }
    await settle();
    levels.push(rssBytes());
  }
  assert.ok(Math.min(levels[2], levels[3]) - levels[1] < ALLOWED_BYTES, `grew to ${levels}`);
  console.log(`real files covered: ${files.length}`);
});
