// Every family of calls, on bytes, paths and streams.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { Readable, Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');
const imprint = require('imprint');
const { PRODUCER, demoKeys, folder, painted, test } = require('./support.js');

const code = (name) => (failure) => failure instanceof imprint.ImprintError && failure.code === `IMPRINT_ERR_${name}`;

test('mark: bytes, paths, URLs, streams and blobs give the same', async () => {
  const here = folder();
  const input = path.join(here, 'in.png');
  fs.writeFileSync(input, painted());
  const marked = await imprint.mark(painted(), PRODUCER, '1');
  assert.equal(marked.report.state, 'generated');
  assert.equal(marked.report.markId, imprint.markIdSync(PRODUCER, '1'));
  const onPath = await imprint.mark(input, PRODUCER, '1', { out: path.join(here, 'out.png') });
  assert.equal(onPath.data, null);
  assert.deepEqual(fs.readFileSync(path.join(here, 'out.png')), marked.data);
  const bytes = new Uint8Array(painted());
  const sources = [fs.createReadStream(input), pathToFileURL(input), { path: Buffer.from(input) }, input, new Blob([painted()]), bytes.buffer,
    new DataView(bytes.buffer), Readable.from([painted().subarray(0, 999), painted().subarray(999)]), Readable.toWeb(fs.createReadStream(input))];
  for (const source of sources) assert.deepEqual((await imprint.mark(source, PRODUCER, '1')).data, marked.data);
  const chunks = [];
  const stream = new Writable({ write: (chunk, _, done) => (chunks.push(chunk), done()) });
  assert.equal((await imprint.mark(input, PRODUCER, '1', { out: stream })).data, null);
  assert.deepEqual(Buffer.concat(chunks), marked.data);
  assert.equal(stream.writable, true);
  chunks.length = 0;
  await imprint.mark(input, PRODUCER, '1', { out: new WritableStream({ write: (chunk) => void chunks.push(chunk) }) });
  assert.deepEqual(Buffer.concat(chunks), marked.data);
  await marked.save(path.join(here, 'saved.png'));
  assert.deepEqual(fs.readFileSync(path.join(here, 'saved.png')), marked.data);
});

test('mark: the caller may change and transfer his bytes when the call has returned', async () => {
  const expected = (await imprint.mark(painted(), PRODUCER, '1')).data;
  const bytes = new Uint8Array(painted());
  const made = imprint.mark(bytes, PRODUCER, '1');
  bytes.fill(0);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  assert.deepEqual((await made).data, expected);
  const copy = Buffer.from(expected);
  const read = imprint.readAigc(copy);
  copy.fill(0);
  assert.equal((await read).data.aigc.labels.length, 1);
});

test('mark: a file that is there stays unless it is to be replaced', async () => {
  const here = folder();
  const old = path.join(here, 'old.png');
  fs.writeFileSync(path.join(here, 'in.png'), painted());
  fs.writeFileSync(old, 'old');
  await assert.rejects(imprint.mark(path.join(here, 'in.png'), PRODUCER, '1', { out: old }), code('FILE_EXISTS'));
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { out: old }), code('FILE_EXISTS'));
  assert.equal(fs.readFileSync(old, 'utf8'), 'old');
  await imprint.mark(path.join(here, 'in.png'), PRODUCER, '1', { out: old, replace: true });
  assert.equal((await imprint.verify(old)).state, 'generated');
  await assert.rejects(imprint.verify(path.join(here, 'none.png')), code('FILE_NOT_FOUND'));
  const full = new Writable({ write: (chunk, _, done) => done(new Error('full')) });
  full.on('error', () => {});
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { out: full }), /full/);
});

test('options: names of the header in camelCase, words for enumerators, and nothing else', async () => {
  const marked = await imprint.mark(painted(), PRODUCER, '1', { noVisible: true, waiver: 'a customer asked, contract 7' });
  assert.equal(marked.report.layers.visible, 'absent');
  assert.deepEqual([...(await imprint.mark(painted(), PRODUCER, '1', { format: 'jpeg' })).data.subarray(0, 2)], [0xff, 0xd8]);
  assert.deepEqual((await imprint.mark(painted(), PRODUCER, '1', { corner: 4 })).data, (await imprint.mark(painted(), PRODUCER, '1', { corner: 'upper_left' })).data);
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { visible: false }), /TypeError: imprint_mark_options has no visible; it has .*noVisible/);
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { corner: 'middle' }), /RangeError: corner is one of default, lower_right/);
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { corner: 77 }), code('INVALID_ARGUMENT'));
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { quality: 1.5 }), RangeError);
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { quality: -1 }), RangeError);
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', { text: 7 }), TypeError);
  await assert.rejects(imprint.mark(painted(), PRODUCER, '1', 'quick'), TypeError);
  await assert.rejects(imprint.mark(painted(), 7, '1'), TypeError);
  await assert.rejects(imprint.readAigc(painted(), { strict: true }), /this call has no option strict/);
  assert.throws(() => new imprint.Context({ thread: 2 }), /imprint_context_options has no thread/);
  assert.throws(() => new imprint.Context({ threads: 99 }), code('INVALID_ARGUMENT'));
});

