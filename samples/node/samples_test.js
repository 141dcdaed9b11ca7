// Runs the samples on a picture, as a user has them: samples_test.js PICTURE TOOL WORK.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const zlib = require('node:zlib');

const [picture, tool, work] = process.argv.slice(2);
const here = path.join(work, 'project');

fs.rmSync(work, { recursive: true, force: true });
fs.cpSync(__dirname, here, { recursive: true });
fs.mkdirSync(path.join(here, 'node_modules'));
fs.symlinkSync(process.env.IMPRINT_NODE_PACKAGE, path.join(here, 'node_modules/imprint'));
const sample = (name) => import(pathToFileURL(path.join(here, name)));
const ok = (condition, what) => (assert.ok(condition, what), console.log(`ok  ${what}`));

async function hello() {
  const said = execFileSync(process.execPath, [path.join(here, 'hello.mjs'), picture, path.join(work, 'hello.png')], { encoding: 'utf8' });
  ok(said === 'mark_id 5f297590b9efb1f5 state generated\n', `hello: ${said.trim()}`);
}

// ---- sharp ----

/** As much of sharp as the plug-in uses: raw pixels in, raw pixels or a PNG out. */
class SharpLike {
  constructor(data, { raw }) {
    Object.assign(this, { data, info: raw, format: 'png' });
  }
  rotate() { return this; }
  toColourspace() { return this; }
  raw() { return this.toFormat('raw'); }
  toFormat(format) { return Object.assign(this, { format }); }
  async toBuffer(options) {
    const data = this.format === 'raw' ? this.data : this.#png();
    return options?.resolveWithObject ? { data, info: { ...this.info, format: this.format, size: data.length } } : data;
  }
  #png() {
    const { width, height, channels } = this.info;
    const chunk = (name, body) => {
      const bytes = Buffer.concat([Buffer.from(name), body]);
      const length = Buffer.alloc(4);
      const crc = Buffer.alloc(4);
      length.writeUInt32BE(body.length);
      crc.writeUInt32BE(crc32(bytes));
      return Buffer.concat([length, bytes, crc]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header[8] = 8;
    header[9] = channels === 4 ? 6 : 2;
    const rows = Array.from({ length: height }, (_, y) => [Buffer.alloc(1), this.data.subarray(y * width * channels, (y + 1) * width * channels)]).flat();
    const parts = [chunk('IHDR', header), chunk('IDAT', zlib.deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))];
    return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...parts]);
  }
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function sharpOrItsLike() {
  try {
    return [require('sharp'), 'sharp', ['png', 'jpeg', 'webp']];
  } catch {
    return [(data, options) => new SharpLike(data, options), 'a stub of the shape of sharp, which is not installed', ['png']];
  }
}

async function sharp() {
  const [make, name, formats] = sharpOrItsLike();
  const { labelWith, onPixels } = await sample('sharp-plugin/index.mjs');
  const { detect, markIdSync } = await sample('node_modules/imprint/lib/index.mjs');
  const info = { width: 640, height: 480, channels: 4 };
  const data = Buffer.alloc(640 * 480 * 4, 255).map((_, i) => (i % 4 === 3 ? 255 : 128 + 60 * Math.sin(i / 61) + ((i * 13) % 23)));
  const marked = await onPixels({ data, info: { ...info, format: 'raw' } }, 'ExampleStudio', '5');
  ok((await detect(marked)).payload === markIdSync('ExampleStudio', '5'), 'pixels of sharp carry label and mark');
  const label = labelWith(make, { producer: 'ExampleStudio' });
  for (const format of formats) {
    const channels = format === 'jpeg' ? 3 : 4;
    const pixels = channels === 4 ? data : data.filter((_, i) => i % 4 !== 3);
    const { report, info: told } = await label(make(pixels, { raw: { ...info, channels } }), { produceId: '6', format });
    ok(report.agreement === 'agree' && report.layers.visible === 'present' && told.format === format, `a pipeline of ${name} ends in ${format} with all layers`);
  }
}

// ---- Uploads ----

const listening = (handler) => new Promise((resolve) => {
  const server = http.createServer(handler).listen(0, '127.0.0.1', () => resolve(server));
});

