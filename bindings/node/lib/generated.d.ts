// Made by generate.py from spec/abi/imprint.json and imprint.h, not by hand: words, options and results.
import type { Signer } from './index.js';

/** The numbers of spec/errors.md by name. */
export declare const Status: {
  readonly OK: 0;
  readonly INVALID_ARGUMENT: 1;
  readonly UNKNOWN_OPTION: 2;
  readonly OUT_OF_MEMORY: 3;
  readonly INTERNAL: 4;
  readonly NOT_BUILT: 5;
  readonly CANCELLED: 6;
  readonly FILE_NOT_FOUND: 7;
  readonly FILE_READ: 8;
  readonly FILE_EXISTS: 9;
  readonly FILE_WRITE: 10;
  readonly UNSUPPORTED_FORMAT: 100;
  readonly MALFORMED: 101;
  readonly TRUNCATED: 102;
  readonly LIMIT_EXCEEDED: 103;
  readonly UNSUPPORTED_PIXELS: 200;
  readonly DECODE_FAILED: 201;
  readonly ENCODE_FAILED: 202;
  readonly IMAGE_TOO_SMALL: 300;
  readonly IMAGE_TOO_FLAT: 301;
  readonly KEY_INVALID: 302;
  readonly TOO_WEAK: 303;
  readonly LABEL_TEXT: 400;
  readonly GLYPH_MISSING: 401;
  readonly LABEL_DOES_NOT_FIT: 402;
  readonly AIGC_VALUE: 500;
  readonly PROVIDER_CODE: 501;
  readonly XMP_MALFORMED: 502;
  readonly NO_LABEL: 503;
  readonly MANIFEST_MALFORMED: 600;
  readonly CERTIFICATE: 601;
  readonly SIGNER: 602;
  readonly TIME_STAMP: 603;
  readonly READ_BACK_FAILED: 800;
  readonly ALREADY_LABELLED: 801;
  readonly OTHER_PICTURE: 803;
  readonly LOG_BROKEN: 900;
  readonly LOG_TOO_YOUNG: 901;
  readonly LOG_FILE: 902;
  readonly LOG_CLOCK: 903;
};
/** Codes of errors; one that this package does not know is 'unknown status'. */
export type StatusCode =
  | 'IMPRINT_ERR_INVALID_ARGUMENT'
  | 'IMPRINT_ERR_UNKNOWN_OPTION'
  | 'IMPRINT_ERR_OUT_OF_MEMORY'
  | 'IMPRINT_ERR_INTERNAL'
  | 'IMPRINT_ERR_NOT_BUILT'
  | 'IMPRINT_ERR_CANCELLED'
  | 'IMPRINT_ERR_FILE_NOT_FOUND'
  | 'IMPRINT_ERR_FILE_READ'
  | 'IMPRINT_ERR_FILE_EXISTS'
  | 'IMPRINT_ERR_FILE_WRITE'
  | 'IMPRINT_ERR_UNSUPPORTED_FORMAT'
  | 'IMPRINT_ERR_MALFORMED'
  | 'IMPRINT_ERR_TRUNCATED'
  | 'IMPRINT_ERR_LIMIT_EXCEEDED'
  | 'IMPRINT_ERR_UNSUPPORTED_PIXELS'
  | 'IMPRINT_ERR_DECODE_FAILED'
  | 'IMPRINT_ERR_ENCODE_FAILED'
  | 'IMPRINT_ERR_IMAGE_TOO_SMALL'
  | 'IMPRINT_ERR_IMAGE_TOO_FLAT'
  | 'IMPRINT_ERR_KEY_INVALID'
  | 'IMPRINT_ERR_TOO_WEAK'
  | 'IMPRINT_ERR_LABEL_TEXT'
  | 'IMPRINT_ERR_GLYPH_MISSING'
  | 'IMPRINT_ERR_LABEL_DOES_NOT_FIT'
  | 'IMPRINT_ERR_AIGC_VALUE'
  | 'IMPRINT_ERR_PROVIDER_CODE'
  | 'IMPRINT_ERR_XMP_MALFORMED'
  | 'IMPRINT_ERR_NO_LABEL'
  | 'IMPRINT_ERR_MANIFEST_MALFORMED'
  | 'IMPRINT_ERR_CERTIFICATE'
  | 'IMPRINT_ERR_SIGNER'
  | 'IMPRINT_ERR_TIME_STAMP'
  | 'IMPRINT_ERR_READ_BACK_FAILED'
  | 'IMPRINT_ERR_ALREADY_LABELLED'
  | 'IMPRINT_ERR_OTHER_PICTURE'
  | 'IMPRINT_ERR_LOG_BROKEN'
  | 'IMPRINT_ERR_LOG_TOO_YOUNG'
  | 'IMPRINT_ERR_LOG_FILE'
  | 'IMPRINT_ERR_LOG_CLOCK'
  | 'unknown status';

