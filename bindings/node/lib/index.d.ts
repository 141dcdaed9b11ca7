// Imprint labels AI-generated pictures and sound so that the label can be seen, read, trusted and found again.
import type {
  Agreement, AigcLabel, AudibleFound, ContextLimits, DetectMembers, DetectionMembers, EmbedMembers, EmbedQuality, LabelFindMembers, LabelFound, LabelMembers,
  LabelPlacement, Layer, LayerState, LintMembers, LintStatus, LogEntry, LogSummary, ManifestMembers, ManifestState, MarkMembers, Pair, PixelFormat,
  PropagateMembers, Severity, State, StatusCode, TransplantMembers, TrustUse, VerifyMembers,
} from './generated.js';

export * from './generated.js';

// ---- What goes in, and where it goes ----

/** A file by its name. `{path: Buffer}` is for names that are no UTF-8. */
export type Path = string | URL | { path: string | Uint8Array };

/** The bytes of a file. They are copied before the call returns its promise, unless a stream is read first. */
export type Content =
  | ArrayBufferView
  | ArrayBuffer
  | AsyncIterable<Uint8Array>
  | { arrayBuffer(): Promise<ArrayBuffer>; readonly size: number };

export type Source = Path | Content;

/** A stream that is written to, and stays open. */
export type Out =
  | Path
  | { write(data: Uint8Array, done: (error?: Error | null) => void): unknown; once(event: 'error', heard: () => void): unknown; off(event: 'error', heard: () => void): unknown }
  | { getWriter(): { write(data: Uint8Array): Promise<void>; releaseLock(): void } };

export type Samples = Uint8Array | Uint8ClampedArray | Uint16Array;

/** What sharp's `raw().toBuffer({resolveWithObject: true})` gives and takes. */
export interface RawInfo {
  width: number;
  height: number;
  channels: 1 | 3 | 4;
}

/** Pixels, row 0 on top, samples interleaved, sRGB-encoded or any other display encoding. Two bytes a sample where `data` is a Uint16Array or `depth` is 'ushort'. */
export type Picture<Data extends Samples = Samples> =
  | { data: Data; info: { width: number; height: number; channels?: number; depth?: string }; format?: PixelFormat; stride?: number }
  | { data: Data; width: number; height: number; channels?: number; depth?: string; format?: PixelFormat | string; stride?: number };

/** Pixels that a call has changed: a copy, for `sharp(picture.data, {raw: picture.info})`. */
export interface ChangedPicture<Data extends Samples = Samples> {
  data: Data;
  info: RawInfo;
  format: PixelFormat;
  stride: number;
}

/** Of calls that run on a worker. */
export interface Following {
  /** Ends the call: ImprintError with the name 'AbortError', the code 'IMPRINT_ERR_CANCELLED' and the signal's reason as its cause. */
  signal?: AbortSignal;
  /** Is told how far it is, from 0 to 1. `false`, and what it throws, end the call. */
  progress?: (done: number) => unknown;
}
export interface Writing extends Following {
  /** Where the output goes; otherwise the result has `data`. A file is written whole or not at all. */
  out?: Out;
  /** Write over a file that is there; otherwise IMPRINT_ERR_FILE_EXISTS. */
  replace?: boolean;
}
export interface Ordered {
  /** Of pixels whose format is not named; 'rgb' by default. */
  order?: 'rgb' | 'bgr';
}

export interface MarkOptions extends MarkMembers, Writing, Ordered {
  /** What pixels are encoded as, and what a file is converted to. */
  format?: 'png' | 'jpeg' | 'jpg' | 'webp';
}
export interface VerifyOptions extends VerifyMembers, Following {}
export interface PropagateOptions extends PropagateMembers, Writing {}
export interface TransplantOptions extends TransplantMembers, Writing {}
export interface EmbedOptions extends EmbedMembers, Following, Ordered {}
export interface DetectOptions extends DetectMembers, Following, Ordered {}
export interface LabelOptions extends LabelMembers, Following, Ordered {}
export interface LabelFindOptions extends LabelFindMembers, Following, Ordered {}
/** What samples in memory are: interleaved, in the byte order of the machine. */
export interface AudioFormat {
  /** [8000, 192000] */
  rateHz: number;
  /** [1, 8]; 1 by default. */
  channels?: number;
  /** 'float32' by default. */
  samples?: 'float32' | 'int16' | 'int24' | 'int32';
}
/** Samples of a format, or their bytes. */
export type SoundSamples = Float32Array | Int16Array | Int32Array | Uint8Array | DataView | ArrayBuffer;

export interface AudioEmbedOptions extends AudioFormat, Following {
  keyId?: string | null;
  strength?: number | null;
}
export interface AudioDetectOptions extends AudioFormat, DetectMembers, Following {}
export interface LintOptions extends LintMembers, Following {}
export interface ManifestOptions extends ManifestMembers, Following {}