test('finish leaves the pixels', async () => {
  const drawn = await imprint.drawLabel(painted());
  const marked = await imprint.embed(drawn.data, imprint.markIdSync(PRODUCER, '1'));
  assert.ok(marked.quality.psnrDb > 38);
  assert.equal((await imprint.finish(marked.data, PRODUCER, '1')).report.agreement, 'agree');
  await assert.rejects(imprint.finish(painted(), PRODUCER, '1'), code('READ_BACK_FAILED'));
});

test('verify: states and reports', async () => {
  assert.equal((await imprint.verify(painted())).state, 'none_found');
  assert.equal((await imprint.verify(painted(), { declared: true })).state, 'possible');
  const seen = await imprint.verify(painted(), { explicitLabel: '由豆包AI生成' });
  assert.deepEqual([seen.state, seen.data.visible.explicit_by_caller], ['suspected', '由豆包AI生成']);
  await assert.rejects(imprint.verify(painted(), { explicitLabel: 'AI\n生成' }), code('INVALID_ARGUMENT'));
  const report = await imprint.verify((await imprint.mark(painted(), PRODUCER, '1')).data);
  assert.equal(report.data.verdict.state, 'generated');
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report.data);
  assert.equal(report.marks[0].payloadHex, report.markIdHex);
  assert.equal(report.marks[0].keyId, 'open');
  assert.equal(report.layers.manifest, 'absent');
  assert.equal(report.pairs.aigc_watermark, 'agree');
  assert.equal(report.lintStatus, null);
});

test('propagate and transplant', async () => {
  const marked = (await imprint.mark(painted(), PRODUCER, '1')).data;
  const given = await imprint.propagate(marked, 'Platform', 'p-1');
  assert.ok(given.data.includes('Platform'));
  assert.deepEqual((await imprint.propagate(given.data, 'Platform', 'p-1')).data, given.data);
  const nothing = await imprint.propagate(painted(), 'Platform', 'p-1', { out: path.join(folder(), 'none.png') });
  assert.equal(nothing.data, null);
  assert.equal(nothing.report.state, 'none_found');
  await assert.rejects(nothing.save('nowhere'), /no data/);
  const copy = await imprint.embed(painted(), imprint.markIdSync(PRODUCER, '1'));
  assert.equal((await imprint.transplant(marked, copy.data)).report.agreement, 'agree');
  await assert.rejects(imprint.transplant(marked, Readable.from([painted()])), code('OTHER_PICTURE'));
  assert.equal((await imprint.transplant(marked, painted(), { vouched: true })).report.data.basis, 'caller');
});

test('watermarks of files', async () => {
  const context = new imprint.Context();
  const other = new imprint.Context();
  const keyId = context.addKey(await imprint.generateKey());
  const marked = await context.embed(painted(), 0x0123456789abcdefn, { keyId });
  assert.equal(marked.quality.robustness, 'high');
  assert.equal(marked.quality.manifestBroken, false);
  const found = await context.detect(marked.data);
  assert.deepEqual([found.found, found.payloadHex, found.keyId], [true, '0123456789abcdef', keyId]);
  assert.equal((await other.detect(marked.data, { noSearch: true })).found, false);
  assert.deepEqual((await context.detectAll(marked.data)).map((one) => one.payload), [0x0123456789abcdefn]);
  assert.deepEqual(await other.detectAll(marked.data, { noSearch: true }), []);
  assert.equal((await imprint.decode((await imprint.encode(painted(), 7)).data)).payload, 7n);
  await assert.rejects(other.embed(painted(), 1n, { keyId }), code('KEY_INVALID'));
  for (const wrong of [-1n, 1n << 64n, 1.5, -1]) await assert.rejects(other.embed(painted(), wrong), RangeError);
  await assert.rejects(other.embed(painted(), '1'), TypeError);
  context.close();
  context.close();
  await assert.rejects(context.verify(painted()), /the context is closed/);
  assert.throws(() => context.addKey(Buffer.alloc(32)), /the context is closed/);
  assert.throws(() => new imprint.Context({ keys: [Buffer.from('short')] }), RangeError);
});