/** Samples interleaved in the order of the name; 16-bit samples in native byte order; alpha straight. */
export type PixelFormat = 'rgb8' | 'rgba8' | 'bgr8' | 'bgra8' | 'gray8' | 'rgb16' | 'rgba16' | 'gray16';

/** What a certificate is trusted for when manifests are verified. */
export type TrustUse = 'signer' | 'tsa' | 'leaf';

/** Where the visible label stands, as a viewer shows the picture. */
export type Corner = 'default' | 'lower_right' | 'lower_left' | 'upper_right' | 'upper_left' | 'automatic';

/** What stands between picture and letters (spec/label.md 5). */
export type LabelStyle = 'default' | 'plate' | 'plain' | 'outlined';

/** Whose rules the words follow. */
export type LabelForm = 'default' | 'gb45438' | 'eu_icon';

/** Formats that imprint_mark() converts to (spec/formats.md 10). */
export type PictureFormat = 'same' | 'png' | 'jpeg' | 'webp';

/** What a watermark can be expected to stand, from the room that its picture offers (spec/watermark-format.md 7.5). */
export type Robustness = 'any' | 'low' | 'medium' | 'high';

/** Where the audible label goes. */
export type AudiblePlace = 'default' | 'start' | 'end' | 'middle';

/** The verdict by the table of Art. 6 of the Measures (spec/verdict.md). */
export type State = 'none_found' | 'generated' | 'possible' | 'suspected' | 'inconclusive';

/** The four places of a mark. */
export type Layer = 'visible' | 'watermark' | 'aigc' | 'manifest';

/** What was found of one layer. */
export type LayerState = 'absent' | 'present' | 'deviating' | 'not_checked' | 'not_built' | 'not_legible';

/** Do the AIGC label and the watermark name the same content? */
export type Agreement = 'not_comparable' | 'agree' | 'disagree';

/** What becomes of a file that is there already, where an output is to be written. */
export type Existing = 'keep' | 'replace';

/** What validation made of the manifest (C2PA 2.x). */
export type ManifestState = 'none' | 'invalid' | 'well_formed' | 'valid' | 'trusted';

/** Pairs of layers that a report compares; imprint_report_get_agreement() is the first. */
export type Pair = 'aigc_watermark' | 'manifest_watermark' | 'manifest_aigc';

/** How samples lie in memory: interleaved, in the byte order of the machine. */
export type SampleFormat = 'default' | 'float32' | 'int16' | 'int24' | 'int32';

/** Can the label that was found be relied on to be read, or heard? The first reason against it (spec/label.md 7.3). */
export type Legibility = 'legible' | 'too_low' | 'too_faint' | 'too_few_pixels' | 'too_quiet' | 'wrong_timing';

/** Severity of a finding (spec/lint-rules.md 1). */
export type Severity = 'info' | 'warning' | 'error';

/** What all findings of a file add up to (spec/lint-rules.md 1). */
export type LintStatus = 'conforming' | 'deviating' | 'not_conforming' | 'absent';

