// The error of calls that fail.
'use strict';

const native = require('./native.js');

/** A call that failed: programs branch on `status` (a number of Status) or `code` ('IMPRINT_ERR_TRUNCATED'); the message is for logs. */
class ImprintError extends Error {
  constructor(status, message, options) {
    super(message, options);
    this.status = status;
    this.code = native.statusName(status);
  }

  get name() {
    return 'ImprintError';
  }
}

/** What the native layer gives for a failed call, as the error of `caller`; other errors stay what they are. */
function failure(raw, cause) {
  if (raw instanceof Error || typeof raw?.status !== 'number') return raw;
  return new ImprintError(raw.status, raw.message, cause === undefined ? undefined : { cause });
}

/** Runs a call of the native layer that answers at once. */
function atOnce(call, ...inputs) {
  try {
    return call(...inputs);
  } catch (raw) {
    throw failure(raw);
  }
}

module.exports = { ImprintError, atOnce, failure };