/** Who signs: a key in PEM, or functions for a key that does not leave its place (KMS, HSM). What they throw becomes the cause of the call's error. */
export interface Signer {
  /** PEM, the signer's first, then the intermediates. */
  certificates: string;
  /** PEM, unencrypted; not with `sign`. */
  privateKey?: string;
  /** ES256, ES384, ES512, PS256, PS384, PS512, Ed25519. */
  algorithm?: string;
  /** Signs the request itself, not a digest of it: r then s of fixed width for elliptic curves. The worker of the call waits, and holds no place. */
  sign?: (request: Buffer) => Uint8Array | Promise<Uint8Array>;
  /** Answers a TimeStampReq in DER by a TimeStampResp (RFC 3161). */
  timeStamp?: (request: Buffer) => Uint8Array | Promise<Uint8Array>;
}

// ---- What comes out ----

/** A call that failed. A number of `status` that this package does not know has the code 'unknown status'. */
export declare class ImprintError extends Error {
  constructor(status: number, message: string, options?: { cause?: unknown });
  readonly status: number;
  readonly code: StatusCode;
  readonly cause?: unknown;
}

export declare class Detection implements DetectionMembers {
  readonly found: boolean;
  readonly payload: bigint;
  readonly pValue: number;
  readonly pilotSigma: number;
  readonly pixelsPerCanonical: number;
  readonly rotationDeg: number;
  readonly attempts: number;
  readonly keyId: string;
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly startS: number;
  readonly endS: number;
  readonly timeScale: number;
  readonly pitchShiftSemitones: number;
  readonly payloadHex: string;
  private constructor();
}

/** What a call found or did. A value that this package does not know is a number where a word is expected. */
export declare class Report {
  readonly state: State;
  readonly layers: Readonly<Record<Layer, LayerState>>;
  readonly agreement: Agreement;
  readonly pairs: Readonly<Record<Pair, Agreement>>;
  readonly manifestState: ManifestState;
  readonly markId: bigint | null;
  readonly markIdHex: string | null;
  readonly marks: readonly Detection[];
  /** Of lint() and compare(). */
  readonly lintStatus: LintStatus | null;
  readonly findings: Readonly<Record<Severity, number>>;
  /** The whole report (spec/schema/report.schema.json). */
  readonly json: string;
  /** The same as objects. */
  readonly data: any;
  readonly notes: readonly string[];
  /** Of verifyManifest(): for C2PA's own tools. */
  readonly crjson: string | null;
  toJSON(): any;
  private constructor();
}

export declare class Marked {
  /** null where it was written to `out`, and where there was nothing to do. */
  readonly data: Buffer | null;
  readonly report: Report;
  /** Writes `data` whole or not at all. */
  save(path: Path, options?: { replace?: boolean }): Promise<void>;
  private constructor();
}

/** Hides a watermark in a stream of sound, whose length its memory does not grow with. Calls on it wait for one another; it outlives its context. */
export declare class AudioEmbedder {
  /** Takes whole frames and gives marked ones, at most 30 ms behind: an array for an array, a Buffer for bytes. On an error nothing was taken. */
  process<Samples extends SoundSamples>(samples: Samples): Promise<Samples extends Float32Array | Int16Array | Int32Array ? Samples : Buffer>;
  /** Gives the frames that are still owed, in the kind of the last ones. Nothing can be taken afterwards. */
  flush<Samples extends Float32Array | Int16Array | Int32Array | Buffer = Float32Array>(): Promise<Samples>;
  /** What was done so far: depthDb and markedS. */
  result(): Promise<EmbedQuality>;
  /** Frees it behind the calls that wait. One that is forgotten is freed by the collector. */
  close(): void;
  private constructor();
}

/** Looks for a watermark in a stream of sound, under the keys that the context had when it was made. As AudioEmbedder. */
export declare class AudioDetector {
  /** Takes whole frames; true once a mark is found, after which it looks no further. */
  process(samples: SoundSamples): Promise<boolean>;
  /** Looks at what is left, and says what was found. Nothing can be taken afterwards. */
  finish(): Promise<Detection>;
  /** What is known so far. */
  result(): Promise<Detection>;
  close(): void;
  private constructor();
}

/** One file of a batch. */
export type Outcome =
  | { error: ImprintError; report: null; data: null }
  | { error: null; report: Report; data: Buffer | null };

export interface MarkJob {
  source: Source;
  producer: string;
  produceId: string;
  out?: Path;
}
export interface PropagateJob {
  source: Source;
  propagator: string;
  propagateId: string;
  /** What your records say of the picture, as in VerifyOptions. */
  producer?: string;
  produceId?: string;
  out?: Path;
}