/** imprint_context_options of imprint.h; what is not set has its default. */
export interface ContextLimits {
  /** of either side; 0 = 32768 */
  maxDimensionPx?: number | null;
  /** width * height; 0 = 120 million */
  maxPixels?: number | bigint | null;
  /** 0 = 512 MiB */
  maxFileBytes?: number | bigint | null;
  /** one metadata block after decompression; 0 = 16 MiB */
  maxMetadataBytes?: number | bigint | null;
  /** that one call may use for the watermark, [1, 64]; 0 = 1. Answers do not depend on it */
  threads?: number | null;
  /** 1 = marks are looked for under the keys of imprint_context_add_key() alone. Since 0.1 */
  noOpenKey?: boolean | null;
  /** in pixels and decompressed metadata at one time; 0 = 2 GiB */
  maxMemoryBytes?: number | bigint | null;
  /** of parsers, a nanosecond each or so; 0 = 1000 million */
  maxSteps?: number | bigint | null;
  /** public-key operations; 0 = 256 */
  maxSignatures?: number | bigint | null;
  /** of all metadata together; 0 = 64 MiB */
  maxInflatedBytes?: number | bigint | null;
  /** of all frames together; 0 = 2400 million */
  maxDecodedPixels?: number | bigint | null;
  /** of sound, of all channels together; 0 = 6000 million. Since 0.1 */
  maxDecodedSamples?: number | bigint | null;
}

/** imprint_mark_options of imprint.h; what is not set has its default. */
export interface MarkMembers {
  /** of the visible label */
  corner?: Corner | number | null;
  /** words of the visible label; absent = "AI生成", in the EU form "AI GENERATED" */
  text?: string | null;
  /** ink height of the words in percent of the shortest side, [5, 50]; 0 = 5 */
  heightPercent?: number | null;
  /** 1 = leave the visible label out; needs `waiver` (Measures Art. 9) */
  noVisible?: boolean | null;
  /** 1 = leave the watermark out, for what is too small, too short or too plain to carry one */
  noWatermark?: boolean | null;
  /** with no_visible: who asked for it, and the agreement; goes into the report */
  waiver?: string | null;
  /** watermark key; absent = the open key */
  keyId?: string | null;
  /** of the watermark, see imprint_embed_options; 0 = 1 */
  strength?: number | null;
  /** quality floor of the watermark, [30, 60]; 0 = none: visibility alone decides */
  minPsnrDb?: number | null;
  /** last part of the IPTC DigitalSourceType URI; absent = "trainedAlgorithmicMedia", empty = none */
  sourceType?: string | null;
  /** IPTC AISystemUsed; absent = not written */
  aiSystem?: string | null;
  /** IPTC AISystemVersionUsed; absent = not written */
  aiSystemVersion?: string | null;
  /** of the visible label */
  style?: LabelStyle | number | null;
  /** of the visible label */
  form?: LabelForm | number | null;
  /** see imprint_label_options */
  font?: Uint8Array | null;
  /** see imprint_label_options */
  logo?: Uint8Array | null;
  /** with no_visible or replacement: the log of Art. 9 that gets a record before the output is handed over, see imprint_log_append(); absent = the caller keeps a log of its own */
  logPath?: string | null;
  /** private key in PEM: SecurityData in ReservedCode1, see imprint_aigc_label; absent = none. Since 0.1 */
  signingKey?: string | null;
  /** who signs the manifest, the last layer; NULL = none is written. Since 0.1 */
  signer?: Signer | null;
  /** NULL = all defaults; its source_type, mark_id, mark_id_key_id and sidecar are not for this call */
  manifest?: ManifestMembers | null;
  /** allows to write over a label or mark that is there: who allowed it, and why. It goes into the report, and with log_path into the log (spec/decisions/0012). Absent = such a file is refused. Since 0.1 */
  replacement?: string | null;
  /** 1 = what imprint_aigc_lint() would warn of in the label and the IPTC properties that are written is refused; 0 = the report's "notes" tell it (spec/aigc-label.md 8). Since 0.1 */
  strict?: boolean | null;
  /** of the watermark: less is IMPRINT_ERR_TOO_WEAK; 0 = any. Since 0.1 */
  leastRobustness?: Robustness | number | null;
  /** in place of signing_key: see imprint_aigc_label. Since 0.1 */
  labelSigner?: Signer | null;
  /** of the output; 0 = that of the file. Since 0.1 */
  convertTo?: PictureFormat | number | null;
  /** of a conversion to JPEG or WebP, [1, 100]; 0 = 92. Says nothing without one. Since 0.1 */
  quality?: number | null;
  /** the mark_id is keyed, under this mark_id key of the context, and ReservedCode1 and the manifest say so; absent = version 1 (spec/mark-id.md). Since 0.1 */
  markIdKeyId?: string | null;
  /** of the audible label, in sound; 0 = at the start. Since 0.1 */
  audiblePlace?: AudiblePlace | number | null;
  /** a sound file of any kind that is read, of at most 30 s, in which a voice says the label, such as "本内容由人工智能生成": the audible label is this voice, and then the rhythm. Its silence is cut off at both ends, its loudness fitted; what it says is not checked (spec/label.md 8.6). {NULL, 0} = the rhythm alone. Not for imprint_finish(), which hears the rhythm. Since 0.1 */
  audibleClip?: Uint8Array | null;
  /** places of the audible label in place of audible_place, which is 0 then: it goes before each of these times, in seconds of the sound as it comes, such as the turns of a dialogue. They rise, none is behind the end; at most IMPRINT_AUDIBLE_MAX_PLACES. {NULL, 0} = audible_place. Not for imprint_finish(). Since 0.1 */
  audibleAtS?: readonly number[] | null;
  /** 1 = the voice without the rhythm, which then nobody finds again who does not have the clip: imprint_verify() knows no words. Says nothing without audible_clip. Since 0.1 */
  audibleClipAlone?: boolean | null;
}

