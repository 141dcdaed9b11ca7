// One call of the caller's: what follows it, what ends it, and the functions of his that the library calls on the way.
'use strict';

const { AsyncResource } = require('node:async_hooks');
const { failure, ImprintError } = require('./errors.js');
const { Status } = require('./generated.js');
const native = require('./native.js');

const ANSWER_MAX_BYTES = 65536; // imprint_exchange of imprint.h
const SIGNERS = ['signer', 'labelSigner', 'propagatorSigner'];

let calls = 0;
const running = new WeakMap(); // signal -> ids of its calls: one listener a signal, however many calls it ends

function listen(signal, id) {
  let ids = running.get(signal);
  if (ids === undefined) {
    ids = new Set();
    running.set(signal, ids);
    signal.addEventListener('abort', () => [...ids].forEach((one) => native.cancel(one)), { once: true });
  }
  ids.add(id);
}

class Call {
  #id = ++calls;
  #failures = [];
  #follow;

  /** `options` are the caller's: `signal` and `progress` are this class's, those that `own` names the method's, and the rest members. */
  constructor(options, own, event) {
    const { signal, progress, ...members } = options ?? {};
    if (signal !== undefined && typeof signal?.addEventListener !== 'function') throw new TypeError('signal has to be an AbortSignal');
    this.signal = signal;
    this.#follow = { id: this.#id };
    if (progress !== undefined) this.#follow.progress = this.#teller(progress, 'progress');
    if (event !== undefined) this.#follow.event = this.#teller(event, 'event');
    for (const name of own) {
      this[name] = members[name];
      delete members[name];
    }
    for (const name of SIGNERS) if (members[name] != null) members[name] = this.signer(members[name]);
    this.members = members;
  }

  /** For calls that have no members. */
  alone() {
    const [name] = Object.keys(this.members);
    if (name !== undefined) throw new TypeError(`this call has no option ${name}`);
    return this;
  }

  /** function(context, follow, ...inputs) of the native layer. */
  async run(function_, context, ...inputs) {
    let outputs;
    this.look();
    try {
      const made = function_(context, this.#follow, ...inputs);
      if (this.signal !== undefined) listen(this.signal, this.#id);
      outputs = await made;
    } catch (raw) {
      throw this.#failed(raw);
    } finally {
      if (this.signal !== undefined) running.get(this.signal)?.delete(this.#id);
    }
    // What a function threw is told, also when the call had ended by then.
    if (this.#failures.length > 0) throw this.#failures[0];
    return outputs;
  }

  /** Between steps: whether the caller still wants it. */
  look() {
    if (this.signal?.aborted) throw this.#failed({ status: Status.CANCELLED, message: 'the call was cancelled' });
  }

  #failed(raw) {
    const aborted = raw.status === Status.CANCELLED && this.signal?.aborted === true;
    const error = failure(raw, this.#failures[0] ?? (aborted ? this.signal.reason : undefined));
    // As Node's own calls name it.
    if (aborted && error instanceof ImprintError) Object.defineProperty(error, 'name', { value: 'AbortError', configurable: true });
    return error;
  }

  #keep(thrown) {
    this.#failures.push(thrown);
    native.cancel(this.#id);
  }

  #teller(function_, name) {
    if (typeof function_ !== 'function') throw new TypeError(`${name} has to be a function`);
    const bound = AsyncResource.bind(function_);
    return (value) => {
      try {
        const said = bound(value);
        if (typeof said?.then === 'function') said.then(undefined, (thrown) => this.#keep(thrown));
        return said !== false;
      } catch (thrown) {
        this.#failures.push(thrown);
        return false;
      }
    };
  }

  /** A signer as the native layer takes it. */
  signer(given) {
    if (typeof given !== 'object') throw new TypeError('a signer is an object with certificates, and privateKey or sign');
    const out = { ...given };
    for (const name of ['sign', 'timeStamp']) if (out[name] != null) out[name] = this.#exchange(out[name], name);
    return out;
  }

  // The worker of the call waits for the answer, which may be a promise.
  #exchange(function_, name) {
    if (typeof function_ !== 'function') throw new TypeError(`${name} has to be a function`);
    const bound = AsyncResource.bind(function_);
    return (request, answer) => {
      const asked = async () => {
        const bytes = await bound(request);
        if (!(bytes instanceof Uint8Array)) throw new TypeError(`${name} has to give a Buffer`);
        if (bytes.length > ANSWER_MAX_BYTES) throw new RangeError(`an answer of ${bytes.length} bytes, where ${ANSWER_MAX_BYTES} are the most`);
        answer(bytes);
      };
      asked().catch((thrown) => {
        this.#failures.push(thrown);
        answer();
      });
    };
  }
}

module.exports = { Call };
