// What calls answer: plain values, nothing of the library behind them.
'use strict';

const { failure } = require('./errors.js');

const hex = (word) => (word === null ? null : word.toString(16).padStart(16, '0'));

/** A watermark; imprint_detection of imprint.h. */
class Detection {
  constructor(raw) {
    Object.assign(this, raw);
  }

  get payloadHex() {
    return hex(this.payload);
  }
}

/** What a call found or did. `json` is the whole of it (spec/schema/report.schema.json), `data` the same as objects. */
class Report {
  #data;

  constructor({ json, crjson, ...raw }) {
    Object.assign(this, raw, { marks: raw.marks.map((mark) => new Detection(mark)) });
    for (const [name, value] of Object.entries({ json: json ?? '{}', crjson })) Object.defineProperty(this, name, { value });
  }

  get data() {
    this.#data ??= JSON.parse(this.json);
    return this.#data;
  }

  get notes() {
    return this.data.notes ?? [];
  }

  get markIdHex() {
    return hex(this.markId);
  }

  toJSON() {
    return this.data;
  }
}

const reportOf = (raw) => (raw === null ? null : new Report(raw));

/** A file that was made, and the report on it. `data` is null where it was written to `out`, and where there was nothing to do. */
class Marked {
  #write;

  constructor(data, report, write) {
    this.data = data;
    this.report = report;
    this.#write = write;
  }

  /** Writes it whole or not at all; refuses a file that is there, unless `replace` is set. */
  async save(path, options) {
    if (this.data === null) throw new Error('there is no data: it was written, or there was nothing to do');
    await this.#write(path, this.data, options);
  }
}

/** Of a batch: an error, or what the call on this file answered. */
function outcomeOf(raw) {
  if (raw.failure !== undefined) return { error: failure(raw.failure), report: null, data: null };
  return { error: null, report: reportOf(raw.report), data: raw.data };
}

const labelFoundOf = (raw) => ({ ...raw, legibility: raw.found ? raw.legibility : null });

module.exports = { Detection, Marked, Report, hex, labelFoundOf, outcomeOf, reportOf };