/** imprint_verify_options of imprint.h; what is not set has its default. */
export interface VerifyMembers {
  /** 1 = the uploader declares the content to be AI-generated (Art. 6 (2)) */
  declared?: boolean | null;
  /** 1 = do not look for a watermark: metadata only, no pixel is decoded */
  noWatermark?: boolean | null;
  /** 1 = look for whole pictures only, not for crops, turns and screenshots: faster */
  noSearch?: boolean | null;
  /** seconds since 1970 at which certificates have to be valid; 0 = in SecurityData not checked, in a manifest by the system's clock. Since 0.1 */
  timeS?: number | bigint | null;
  /** what the caller's records say of this picture; a watermark that is its mark names it as the */
  producer?: string | null;
  /** reason. Both or none; absent = not known. Since 0.1 */
  produceId?: string | null;
  /** a manifest store that came beside the file (.c2pa); empty = the one in the file. Since 0.1 */
  manifest?: Uint8Array | null;
  /** 1 = what generators leave in metadata beside a label (spec/aigc-label.md 7) is told, and decides nothing. Since 0.1 */
  noTraces?: boolean | null;
  /** words of a visible label to look for beside the built-in ones; absent = none. Since 0.1 */
  labelText?: string | null;
  /** for them, as in imprint_label_options; {NULL, 0} = none. Since 0.1 */
  labelFont?: Uint8Array | null;
  /** words of a visible label of whatever program, as a reader of the caller's own found them in this picture, for example by OCR: the library has none, and looks for its own labels alone. They are another trace (Measures Art. 6 (3), which speaks of anyone's explicit label), a reason in every state, and visible.explicit_by_caller of the report. UTF-8, at most 256 bytes, no control characters and no line breaks, not white space alone; else IMPRINT_ERR_INVALID_ARGUMENT. They are believed as they stand: a label that denies ("非AI生成") is the caller's to leave out. Absent or empty = none was looked for, or none found. Not for imprint_verify_batch(): one text is of one picture. Since 0.1 */
  explicitLabel?: string | null;
}