/** What a call came to: `call` is its name in C, `message` is empty on success. */
export interface Event {
  call: string;
  status: number;
  durationUs: number;
  message: string;
}

export interface ContextOptions extends ContextLimits {
  /** Watermark keys of 32 bytes, as by addKey(). */
  keys?: Iterable<Uint8Array>;
  /** Is told of each call at its end. */
  event?: (event: Event) => void;
}

type Many<T> = Iterable<T> | AsyncIterable<T>;

/** Every call that needs no context of its own; in a Context they run under its keys, trust and limits. */
interface Calls {
  /** Labels a generated picture: every layer, in the lawful order, read back. */
  mark(source: Source | Picture, producer: string, produceId: string, options?: MarkOptions): Promise<Marked>;
  /** The rest of mark() for a picture that was drawn on, marked and encoded by the program itself. */
  finish(source: Source, producer: string, produceId: string, options?: MarkMembers & Writing): Promise<Marked>;
  /** The evidence of every layer of a file, and the verdict. */
  verify(source: Source, options?: VerifyOptions): Promise<Report>;
  /** A platform's propagation elements. `data` is null when no case of Art. 6 applies: the report's state says which. */
  propagate(source: Source, propagator: string, propagateId: string, options?: PropagateOptions): Promise<Marked>;
  /** The label of `source` into `to`, its re-encoded or resized copy. */
  transplant(source: Source, to: Source, options?: TransplantOptions): Promise<Marked>;
  /** Any number of files, as many at once as the context has `threads`; outcomes come in the order of the files. */
  verifyBatch(sources: Many<Source>, options?: VerifyOptions): AsyncGenerator<Outcome, void, undefined>;
  markBatch(jobs: Many<MarkJob>, options?: MarkMembers & Following & { replace?: boolean }): AsyncGenerator<Outcome, void, undefined>;
  propagateBatch(jobs: Many<PropagateJob>, options?: PropagateMembers & Following & { replace?: boolean }): AsyncGenerator<Outcome, void, undefined>;

  /** Hides 64 bits: in a copy of pixels, or in a file. */
  embed<Data extends Samples>(source: Picture<Data>, payload: bigint | number, options?: EmbedOptions): Promise<ChangedPicture<Data> & { quality: EmbedQuality }>;
  embed(source: Source, payload: bigint | number, options?: EmbedOptions): Promise<{ data: Buffer; quality: EmbedQuality }>;
  /** Looks for a watermark, under every key of the context. "Not found" is an answer. */
  detect(source: Source | Picture, options?: DetectOptions): Promise<Detection>;
  /** All watermarks there are, each with its place. */
  detectAll(source: Source | Picture, options?: DetectOptions): Promise<Detection[]>;
  /** Another name of embed(). */
  encode: Calls['embed'];
  /** Another name of detect(). */
  decode: Calls['detect'];

  /** Begins to hide 64 bits in a stream of sound. */
  audioEmbedder(payload: bigint | number, options: AudioEmbedOptions): Promise<AudioEmbedder>;
  /** Begins to look for a watermark in a stream of sound. */
  audioDetector(options: AudioDetectOptions): Promise<AudioDetector>;
  /** The rhythm of the audible label alone, for sound of this loudness (ITU-R BS.1770): an array of the format, of int24 a Buffer. */
  makeAudibleLabel<Samples extends Float32Array | Int16Array | Int32Array | Buffer = Float32Array>(programmeLufs: number, options: AudioFormat & Following): Promise<Samples>;
  /** Listens for an audible label. "Not found" is an answer. Without `samples` an array says itself what it is. */
  findAudibleLabel(samples: SoundSamples, options: AudioFormat & Following): Promise<AudibleFound>;

  /** Draws the visible label: into a copy of pixels, or into a file. */
  drawLabel<Data extends Samples>(source: Picture<Data>, options?: LabelOptions): Promise<ChangedPicture<Data> & { placement: LabelPlacement }>;
  drawLabel(source: Source, options?: LabelOptions): Promise<{ data: Buffer; placement: LabelPlacement }>;
  /** Looks for a visible label that this library drew. */
  findLabel(source: Source | Picture, options?: LabelFindOptions): Promise<LabelFound>;

  /** Every AIGC label of a file, with its deviations: `report.data.aigc`. */
  readAigc(source: Source, options?: Following): Promise<Report>;
  /** The file with exactly this AIGC label. */
  writeAigc(source: Source, label: AigcLabel, options?: Writing): Promise<Marked>;
  /** The label against the rules of spec/lint-rules.md. */
  lint(source: Source, options?: LintOptions): Promise<Report>;
  /** What a pipeline lost or rewrote between two files. */
  compare(before: Source, after: Source, options?: LintOptions): Promise<Report>;