test('the visible label', async () => {
  const drawn = await imprint.drawLabel(painted(), { corner: 'upper_left', text: 'AI生成' });
  assert.ok(drawn.placement.xPx < 320 && drawn.placement.raised === false);
  const found = await imprint.findLabel(drawn.data);
  assert.deepEqual([found.found, found.text, found.legibility], [true, 'AI生成', 'legible']);
  const none = await imprint.findLabel(painted());
  assert.deepEqual([none.found, none.legibility], [false, null]);
  await assert.rejects(imprint.drawLabel(painted(), { text: 'holiday' }), code('LABEL_TEXT'));
});

test('the AIGC label', async () => {
  const label = { label: '1', contentProducer: PRODUCER, produceId: '1' };
  const written = await imprint.writeAigc(painted(), label);
  assert.equal((await imprint.readAigc(written.data)).data.aigc.labels[0].label.ContentProducer, PRODUCER);
  const lint = await imprint.lint(written.data);
  assert.equal(lint.lintStatus, 'deviating');
  assert.ok(lint.findings.warning > 0);
  assert.equal((await imprint.lint(painted())).lintStatus, 'absent');
  assert.notEqual((await imprint.compare(written.data, painted())).lintStatus, 'conforming');
  await assert.rejects(imprint.writeAigc(painted(), { ...label, strict: true }), code('PROVIDER_CODE'));
});

test('manifests and trust', async () => {
  const signer = { certificates: demoKeys()('chain.pem'), privateKey: demoKeys()('leaf.key') };
  const trusting = new imprint.Context();
  trusting.addManifestTrust(demoKeys()('root.pem'));
  trusting.addTrust(demoKeys()('root.pem'));
  trusting.addTrust(demoKeys()('root.pem'), PRODUCER);
  const marked = await imprint.mark(painted(), PRODUCER, '1', { signer, manifest: { title: 'a picture' } });
  assert.equal((await imprint.verify(marked.data)).manifestState, 'valid');
  assert.equal((await trusting.verify(marked.data)).manifestState, 'trusted');
  assert.ok((await imprint.readManifest(marked.data)).length > 1000);
  assert.equal(await imprint.readManifest(painted()), null);
  assert.ok((await trusting.verifyManifest(marked.data)).crjson.includes('claim'));
  const side = await imprint.signManifest(painted(), signer, { sidecar: true, markId: 5n });
  assert.equal((await trusting.verifyManifest(painted(), { manifest: side, timeS: Math.floor(Date.now() / 1000) })).manifestState, 'trusted');
  assert.throws(() => trusting.addManifestTrust('nothing'), code('CERTIFICATE'));
  assert.throws(() => trusting.addManifestTrust('', 'everything'), TypeError);
  assert.throws(() => trusting.addTrust('nothing'), code('KEY_INVALID'));
  trusting.setFfmpeg('/usr/bin/ffmpeg');
  assert.throws(() => trusting.setFfmpeg(''), code('INVALID_ARGUMENT'));
});

test('keyed mark_ids', async () => {
  const context = new imprint.Context();
  const keyId = context.addMarkIdKey(Buffer.from(Array.from({ length: 32 }, (_, i) => i)));
  const marked = await context.mark(painted(), PRODUCER, '1', { markIdKeyId: keyId });
  assert.equal(marked.report.markId, await context.markIdKeyed(keyId, PRODUCER, '1'));
  assert.equal((await imprint.verify(marked.data)).agreement, 'not_comparable');
});

test('the log', async () => {
  const file = path.join(folder(), 'copies.log');
  const head = await imprint.log.append(file, { file: Buffer.from('a file'), producer: PRODUCER, produceId: '1', waiver: 'a customer asked', timeS: 1_700_000_000 });
  const summary = await imprint.log.verify(file);
  assert.deepEqual([summary.records, summary.head, summary.firstTimeS], [1, head, 1_700_000_000]);
  assert.equal((await imprint.log.export(file)).records[0].produce_id, '1');
  const { removed, summary: left } = await imprint.log.purge(file, 1_700_000_001);
  assert.deepEqual([removed, left.records], [1, 0]);
  await imprint.log.append(file, { file: Buffer.from('a file'), producer: PRODUCER, produceId: '2', waiver: 'again' });
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('again', 'never'));
  await assert.rejects(imprint.log.verify(file), code('LOG_BROKEN'));
});