/** imprint_propagate_options of imprint.h; what is not set has its default. */
export interface PropagateMembers {
  /** 1 = the uploader declares the content to be AI-generated (Art. 6 (2)) */
  declared?: boolean | null;
  /** 1 = never look for a watermark. It is looked for only when there is no label */
  noWatermark?: boolean | null;
  /** 1 = look for whole pictures only, see imprint_verify_options */
  noSearch?: boolean | null;
  /** as in imprint_verify_options: when the watermark of a file without a label is the mark of these, */
  producer?: string | null;
  /** they become ContentProducer and ProduceID; otherwise both stay empty */
  produceId?: string | null;
  /** private key in PEM: SecurityData in ReservedCode2; absent = none */
  signingKey?: string | null;
  /** of the next manifest of a file that has one; NULL = the old one stays and no longer fits */
  signer?: Signer | null;
  /** see imprint_mark_options */
  manifest?: ManifestMembers | null;
  /** as in imprint_verify_options. Since 0.1 */
  noTraces?: boolean | null;
  /** as in imprint_mark_options, for the propagator's own values: others' are handed on as they are. Since 0.1 */
  strict?: boolean | null;
  /** in place of signing_key: see imprint_aigc_label. Since 0.1 */
  labelSigner?: Signer | null;
  /** as in imprint_verify_options; not for imprint_propagate_batch(). Since 0.1 */
  explicitLabel?: string | null;
}

/** imprint_transplant_options of imprint.h; what is not set has its default. */
export interface TransplantMembers {
  /** 1 = look for whole pictures only, see imprint_verify_options */
  noSearch?: boolean | null;
  /** 1 = the caller knows that the two files are one picture, since it made the copy */
  vouched?: boolean | null;
}

/** imprint_embed_options of imprint.h; what is not set has its default. */
export interface EmbedMembers {
  /** less is IMPRINT_ERR_TOO_WEAK; 0 = any. Since 0.1 */
  leastRobustness?: Robustness | number | null;
  /** absent = the open key */
  keyId?: string | null;
  /** share of what may be seen of the mark (spec/watermark-format.md 7.3), [0.01, 1]; 0 = 1 */
  strength?: number | null;
  /** quality floor over the colour samples, [30, 60]; 0 = none: visibility alone decides */
  minPsnrDb?: number | null;
  /** of a file: as in imprint_mark_options, over another payload's mark under a key of the context. Since 0.1 */
  replacement?: string | null;
  /** of a file: gets a record of a replacement before the output is handed over. Since 0.1 */
  logPath?: string | null;
}

/** imprint_embed_result of imprint.h. */
export interface EmbedQuality {
  /** over the colour samples, after rounding; of _file: what the written file shows against the one that came in, so that a lossy format counts what its coding changed too */
  psnrDb: number;
  /** largest change of a sample, in levels of 8 bits; of _file likewise */
  maxChange: number;
  /** of _file: 1 = the file's signed manifest no longer fits: it covers the pixels. Since 0.1 */
  manifestBroken: boolean;
  /** what the mark can be expected to stand. Since 0.1 */
  robustness: Robustness;
  /** what the mark is expected to show of itself: 1 is Butteraugli's 3-norm of 1. Since 0.1 */
  visibility: number;
  /** of sound, whose other figures are 0: root mean square of the gain where there was sound. Since 0.1 */
  depthDb: number;
  /** of sound: seconds in which there was sound to mark. Since 0.1 */
  markedS: number;
}

/** imprint_detect_options of imprint.h; what is not set has its default. */
export interface DetectMembers {
  /** 1 = whole pictures only, see imprint_verify_options */
  noSearch?: boolean | null;
}

