// The log of copies without visible label (Measures Art. 9): spec/log.md.
'use strict';

const { failure } = require('./errors.js');
const native = require('./native.js');
const { pathOf } = require('./sources.js');

async function run(call, ...inputs) {
  try {
    return await call(null, null, ...inputs);
  } catch (raw) {
    throw failure(raw);
  }
}

/** Adds a record, durably; gives its hash. */
async function append(path, entry) {
  return (await run(native.logAppend, pathOf(path), entry))[0];
}

/** Checks the chain; IMPRINT_ERR_LOG_BROKEN names the first line that is wrong. */
async function verify(path) {
  return (await run(native.logVerify, pathOf(path)))[0];
}

/** The records of [fromS, untilS); without either: all. */
async function export_(path, { fromS = 0, untilS = 0 } = {}) {
  return JSON.parse((await run(native.logExport, pathOf(path), fromS, untilS))[0].toString('utf8'));
}

/** Removes records older than `beforeS`, none younger than six months; how many went, and what is left. */
async function purge(path, beforeS, { nowS = 0 } = {}) {
  const [removed, summary] = await run(native.logPurge, pathOf(path), beforeS, nowS);
  return { removed: Number(removed), summary };
}

module.exports = { append, verify, export: export_, purge };
