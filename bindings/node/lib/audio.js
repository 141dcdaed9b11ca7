// Sound in memory: streams that embed and that detect, and samples on their way to the native layer and back.
'use strict';

const { Call } = require('./follow.js');
const native = require('./native.js');
const { Detection } = require('./results.js');

const ARRAYS = { float32: Float32Array, int16: Int16Array, int32: Int32Array }; // of int24 there are bytes alone
const WORDS = [...Object.keys(ARRAYS), 'int24'];
const BYTES = ['Uint8Array', 'DataView', 'ArrayBuffer']; // which are taken as they are

const nameOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** What a stream is, out of the options of a call. Without `samples` it is what `like` is, of no array float32. */
function formatOf({ rateHz, channels = 1, samples }, like) {
  const told = like === undefined ? 'float32' : Object.keys(ARRAYS).find((word) => ARRAYS[word].name === nameOf(like));
  const word = samples ?? told;
  if (word === undefined) throw new TypeError(`a ${nameOf(like)} does not say what its samples are: say it, such as samples: 'int16'`);
  if (!WORDS.includes(word)) throw new RangeError(`samples is one of ${WORDS.join(', ')}, not ${word}`);
  return { rateHz, channels, samples: word };
}

/** The bytes of samples, which the caller may change as soon as his call has returned. */
function copyOf(samples, word) {
  const name = nameOf(samples);
  if (name !== ARRAYS[word]?.name && !BYTES.includes(name)) {
    throw new TypeError(`samples of ${word} are ${ARRAYS[word] === undefined ? '' : `${ARRAYS[word].name} or `}bytes, not ${name}`);
  }
  const view = name === 'ArrayBuffer' ? new Uint8Array(samples) : new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return view.slice();
}

/** Bytes as an array of their kind. */
function arrayOf(data, word) {
  const Kind = ARRAYS[word];
  return Kind === undefined ? data : new Kind(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
}

/** A handle on which one call runs at a time: the others wait for their turn. */
class Handle {
  #external;
  #last = Promise.resolve();

  constructor(external) {
    this.#external = external;
  }

  run(function_, ...inputs) {
    const mine = this.#last.then(() => new Call({}, []).run(function_, null, this.#external, ...inputs));
    this.#last = mine.catch(() => {});
    return mine;
  }

  close(function_) {
    this.#last = this.#last.then(() => function_(this.#external));
  }
}

/** Hides a watermark in a stream of sound; Context.audioEmbedder() makes it. */
class AudioEmbedder {
  #handle;
  #word;
  #inBytes = false; // as the last samples were

  constructor(external, { samples }) {
    this.#handle = new Handle(external);
    this.#word = samples;
  }

  async process(samples) {
    const copy = copyOf(samples, this.#word);
    const inBytes = BYTES.includes(nameOf(samples));
    this.#inBytes = inBytes;
    const [data] = await this.#handle.run(native.audioEmbedderProcess, copy);
    return inBytes ? data : arrayOf(data, this.#word);
  }

  async flush() {
    const inBytes = this.#inBytes;
    const [data] = await this.#handle.run(native.audioEmbedderFlush);
    return inBytes ? data : arrayOf(data, this.#word);
  }

  async result() {
    return (await this.#handle.run(native.audioEmbedderResult))[0];
  }

  close() {
    this.#handle.close(native.audioEmbedderClose);
  }
}

/** Looks for a watermark in a stream of sound; Context.audioDetector() makes it. */
class AudioDetector {
  #handle;
  #word;

  constructor(external, { samples }) {
    this.#handle = new Handle(external);
    this.#word = samples;
  }

  async process(samples) {
    return (await this.#handle.run(native.audioDetectorProcess, copyOf(samples, this.#word)))[0];
  }

  async finish() {
    await this.#handle.run(native.audioDetectorFinish);
    return this.result();
  }

  async result() {
    return new Detection((await this.#handle.run(native.audioDetectorResult))[0]);
  }

  close() {
    this.#handle.close(native.audioDetectorClose);
  }
}

if (Symbol.dispose) for (const one of [AudioEmbedder, AudioDetector]) one.prototype[Symbol.dispose] = one.prototype.close;

module.exports = { AudioDetector, AudioEmbedder, arrayOf, copyOf, formatOf };
