// What a picture can be: a path, bytes, a stream, pixels; and where an output goes.
'use strict';

const { Readable, addAbortSignal } = require('node:stream');
const { fileURLToPath } = require('node:url');
const { ImprintError } = require('./errors.js');
const { Status } = require('./generated.js');

const CHANNELS = { rgb8: 3, rgba8: 4, bgr8: 3, bgra8: 4, gray8: 1, rgb16: 3, rgba16: 4, gray16: 1 };
const NAMES = { 1: 'gray', 3: 'rgb', 4: 'rgba' };

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
const isPath = (value) =>
  typeof value === 'string' || value instanceof URL || (typeof value?.path === 'string' && !isStream(value)) || Buffer.isBuffer(value?.path);
const isPicture = (value) => isBytes(value?.data) && Number.isInteger((value.info ?? value).width);
const isPromise = (value) => typeof value?.then === 'function';
const isStream = (value) => typeof value?.[Symbol.asyncIterator] === 'function';

/** A path as the system takes it: a string, a file URL, or {path: Buffer} where it is no UTF-8. */
function pathOf(value) {
  if (typeof value === 'string') return value;
  if (value instanceof URL) return fileURLToPath(value);
  if (typeof value?.path === 'string' || Buffer.isBuffer(value?.path)) return value.path;
  throw new TypeError('a path has to be a string, a file URL or {path}');
}

async function collected(stream, maxBytes, signal) {
  if (signal !== undefined && stream instanceof Readable) addAbortSignal(signal, stream);
  const chunks = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a stream has to give bytes: it has an encoding, or is in object mode');
    size += chunk.length;
    if (size > maxBytes) throw new ImprintError(Status.LIMIT_EXCEEDED, `the stream has more than max_file_bytes ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The bytes of a source that is no path: at once where they are there, so that the caller may change them when his call has returned. */
function contentOf(source, maxBytes, signal) {
  if (isBytes(source)) return source;
  if (isStream(source)) return collected(source, maxBytes, signal);
  if (typeof source?.arrayBuffer === 'function') {
    if (source.size > maxBytes) throw new ImprintError(Status.LIMIT_EXCEEDED, `the blob has ${source.size} bytes, more than max_file_bytes ${maxBytes}`);
    return source.arrayBuffer();
  }
  throw new TypeError('bytes, a stream, a Blob or a path is needed' + (isPicture(source) ? ', not pixels' : ''));
}

function formatOf(value, info, order) {
  if (value.format in CHANNELS) return value.format;
  const wide = value.data instanceof Uint16Array || info.depth === 'ushort';
  const samples = value.data.byteLength / (wide ? 2 : 1) / (info.width * info.height);
  const channels = info.channels ?? samples;
  const name = NAMES[channels];
  if (name === undefined) throw new TypeError(`pixels of ${channels} channels are not taken: give 1, 3 or 4, or a format`);
  const format = (order === 'bgr' && channels > 1 ? name.replace('rgb', 'bgr') : name) + (wide ? '16' : '8');
  if (!(format in CHANNELS)) throw new TypeError(`pixels of the order ${order} have 8 bits`);
  return format;
}

/** Pixels as the native layer takes them: of sharp's {data, info}, of ImageData, or {data, width, height, channels | format, stride?}. */
function pixelsOf(value, order = 'rgb') {
  const info = value.info ?? value;
  if (value.data instanceof Float32Array || value.data instanceof Float64Array) throw new TypeError('floats are not taken: give 8 or 16 bits');
  if (order !== 'rgb' && order !== 'bgr') throw new TypeError("order is 'rgb' or 'bgr'");
  const format = formatOf(value, info, order);
  const row = info.width * CHANNELS[format] * (format.endsWith('16') ? 2 : 1);
  return { data: value.data, width: info.width, height: info.height, format, stride: value.stride ?? info.stride ?? row };
}

/** Changed pixels in the shape of what sharp gives: sharp(out.data, {raw: out.info}). Of the kind of array that came in. */
function pictureOf(given, pixels, data) {
  const Kind = given.data.constructor;
  const same = Buffer.isBuffer(given.data) || !ArrayBuffer.isView(given.data);
  const whole = same ? data : new Kind(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
  const { width, height, format, stride } = pixels;
  return { data: whole, info: { width, height, channels: CHANNELS[format] }, format, stride };
}

/** Writes to a stream, which stays open. */
async function writeTo(out, data) {
  if (typeof out?.getWriter === 'function') {
    const writer = out.getWriter();
    try {
      await writer.write(data);
    } finally {
      writer.releaseLock();
    }
    return;
  }
  if (typeof out?.write !== 'function') throw new TypeError('out has to be a path or a writable stream');
  const heard = () => {}; // the callback below is told too
  out.once('error', heard);
  try {
    await new Promise((resolve, reject) => out.write(data, (error) => (error ? reject(error) : resolve())));
  } finally {
    out.off('error', heard);
  }
}

module.exports = { contentOf, isPath, isPicture, isPromise, pathOf, pictureOf, pixelsOf, writeTo };
