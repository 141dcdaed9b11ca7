// The context, and every call that takes one.
'use strict';

const { AudioDetector, AudioEmbedder, arrayOf, copyOf, formatOf } = require('./audio.js');
const { atOnce, failure } = require('./errors.js');
const { Call } = require('./follow.js');
const native = require('./native.js');
const { Detection, Marked, labelFoundOf, outcomeOf, reportOf } = require('./results.js');
const { contentOf, isPath, isPicture, isPromise, pathOf, pictureOf, pixelsOf, writeTo } = require('./sources.js');

const FILE_BYTES = 512 * 1024 * 1024; // the library's default of max_file_bytes
const FORMATS = { png: 'png', jpeg: 'jpeg', jpg: 'jpeg', webp: 'webp' };
const USES = { signer: 1, tsa: 2, leaf: 3 };
const FORMAT = ['rateHz', 'channels', 'samples']; // of sound
const BATCH = 256; // files whose reports and outputs are in memory at once
const JOB = ['source', 'out', 'producer', 'produceId', 'propagator', 'propagateId'];

/** Writes a file whole or not at all. */
async function fileWrite(path, data, { replace = false } = {}) {
  try {
    await native.fileWrite(null, null, pathOf(path), data, Number(replace));
  } catch (raw) {
    throw failure(raw);
  }
}

class Context {
  #handle;
  #event;
  #maxBytes;