/** imprint_detection of imprint.h. */
export interface DetectionMembers {
  /** 1 or 0 */
  found: boolean;
  /** if found */
  payload: bigint;
  /** chance bound that an unmarked input answers like this, all tries paid for; 1 if not found */
  pValue: number;
  /** strength of the synchronisation, standard deviations of noise */
  pilotSigma: number;
  /** if found: pixels of this picture per canonical pixel of the marked one */
  pixelsPerCanonical: number;
  /** if found: how the pattern is turned, (-90, 90]; the pattern looks alike after a half turn */
  rotationDeg: number;
  /** geometries put to the test; the p-value pays for the 96 per key that are planned, 160 in animations */
  attempts: number;
  /** if found: "open" or the hex id, NUL-terminated */
  keyId: string;
  /** if found: where in this picture it was heard, a box of pixels from the upper left; the whole */
  xPx: number;
  /** if found: where in this picture it was heard, a box of pixels from the upper left; the whole */
  yPx: number;
  /** picture if that carries it. Edges are right to about a 24th of the shortest side. Since 0.1 */
  widthPx: number;
  /** picture if that carries it. Edges are right to about a 24th of the shortest side. Since 0.1 */
  heightPx: number;
  /** if found in sound: the stretch that was read, in seconds from its start. Since 0.1 */
  startS: number;
  /** if found in sound: the stretch that was read, in seconds from its start. Since 0.1 */
  endS: number;
  /** if found in sound: 1.05 = it plays 5 % faster than it was marked; 0 in pictures. Since 0.1 */
  timeScale: number;
  /** if found in sound: positive = higher than it was marked. Since 0.1 */
  pitchShiftSemitones: number;
}

/** imprint_audible_found of imprint.h. */
export interface AudibleFound {
  /** 1 or 0 */
  found: boolean;
  /** if found: seconds from the start of the sound */
  startS: number;
  /** if found: seconds from the start of the sound */
  endS: number;
  /** length of the short tone */
  unitS: number;
  /** to a third of an octave */
  toneHz: number;
  /** loudness of the rhythm, ITU-R BS.1770 */
  labelLufs: number;
  /** loudness of all else; -infinity for silence */
  programmeLufs: number;
  /** correlation with the rhythm, [0, 1]; of the best place where nothing is found */
  score: number;
  /** 1 = beside the programme */
  tooQuiet: boolean;
  /** 1 = a length is off by more than half a unit */
  wrongTiming: boolean;
}

/** imprint_label_options of imprint.h; what is not set has its default. */
export interface LabelMembers {
  /** for the viewer */
  corner?: Corner | number | null;
  /** absent = "AI生成", in the EU form "AI GENERATED" */
  text?: string | null;
  /** ink height in percent of the shortest side, [5, 50]; 0 = 5 */
  heightPercent?: number | null;
  /** EXIF orientation of the stored pixels, 1..8; 0 = 1: the label stands upright for the viewer */
  orientation?: number | null;
  style?: LabelStyle | number | null;
  form?: LabelForm | number | null;
  /** an OpenType or TrueType file with outlines, for texts with characters that the embedded font lacks; at most 64 MiB; {NULL, 0} = none */
  font?: Uint8Array | null;
  /** a PNG or JPEG drawn left of the words at their height, at most 8 times as wide as high; {NULL, 0} = none */
  logo?: Uint8Array | null;
  /** this and what follows: of imprint_label_draw_file() on sound, where all between struct_size and here says nothing. As in imprint_mark_options. Since 0.1 */
  audiblePlace?: AudiblePlace | number | null;
  /** likewise. Since 0.1 */
  audibleClipAlone?: boolean | null;
  /** likewise. Since 0.1 */
  audibleClip?: Uint8Array | null;
  /** likewise. Since 0.1 */
  audibleAtS?: readonly number[] | null;
}

