// Progress, cancelling, events, many calls at once, and the ends of threads and processes.
'use strict';

const assert = require('node:assert/strict');
const { AsyncLocalStorage } = require('node:async_hooks');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { Readable } = require('node:stream');
const { Worker } = require('node:worker_threads');
const imprint = require('imprint');
const { PRODUCER, folder, painted, test } = require('./support.js');

const cancelled = (failure) => failure instanceof imprint.ImprintError && failure.code === 'IMPRINT_ERR_CANCELLED';

test('progress rises to one, in the context of the caller', async () => {
  const storage = new AsyncLocalStorage();
  const steps = [];
  await storage.run('caller', () => imprint.verify(painted(), { progress: (done) => steps.push([done, storage.getStore()]) }));
  assert.ok(steps.length > 3);
  assert.deepEqual(steps.map(([done]) => done), steps.map(([done]) => done).sort((a, b) => a - b));
  assert.equal(steps.at(-1)[0], 1);
  assert.ok(steps.every(([, store]) => store === 'caller'));
});

test('progress ends a call by false, and by what it throws', async () => {
  await assert.rejects(imprint.verify(painted(1200, 900), { progress: () => false }), cancelled);
  const stop = new RangeError('stop');
  for (const progress of [() => { throw stop; }, async () => { throw stop; }]) {
    const failure = await imprint.verify(painted(1200, 900), { progress }).catch((caught) => caught);
    assert.ok(failure === stop || (cancelled(failure) && failure.cause === stop), String(failure));
  }
  await assert.rejects(imprint.verify(painted(), { progress: 3 }), TypeError);
});

test('a signal ends the calls that have it, running and waiting', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  let begun = false;
  const calls = Array.from({ length: 12 }, () => imprint.verify(painted(1200, 900), { signal: controller.signal, progress: () => { begun = true; } }));
  while (!begun) await new Promise((resolve) => setTimeout(resolve, 2));
  const at = performance.now();
  controller.abort(reason);
  for (const outcome of await Promise.allSettled(calls)) {
    assert.ok(cancelled(outcome.reason));
    assert.equal(outcome.reason.name, 'AbortError');
    assert.equal(outcome.reason.cause, reason);
  }
  assert.ok(performance.now() - at < 3000);
  await assert.rejects(imprint.verify(painted(), { signal: controller.signal }), cancelled);
  assert.equal((await imprint.verify(painted())).state, 'none_found');
  await assert.rejects(imprint.verify(painted(1200, 900), { signal: AbortSignal.timeout(20) }), (failure) => cancelled(failure) && failure.cause.name === 'TimeoutError');
  await assert.rejects(imprint.verify(painted(), { signal: 'now' }), TypeError);
  const late = new AbortController();
  setTimeout(() => late.abort(), 20);
  await assert.rejects(imprint.verify(new Readable({ read() {} }), { signal: late.signal }), { name: 'AbortError' });
});

test('a signal that is used often is listened to once', async () => {
  const { signal } = new AbortController();
  const warnings = [];
  const warn = (warning) => warnings.push(warning);
  process.on('warning', warn);
  await Promise.all(Array.from({ length: 40 }, () => imprint.readAigc(painted(), { signal })));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', warn);
  assert.deepEqual(warnings, []);
});

test('events tell each call', async () => {
  const events = [];
  const context = new imprint.Context({ event: (event) => events.push(event) });
  await context.verify(painted(), { noWatermark: true });
  await assert.rejects(context.verify(Buffer.alloc(0)), { status: imprint.Status.TRUNCATED });
  assert.deepEqual(events.map((event) => [event.call, event.status]), [['imprint_verify', 0], ['imprint_verify', imprint.Status.TRUNCATED]]);
  assert.ok(events[1].message && events[0].durationUs > 0);
});

test('sixteen calls at once on one context give the same, and JavaScript goes on meanwhile', async () => {
  const context = new imprint.Context();
  const marked = (await context.mark(painted(), PRODUCER, '1')).data;
  const expected = (await context.verify(marked)).json;
  let ticks = 0;
  const timer = setInterval(() => ++ticks, 1);
  const answers = await Promise.all(Array.from({ length: 32 }, () => context.verify(marked)));
  await Promise.all(Array.from({ length: 4 }, () => context.verify(painted(1200, 900))));
  clearInterval(timer);
  assert.deepEqual([...new Set(answers.map((report) => report.json))], [expected]);
  assert.ok(ticks > 20, `${ticks} ticks`);
});

test('a context takes no key while calls run, and may be closed under them', async () => {
  const context = new imprint.Context();
  const running = context.verify(painted(1200, 900));
  assert.throws(() => context.addKey(Buffer.alloc(32, 1)), /while calls run/);
  context.close();
  assert.equal((await running).state, 'none_found');
});

test('a context that nobody has any more lives as long as its calls', async () => {
  const made = (() => new imprint.Context().verify(painted(1200, 900)))();
  global.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 5));
  global.gc?.();
  assert.equal((await made).state, 'none_found');
});

const WORKER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const imprint = require('imprint');
  const context = new imprint.Context();
  parentPort.on('message', async () => parentPort.postMessage((await context.verify(workerData)).json));
  for (let i = 0; i < 6; ++i) context.verify(workerData).catch(() => {});
  parentPort.postMessage('begun');`;

test('threads of JavaScript: each loads it, and one that is ended takes its calls with it', async () => {
  const expected = (await imprint.verify(painted(1200, 900))).json;
  for (let round = 0; round < 3; ++round) {
    const workers = [0, 1].map(() => new Worker(WORKER, { eval: true, workerData: painted(1200, 900) }));
    await Promise.all(workers.map((one) => new Promise((resolve) => one.once('message', resolve))));
    await workers[0].terminate();
    const answer = new Promise((resolve) => workers[1].once('message', resolve));
    workers[1].postMessage('verify');
    assert.equal(await answer, expected);
    await workers[1].terminate();
  }
});

test('a process ends as it is told to, whatever runs', () => {
  const picture = path.join(folder(), 'painted.png');
  fs.writeFileSync(picture, painted(1200, 900));
  const run = (code) => spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', timeout: 30_000 });
  const calls = `const imprint = require('imprint'); for (let i = 0; i < 8; ++i) imprint.verify('${picture}').then((r) => console.log(r.state));`;
  const exits = run(`${calls} setTimeout(() => process.exit(3), 30)`);
  assert.deepEqual([exits.status, exits.signal, exits.stderr], [3, null, '']);
  const throws = run(`${calls} setTimeout(() => { throw new Error('mine') }, 30)`);
  assert.deepEqual([throws.status, throws.signal], [1, null]);
  assert.match(throws.stderr, /mine/);
  const waits = run(calls);
  assert.deepEqual([waits.status, waits.stdout], [0, 'none_found\n'.repeat(8)]);
  const idle = run(`require('imprint').markIdSync('a', 'b'); new (require('imprint').Context)()`);
  assert.equal(idle.status, 0);
});