test('errors: status, code, message; limits of bytes and of streams', async () => {
  const failure = await imprint.verify(Buffer.from('no picture at all')).catch((caught) => caught);
  assert.ok(failure instanceof imprint.ImprintError && failure instanceof Error);
  assert.deepEqual([failure.name, failure.status, failure.code], ['ImprintError', imprint.Status.UNSUPPORTED_FORMAT, 'IMPRINT_ERR_UNSUPPORTED_FORMAT']);
  assert.match(failure.stack, /calls_test/);
  const small = new imprint.Context({ maxFileBytes: 1000 });
  const here = path.join(folder(), 'in.png');
  fs.writeFileSync(here, painted());
  const endless = Readable.from((function* bytes() { for (;;) yield Buffer.alloc(600); })());
  for (const source of [painted(), here, endless, new Blob([painted()])]) await assert.rejects(small.verify(source), code('LIMIT_EXCEEDED'));
  assert.equal(endless.destroyed, true);
  for (const wrong of [3, null, undefined, {}, [], Symbol('x')]) await assert.rejects(imprint.verify(wrong), TypeError);
  await assert.rejects(imprint.verify(Readable.from(['text'])), TypeError);
  await assert.rejects(imprint.verify(new URL('https://host.example/in.png')), TypeError);
  assert.throws(() => imprint.markIdSync('a\0b', 'c'), code('INVALID_ARGUMENT'));
  await assert.rejects(imprint.markId('a', 'b\0'), code('INVALID_ARGUMENT'));
  const later = new imprint.ImprintError(777, 'from a later library');
  assert.deepEqual([later.status, later.code, String(later)], [777, 'unknown status', 'ImprintError: from a later library']);
});

test('batches: order, bad files, any number', async () => {
  const here = folder();
  const input = path.join(here, 'in.png');
  fs.writeFileSync(input, painted());
  const context = new imprint.Context({ threads: 2 });
  const all = async (outcomes) => {
    const out = [];
    for await (const outcome of outcomes) out.push(outcome);
    return out;
  };
  const jobs = [0, 1, 2].map((n) => ({ source: n === 1 ? Buffer.from('no picture') : input, producer: PRODUCER, produceId: String(n), out: path.join(here, `${n}.png`) }));
  const outcomes = await all(context.markBatch(jobs));
  assert.deepEqual(outcomes.map((one) => one.error?.code), [undefined, 'IMPRINT_ERR_UNSUPPORTED_FORMAT', undefined]);
  const reports = await all(context.verifyBatch((async function* files() { for (const job of jobs) yield job.out; })()));
  assert.equal(reports[2].report.markId, imprint.markIdSync(PRODUCER, '2'));
  assert.equal(reports[1].error.code, 'IMPRINT_ERR_FILE_NOT_FOUND');
  const given = await all(context.propagateBatch([0, 1].map((n) => ({ source: n ? fs.createReadStream(jobs[0].out) : jobs[0].out, propagator: 'Platform', propagateId: String(n) }))));
  assert.ok(given[1].data.includes('Platform'));
  assert.equal((await all(context.verifyBatch(Array(600).fill(Buffer.from('x'))))).length, 600);
  assert.deepEqual(await all(context.verifyBatch([])), []);
  await assert.rejects(all(context.markBatch([{ source: Buffer.alloc(0), outt: 'x' }])), /a job has no outt/);
  await assert.rejects(all(context.verifyBatch([input], { signal: AbortSignal.abort() })), code('CANCELLED'));
});

test('files: read up to the limit, written whole', async () => {
  const file = path.join(folder(), 'a.bin');
  await imprint.fileWrite(file, Buffer.from('one'));
  await assert.rejects(imprint.fileWrite(file, Buffer.from('two')), code('FILE_EXISTS'));
  await imprint.fileWrite(pathToFileURL(file), Buffer.from('two'), { replace: true });
  assert.equal(String(await imprint.fileRead(file)), 'two');
  assert.match(imprint.version(), /^\d+\.\d+\.\d+$/);
  await imprint.warmUp();
});