  constructor({ keys = [], event, ...limits } = {}) {
    [this.#handle] = atOnce(native.contextCreate, null, limits);
    this.#event = event;
    this.#maxBytes = Number(limits.maxFileBytes || FILE_BYTES);
    for (const key of keys) this.addKey(key);
  }

  close() {
    native.contextClose(this.#handle);
  }

  // ---- Keys and trust: at once, and only while no call runs ----

  addKey(key) {
    return atOnce(native.contextAddKey, this.#handle, key)[0];
  }

  addMarkIdKey(key) {
    return atOnce(native.contextAddMarkIdKey, this.#handle, key)[0];
  }

  setFfmpeg(program) {
    atOnce(native.contextSetFfmpeg, this.#handle, program);
  }

  addTrust(pem, producerCode) {
    if (producerCode === undefined) atOnce(native.contextAddTrust, this.#handle, pem);
    else atOnce(native.contextAddTrustFor, this.#handle, producerCode, pem);
  }

  addManifestTrust(pem, use = 'signer') {
    if (!(use in USES)) throw new TypeError(`use is one of ${Object.keys(USES).join(', ')}`);
    atOnce(native.contextAddManifestTrust, this.#handle, USES[use], pem);
  }

  async warmUp(options) {
    await this.#call(options).alone().run(native.contextWarmUp, this.#handle);
  }

  // ---- Marking, verifying, propagating ----

  async mark(source, producer, produceId, options) {
    const call = this.#call(options, 'out', 'replace', 'format', 'order');
    if (call.format !== undefined) call.members.convertTo = FORMATS[call.format] ?? call.format;
    const names = [producer, produceId, call.members];
    if (isPicture(source)) return this.#made(call, native.markImage, pixelsOf(source, call.order), ...names);
    return this.#fromSource(call, native.mark, native.markPath, source, names);
  }

  async finish(source, producer, produceId, options) {
    const call = this.#call(options, 'out', 'replace');
    return this.#with([source], call, (file) => this.#made(call, native.finish, file, producer, produceId, call.members));
  }

  async verify(source, options) {
    const call = this.#call(options);
    if (isPicture(source)) throw new TypeError('pixels have no metadata to verify: give the file, or look for a watermark in them with detect()');
    if (isPath(source)) return reportOf((await call.run(native.verifyPath, this.#handle, pathOf(source), call.members))[0]);
    return this.#reported(call, [source], native.verify, call.members);
  }

  async propagate(source, propagator, propagateId, options) {
    const call = this.#call(options, 'out', 'replace');
    return this.#fromSource(call, native.propagate, native.propagatePath, source, [propagator, propagateId, call.members]);
  }

  async transplant(source, to, options) {
    const call = this.#call(options, 'out', 'replace');
    return this.#with([source, to], call, (...files) => this.#made(call, native.transplant, ...files, call.members));
  }

  #call(options, ...own) {
    if (options !== undefined && (typeof options !== 'object' || options === null)) throw new TypeError('options have to be an object');
    return new Call(options, own, this.#event);
  }

  // The bytes of sources. Where they are there already nothing is waited for: the native layer copies them before the caller's own call
  // has returned, and he may change them then.
  #with(sources, call, then) {
    const contents = sources.map((source) => (isPath(source) ? this.fileRead(source) : contentOf(source, this.#maxBytes, call.signal)));
    return contents.some(isPromise) ? Promise.all(contents).then((all) => then(...all)) : then(...contents);
  }

  #reported(call, sources, function_, ...more) {
    return this.#with(sources, call, async (...files) => reportOf((await call.run(function_, this.#handle, ...files, ...more))[0]));
  }

  async #fromSource(call, onBytes, onPath, source, names) {
    if (!isPath(source) || call.out === undefined || !isPath(call.out))
      return this.#with([source], call, (file) => this.#made(call, onBytes, file, ...names));
    const [report] = await call.run(onPath, this.#handle, pathOf(source), pathOf(call.out), Number(call.replace ?? false), ...names);
    return new Marked(null, reportOf(report), fileWrite);
  }

  async #made(call, function_, ...inputs) {
    const [data, report] = await call.run(function_, this.#handle, ...inputs);
    if (call.out === undefined || data === null) return new Marked(data, reportOf(report), fileWrite);
    if (isPath(call.out)) await fileWrite(call.out, data, { replace: call.replace });
    else await writeTo(call.out, data);
    return new Marked(null, reportOf(report), fileWrite);
  }

  // ---- Many files ----

  verifyBatch(sources, options) {
    const jobs = async function* jobs() {
      for await (const source of sources) yield { source };
    };
    return this.#batch(jobs(), native.verifyBatch, options);
  }

  markBatch(jobs, options) {
    return this.#batch(jobs, native.markBatch, options, 'replace');
  }

  propagateBatch(jobs, options) {
    return this.#batch(jobs, native.propagateBatch, options, 'replace');
  }

  async *#batch(jobs, function_, options, ...own) {
    let chunk = [];
    const run = async () => {
      const call = this.#call(options, ...own);
      const existing = own.length > 0 ? [Number(call.replace ?? false)] : [];
      return (await call.run(function_, this.#handle, chunk, call.members, ...existing)).map(outcomeOf);
    };
    for await (const job of jobs) {
      chunk.push(await this.#item(job, options?.signal));
      if (chunk.length < BATCH) continue;
      yield* await run();
      chunk = [];
    }
    if (chunk.length > 0) yield* await run();
  }

  async #item(job, signal) {
    const unknown = Object.keys(job).filter((name) => !JOB.includes(name));
    if (unknown.length > 0) throw new TypeError(`a job has no ${unknown.join(', ')}; it has ${JOB.join(', ')}`);
    const { source, out, ...item } = job;
    if (isPath(source)) item.path = pathOf(source);
    else item.file = await contentOf(source, this.#maxBytes, signal);
    if (out != null) item.outPath = pathOf(out);
    return item;
  }

  // ---- Watermark ----

  async embed(source, payload, options) {
    const call = this.#call(options, 'order');
    return this.#changed(call, source, native.watermarkEmbed, native.watermarkEmbedFile, 'quality', payload);
  }

  async detect(source, options) {
    const call = this.#call(options, 'order');
    const [found] = await this.#looked(call, source, native.watermarkDetect, native.watermarkDetectFile);
    return new Detection(found);
  }

  async detectAll(source, options) {
    const call = this.#call(options, 'order');
    const [found] = await this.#looked(call, source, native.watermarkDetectAll, native.watermarkDetectAllFile);
    return found.filter((one) => one.found).map((one) => new Detection(one));
  }

  encode(source, payload, options) {
    return this.embed(source, payload, options);
  }

  decode(source, options) {
    return this.detect(source, options);
  }

  // Pixels give pixels, a file a file; with it what is told of them.
  async #changed(call, source, onPixels, onFile, told, ...inputs) {
    if (isPicture(source)) {
      const pixels = pixelsOf(source, call.order);
      const [data, result] = await call.run(onPixels, this.#handle, pixels, ...inputs, call.members);
      return { ...pictureOf(source, pixels, data), [told]: result };
    }
    return this.#with([source], call, async (file) => {
      const [data, result] = await call.run(onFile, this.#handle, file, ...inputs, call.members);
      return { data, [told]: result };
    });
  }

  async #looked(call, source, onPixels, onFile) {
    if (isPicture(source)) return call.run(onPixels, this.#handle, pixelsOf(source, call.order), call.members);
    return this.#with([source], call, (file) => call.run(onFile, this.#handle, file, call.members));
  }

  // ---- Sound in memory ----

  async audioEmbedder(payload, options) {
    const call = this.#call(options, ...FORMAT);
    const format = formatOf(call);
    const [stream] = await call.run(native.audioEmbedderCreate, this.#handle, format, payload, call.members);
    return new AudioEmbedder(stream, format);
  }

  async audioDetector(options) {
    const call = this.#call(options, ...FORMAT);
    const format = formatOf(call);
    const [stream] = await call.run(native.audioDetectorCreate, this.#handle, format, call.members);
    return new AudioDetector(stream, format);
  }

  async makeAudibleLabel(programmeLufs, options) {
    const call = this.#call(options, ...FORMAT).alone();
    const format = formatOf(call);
    const [data] = await call.run(native.audibleLabelMake, this.#handle, format, programmeLufs);
    return arrayOf(data, format.samples);
  }

  async findAudibleLabel(samples, options) {
    const call = this.#call(options, ...FORMAT).alone();
    const format = formatOf(call, samples);
    return (await call.run(native.audibleLabelFind, this.#handle, format, copyOf(samples, format.samples)))[0];
  }

  // ---- Visible label ----

  async drawLabel(source, options) {
    return this.#changed(this.#call(options, 'order'), source, native.labelDraw, native.labelDrawFile, 'placement');
  }

  async findLabel(source, options) {
    const [found] = await this.#looked(this.#call(options, 'order'), source, native.labelFind, native.labelFindFile);
    return labelFoundOf(found);
  }

  // ---- AIGC label ----

  async readAigc(source, options) {
    return this.#reported(this.#call(options).alone(), [source], native.aigcRead);
  }

  async writeAigc(source, label, options) {
    const call = this.#call({ ...label, ...options }, 'out', 'replace');
    return this.#with([source], call, (file) => this.#made(call, native.aigcWrite, file, call.members));
  }

  async lint(source, options) {
    const call = this.#call(options);
    return this.#reported(call, [source], native.aigcLint, call.members);
  }

  async compare(before, after, options) {
    const call = this.#call(options);
    return this.#reported(call, [before, after], native.aigcCompare, call.members);
  }

  // ---- Signed manifest ----

  async signManifest(source, signer, options) {
    const call = this.#call(options);
    const [data] = await this.#with([source], call, (file) => call.run(native.manifestSign, this.#handle, file, call.signer(signer), call.members));
    return data;
  }

  async readManifest(source, options) {
    const call = this.#call(options).alone();
    const [data] = await this.#with([source], call, (file) => call.run(native.manifestRead, this.#handle, file));
    return data;
  }

  async verifyManifest(source, options) {
    const call = this.#call(options, 'manifest', 'timeS').alone();
    return this.#reported(call, [source], native.manifestVerify, call.manifest, call.timeS ?? 0);
  }

  // ---- Small things ----

  markIdKeyedSync(keyId, producer, produceId) {
    return atOnce(native.markIdKeyed, this.#handle, keyId, producer, produceId)[0];
  }

  async markIdKeyed(keyId, producer, produceId) {
    return this.markIdKeyedSync(keyId, producer, produceId);
  }

  async fileRead(path) {
    return (await this.#call().run(native.fileRead, this.#handle, pathOf(path)))[0];
  }
}

if (Symbol.dispose) Context.prototype[Symbol.dispose] = Context.prototype.close;

module.exports = { Context, fileWrite };
