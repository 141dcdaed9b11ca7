// What the tests share: counting, the repository, pictures, and signing material that nobody trusts.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const nodeTest = require('node:test');

const ROOT = process.env.IMPRINT_ROOT;
const PACKAGE = process.env.IMPRINT_NODE_PACKAGE;
const MEDIA = process.env.IMPRINT_TEST_MEDIA ?? path.join(ROOT, '../shared/data');
const PRODUCER = 'ExampleStudio';
const WORK = fs.mkdtempSync(path.join(os.tmpdir(), 'imprint-node-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

process.on('exit', () => fs.rmSync(WORK, { recursive: true, force: true }));

/** A test of node:test that is counted; one after the other. `body` may return 'skip: reason'. */
function test(name, body) {
  nodeTest.test(name, async (t) => {
    try {
      const said = await body(t);
      if (typeof said !== 'string' || !said.startsWith('skip: ')) return void ++counts.passed;
      ++counts.skipped;
      console.log(`skipped: ${name}: ${said.slice(6)}`);
      t.skip(said.slice(6));
    } catch (failure) {
      ++counts.failed;
      console.log(`FAILED: ${name}: ${failure.stack}`);
      throw failure;
    }
  });
}

const once = (make) => {
  const made = new Map();
  return (...key) => {
    const name = key.join();
    if (!made.has(name)) made.set(name, make(...key));
    return made.get(name);
  };
};

/** A new folder, gone at the end. */
const folder = () => fs.mkdtempSync(path.join(WORK, 'test-'));

/** A PNG that the sample paints. */
const painted = once((width = 640, height = 480) => {
  const file = path.join(WORK, `painted-${width}-${height}.png`);
  execFileSync(process.env.IMPRINT_PAINT, [file, String(width), String(height)], { stdio: 'ignore' });
  return fs.readFileSync(file);
});

/** Files of a test authority and signer. */
const demoKeys = once(() => {
  const demo = path.join(WORK, 'demo');
  execFileSync(process.env.IMPRINT_TOOL, ['keys', 'demo', '-o', demo], { stdio: 'ignore' });
  return (name) => fs.readFileSync(path.join(demo, name), 'utf8');
});

/** Smooth pixels that take a mark, as sharp gives them. */
function raw(width, height, channels = 3, Kind = Buffer) {
  const wide = Kind === Uint16Array;
  const data = Kind === Buffer ? Buffer.alloc(width * height * channels) : new Kind(width * height * channels);
  for (let y = 0, at = 0; y < height; ++y)
    for (let x = 0; x < width; ++x)
      for (let c = 0; c < channels; ++c, ++at) {
        const value = c === 3 ? 255 : 128 + 60 * Math.sin(x / 17 + c) + 40 * Math.cos(y / 11) + ((x * 7 + y * 13) % 17);
        data[at] = wide ? value * 257 : value;
      }
  return { data, info: { width, height, channels } };
}

const soundRate = 24000;

/** Noise through a filter of one pole that swells and fades, the same in every channel. */
function drawn(seconds, channels) {
  const out = new Float32Array(seconds * soundRate * channels);
  for (let frame = 0, noise = 1, state = 0; frame < seconds * soundRate; ++frame) {
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    state = 0.85 * state + 0.1 * (noise / 2 ** 31 - 1);
    out.fill(state * (0.7 + 0.3 * Math.sin((frame * 3) / soundRate)), frame * channels, (frame + 1) * channels);
  }
  return out;
}

const rssBytes = () => Number(fs.readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096;

module.exports = { MEDIA, PACKAGE, PRODUCER, ROOT, WORK, counts, demoKeys, drawn, folder, painted, raw, rssBytes, soundRate, test };