/** imprint_label_placement of imprint.h. */
export interface LabelPlacement {
  /** of the backing plate, in the picture as a viewer shows it */
  xPx: number;
  /** of the backing plate, in the picture as a viewer shows it */
  yPx: number;
  /** of the backing plate, in the picture as a viewer shows it */
  widthPx: number;
  /** of the backing plate, in the picture as a viewer shows it */
  heightPx: number;
  inkHeightPx: number;
  /** of the shortest side */
  inkHeightPercent: number;
  /** 1 = the letters are higher than asked for, 8 px: nobody reads lower ones. Since 0.1 */
  raised: boolean;
  /** of _file: 1 = the file's signed manifest no longer fits: it covers pixels and sound. Since 0.1 */
  manifestBroken: boolean;
  /** of sound, in which all but manifest_broken and what follows is 0: the first label, in seconds. Since 0.1 */
  startS: number;
  /** of sound, in which all but manifest_broken and what follows is 0: the first label, in seconds. Since 0.1 */
  endS: number;
  /** of sound: loudness of the label, ITU-R BS.1770. Since 0.1 */
  labelLufs: number;
}

/** imprint_label_find_options of imprint.h; what is not set has its default. */
export interface LabelFindMembers {
  /** EXIF orientation of the stored pixels, 1..8; 0 = 1 */
  orientation?: number | null;
  /** also look for this text; absent = the built-in ones alone (spec/label.md 2.3) */
  text?: string | null;
  /** it was drawn with, when the embedded font lacks one of its characters; see imprint_label_options. Since 0.1 */
  font?: Uint8Array | null;
}

/** imprint_label_found of imprint.h. */
export interface LabelFound {
  /** 1 or 0 */
  found: boolean;
  /** if found */
  legibility: Legibility | null;
  /** if found: backing plate, cut to the picture, as a viewer shows it */
  xPx: number;
  /** if found: backing plate, cut to the picture, as a viewer shows it */
  yPx: number;
  /** if found: backing plate, cut to the picture, as a viewer shows it */
  widthPx: number;
  /** if found: backing plate, cut to the picture, as a viewer shows it */
  heightPx: number;
  /** if found */
  inkHeightPx: number;
  /** if found: of the shortest side */
  inkHeightPercent: number;
  /** if found: WCAG 2.2 ratio between ink and ground */
  contrast: number;
  /** correlation with the best try, [0, 1]; found from 0.65 on */
  score: number;
  /** if found: UTF-8, NUL-terminated */
  text: string;
  /** this and what follows: of the audible label of a sound, if found, as in imprint_audible_found; its text is "short-long short-short", and measures in px and percent are 0. Since 0.1 */
  startS: number;
  /** this and what follows: of the audible label of a sound, if found, as in imprint_audible_found; its text is "short-long short-short", and measures in px and percent are 0. Since 0.1 */
  endS: number;
  /** likewise. Since 0.1 */
  unitS: number;
  /** likewise. Since 0.1 */
  labelLufs: number;
  /** likewise. Since 0.1 */
  programmeLufs: number;
  /** likewise; 0 in pictures. Since 0.1 */
  audiblePlace: AudiblePlace;
  /** 1 = the file is sound, found or not. Since 0.1 */
  sound: boolean;
}

/** imprint_aigc_label of imprint.h; what is not set has its default. */
export interface AigcLabel {
  /** for writing: as in imprint_mark_options. Since 0.1 */
  strict?: boolean | null;
  /** "1" is, "2" possibly, "3" suspected AI-generated */
  label?: string | null;
  contentProducer?: string | null;
  produceId?: string | null;
  reservedCode1?: string | null;
  /** absent together with propagate_id: first write, the producer is the propagator */
  contentPropagator?: string | null;
  propagateId?: string | null;
  reservedCode2?: string | null;
  /** for writing: private key in PEM, unencrypted: SM2, P-256, or RSA of 2048 to 8192 bits. */
  signingKey?: string | null;
  /** SecurityData goes into reserved_code1, or 2, which is absent then. Since 0.1 */
  propagatorSigningKey?: string | null;
  /** for writing: as in imprint_mark_options, over a label of another content_producer. Since 0.1 */
  replacement?: string | null;
  /** gets a record of a replacement before the output is handed over. Since 0.1 */
  logPath?: string | null;
  signer?: Signer | null;
  propagatorSigner?: Signer | null;
  /** for writing: the watermark's mark_id is keyed, and reserved_code1 gets the words that say so, with the id of the key, which need not be here (spec/mark-id.md 3). Absent = version 1. Since 0.1 */
  markIdKeyId?: string | null;
}

