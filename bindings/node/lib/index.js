// Imprint labels AI-generated pictures and sound so that the label can be seen, read, trusted and found again.
//   await imprint.mark('in.png', 'ExampleStudio', '1', { out: 'out.png' });
//   console.log((await imprint.verify('out.png')).state);
// The functions here use one context of the process, with the open key. Programs with keys, trust or limits of their own make a Context.
'use strict';

const { AudioDetector, AudioEmbedder } = require('./audio.js');
const { Context, fileWrite } = require('./context.js');
const { ImprintError, atOnce } = require('./errors.js');
const { Status } = require('./generated.js');
const log = require('./log.js');
const native = require('./native.js');
const { Detection, Marked, Report } = require('./results.js');

let shared;
const context = () => (shared ??= new Context());
const ofShared = (name) => (...inputs) => context()[name](...inputs);

const markIdSync = (producer, produceId) => atOnce(native.markId, null, producer, produceId)[0];
const providerCodeSync = (uscc, service) => atOnce(native.providerCode, null, uscc, service)[0];
const generateKeySync = () => atOnce(native.keyGenerate, null)[0];

module.exports = {
  AudioDetector,
  AudioEmbedder,
  Context,
  Detection,
  ImprintError,
  Marked,
  Report,
  Status,
  audioDetector: ofShared('audioDetector'),
  audioEmbedder: ofShared('audioEmbedder'),
  compare: ofShared('compare'),
  decode: ofShared('decode'),
  detect: ofShared('detect'),
  detectAll: ofShared('detectAll'),
  drawLabel: ofShared('drawLabel'),
  embed: ofShared('embed'),
  encode: ofShared('encode'),
  fileRead: ofShared('fileRead'),
  fileWrite,
  findAudibleLabel: ofShared('findAudibleLabel'),
  findLabel: ofShared('findLabel'),
  finish: ofShared('finish'),
  generateKey: async () => generateKeySync(),
  generateKeySync,
  lint: ofShared('lint'),
  log,
  makeAudibleLabel: ofShared('makeAudibleLabel'),
  mark: ofShared('mark'),
  markBatch: ofShared('markBatch'),
  markId: async (producer, produceId) => markIdSync(producer, produceId),
  markIdSync,
  propagate: ofShared('propagate'),
  propagateBatch: ofShared('propagateBatch'),
  providerCode: async (uscc, service) => providerCodeSync(uscc, service),
  providerCodeSync,
  readAigc: ofShared('readAigc'),
  readManifest: ofShared('readManifest'),
  signManifest: ofShared('signManifest'),
  transplant: ofShared('transplant'),
  verify: ofShared('verify'),
  verifyBatch: ofShared('verifyBatch'),
  verifyManifest: ofShared('verifyManifest'),
  version: () => native.version,
  warmUp: ofShared('warmUp'),
  writeAigc: ofShared('writeAigc'),
};