  /** The file with a signed manifest; with `sidecar` the store for a side file. */
  signManifest(source: Source, signer: Signer, options?: ManifestOptions): Promise<Buffer>;
  /** The manifest store of a file, or null. */
  readManifest(source: Source, options?: Following): Promise<Buffer | null>;
  /** Validates the manifest of a file, or one that came beside it. */
  verifyManifest(source: Source, options?: { manifest?: Uint8Array; timeS?: number | bigint } & Following): Promise<Report>;

  /** A whole file, of at most `maxFileBytes`. */
  fileRead(path: Path): Promise<Buffer>;
  /** Makes the first call of a process as fast as the others. */
  warmUp(options?: Following): Promise<void>;
}

export interface Context extends Calls {}
/** Keys, trust and limits; one for a process is enough. Adding to it is done at once, and refused while calls run on it. */
export declare class Context {
  constructor(options?: ContextOptions);
  /** Wipes the keys. Calls that run go on. */
  close(): void;
  /** Adds a private watermark key of 32 bytes; returns its id. */
  addKey(key: Uint8Array): string;
  /** Adds a mark_id key, a secret of another kind; returns its id. */
  addMarkIdKey(key: Uint8Array): string;
  /** Names the program ffmpeg, a path or a name that PATH knows, by which M4A is decoded and coded. */
  setFfmpeg(program: string): void;
  /** Trusts keys and certificates for the signatures in SecurityData, of one producer alone if his code is given. */
  addTrust(pem: string, producerCode?: string): void;
  /** Trusts certificates for signed manifests. */
  addManifestTrust(pem: string, use?: TrustUse): void;
  /** mark_id of version 2, under a key of addMarkIdKey(). */
  markIdKeyed(keyId: string, producer: string, produceId: string): Promise<bigint>;
  markIdKeyedSync(keyId: string, producer: string, produceId: string): bigint;
}

// ---- The same with the context of the process ----

export declare const mark: Calls['mark'];
export declare const finish: Calls['finish'];
export declare const verify: Calls['verify'];
export declare const propagate: Calls['propagate'];
export declare const transplant: Calls['transplant'];
export declare const verifyBatch: Calls['verifyBatch'];
export declare const markBatch: Calls['markBatch'];
export declare const propagateBatch: Calls['propagateBatch'];
export declare const embed: Calls['embed'];
export declare const detect: Calls['detect'];
export declare const detectAll: Calls['detectAll'];
export declare const encode: Calls['encode'];
export declare const decode: Calls['decode'];
export declare const audioEmbedder: Calls['audioEmbedder'];
export declare const audioDetector: Calls['audioDetector'];
export declare const makeAudibleLabel: Calls['makeAudibleLabel'];
export declare const findAudibleLabel: Calls['findAudibleLabel'];
export declare const drawLabel: Calls['drawLabel'];
export declare const findLabel: Calls['findLabel'];
export declare const readAigc: Calls['readAigc'];
export declare const writeAigc: Calls['writeAigc'];
export declare const lint: Calls['lint'];
export declare const compare: Calls['compare'];
export declare const signManifest: Calls['signManifest'];
export declare const readManifest: Calls['readManifest'];
export declare const verifyManifest: Calls['verifyManifest'];
export declare const fileRead: Calls['fileRead'];
export declare const warmUp: Calls['warmUp'];

// ---- Without a context ----

/** Writes a file whole or not at all. */
export declare function fileWrite(path: Path, data: Uint8Array, options?: { replace?: boolean }): Promise<void>;
/** The 64 bits that tie watermark and AIGC label together. */
export declare function markId(producer: string, produceId: string): Promise<bigint>;
export declare function markIdSync(producer: string, produceId: string): bigint;
/** The 27-character provider code of an organisation. */
export declare function providerCode(uscc: string, service?: string | null): Promise<string>;
export declare function providerCodeSync(uscc: string, service?: string | null): string;
/** A new private key: 32 bytes of the system's randomness. Keep it secret and keep it. */
export declare function generateKey(): Promise<Buffer>;
export declare function generateKeySync(): Buffer;
/** Of the library. */
export declare function version(): string;

/** The log of copies without visible label (Measures Art. 9): spec/log.md. */
export declare const log: {
  /** Adds a record, durably; gives its hash. */
  append(path: Path, entry: LogEntry): Promise<string>;
  /** Checks the chain; IMPRINT_ERR_LOG_BROKEN names the first line that is wrong. */
  verify(path: Path): Promise<LogSummary>;
  /** The records of [fromS, untilS); without either: all. */
  export(path: Path, options?: { fromS?: number; untilS?: number }): Promise<any>;
  /** Removes records older than `beforeS`, none younger than six months. */
  purge(path: Path, beforeS: number, options?: { nowS?: number }): Promise<{ removed: number; summary: LogSummary }>;
};