/** imprint_lint_options of imprint.h; what is not set has its default. */
export interface LintMembers {
  /** 1 = warnings count like errors */
  strict?: boolean | null;
  /** as in imprint_verify_options */
  timeS?: number | bigint | null;
}

/** imprint_log_entry of imprint.h; what is not set has its default. */
export interface LogEntry {
  /** of the content; 1..1024 bytes, as the two below */
  producer?: string | null;
  produceId?: string | null;
  /** who asked for the copy, and under which agreement; 1..4096 bytes */
  waiver?: string | null;
  /** the copy that is given out: its SHA-256 is recorded */
  file?: Uint8Array | null;
  /** seconds since 1970-01-01 UTC; 0 = now */
  timeS?: number | bigint | null;
  /** the copy replaces a label or mark: what stood there, 1..4096 bytes. `waiver` says who allowed it, and `producer` may be absent when a watermark alone was written, whose payload is `produce_id`. Absent = a copy without visible label */
  replaced?: string | null;
  /** of a copy whose mark_id is keyed: the id of the key. Absent = version 1. Since 0.1 */
  markIdKeyId?: string | null;
}

/** imprint_log_summary of imprint.h. */
export interface LogSummary {
  /** in the log; purged ones are not counted */
  records: number;
  /** if records > 0 */
  firstSequence: number;
  lastSequence: number;
  /** if records > 0 */
  firstTimeS: number;
  /** if records > 0 */
  lastTimeS: number;
  /** at the end, of a write that was cut off and never acknowledged; the next append removes them */
  tornBytes: number;
  /** hash of the last record in hex, NUL-terminated: keep it elsewhere, and a log that was cut or written anew is told by it */
  head: string;
}

/** imprint_manifest_options of imprint.h; what is not set has its default. */
export interface ManifestMembers {
  /** 1 = `out` receives the store for a side file (.c2pa), and the file is to stay as it is */
  sidecar?: boolean | null;
  /** 1 = do not repeat the text of the AIGC label in the manifest */
  noAigc?: boolean | null;
  markId?: bigint | number | null;
  /** seconds since 1970, of the actions; 0 = the system's clock */
  timeS?: number | bigint | null;
  /** of c2pa.created: last part of the IPTC DigitalSourceType URI; absent = "trainedAlgorithmicMedia" */
  sourceType?: string | null;
  /** that made the picture; absent = this library */
  software?: string | null;
  softwareVersion?: string | null;
  /** dc:title; absent = not written */
  title?: string | null;
  /** of the provider, such as one on copyright influences; absent = not written. An assertion, and XMP dc:rights and xmpRights:UsageTerms where the file has none: what is there stays, and the "notes" of the report say so (spec/aigc-label.md 3). Not blank, no control characters but tab and line ends */
  notice?: string | null;
  /** 1 = with a picture of the parent, if there is one, as the file came in (JPEG). Where its pixels cannot be decoded a call with a report leaves it out with a note, one without fails. Since 0.1 */
  thumbnail?: boolean | null;
  /** with `thumbnail`: its longest side, [32, 512]; 0 = 256. Since 0.1 */
  thumbnailPx?: number | null;
  /** with has_mark_id: `mark_id` is keyed, and the soft binding says so (spec/manifest-format.md 7.2). Since 0.1 */
  markIdKeyId?: string | null;
}