async function post(server, body, type = 'image/png') {
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`, { method: 'POST', body, headers: { 'content-type': type }, duplex: 'half' });
  return { status: answer.status, state: answer.headers.get('imprint-state'), body: await answer.json() };
}

/** As Fastify calls a preHandler. */
const likeFastify = (preHandler) => async (raw, res) => {
  const reply = {
    raw: res,
    sent: false,
    header: (name, value) => (res.setHeader(name, value), reply),
    code: (status) => ((res.statusCode = status), reply),
    send: (body) => ((reply.sent = true), res.end(JSON.stringify(body)), reply),
  };
  const request = { raw, headers: raw.headers, body: undefined };
  await preHandler(request, reply);
  if (!reply.sent) reply.send({ seen: request.imprint.map((one) => one.report.state) });
};

const likeExpress = (middleware, before = () => {}) => (req, res) => {
  before(req);
  middleware(req, res, (error) => {
    res.statusCode = error ? 500 : 200;
    res.end(JSON.stringify(error ? { error: String(error) } : { seen: req.imprint.map((one) => one.report.state) }));
  });
};

async function uploads() {
  const { fastifyUploadCheck, uploadCheck } = await sample('upload-check/index.mjs');
  const marked = fs.readFileSync(path.join(work, 'hello.png'));
  const options = { maxBytes: 4_000_000, refuse: (report) => (report.state === 'generated' ? 'this service takes no generated pictures' : undefined), verify: { noSearch: true } };
  for (const [name, shape, make] of [['Express', likeExpress, uploadCheck], ['Fastify', likeFastify, fastifyUploadCheck]]) {
    const server = await listening(shape(make({ maxBytes: 4_000_000, verify: { noSearch: true } })));
    const strict = await listening(shape(make(options)));
    const small = await listening(shape(make({ ...options, maxBytes: 1000 })));
    const seen = await post(server, marked);
    ok(seen.status === 200 && seen.state === 'generated' && seen.body.seen[0] === 'generated', `${name}: the report is with the request, and the state in a header`);
    ok((await post(server, fs.readFileSync(picture))).body.seen[0] === 'none_found', `${name}: a picture without a label passes`);
    ok((await post(server, 'no picture')).status === 422, `${name}: what is no picture is refused`);
    ok((await post(server, '{}', 'application/json')).state === 'none', `${name}: other bodies are left alone`);
    const refused = await post(strict, marked);
    ok(refused.status === 422 && /no generated/.test(refused.body.error), `${name}: what the service does not want is refused, with its reason`);
    ok((await post(small, marked)).status === 413, `${name}: a body that is too large is not read`);
    const stream = new ReadableStream({ start: (one) => { for (let i = 0; i < 3; ++i) one.enqueue(Buffer.alloc(600)); one.close(); } });
    ok((await post(small, stream)).status === 413, `${name}: nor one that does not say how large it is`);
    for (const one of [server, strict, small]) (one.closeAllConnections(), one.close());
  }
  const client = new AbortController();
  const told = new Promise((resolve) => {
    const check = uploadCheck({ verify: { progress: () => client.abort() } });
    listening((req, res) => check(req, res, () => {}).then(() => resolve(res.statusCode))).then((server) => {
      fetch(`http://127.0.0.1:${server.address().port}/`, { method: 'POST', body: fs.readFileSync(picture), headers: { 'content-type': 'image/png' }, signal: client.signal })
        .catch(() => server.close());
    });
  });
  ok((await told) === 499, 'a client that leaves ends the check of its upload');
  const parsed = await listening(likeExpress(uploadCheck({ verify: { noSearch: true } }), (req) => {
    req.files = [{ originalname: 'a.png', buffer: marked }, { originalname: 'b.png', buffer: fs.readFileSync(picture) }];
  }));
  ok((await post(parsed, 'parsed before', 'multipart/form-data; boundary=x')).state === 'generated, none_found', 'files that multer has parsed are checked, each');
  parsed.closeAllConnections();
  parsed.close();
}

// ---- A key elsewhere ----

async function kms() {
  const { kmsSigner, rawSignature } = await sample('kms_signer.mjs');
  const { mark } = await sample('node_modules/imprint/lib/index.mjs');
  const demo = path.join(work, 'demo');
  execFileSync(tool, ['keys', 'demo', '-o', demo], { stdio: 'ignore' });
  const service = path.join(work, 'kms');
  const binary = `"${process.execPath}" -e "process.stdout.write(Buffer.from(process.argv[1], 'hex'))" "$1"`;
  fs.writeFileSync(service, `#!/bin/sh\n${binary} | openssl pkeyutl -sign -inkey "${demo}/leaf.key" -pkeyopt digest:sha256 | base64 -w0\n`, { mode: 0o755 });
  const certificates = fs.readFileSync(path.join(demo, 'chain.pem'), 'utf8');
  const { report } = await mark(picture, 'ExampleStudio', '1', { signer: kmsSigner(certificates, [service]) });
  ok(report.manifestState === 'valid', 'a manifest is signed by a key in another process');
  const failure = await mark(picture, 'ExampleStudio', '1', { signer: kmsSigner(certificates, ['/bin/false']) }).catch((caught) => caught);
  ok(failure.code === 'IMPRINT_ERR_SIGNER' && failure.cause.cmd.startsWith('/bin/false'), 'a service that is down fails the call, and is its cause');
  assert.throws(() => rawSignature(Buffer.from('no signature')), TypeError);
}

(async () => {
  for (const one of [hello, sharp, uploads, kms]) await one();
})();
