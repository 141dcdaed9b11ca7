/*
 * Imprint: labels AI-generated pictures and sound so that the label can be seen or heard, read, trusted and found again.
 *
 * A program makes one context, then calls imprint_mark() on what it generates or imprint_verify() on what it was given.
 * The calls below them work on one layer each: watermark, visible label, AIGC metadata label, signed manifest.
 *
 *   imprint_context* context = NULL;
 *   imprint_context_create(NULL, &context, NULL);
 *   imprint_bytes out = {0};
 *   imprint_report* report = NULL;
 *   imprint_error error;
 *   if (imprint_mark(context, file, producer, produce_id, NULL, &out, &report, &error) != IMPRINT_OK)
 *     fprintf(stderr, "%s\n", error.message);
 *
 * Rules that hold for every call:
 *  - Bytes in, bytes out. Inputs are read only and may be freed on return; nothing keeps a pointer to them.
 *  - Text is UTF-8 with a length, see imprint_text. {NULL, 0} means absent, {"", 0} means empty.
 *  - Ownership is in the verb: `_create` and outputs named `out` are yours to destroy or free, `_get_` is borrowed.
 *  - Option structs start with struct_size, set by their `_INIT` macro; zero in any field means its default, for ever.
 *  - On an error no output is written, and the reason is in the caller's imprint_error (may be NULL).
 *  - A context may be used by many threads at once after the last imprint_context_add_…().
 *  - Nothing here opens a network connection. Files are opened by the calls that end in _path and _batch, by imprint_file_read() and
 *    _write(), by the imprint_log_ calls and for a log_path, and they are the ones that these are given.
 *
 * Formats and numbers: spec/ (watermark-format.md, label.md, aigc-label.md, errors.md, abi.md).
 */
#ifndef IMPRINT_IMPRINT_H
#define IMPRINT_IMPRINT_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define IMPRINT_API
#else
#define IMPRINT_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------------------------------------------------- */

#define IMPRINT_VERSION_MAJOR 0
#define IMPRINT_VERSION_MINOR 1
#define IMPRINT_VERSION_PATCH 0
/** Counts incompatible changes of this header. The shared library's SOVERSION. Version 1 is frozen: it is only added to. */
#define IMPRINT_ABI_VERSION 1

/** "0.1.0" of the library that is loaded. Static storage. */
IMPRINT_API const char* imprint_version(void);
/** IMPRINT_ABI_VERSION of the library that is loaded: compare before the first other call. */
IMPRINT_API uint32_t imprint_abi_version(void);
/** Newest version of the watermark format that the library reads, and the one it writes (spec/watermark-format.md 2). */
IMPRINT_API uint32_t imprint_watermark_format_version(void);

/* ---- Status and errors --------------------------------------------------------------------------------------------- */

/** Numbers never change their meaning; new ones are added. What each means and what to do about it: spec/errors.md. */
typedef enum imprint_status {
  IMPRINT_OK = 0,
  IMPRINT_ERR_INVALID_ARGUMENT = 1,    /* the call is wrong: NULL where not allowed, a value out of range */
  IMPRINT_ERR_UNKNOWN_OPTION = 2,      /* an option struct of a newer header sets what this library does not know */
  IMPRINT_ERR_OUT_OF_MEMORY = 3,
  IMPRINT_ERR_INTERNAL = 4,            /* our bug; please report the message */
  IMPRINT_ERR_NOT_BUILT = 5,           /* a part that this build leaves out */
  IMPRINT_ERR_CANCELLED = 6,           /* the caller ended the call early, by its progress or imprint_context_cancel() */
  IMPRINT_ERR_FILE_NOT_FOUND = 7,      /* of calls that take paths: there is no such file */
  IMPRINT_ERR_FILE_READ = 8,           /* it is no file, or the system refuses to read it */
  IMPRINT_ERR_FILE_EXISTS = 9,         /* the output would replace a file, which was not asked for */
  IMPRINT_ERR_FILE_WRITE = 10,         /* the output could not be written; nothing has changed */
  IMPRINT_ERR_UNSUPPORTED_FORMAT = 100, /* a container this library does not handle */
  IMPRINT_ERR_MALFORMED = 101,         /* the file breaks its format's rules */
  IMPRINT_ERR_TRUNCATED = 102,         /* the file ends too early */
  IMPRINT_ERR_LIMIT_EXCEEDED = 103,    /* larger than the context's limits allow */
  IMPRINT_ERR_UNSUPPORTED_PIXELS = 200, /* a kind of pixels this library does not handle, such as CMYK */
  IMPRINT_ERR_DECODE_FAILED = 201,
  IMPRINT_ERR_ENCODE_FAILED = 202,
  IMPRINT_ERR_IMAGE_TOO_SMALL = 300,   /* a side under IMPRINT_WATERMARK_MIN_SIDE_PX */
  IMPRINT_ERR_IMAGE_TOO_FLAT = 301,    /* nowhere to hide a mark */
  IMPRINT_ERR_KEY_INVALID = 302,       /* unknown key id */
  IMPRINT_ERR_TOO_WEAK = 303,          /* a watermark here would stand less than `least_robustness` */
  IMPRINT_ERR_LABEL_TEXT = 400,        /* the words lack a required element, or are no valid text */
  IMPRINT_ERR_GLYPH_MISSING = 401,     /* the embedded font lacks a character */
  IMPRINT_ERR_LABEL_DOES_NOT_FIT = 402,
  IMPRINT_ERR_AIGC_VALUE = 500,        /* a value that GB 45438-2025 Annex E does not allow */
  IMPRINT_ERR_PROVIDER_CODE = 501,     /* a provider code with a wrong shape or check character */
  IMPRINT_ERR_XMP_MALFORMED = 502,     /* XMP that cannot be edited safely */
  IMPRINT_ERR_NO_LABEL = 503,          /* a file that should carry an AIGC label has none */
  IMPRINT_ERR_MANIFEST_MALFORMED = 600, /* a manifest store that cannot be read, where it has to be */
  IMPRINT_ERR_CERTIFICATE = 601,       /* a signing certificate that validators would refuse */
  IMPRINT_ERR_SIGNER = 602,            /* the signer failed, or its answer is no signature of the certificate's key */
  IMPRINT_ERR_TIME_STAMP = 603,        /* the time-stamp authority failed, or its answer does not verify */
  IMPRINT_ERR_READ_BACK_FAILED = 800,  /* the output did not read back as intended and was withheld */
  IMPRINT_ERR_ALREADY_LABELLED = 801,  /* the file carries an AIGC label, or one that cannot be read */
  IMPRINT_ERR_OTHER_PICTURE = 803,     /* the watermarks do not show that two files are one picture */
  IMPRINT_ERR_LOG_BROKEN = 900,        /* the chain of a log of Art. 9 does not hold; the message names the line */
  IMPRINT_ERR_LOG_TOO_YOUNG = 901,     /* a record that would be purged is younger than six months */
  IMPRINT_ERR_LOG_FILE = 902,          /* the log could not be opened, read or written */
  IMPRINT_ERR_LOG_CLOCK = 903,         /* the time of a purge is ahead of the system's clock, or behind the newest record */
  IMPRINT_STATUS_FORCE32 = 0x7FFFFFFF
} imprint_status;

/** "IMPRINT_ERR_TRUNCATED" and the like; "unknown status" for other numbers. Static storage. */
IMPRINT_API const char* imprint_status_name(imprint_status status);

/** Filled by a failing call, cleared by a successful one. The message is one English sentence for logs; never parse it. */
typedef struct imprint_error {
  imprint_status status;
  char message[508]; /* NUL-terminated, cut if longer */
} imprint_error;

/* ---- Text, bytes, pixels ------------------------------------------------------------------------------------------- */

/** UTF-8 with a length, yours or borrowed. */
typedef struct imprint_text {
  const char* data; /* UTF-8, need not end in NUL; NULL = absent */
  size_t size;      /* bytes */
} imprint_text;

/** Bytes that stay yours: read during the call alone. */
typedef struct imprint_byte_view {
  const uint8_t* data;
  size_t size;
} imprint_byte_view;

/** Numbers that stay yours: read during the call alone. */
typedef struct imprint_number_view {
  const double* data; /* NULL = absent */
  size_t count;
} imprint_number_view;

/** Bytes that the library allocated. Start with {0}; free with imprint_bytes_free(). */
typedef struct imprint_bytes {
  uint8_t* data;
  size_t size;
} imprint_bytes;

/** Frees `bytes->data` and sets both members to zero. NULL and {0} are fine. */
IMPRINT_API void imprint_bytes_free(imprint_bytes* bytes);

/** Samples interleaved in the order of the name; 16-bit samples in native byte order; alpha straight. The watermark never
 * changes alpha; the visible label raises it under its plate where the picture is transparent. */
typedef enum imprint_pixel_format {
  IMPRINT_FORMAT_RGB8 = 1,
  IMPRINT_FORMAT_RGBA8 = 2,
  IMPRINT_FORMAT_BGR8 = 3,
  IMPRINT_FORMAT_BGRA8 = 4,
  IMPRINT_FORMAT_GRAY8 = 5,
  IMPRINT_FORMAT_RGB16 = 6,
  IMPRINT_FORMAT_RGBA16 = 7,
  IMPRINT_FORMAT_GRAY16 = 8,
  IMPRINT_PIXEL_FORMAT_FORCE32 = 0x7FFFFFFF
} imprint_pixel_format;

/** The caller's pixels: row 0 on top, sRGB-encoded or any other display encoding, never linear light. */
typedef struct imprint_image {
  void* data;
  uint32_t width_px;
  uint32_t height_px;
  size_t stride_bytes; /* from one row to the next; >= width_px * bytes per pixel; even for 16-bit formats */
  imprint_pixel_format format;
} imprint_image;

/* ---- Context ------------------------------------------------------------------------------------------------------- */

/** Keys and limits. Opaque; make one and keep it. */
typedef struct imprint_context imprint_context;

/** Limits and manners of a context. */
typedef struct imprint_context_options {
  uint32_t struct_size;      /* set by IMPRINT_CONTEXT_OPTIONS_INIT */
  uint32_t max_dimension_px; /* of either side; 0 = 32768 */
  uint64_t max_pixels;       /* width * height; 0 = 120 million */
  uint64_t max_file_bytes;   /* 0 = 512 MiB */
  uint64_t max_metadata_bytes; /* one metadata block after decompression; 0 = 16 MiB */
  uint32_t threads;          /* that one call may use for the watermark, [1, 64]; 0 = 1. Answers do not depend on it */
  uint32_t no_open_key;      /* 1 = marks are looked for under the keys of imprint_context_add_key() alone. Since 0.1 */
  /* The work budget of one call, refused with IMPRINT_ERR_LIMIT_EXCEEDED. Zero = the default (spec/limits.md 2). */
  uint64_t max_memory_bytes;   /* in pixels and decompressed metadata at one time; 0 = 2 GiB */
  uint64_t max_steps;          /* of parsers, a nanosecond each or so; 0 = 1000 million */
  uint64_t max_signatures;     /* public-key operations; 0 = 256 */
  uint64_t max_inflated_bytes; /* of all metadata together; 0 = 64 MiB */
  uint64_t max_decoded_pixels; /* of all frames together; 0 = 2400 million */
  uint64_t max_decoded_samples; /* of sound, of all channels together; 0 = 6000 million. Since 0.1 */
} imprint_context_options;
#define IMPRINT_CONTEXT_OPTIONS_INIT { (uint32_t)sizeof(imprint_context_options), 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u }

/**
 * Makes a context that holds the open watermark key. With `no_open_key` it can embed with it and does not read under it.
 *
 * @param options  NULL = all defaults.
 * @param out      Receives the context; destroy it with imprint_context_destroy(). NULL on error.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT; IMPRINT_ERR_UNKNOWN_OPTION; IMPRINT_ERR_OUT_OF_MEMORY. Since 0.1.
 */
IMPRINT_API imprint_status imprint_context_create(const imprint_context_options* options, imprint_context** out, imprint_error* error);
/** Wipes the keys. NULL is fine. Reports made with the context stay valid. Since 0.1. */
IMPRINT_API void imprint_context_destroy(imprint_context* context);

#define IMPRINT_KEY_BYTES 32
#define IMPRINT_KEY_ID_CHARS 16

/**
 * Adds a private watermark key to the ring that detection tries, before the open key, and that embedding can name.
 *
 * @param key      IMPRINT_KEY_BYTES random bytes. Copied; the copy is wiped with the context.
 * @param id_out   NULL, or room for IMPRINT_KEY_ID_CHARS + 1 bytes: receives the key's id in hex, NUL-terminated. The id is a
 *                 digest and gives nothing away (spec/watermark-format.md 1). The open key's id is "open".
 * @return IMPRINT_OK; IMPRINT_ERR_KEY_INVALID for a mark_id key of the context; IMPRINT_ERR_INVALID_ARGUMENT; IMPRINT_ERR_OUT_OF_MEMORY.
 * Threads: not while another thread uses the context. Since 0.1.
 */
IMPRINT_API imprint_status imprint_context_add_key(imprint_context* context, const uint8_t key[IMPRINT_KEY_BYTES], char* id_out,
                                                   imprint_error* error);

/**
 * Adds a mark_id key: a provider's secret, under which mark_ids are of version 2 (spec/mark-id.md 2). Marking can name it, and
 * verifying, propagating and transplanting compare labels and watermarks under every one that was added. It is another kind of
 * secret than a watermark key: the bytes of one are refused as the other. Make one with imprint_key_generate().
 *
 * @param key      IMPRINT_KEY_BYTES random bytes. Copied; the copy is wiped with the context.
 * @param id_out   NULL, or room for IMPRINT_KEY_ID_CHARS + 1 bytes: receives the key's id in hex, NUL-terminated. The id is a
 *                 digest and gives nothing away.
 * @return IMPRINT_OK; IMPRINT_ERR_KEY_INVALID for the open key and for a watermark key of the context; IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: not while another thread uses the context. Since 0.1.
 */
IMPRINT_API imprint_status imprint_context_add_mark_id_key(imprint_context* context, const uint8_t key[IMPRINT_KEY_BYTES], char* id_out,
                                                           imprint_error* error);

/**
 * Trusts the keys and certificates of a PEM text for the signatures in SecurityData. A key, and the key of a certificate, is trusted
 * for every producer. Below a certificate of an authority, a signer is "trusted" for the producer whom his own certificate names,
 * and "not_allowed" for all others: bind those with imprint_context_add_trust_for(). Without any call, every valid signature is
 * "valid, key not trusted".
 *
 * @param pem  PUBLIC KEY blocks (SM2, P-256, RSA) and CERTIFICATE blocks. Copied.
 * @return IMPRINT_OK; IMPRINT_ERR_KEY_INVALID when one block cannot be read or there is none, and nothing is added then;
 *         IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: not while another thread uses the context. Since 0.1. Rules: spec/trust.md 5.
 */
IMPRINT_API imprint_status imprint_context_add_trust(imprint_context* context, imprint_text pem, imprint_error* error);

/**
 * Trusts the keys and certificates of a PEM text for the signatures in SecurityData of one producer or propagator alone, who then
 * need not be named by the certificates below them. Several calls add up, also for one key and several producers.
 *
 * @param producer_code  His code (27 characters), its first 22, which leave the service extension out, or the 18 of his identifier;
 *                       or the plain name that stands in labels. Compared byte for byte. Copied.
 * @param pem            As in imprint_context_add_trust().
 * @return IMPRINT_OK; IMPRINT_ERR_KEY_INVALID as there; IMPRINT_ERR_INVALID_ARGUMENT, also for an empty code.
 * Threads: not while another thread uses the context. Since 0.1. Rules: spec/trust.md 5.
 */
IMPRINT_API imprint_status imprint_context_add_trust_for(imprint_context* context, imprint_text producer_code, imprint_text pem,
                                                         imprint_error* error);

/** What a certificate is trusted for when manifests are verified. */
typedef enum imprint_trust_use {
  IMPRINT_TRUST_USE_SIGNER = 1, /* anchors: authorities whose signers, and whose time-stamps, are trusted */
  IMPRINT_TRUST_USE_TSA = 2,    /* anchors of time-stamp authorities alone */
  IMPRINT_TRUST_USE_LEAF = 3,   /* the allowed list: end-entity certificates of signers, trusted one by one */
  IMPRINT_TRUST_USE_FORCE32 = 0x7FFFFFFF
} imprint_trust_use;

/**
 * Trusts the certificates of a PEM text for signed manifests, and for nothing else: imprint_context_add_trust() is for SecurityData,
 * whose keys need no certificate. A program that trusts one authority for both makes both calls. Without any, the state of a sound
 * manifest is IMPRINT_MANIFEST_STATE_VALID.
 *
 * @param pem  CERTIFICATE blocks; others are skipped. Copied.
 * @return IMPRINT_OK; IMPRINT_ERR_CERTIFICATE when a block cannot be read or there is none, and nothing is added then;
 *         IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: not while another thread uses the context. Since 0.1. Rules: spec/manifest-format.md 8.
 */
IMPRINT_API imprint_status imprint_context_add_manifest_trust(imprint_context* context, imprint_trust_use use, imprint_text pem,
                                                              imprint_error* error);

/**
 * Is told how far a call is: `done` rises from 0 to 1, in steps of a few per cent. Called by the thread of the call, also by that of a
 * _batch; must not call into the same context.
 * @return 0 to go on; anything else ends the call with IMPRINT_ERR_CANCELLED.
 */
typedef int (*imprint_progress)(void* user_data, double done);

/** What a call came to, for the log of a service. Never holds a secret, or anything of the picture. */
typedef struct imprint_event {
  uint32_t struct_size;
  imprint_status status; /* what the call answers */
  const char* call;      /* "imprint_verify"; static */
  uint64_t duration_us;
  imprint_text message;  /* what stands in imprint_error, whether the caller gave one or not; empty on success */
} imprint_event;
/** Called at the end of each call, by its thread; several at once if calls are made so. `event` is lent for the time of it. */
typedef void (*imprint_event_sink)(void* user_data, const imprint_event* event);

/** Who follows a call, and how many threads it may use. */
typedef struct imprint_derive_options {
  uint32_t struct_size;      /* set by IMPRINT_DERIVE_OPTIONS_INIT */
  uint32_t threads;          /* as in imprint_context_options; 0 = as the parent */
  imprint_progress progress; /* NULL = none. Not handed on to contexts derived from this one, nor is `event` */
  imprint_event_sink event;  /* NULL = none */
  void* user_data;           /* for both */
} imprint_derive_options;
#define IMPRINT_DERIVE_OPTIONS_INIT { (uint32_t)sizeof(imprint_derive_options), 0u, NULL, NULL, NULL }

/**
 * A context with the keys, trust and limits of another, for calls that are followed or may be cancelled: make one for a call, and destroy
 * it. It costs an allocation and copies no key. Parent and child may be destroyed in any order. Nothing can be added to a derived one.
 *
 * @param options  NULL = all defaults: a context of which nothing is shown, that can be cancelled.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT; IMPRINT_ERR_OUT_OF_MEMORY. Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_context_derive(const imprint_context* parent, const imprint_derive_options* options,
                                                  imprint_context** out, imprint_error* error);

/**
 * Ends the calls that run on this context, from any thread, and every later one: IMPRINT_ERR_CANCELLED, within some 100 ms, with nothing
 * written. Calls on its parent and on others derived from it go on. NULL is fine. Threads: safe. Since 0.1.
 */
IMPRINT_API void imprint_context_cancel(imprint_context* context);

/**
 * Loads what the first calls of a process would load: tables, plans, the font, the cryptographic library; about 100 ms. For services that
 * want their first answer as fast as the others.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT; IMPRINT_ERR_CANCELLED. Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_context_warm_up(const imprint_context* context, imprint_error* error);

/**
 * Names the program ffmpeg, by which M4A (AAC, ALAC) is decoded and coded in all calls of this context and of those derived from it later:
 * this library holds no coder of it, and runs no program unless it is told to. It runs once each time that the sound is needed, over files in a folder of its own
 * that only this user can read (TMPDIR), with no input, an environment that holds LC_ALL alone, and limits on time, memory and output
 * (spec/formats.md 11.4). What it says when it fails stands in the error.
 *
 * @param program  A path, or a name that PATH knows; it is looked for when it is needed, and then IMPRINT_ERR_FILE_NOT_FOUND.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT for an empty or absent name, one with a zero byte, or a derived context. Threads: not while
 *         other calls use the context. Since 0.1.
 */
IMPRINT_API imprint_status imprint_context_set_ffmpeg(imprint_context* context, imprint_text program, imprint_error* error);

/**
 * IMPRINT_KEY_BYTES bytes of the system's randomness: a new private key. Keep it secret and keep it.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT; IMPRINT_ERR_INTERNAL when the system has none to give. Since 0.1.
 */
IMPRINT_API imprint_status imprint_key_generate(uint8_t key_out[IMPRINT_KEY_BYTES], imprint_error* error);

/* ---- Marking a file: every layer, in the lawful order -------------------------------------------------------------- */

/** What a call found or did. Opaque; destroy with imprint_report_destroy(). */
typedef struct imprint_report imprint_report;

/** Where the visible label stands, as a viewer shows the picture. */
typedef enum imprint_corner {
  IMPRINT_CORNER_DEFAULT = 0, /* lower right */
  IMPRINT_CORNER_LOWER_RIGHT = 1,
  IMPRINT_CORNER_LOWER_LEFT = 2,
  IMPRINT_CORNER_UPPER_RIGHT = 3,
  IMPRINT_CORNER_UPPER_LEFT = 4,
  IMPRINT_CORNER_AUTOMATIC = 5, /* the calmest of the four, the lower right before others that are as calm */
  IMPRINT_CORNER_FORCE32 = 0x7FFFFFFF
} imprint_corner;

/** What stands between picture and letters (spec/label.md 5). Every style keeps the contrast of 4.5:1 everywhere. */
typedef enum imprint_label_style {
  IMPRINT_LABEL_STYLE_DEFAULT = 0, /* plate */
  IMPRINT_LABEL_STYLE_PLATE = 1,   /* a rounded plate, translucent */
  IMPRINT_LABEL_STYLE_PLAIN = 2,   /* letters alone where the picture allows it; else the faintest plate that does */
  IMPRINT_LABEL_STYLE_OUTLINED = 3, /* letters with a contour */
  IMPRINT_LABEL_STYLE_FORCE32 = 0x7FFFFFFF
} imprint_label_style;

/** Whose rules the words follow. */
typedef enum imprint_label_form {
  IMPRINT_LABEL_FORM_DEFAULT = 0, /* GB 45438-2025 */
  IMPRINT_LABEL_FORM_GB45438 = 1, /* an AI element and a generation element (5.2 b) */
  IMPRINT_LABEL_FORM_EU_ICON = 2, /* "AI", "AI GENERATED" or "AI MODIFIED" on a plate with round ends; no label by GB 45438 */
  IMPRINT_LABEL_FORM_FORCE32 = 0x7FFFFFFF
} imprint_label_form;

struct imprint_signer;
struct imprint_manifest_options;

/** Formats that imprint_mark() converts to (spec/formats.md 10). */
typedef enum imprint_picture_format {
  IMPRINT_PICTURE_FORMAT_SAME = 0, /* as the file is */
  IMPRINT_PICTURE_FORMAT_PNG = 1,
  IMPRINT_PICTURE_FORMAT_JPEG = 2, /* baseline, colour at half the resolution; refused for transparent pixels */
  IMPRINT_PICTURE_FORMAT_WEBP = 3, /* lossy; IMPRINT_ERR_UNSUPPORTED_FORMAT where WebP is not built */
  IMPRINT_PICTURE_FORMAT_FORCE32 = 0x7FFFFFFF
} imprint_picture_format;

/** What a watermark can be expected to stand, from the room that its picture offers (spec/watermark-format.md 7.5). */
typedef enum imprint_robustness {
  IMPRINT_ROBUSTNESS_ANY = 0,    /* of options: take what there is */
  IMPRINT_ROBUSTNESS_LOW = 1,    /* the file as it is, and gentle re-encoding: thumbnails, very small pictures */
  IMPRINT_ROBUSTNESS_MEDIUM = 2, /* ordinary sharing; not together with strong cropping or shrinking: small pictures */
  IMPRINT_ROBUSTNESS_HIGH = 3,   /* most of what the benchmark's attacks do to a picture */
  IMPRINT_ROBUSTNESS_FORCE32 = 0x7FFFFFFF
} imprint_robustness;

/** Where the audible label goes. What is there makes room, and none of it is covered (spec/label.md 8.3). */
typedef enum imprint_audible_place {
  IMPRINT_AUDIBLE_PLACE_DEFAULT = 0, /* the start */
  IMPRINT_AUDIBLE_PLACE_START = 1,
  IMPRINT_AUDIBLE_PLACE_END = 2,
  IMPRINT_AUDIBLE_PLACE_MIDDLE = 3, /* the quietest 200 ms between a third and two thirds of the sound */
  IMPRINT_AUDIBLE_PLACE_FORCE32 = 0x7FFFFFFF
} imprint_audible_place;

/** How many times of audible_at_s a call takes. */
#define IMPRINT_AUDIBLE_MAX_PLACES 256

/** What imprint_mark() and imprint_finish() write, and what they refuse. In sound the words and the look of the visible label say nothing: it is
 * a rhythm that is heard, or a voice, and in pictures the audible_ ones say nothing; min_psnr_db, least_robustness and convert_to are of pictures, and refused. */
typedef struct imprint_mark_options {
  uint32_t struct_size;        /* set by IMPRINT_MARK_OPTIONS_INIT */
  imprint_corner corner;       /* of the visible label */
  imprint_text text;           /* words of the visible label; absent = "AI生成", in the EU form "AI GENERATED" */
  double height_percent;       /* ink height of the words in percent of the shortest side, [5, 50]; 0 = 5 */
  uint32_t no_visible;         /* 1 = leave the visible label out; needs `waiver` (Measures Art. 9) */
  uint32_t no_watermark;       /* 1 = leave the watermark out, for what is too small, too short or too plain to carry one */
  imprint_text waiver;         /* with no_visible: who asked for it, and the agreement; goes into the report */
  imprint_text key_id;         /* watermark key; absent = the open key */
  double strength;             /* of the watermark, see imprint_embed_options; 0 = 1 */
  double min_psnr_db;          /* quality floor of the watermark, [30, 60]; 0 = none: visibility alone decides */
  imprint_text source_type;    /* last part of the IPTC DigitalSourceType URI; absent = "trainedAlgorithmicMedia", empty = none */
  imprint_text ai_system;      /* IPTC AISystemUsed; absent = not written */
  imprint_text ai_system_version; /* IPTC AISystemVersionUsed; absent = not written */
  imprint_label_style style;   /* of the visible label */
  imprint_label_form form;     /* of the visible label */
  imprint_byte_view font;      /* see imprint_label_options */
  imprint_byte_view logo;      /* see imprint_label_options */
  imprint_text log_path;       /* with no_visible or replacement: the log of Art. 9 that gets a record before the output is handed over,
                                  see imprint_log_append(); absent = the caller keeps a log of its own */
  imprint_text signing_key;    /* private key in PEM: SecurityData in ReservedCode1, see imprint_aigc_label; absent = none. Since 0.1 */
  const struct imprint_signer* signer; /* who signs the manifest, the last layer; NULL = none is written. Since 0.1 */
  const struct imprint_manifest_options* manifest; /* NULL = all defaults; its source_type, mark_id, mark_id_key_id and sidecar are not for this call */
  imprint_text replacement;    /* allows to write over a label or mark that is there: who allowed it, and why. It goes into the report, and with
                                  log_path into the log (spec/decisions/0012). Absent = such a file is refused. Since 0.1 */
  uint32_t strict;             /* 1 = what imprint_aigc_lint() would warn of in the label and the IPTC properties that are written is refused;
                                  0 = the report's "notes" tell it (spec/aigc-label.md 8). Since 0.1 */
  imprint_robustness least_robustness; /* of the watermark: less is IMPRINT_ERR_TOO_WEAK; 0 = any. Since 0.1 */
  const struct imprint_signer* label_signer; /* in place of signing_key: see imprint_aigc_label. Since 0.1 */
  imprint_picture_format convert_to; /* of the output; 0 = that of the file. Since 0.1 */
  uint32_t quality;            /* of a conversion to JPEG or WebP, [1, 100]; 0 = 92. Says nothing without one. Since 0.1 */
  imprint_text mark_id_key_id; /* the mark_id is keyed, under this mark_id key of the context, and ReservedCode1 and the manifest say so;
                                  absent = version 1 (spec/mark-id.md). Since 0.1 */
  imprint_audible_place audible_place; /* of the audible label, in sound; 0 = at the start. Since 0.1 */
  imprint_byte_view audible_clip; /* a sound file of any kind that is read, of at most 30 s, in which a voice says the label, such as
                                     "本内容由人工智能生成": the audible label is this voice, and then the rhythm. Its silence is cut off at both
                                     ends, its loudness fitted; what it says is not checked (spec/label.md 8.6). {NULL, 0} = the rhythm alone. Not for
                                     imprint_finish(), which hears the rhythm. Since 0.1 */
  imprint_number_view audible_at_s; /* places of the audible label in place of audible_place, which is 0 then: it goes before each of these
                                     times, in seconds of the sound as it comes, such as the turns of a dialogue. They rise, none is behind the
                                     end; at most IMPRINT_AUDIBLE_MAX_PLACES. {NULL, 0} = audible_place. Not for imprint_finish(). Since 0.1 */
  uint32_t audible_clip_alone; /* 1 = the voice without the rhythm, which then nobody finds again who does not have the clip: imprint_verify()
                                     knows no words. Says nothing without audible_clip. Since 0.1 */
  uint32_t reserved;
} imprint_mark_options;
#define IMPRINT_MARK_OPTIONS_INIT \
  { (uint32_t)sizeof(imprint_mark_options), IMPRINT_CORNER_DEFAULT, {NULL, 0}, 0.0, 0u, 0u, {NULL, 0}, {NULL, 0}, 0.0, 0.0, \
    {NULL, 0}, {NULL, 0}, {NULL, 0}, IMPRINT_LABEL_STYLE_DEFAULT, IMPRINT_LABEL_FORM_DEFAULT, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, NULL, NULL, \
    {NULL, 0}, 0u, IMPRINT_ROBUSTNESS_ANY, NULL, IMPRINT_PICTURE_FORMAT_SAME, 0u, {NULL, 0}, IMPRINT_AUDIBLE_PLACE_DEFAULT, \
    {NULL, 0}, {NULL, 0}, 0u, 0u }

/**
 * Labels a generated picture or sound: explicit label (visible, or in sound audible), then watermark, then encoding, then AIGC metadata, then the signed manifest if there is
 * a signer (spec/abi.md "Order"). A certificate that validators would refuse is refused before any work. The manifest that the file
 * had becomes the parent of the new one; without a signer it stays, no longer fits, and the report's "notes" say so.
 * The output is read back before it is handed over; if a layer does not read back as written, there is no output.
 *
 * @param file        A PNG, JPEG, WebP, GIF, TIFF or AVIF, or sound: WAV, RF64, AIFF, FLAC, Ogg or MP3 (spec/formats.md); of GIF and animated WebP every frame is labelled and marked. Everything in it that is neither pixels nor the AIGC
 *                    label is kept, byte for byte but for AVIF; JPEG keeps its quantisation tables and subsampling. With
 *                    `convert_to` a PNG, JPEG, WebP or TIFF becomes another format: its colour profile, Exif and XMP go along.
 * @param producer    ContentProducer: the 27-character provider code, or a name (GB 45438-2025 Annex E d).
 * @param produce_id  ProduceID: the producer's unique number for this content. Characters of Annex E j.
 * @param options     NULL = all defaults.
 * @param out         Receives the labelled file; free with imprint_bytes_free(). Untouched on error.
 * @param report      NULL, or receives what was done; destroy it. NULL on error.
 * @return IMPRINT_OK, or any code of spec/errors.md; in particular IMPRINT_ERR_READ_BACK_FAILED and
 *         IMPRINT_ERR_ALREADY_LABELLED: the file carries an AIGC label, or the whole picture another content's mark under a key of the
 *         context. Mark the picture as it was generated, or see imprint_mark_options::replacement.
 * Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_mark(const imprint_context* context, imprint_byte_view file, imprint_text producer,
                                        imprint_text produce_id, const imprint_mark_options* options, imprint_bytes* out,
                                        imprint_report** report, imprint_error* error);

/**
 * imprint_mark() on pixels, for programs that have not encoded them yet: the output is a PNG, or what options->convert_to says.
 *
 * @param image    Read only. Transparent pixels need PNG or WebP.
 * @return as imprint_mark(). Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_mark_image(const imprint_context* context, const imprint_image* image, imprint_text producer,
                                              imprint_text produce_id, const imprint_mark_options* options, imprint_bytes* out,
                                              imprint_report** report, imprint_error* error);

/**
 * The rest of imprint_mark() for a program that holds its picture in memory: it draws the label (imprint_label_draw()), embeds the
 * watermark (imprint_watermark_embed(), payload imprint_mark_id() or imprint_mark_id_keyed()) and encodes by its own encoder; this call reads both back from the
 * encoded file, writes the AIGC metadata and the signed manifest if there is a signer, and reads those back. The pixels stay as they are,
 * byte for byte. What imprint_mark() promises of its output holds.
 *
 * @param file     A file whose pixels can be decoded (spec/formats.md 1), in a container that takes the AIGC label.
 * @param options  As for imprint_mark(). `text` and `font`: the words that were drawn; key_id: the key that was used. The rest of how the
 *                 label looks and of how strong the mark is says nothing here. no_visible (with a waiver) and no_watermark: not looked for.
 * @return as imprint_mark(); IMPRINT_ERR_READ_BACK_FAILED when label or watermark is not in the encoded picture.
 * Threads: safe. Since 0.1. Rules: spec/abi.md "Order".
 */
IMPRINT_API imprint_status imprint_finish(const imprint_context* context, imprint_byte_view file, imprint_text producer,
                                          imprint_text produce_id, const imprint_mark_options* options, imprint_bytes* out,
                                          imprint_report** report, imprint_error* error);

/* ---- Verifying a file: evidence of every layer, and the verdict ------------------------------------------------------ */

/** The verdict by the table of Art. 6 of the Measures (spec/verdict.md). */
typedef enum imprint_state {
  IMPRINT_STATE_NONE_FOUND = 1,   /* nothing found: says nothing about how the picture was made */
  IMPRINT_STATE_GENERATED = 2,    /* the metadata label says so */
  IMPRINT_STATE_POSSIBLE = 3,     /* no label, but the uploader declares it */
  IMPRINT_STATE_SUSPECTED = 4,    /* no label, no declaration, but another trace: a watermark, IPTC metadata */
  IMPRINT_STATE_INCONCLUSIVE = 5, /* a check could not run, and nothing else was found */
  IMPRINT_STATE_FORCE32 = 0x7FFFFFFF
} imprint_state;

/** The four places of a mark. */
typedef enum imprint_layer {
  IMPRINT_LAYER_VISIBLE = 1,
  IMPRINT_LAYER_WATERMARK = 2,
  IMPRINT_LAYER_AIGC = 3,
  IMPRINT_LAYER_MANIFEST = 4,
  IMPRINT_LAYER_FORCE32 = 0x7FFFFFFF
} imprint_layer;

/** What was found of one layer. */
typedef enum imprint_layer_state {
  IMPRINT_LAYER_STATE_ABSENT = 1,
  IMPRINT_LAYER_STATE_PRESENT = 2,
  IMPRINT_LAYER_STATE_DEVIATING = 3,   /* present, with deviations from the rules; the report names them */
  IMPRINT_LAYER_STATE_NOT_CHECKED = 4, /* the report says why */
  IMPRINT_LAYER_STATE_NOT_BUILT = 5,   /* this version of the library has no such layer */
  IMPRINT_LAYER_STATE_NOT_LEGIBLE = 6, /* a visible label that is there but cannot be relied on to be read; the report says why */
  IMPRINT_LAYER_STATE_FORCE32 = 0x7FFFFFFF
} imprint_layer_state;

/** Do the AIGC label and the watermark name the same content? */
typedef enum imprint_agreement {
  IMPRINT_AGREEMENT_NOT_COMPARABLE = 1, /* one of them is missing, or the key of a keyed mark_id is (spec/mark-id.md 4) */
  IMPRINT_AGREEMENT_AGREE = 2,
  IMPRINT_AGREEMENT_DISAGREE = 3,
  IMPRINT_AGREEMENT_FORCE32 = 0x7FFFFFFF
} imprint_agreement;

/** What imprint_verify() looks for, and what the caller knows beside the file. */
typedef struct imprint_verify_options {
  uint32_t struct_size;   /* set by IMPRINT_VERIFY_OPTIONS_INIT */
  uint32_t declared;      /* 1 = the uploader declares the content to be AI-generated (Art. 6 (2)) */
  uint32_t no_watermark;  /* 1 = do not look for a watermark: metadata only, no pixel is decoded */
  uint32_t no_search;     /* 1 = look for whole pictures only, not for crops, turns and screenshots: faster */
  int64_t time_s;         /* seconds since 1970 at which certificates have to be valid; 0 = in SecurityData not checked, in a
                           * manifest by the system's clock. Since 0.1 */
  imprint_text producer;  /* what the caller's records say of this picture; a watermark that is its mark names it as the */
  imprint_text produce_id; /* reason. Both or none; absent = not known. Since 0.1 */
  imprint_byte_view manifest; /* a manifest store that came beside the file (.c2pa); empty = the one in the file. Since 0.1 */
  uint32_t no_traces;     /* 1 = what generators leave in metadata beside a label (spec/aigc-label.md 7) is told, and decides nothing. Since 0.1 */
  uint32_t reserved;      /* 0 */
  imprint_text label_text; /* words of a visible label to look for beside the built-in ones; absent = none. Since 0.1 */
  imprint_byte_view label_font; /* for them, as in imprint_label_options; {NULL, 0} = none. Since 0.1 */
  imprint_text explicit_label; /* words of a visible label of whatever program, as a reader of the caller's own found them in this
                                * picture, for example by OCR: the library has none, and looks for its own labels alone. They are
                                * another trace (Measures Art. 6 (3), which speaks of anyone's explicit label), a reason in every
                                * state, and visible.explicit_by_caller of the report. UTF-8, at most 256 bytes, no control
                                * characters and no line breaks, not white space alone; else IMPRINT_ERR_INVALID_ARGUMENT. They are
                                * believed as they stand: a label that denies ("非AI生成") is the caller's to leave out. Absent or
                                * empty = none was looked for, or none found. Not for imprint_verify_batch(): one text is of one
                                * picture. Since 0.1 */
} imprint_verify_options;
#define IMPRINT_VERIFY_OPTIONS_INIT \
  { (uint32_t)sizeof(imprint_verify_options), 0u, 0u, 0u, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0u, 0u, {NULL, 0}, {NULL, 0}, {NULL, 0} }

/**
 * Gathers the evidence that a file carries and judges it.
 *
 * @param file     Any bytes. The AIGC label is read in PNG, JPEG, WebP, GIF, TIFF, AVIF and HEIC, and in sound (WAV, AIFF,
 *                 MP3, FLAC, Ogg, M4A); the watermark where pixels can be decoded (spec/formats.md 1); a layer that
 *                 cannot be read is "not checked". Of films (MP4) and a store alone (.c2pa) only the
 *                 manifest is read. IMPRINT_ERR_UNSUPPORTED_FORMAT where none can be.
 * @param options  NULL = all defaults.
 * @param report   Receives the evidence and the verdict; destroy it. NULL on error.
 * @return IMPRINT_OK whatever was found; IMPRINT_ERR_UNSUPPORTED_FORMAT, _MALFORMED, _TRUNCATED, _LIMIT_EXCEEDED when the
 *         container itself cannot be read. Damaged pixels under readable metadata are no error: the report says so. Where
 *         the pixels are all that is read, they are: also IMPRINT_ERR_DECODE_FAILED, _UNSUPPORTED_PIXELS.
 * Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_verify(const imprint_context* context, imprint_byte_view file,
                                          const imprint_verify_options* options, imprint_report** report, imprint_error* error);

/* ---- Platforms: propagation elements, and labels of re-encoded copies ------------------------------------------------ */

/** What imprint_propagate() looks for and writes, and what the caller knows beside the file. */
typedef struct imprint_propagate_options {
  uint32_t struct_size;    /* set by IMPRINT_PROPAGATE_OPTIONS_INIT */
  uint32_t declared;       /* 1 = the uploader declares the content to be AI-generated (Art. 6 (2)) */
  uint32_t no_watermark;   /* 1 = never look for a watermark. It is looked for only when there is no label */
  uint32_t no_search;      /* 1 = look for whole pictures only, see imprint_verify_options */
  imprint_text producer;   /* as in imprint_verify_options: when the watermark of a file without a label is the mark of these, */
  imprint_text produce_id; /* they become ContentProducer and ProduceID; otherwise both stay empty */
  imprint_text signing_key; /* private key in PEM: SecurityData in ReservedCode2; absent = none */
  const struct imprint_signer* signer; /* of the next manifest of a file that has one; NULL = the old one stays and no longer fits */
  const struct imprint_manifest_options* manifest; /* see imprint_mark_options */
  uint32_t no_traces;      /* as in imprint_verify_options. Since 0.1 */
  uint32_t strict;         /* as in imprint_mark_options, for the propagator's own values: others' are handed on as they are. Since 0.1 */
  const struct imprint_signer* label_signer; /* in place of signing_key: see imprint_aigc_label. Since 0.1 */
  imprint_text explicit_label; /* as in imprint_verify_options; not for imprint_propagate_batch(). Since 0.1 */
} imprint_propagate_options;
#define IMPRINT_PROPAGATE_OPTIONS_INIT \
  { (uint32_t)sizeof(imprint_propagate_options), 0u, 0u, 0u, {NULL, 0}, {NULL, 0}, {NULL, 0}, NULL, NULL, 0u, 0u, NULL, {NULL, 0} }

/**
 * Does what Art. 6 of the Measures asks of a platform: judges the file and writes ContentPropagator, PropagateID and, with a key,
 * ReservedCode2 into its one AIGC label. What a producer wrote stays as it is, whatever rules it breaks. The same call on its own
 * output gives the same bytes.
 *
 * Label stays as found (case 1); "2" without a label when declared (case 2); "3" with another trace (case 3), such as a watermark
 * or the caller's explicit_label.
 * Pixels are decoded only to look for a watermark where there is no label.
 *
 * @param propagator    ContentPropagator: 27-character provider code, or a name. Characters of Annex E j.
 * @param propagate_id  PropagateID: the platform's own unique number for this content.
 * @param out           Receives the file. Untouched on error, **and when no case of Art. 6 applies**: imprint_report_get_state() is
 *                      then IMPRINT_STATE_NONE_FOUND or IMPRINT_STATE_INCONCLUSIVE.
 * @param report        Receives verdict and notice for the input, the label of the output, and under "notes" what the one label could
 *                      not hold and whether a signed manifest no longer fits; destroy it. NULL on error.
 * @return IMPRINT_OK; IMPRINT_ERR_AIGC_VALUE, _PROVIDER_CODE, _KEY_INVALID; IMPRINT_ERR_ALREADY_LABELLED for the remains of a label that
 *         cannot be read; IMPRINT_ERR_XMP_MALFORMED; container errors.
 * Threads: safe. Since 0.1. Rules: spec/verdict.md 4.
 */
IMPRINT_API imprint_status imprint_propagate(const imprint_context* context, imprint_byte_view file, imprint_text propagator,
                                             imprint_text propagate_id, const imprint_propagate_options* options, imprint_bytes* out,
                                             imprint_report** report, imprint_error* error);

/** How far a watermark is looked for that ties two files, or whose word does. */
typedef struct imprint_transplant_options {
  uint32_t struct_size; /* set by IMPRINT_TRANSPLANT_OPTIONS_INIT */
  uint32_t no_search;   /* 1 = look for whole pictures only, see imprint_verify_options */
  uint32_t vouched;     /* 1 = the caller knows that the two files are one picture, since it made the copy */
  uint32_t reserved;    /* 0 */
} imprint_transplant_options;
#define IMPRINT_TRANSPLANT_OPTIONS_INIT { (uint32_t)sizeof(imprint_transplant_options), 0u, 0u, 0u }

/**
 * Carries the AIGC label of `from` to `to`, its re-encoded or resized copy, whole and unchanged, so that a service's own pipeline
 * need not lose it. Both files must carry the watermark whose mark_id the label has, under a key of the context: that is what
 * shows that they are one picture. Where there is no such watermark, as in others' pictures and in small copies, the caller can
 * vouch for it with options->vouched; the report's "basis" is then "caller" and not "watermark". A watermark in `to` that `from` does
 * not carry outweighs that word. IPTC properties that `to` lacks go along. A signed manifest does not: the report's "notes" say so.
 *
 * @param options  NULL = all defaults.
 * @param out      Receives `to` with the label. Untouched on error.
 * @param report   NULL, or receives the evidence of the output; destroy it. NULL on error.
 * @return IMPRINT_OK; IMPRINT_ERR_NO_LABEL; IMPRINT_ERR_OTHER_PICTURE; IMPRINT_ERR_ALREADY_LABELLED when `to` carries another label;
 *         codes of imprint_aigc_write() and of imprint_watermark_detect_file().
 * Threads: safe. Since 0.1. Rules: spec/verdict.md 4.
 */
IMPRINT_API imprint_status imprint_transplant(const imprint_context* context, imprint_byte_view from, imprint_byte_view to,
                                              const imprint_transplant_options* options, imprint_bytes* out,
                                              imprint_report** report, imprint_error* error);

/* ---- Files by path, and many at once --------------------------------------------------------------------------------- */

/** What becomes of a file that is there already, where an output is to be written. */
typedef enum imprint_existing {
  IMPRINT_EXISTING_KEEP = 0,    /* the call is refused with IMPRINT_ERR_FILE_EXISTS */
  IMPRINT_EXISTING_REPLACE = 1, /* all at once: it is the old file or the new one, whatever happens. It may be the input */
  IMPRINT_EXISTING_FORCE32 = 0x7FFFFFFF
} imprint_existing;

/**
 * The calls above on files that the library reads and writes itself. An output is written beside its name and put there whole, durable, when
 * it has been read back; on an error the name is as it was. Paths are bytes of the system's own encoding without a zero byte.
 *
 * @param out_path  May be the input, with IMPRINT_EXISTING_REPLACE.
 * @return as the call without _path; IMPRINT_ERR_FILE_NOT_FOUND, _FILE_READ, _FILE_EXISTS (before any work), _FILE_WRITE.
 * Threads: safe. Since 0.1. Rules of files: spec/abi.md 11.
 */
IMPRINT_API imprint_status imprint_mark_path(const imprint_context* context, imprint_text path, imprint_text out_path,
                                             imprint_existing existing, imprint_text producer, imprint_text produce_id,
                                             const imprint_mark_options* options, imprint_report** report, imprint_error* error);
IMPRINT_API imprint_status imprint_verify_path(const imprint_context* context, imprint_text path, const imprint_verify_options* options,
                                               imprint_report** report, imprint_error* error);
/** No output is written when no case of Art. 6 applies: see imprint_propagate(). */
IMPRINT_API imprint_status imprint_propagate_path(const imprint_context* context, imprint_text path, imprint_text out_path,
                                                  imprint_existing existing, imprint_text propagator, imprint_text propagate_id,
                                                  const imprint_propagate_options* options, imprint_report** report,
                                                  imprint_error* error);

/**
 * A whole file, for the calls that take bytes. No more than max_file_bytes of the context is read of it.
 * @param out  Free with imprint_bytes_free(). @return IMPRINT_OK; IMPRINT_ERR_FILE_NOT_FOUND; IMPRINT_ERR_FILE_READ;
 *             IMPRINT_ERR_LIMIT_EXCEEDED. Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_file_read(const imprint_context* context, imprint_text path, imprint_bytes* out, imprint_error* error);
/** Writes bytes as the calls above do. @return IMPRINT_OK; IMPRINT_ERR_FILE_EXISTS; IMPRINT_ERR_FILE_WRITE. Threads: safe. Since 0.1. */
IMPRINT_API imprint_status imprint_file_write(imprint_text path, imprint_byte_view bytes, imprint_existing existing, imprint_error* error);

/** One file of many: what to do with it, and what came of it. */
typedef struct imprint_batch_item {
  uint32_t struct_size;      /* set by IMPRINT_BATCH_ITEM_INIT */
  uint32_t reserved;         /* 0 */
  imprint_text path;         /* of the input; absent = `file` */
  imprint_byte_view file;    /* the input, when there is no path */
  imprint_text out_path;     /* of the output; absent = `out` receives it. Says nothing for verifying */
  imprint_text producer;     /* of imprint_mark(); when verifying and propagating as in imprint_verify_options, over what stands there */
  imprint_text produce_id;
  imprint_text propagator;   /* of imprint_propagate() */
  imprint_text propagate_id;
  imprint_bytes out;         /* receives the output; free it. Start with {0} */
  imprint_report* report;    /* receives the report; destroy it. NULL on error */
  imprint_error error;       /* receives what the call on this file answers */
} imprint_batch_item;
#define IMPRINT_BATCH_ITEM_INIT \
  { (uint32_t)sizeof(imprint_batch_item), 0u, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, NULL, \
    {IMPRINT_OK, {0}} }

/**
 * The calls above on many files, as many at once as the context has `threads`; each file is worked on by one. A file that fails does not stop
 * the others. Answers stand where their files stand, and are the same for any number of threads. The budget of a call (spec/limits.md 2)
 * is that of each file. Progress counts files; one event is told for the whole call.
 *
 * @param items  `count` structs, each set by IMPRINT_BATCH_ITEM_INIT, all of one struct_size that is a multiple of eight. What they point to is
 *               the caller's. Two outputs of one name are an error of the caller, and the later one answers IMPRINT_ERR_FILE_EXISTS, also
 *               with IMPRINT_EXISTING_REPLACE. NULL with 0.
 * @return IMPRINT_OK when every file was tried, whatever came of it; IMPRINT_ERR_CANCELLED, with what was finished by then in its place, and
 *         that code for all others; IMPRINT_ERR_INVALID_ARGUMENT, IMPRINT_ERR_UNKNOWN_OPTION before any work.
 * Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_mark_batch(const imprint_context* context, imprint_batch_item* items, size_t count,
                                              const imprint_mark_options* options, imprint_existing existing, imprint_error* error);
IMPRINT_API imprint_status imprint_verify_batch(const imprint_context* context, imprint_batch_item* items, size_t count,
                                                const imprint_verify_options* options, imprint_error* error);
IMPRINT_API imprint_status imprint_propagate_batch(const imprint_context* context, imprint_batch_item* items, size_t count,
                                                   const imprint_propagate_options* options, imprint_existing existing,
                                                   imprint_error* error);

/* ---- What a report says ----------------------------------------------------------------------------------------------- */

/* Getters of a report. On a report of imprint_mark() they describe the output. NULL gives 0. */
IMPRINT_API imprint_state imprint_report_get_state(const imprint_report* report);
IMPRINT_API imprint_layer_state imprint_report_get_layer_state(const imprint_report* report, imprint_layer layer);
IMPRINT_API imprint_agreement imprint_report_get_agreement(const imprint_report* report);
/** 1 and the 64 bits that the watermark carries, or 0. Of several marks the one that leads: that of the label, else of the manifest. */
IMPRINT_API int imprint_report_get_mark_id(const imprint_report* report, uint64_t* mark_id);
struct imprint_detection;
/** How many watermarks were found; the one that leads is number 0. Since 0.1. Rules: spec/verdict.md 2. */
IMPRINT_API size_t imprint_report_get_mark_count(const imprint_report* report);
/**
 * One of them. `mark` (IMPRINT_DETECTION_INIT) and `with_label`, whether it is the mark of the AIGC label, may be NULL. 1, or 0 when there
 * is none of that number or `mark` is not initialised. Since 0.1.
 */
IMPRINT_API int imprint_report_get_mark(const imprint_report* report, size_t number, struct imprint_detection* mark,
                                        imprint_agreement* with_label);
/** The whole report as JSON (spec/schema/report.schema.json). Borrowed: lives as long as the report. */
IMPRINT_API imprint_text imprint_report_get_json(const imprint_report* report);
/** NULL is fine. */
IMPRINT_API void imprint_report_destroy(imprint_report* report);

/** What validation made of the manifest (C2PA 2.x). Beside it the codes, in the JSON: programs that branch should use both. */
typedef enum imprint_manifest_state {
  IMPRINT_MANIFEST_STATE_NONE = 1,        /* the file carries no manifest, or it was not looked at */
  IMPRINT_MANIFEST_STATE_INVALID = 2,     /* something fails, such as the hash of the picture */
  IMPRINT_MANIFEST_STATE_WELL_FORMED = 3, /* nothing fails, and the content was not there to compare: a store without its file */
  IMPRINT_MANIFEST_STATE_VALID = 4,       /* all holds; the signer is not known to be trusted */
  IMPRINT_MANIFEST_STATE_TRUSTED = 5,     /* all holds, and the signer leads to an anchor of the context */
  IMPRINT_MANIFEST_STATE_FORCE32 = 0x7FFFFFFF
} imprint_manifest_state;

/** Pairs of layers that a report compares; imprint_report_get_agreement() is the first. */
typedef enum imprint_pair {
  IMPRINT_PAIR_AIGC_WATERMARK = 1,
  IMPRINT_PAIR_MANIFEST_WATERMARK = 2, /* soft binding of the manifest and mark_id of the watermark */
  IMPRINT_PAIR_MANIFEST_AIGC = 3,      /* AIGC text in the manifest and AIGC label, byte for byte */
  IMPRINT_PAIR_FORCE32 = 0x7FFFFFFF
} imprint_pair;

/** Since 0.1. */
IMPRINT_API imprint_manifest_state imprint_report_get_manifest_state(const imprint_report* report);
IMPRINT_API imprint_agreement imprint_report_get_pair_agreement(const imprint_report* report, imprint_pair pair);
/** Of imprint_manifest_verify() on a file with a manifest: crJSON, for C2PA's own tools; {NULL, 0} else. Borrowed. Since 0.1. */
IMPRINT_API imprint_text imprint_report_get_crjson(const imprint_report* report);

/**
 * mark_id, the 64 bits that tie watermark and AIGC label together:
 * the first 8 bytes of SHA-256("imprint-mark-id-v1" 00 ContentProducer 00 ProduceID), big-endian.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT. Threads: safe. Since 0.1. Source: spec/mark-id.md.
 */
IMPRINT_API imprint_status imprint_mark_id(imprint_text producer, imprint_text produce_id, uint64_t* out, imprint_error* error);

/**
 * mark_id of version 2, which only the holders of a mark_id key can compute:
 * the first 8 bytes of HMAC-SHA-256(key, "imprint-mark-id-v2" 00 ContentProducer 00 ProduceID), big-endian.
 * @param key_id  Of a key of imprint_context_add_mark_id_key().
 * @return IMPRINT_OK; IMPRINT_ERR_KEY_INVALID for a key that the context does not hold; IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: safe. Since 0.1. Source: spec/mark-id.md.
 */
IMPRINT_API imprint_status imprint_mark_id_keyed(const imprint_context* context, imprint_text key_id, imprint_text producer,
                                                 imprint_text produce_id, uint64_t* out, imprint_error* error);

/* ---- Watermark ----------------------------------------------------------------------------------------------------- */

#define IMPRINT_WATERMARK_MIN_SIDE_PX 160
#define IMPRINT_WATERMARK_PAYLOAD_BITS 64
/** The same numbers for languages without a preprocessor. */
IMPRINT_API uint32_t imprint_watermark_min_side_px(void);
IMPRINT_API uint32_t imprint_watermark_payload_bits(void);

/** How a watermark is embedded. */
typedef struct imprint_embed_options {
  uint32_t struct_size;  /* set by IMPRINT_EMBED_OPTIONS_INIT */
  imprint_robustness least_robustness; /* less is IMPRINT_ERR_TOO_WEAK; 0 = any. Since 0.1 */
  imprint_text key_id;   /* absent = the open key */
  double strength;       /* share of what may be seen of the mark (spec/watermark-format.md 7.3), [0.01, 1]; 0 = 1 */
  double min_psnr_db;    /* quality floor over the colour samples, [30, 60]; 0 = none: visibility alone decides */
  imprint_text replacement; /* of a file: as in imprint_mark_options, over another payload's mark under a key of the context. Since 0.1 */
  imprint_text log_path;    /* of a file: gets a record of a replacement before the output is handed over. Since 0.1 */
} imprint_embed_options;
#define IMPRINT_EMBED_OPTIONS_INIT \
  { (uint32_t)sizeof(imprint_embed_options), IMPRINT_ROBUSTNESS_ANY, {NULL, 0}, 0.0, 0.0, {NULL, 0}, {NULL, 0} }

/** What an embedding did to the picture. */
typedef struct imprint_embed_result {
  uint32_t struct_size;  /* set by IMPRINT_EMBED_RESULT_INIT */
  uint32_t reserved;
  double psnr_db;        /* over the colour samples, after rounding; of _file: what the written file shows against the one that came in, so
                            that a lossy format counts what its coding changed too */
  double max_change;     /* largest change of a sample, in levels of 8 bits; of _file likewise */
  uint32_t manifest_broken; /* of _file: 1 = the file's signed manifest no longer fits: it covers the pixels. Since 0.1 */
  imprint_robustness robustness; /* what the mark can be expected to stand. Since 0.1 */
  double visibility;     /* what the mark is expected to show of itself: 1 is Butteraugli's 3-norm of 1. Since 0.1 */
  double depth_db;       /* of sound, whose other figures are 0: root mean square of the gain where there was sound. Since 0.1 */
  double marked_s;       /* of sound: seconds in which there was sound to mark. Since 0.1 */
} imprint_embed_result;
#define IMPRINT_EMBED_RESULT_INIT { (uint32_t)sizeof(imprint_embed_result), 0u, 0.0, 0.0, 0u, IMPRINT_ROBUSTNESS_ANY, 0.0, 0.0, 0.0 }

/**
 * Hides 64 bits in the caller's pixels, in place.
 *
 * Small and very noisy pictures can be too poor a place for the mark. This call does not read back what it wrote (the encoding is
 * still to come), and does not look for a mark that is there: pixels come from the program that makes the picture. Both
 * imprint_watermark_embed_file() and imprint_mark() do, and refuse another payload's mark (IMPRINT_ERR_ALREADY_LABELLED).
 *
 * @param image    Both sides >= IMPRINT_WATERMARK_MIN_SIDE_PX. Colour samples change, alpha and fully transparent pixels do not.
 * @param payload  Any 64 bits; imprint_mark() uses imprint_mark_id().
 * @param result   NULL, or receives quality, visibility and expected robustness.
 * @return IMPRINT_OK; IMPRINT_ERR_IMAGE_TOO_SMALL; IMPRINT_ERR_TOO_WEAK; IMPRINT_ERR_KEY_INVALID; IMPRINT_ERR_LIMIT_EXCEEDED;
 *         IMPRINT_ERR_INVALID_ARGUMENT. On error the pixels are unchanged.
 * Threads: safe. Since 0.1. Format: spec/watermark-format.md.
 */
IMPRINT_API imprint_status imprint_watermark_embed(const imprint_context* context, imprint_image* image, uint64_t payload,
                                                   const imprint_embed_options* options, imprint_embed_result* result,
                                                   imprint_error* error);
/** The same on a PNG, JPEG, WebP, GIF, TIFF or AVIF file, or on a WAV, RF64, AIFF, FLAC, Ogg or MP3. The output is read back before it is handed over. A signed manifest in it stays
 * and no longer fits: `result` says so. Every frame of a GIF or an animated WebP is marked, what stands still in it stays still, and
 * `result` tells the quality of the worst frame; low robustness when the first frame alone does not read (spec/formats.md 9.3). */
IMPRINT_API imprint_status imprint_watermark_embed_file(const imprint_context* context, imprint_byte_view file, uint64_t payload,
                                                        const imprint_embed_options* options, imprint_bytes* out,
                                                        imprint_embed_result* result, imprint_error* error);

/** How far a watermark is looked for. */
typedef struct imprint_detect_options {
  uint32_t struct_size; /* set by IMPRINT_DETECT_OPTIONS_INIT */
  uint32_t no_search;   /* 1 = whole pictures only, see imprint_verify_options */
} imprint_detect_options;
#define IMPRINT_DETECT_OPTIONS_INIT { (uint32_t)sizeof(imprint_detect_options), 0u }

/** One watermark that was found, or that none was. */
typedef struct imprint_detection {
  uint32_t struct_size;        /* set by IMPRINT_DETECTION_INIT */
  uint32_t found;              /* 1 or 0 */
  uint64_t payload;            /* if found */
  double p_value;              /* chance bound that an unmarked input answers like this, all tries paid for; 1 if not found */
  double pilot_sigma;          /* strength of the synchronisation, standard deviations of noise */
  double pixels_per_canonical; /* if found: pixels of this picture per canonical pixel of the marked one */
  double rotation_deg;         /* if found: how the pattern is turned, (-90, 90]; the pattern looks alike after a half turn */
  uint32_t attempts;           /* geometries put to the test; the p-value pays for the 96 per key that are planned, 160 in animations */
  char key_id[IMPRINT_KEY_ID_CHARS + 4]; /* if found: "open" or the hex id, NUL-terminated */
  uint32_t x_px, y_px;           /* if found: where in this picture it was heard, a box of pixels from the upper left; the whole */
  uint32_t width_px, height_px;  /* picture if that carries it. Edges are right to about a 24th of the shortest side. Since 0.1 */
  double start_s, end_s;         /* if found in sound: the stretch that was read, in seconds from its start. Since 0.1 */
  double time_scale;             /* if found in sound: 1.05 = it plays 5 % faster than it was marked; 0 in pictures. Since 0.1 */
  double pitch_shift_semitones;  /* if found in sound: positive = higher than it was marked. Since 0.1 */
} imprint_detection;
#define IMPRINT_DETECTION_INIT { (uint32_t)sizeof(imprint_detection), 0u, 0u, 0.0, 0.0, 0.0, 0.0, 0u, {0}, 0u, 0u, 0u, 0u, 0.0, 0.0, 0.0, 0.0 }

/** Most marks that one key is reported with. */
#define IMPRINT_WATERMARK_MAX_MARKS 33

/**
 * Looks for a watermark under every key of the context, without the original, its size or any hint.
 *
 * @param result  Receives the answer; of several marks the first, in the order of imprint_watermark_detect_all(). "Not found" is an
 *                answer: IMPRINT_OK with found = 0.
 * @return IMPRINT_OK; IMPRINT_ERR_LIMIT_EXCEEDED; IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: safe. Since 0.1. Format: spec/watermark-format.md 8.
 */
IMPRINT_API imprint_status imprint_watermark_detect(const imprint_context* context, const imprint_image* image,
                                                    const imprint_detect_options* options, imprint_detection* result,
                                                    imprint_error* error);
/** The same on a PNG, JPEG, WebP, GIF, TIFF or AVIF file, or on sound; of a GIF or an animated WebP on several frames together and on the first alone,
 * for 160 planned attempts per key (spec/watermark-format.md 8.7), of an AVIF sequence on its first frame. */
IMPRINT_API imprint_status imprint_watermark_detect_file(const imprint_context* context, imprint_byte_view file,
                                                         const imprint_detect_options* options, imprint_detection* result,
                                                         imprint_error* error);
/**
 * All marks that a picture carries: anybody can put one under the open key over a private one, and both are still read; and a picture may
 * be put together from several, a collage or a long screenshot: each mark is given with its place. Given keys come before the open one, in
 * the order in which they were added; marks under one key in the order in which they were found. The same payload at two places that are
 * apart is two marks. Every key is judged on the whole picture. The search goes on to the next key until a mark under a given key was
 * found; the open key is searched for when nothing was, and in any case where another mark lies. What the whole picture does not answer
 * for is then looked for place by place.
 *
 * @param results   `capacity` structs, each set by IMPRINT_DETECTION_INIT; the first so many are written, found = 1; without any mark the
 *                  first, found = 0, as imprint_watermark_detect() gives it. NULL with 0.
 * @param capacity  IMPRINT_WATERMARK_MAX_MARKS times one more than the number of added keys is always enough.
 * @param count     Receives how many marks were found, which may be more than `capacity`.
 * @return as imprint_watermark_detect(). Threads: safe. Since 0.1. Rules: spec/watermark-format.md 8.6.
 */
IMPRINT_API imprint_status imprint_watermark_detect_all(const imprint_context* context, const imprint_image* image,
                                                        const imprint_detect_options* options, imprint_detection* results,
                                                        size_t capacity, size_t* count, imprint_error* error);
/** The same on a file, as imprint_watermark_detect_file(). */
IMPRINT_API imprint_status imprint_watermark_detect_all_file(const imprint_context* context, imprint_byte_view file,
                                                             const imprint_detect_options* options, imprint_detection* results,
                                                             size_t capacity, size_t* count, imprint_error* error);

/* ---- Sound in memory: the watermark as a stream, and the audible label ----------------------------------------------- */

/** How samples lie in memory: interleaved, in the byte order of the machine. */
typedef enum imprint_sample_format {
  IMPRINT_SAMPLE_DEFAULT = 0, /* float */
  IMPRINT_SAMPLE_FLOAT32 = 1, /* full scale at 1; finite, at most 65536 either way */
  IMPRINT_SAMPLE_INT16 = 2,
  IMPRINT_SAMPLE_INT24 = 3, /* three bytes a sample */
  IMPRINT_SAMPLE_INT32 = 4,
  IMPRINT_SAMPLE_FORCE32 = 0x7FFFFFFF
} imprint_sample_format;

/** What a stream of sound is. A frame is one sample of each channel. */
typedef struct imprint_audio_format {
  uint32_t struct_size; /* set by IMPRINT_AUDIO_FORMAT_INIT */
  uint32_t rate_hz;     /* [8000, 192000] */
  uint32_t channels;    /* [1, 8] */
  imprint_sample_format samples;
} imprint_audio_format;
#define IMPRINT_AUDIO_FORMAT_INIT { (uint32_t)sizeof(imprint_audio_format), 0u, 0u, IMPRINT_SAMPLE_DEFAULT }

/** Hides a watermark in a stream of sound. Opaque; destroy with imprint_audio_embedder_destroy(). */
typedef struct imprint_audio_embedder imprint_audio_embedder;

/**
 * Begins to mark a stream. Memory does not grow with its length.
 *
 * @param payload  Any 64 bits; imprint_mark() uses imprint_mark_id().
 * @param options  NULL = all defaults. Key and strength are of sound; min_psnr_db, least_robustness, replacement and log_path are not, and
 *                 refused.
 * @return IMPRINT_OK; IMPRINT_ERR_KEY_INVALID; IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: safe; an embedder is used by one thread at a time, and outlives its context. Since 0.1. Format: spec/audio-mark-format.md.
 */
IMPRINT_API imprint_status imprint_audio_embedder_create(const imprint_context* context, const imprint_audio_format* format, uint64_t payload,
                                                         const imprint_embed_options* options, imprint_audio_embedder** out,
                                                         imprint_error* error);
/** How many frames the output is at most behind the input: 30 ms. 0 for NULL. Since 0.1. */
IMPRINT_API size_t imprint_audio_embedder_get_delay(const imprint_audio_embedder* embedder);
/**
 * Takes the next frames and gives marked ones, in the same format.
 *
 * @param samples   `frames` frames.
 * @param out       Room for `capacity` frames: frames + imprint_audio_embedder_get_delay() or more. It may not overlap `samples`.
 * @param written   Receives how many frames came out.
 * @return IMPRINT_OK; IMPRINT_ERR_MALFORMED for samples that are no numbers or too large; IMPRINT_ERR_INVALID_ARGUMENT, also after flush. On
 *         error nothing was taken. Since 0.1.
 */
IMPRINT_API imprint_status imprint_audio_embedder_process(imprint_audio_embedder* embedder, const void* samples, size_t frames, void* out,
                                                          size_t capacity, size_t* written, imprint_error* error);
/** Gives the frames that are still owed: as many came out as went in. Nothing can be taken afterwards. As _process(), with room for
 * imprint_audio_embedder_get_delay() frames. Since 0.1. */
IMPRINT_API imprint_status imprint_audio_embedder_flush(imprint_audio_embedder* embedder, void* out, size_t capacity, size_t* written,
                                                        imprint_error* error);
/** What was done so far; see depth_db. What was marked was not read back: read it, with imprint_audio_detector, or after encoding with
 * imprint_finish(). @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT. Since 0.1. */
IMPRINT_API imprint_status imprint_audio_embedder_get_result(const imprint_audio_embedder* embedder, imprint_embed_result* result,
                                                             imprint_error* error);
/** NULL is fine. Since 0.1. */
IMPRINT_API void imprint_audio_embedder_destroy(imprint_audio_embedder* embedder);

/** Looks for a watermark in a stream of sound. Opaque; destroy with imprint_audio_detector_destroy(). */
typedef struct imprint_audio_detector imprint_audio_detector;

/**
 * Begins to listen, under every key that the context has now. Memory does not grow with the length of the stream.
 *
 * @param options  NULL = all defaults; no_search: only sound at the speed and pitch at which it was marked.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT, also where the context has no key to read with.
 * Threads: as an embedder. Since 0.1. Format: spec/audio-mark-format.md 8.
 */
IMPRINT_API imprint_status imprint_audio_detector_create(const imprint_context* context, const imprint_audio_format* format,
                                                         const imprint_detect_options* options, imprint_audio_detector** out,
                                                         imprint_error* error);
/** Takes the next frames. @param done  NULL, or receives 1 once a mark under an added key is found, or one under the open key where no
 * other was added: what follows is not looked at. @return as
 * imprint_audio_embedder_process(). Since 0.1. */
IMPRINT_API imprint_status imprint_audio_detector_process(imprint_audio_detector* detector, const void* samples, size_t frames, uint32_t* done,
                                                          imprint_error* error);
/** Looks at what is left; nothing can be taken afterwards. @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT. Since 0.1. */
IMPRINT_API imprint_status imprint_audio_detector_finish(imprint_audio_detector* detector, imprint_error* error);
/** What is known so far; may be asked at any time. @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT. Since 0.1. */
IMPRINT_API imprint_status imprint_audio_detector_get_result(const imprint_audio_detector* detector, imprint_detection* result,
                                                             imprint_error* error);
/** NULL is fine. Since 0.1. */
IMPRINT_API void imprint_audio_detector_destroy(imprint_audio_detector* detector);

/** Where an audible label was heard, and how (spec/label.md 8.4). */
typedef struct imprint_audible_found {
  uint32_t struct_size; /* set by IMPRINT_AUDIBLE_FOUND_INIT */
  uint32_t found;       /* 1 or 0 */
  double start_s, end_s; /* if found: seconds from the start of the sound */
  double unit_s;         /* length of the short tone */
  double tone_hz;        /* to a third of an octave */
  double label_lufs;     /* loudness of the rhythm, ITU-R BS.1770 */
  double programme_lufs; /* loudness of all else; -infinity for silence */
  double score;          /* correlation with the rhythm, [0, 1]; of the best place where nothing is found */
  uint32_t too_quiet;    /* 1 = beside the programme */
  uint32_t wrong_timing; /* 1 = a length is off by more than half a unit */
} imprint_audible_found;
#define IMPRINT_AUDIBLE_FOUND_INIT { (uint32_t)sizeof(imprint_audible_found), 0u, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0u, 0u }

/**
 * The audible label alone, the rhythm short-long short-short of GB 45438-2025 5.3, for callers that put it into sound themselves: 0.88 s,
 * without silence around it (spec/label.md 8.1).
 *
 * @param programme_lufs  Loudness of the sound it goes into (ITU-R BS.1770); it is as loud, within [-23, -14], and at most 6 LU softer.
 *                        What is no number counts as silence.
 * @param out             Room for `capacity` frames; may be NULL when `capacity` is 0, to ask for the number.
 * @param frames          Receives how many frames it has.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT, also where `capacity` is not 0 and too small. Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_audible_label_make(const imprint_context* context, const imprint_audio_format* format, double programme_lufs,
                                                      void* out, size_t capacity, size_t* frames, imprint_error* error);
/** Listens for it. "Not found" is an answer: IMPRINT_OK with found = 0. @return IMPRINT_OK; IMPRINT_ERR_MALFORMED; IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: safe. Since 0.1. */
IMPRINT_API imprint_status imprint_audible_label_find(const imprint_context* context, const imprint_audio_format* format, const void* samples,
                                                      size_t frames, imprint_audible_found* found, imprint_error* error);

/* ---- Visible label ------------------------------------------------------------------------------------------------- */

/** How a visible label looks. */
typedef struct imprint_label_options {
  uint32_t struct_size;  /* set by IMPRINT_LABEL_OPTIONS_INIT */
  imprint_corner corner; /* for the viewer */
  imprint_text text;     /* absent = "AI生成", in the EU form "AI GENERATED" */
  double height_percent; /* ink height in percent of the shortest side, [5, 50]; 0 = 5 */
  uint32_t orientation;  /* EXIF orientation of the stored pixels, 1..8; 0 = 1: the label stands upright for the viewer */
  imprint_label_style style;
  imprint_label_form form;
  uint32_t reserved;
  imprint_byte_view font; /* an OpenType or TrueType file with outlines, for texts with characters that the embedded font
                             lacks; at most 64 MiB; {NULL, 0} = none */
  imprint_byte_view logo; /* a PNG or JPEG drawn left of the words at their height, at most 8 times as wide as high;
                             {NULL, 0} = none */
  imprint_audible_place audible_place; /* this and what follows: of imprint_label_draw_file() on sound, where all between struct_size and here says
                             nothing. As in imprint_mark_options. Since 0.1 */
  uint32_t audible_clip_alone;      /* likewise. Since 0.1 */
  imprint_byte_view audible_clip;   /* likewise. Since 0.1 */
  imprint_number_view audible_at_s; /* likewise. Since 0.1 */
} imprint_label_options;
#define IMPRINT_LABEL_OPTIONS_INIT \
  { (uint32_t)sizeof(imprint_label_options), IMPRINT_CORNER_DEFAULT, {NULL, 0}, 0.0, 0u, IMPRINT_LABEL_STYLE_DEFAULT, \
    IMPRINT_LABEL_FORM_DEFAULT, 0u, {NULL, 0}, {NULL, 0}, IMPRINT_AUDIBLE_PLACE_DEFAULT, 0u, {NULL, 0}, {NULL, 0} }

/** Where a visible label was drawn. */
typedef struct imprint_label_placement {
  uint32_t struct_size;      /* set by IMPRINT_LABEL_PLACEMENT_INIT */
  uint32_t x_px, y_px, width_px, height_px; /* of the backing plate, in the picture as a viewer shows it */
  uint32_t ink_height_px;
  double ink_height_percent; /* of the shortest side */
  uint32_t raised;           /* 1 = the letters are higher than asked for, 8 px: nobody reads lower ones. Since 0.1 */
  uint32_t manifest_broken;  /* of _file: 1 = the file's signed manifest no longer fits: it covers pixels and sound. Since 0.1 */
  double start_s, end_s;     /* of sound, in which all but manifest_broken and what follows is 0: the first label, in seconds. Since 0.1 */
  double label_lufs;         /* of sound: loudness of the label, ITU-R BS.1770. Since 0.1 */
} imprint_label_placement;
#define IMPRINT_LABEL_PLACEMENT_INIT { (uint32_t)sizeof(imprint_label_placement), 0u, 0u, 0u, 0u, 0u, 0.0, 0u, 0u, 0.0, 0.0, 0.0 }

/**
 * Draws the visible label into the caller's pixels (GB 45438-2025 5.2), and reads it there before it returns. Pixels outside the
 * backing plate do not change. Letters are at least 8 px high, whatever percentage is asked for.
 *
 * @param placement  NULL, or receives where it landed.
 * @return IMPRINT_OK; IMPRINT_ERR_LABEL_TEXT; IMPRINT_ERR_GLYPH_MISSING; IMPRINT_ERR_LABEL_DOES_NOT_FIT;
 *         IMPRINT_ERR_READ_BACK_FAILED; IMPRINT_ERR_INVALID_ARGUMENT. On error the pixels are unchanged.
 * Threads: safe. Since 0.1. Geometry: spec/label.md.
 */
IMPRINT_API imprint_status imprint_label_draw(const imprint_context* context, imprint_image* image,
                                              const imprint_label_options* options, imprint_label_placement* placement,
                                              imprint_error* error);

/**
 * The same on a PNG, JPEG, WebP, TIFF, AVIF or GIF file; its EXIF orientation is honoured and options->orientation must be 0. The
 * label is read in the encoded file. A signed manifest in it stays and no longer fits: `placement` says so.
 * An animated WebP or GIF gets the label on every frame, in one place and tone; timing, loop count and metadata stay
 * (spec/formats.md 9, spec/label.md 5.5). IMPRINT_ERR_LIMIT_EXCEEDED when width x height x frames exceed 20 times max_pixels.
 * Into sound it puts the audible label, as imprint_mark() does, and hears it in the written file (spec/label.md 8).
 */
IMPRINT_API imprint_status imprint_label_draw_file(const imprint_context* context, imprint_byte_view file,
                                                   const imprint_label_options* options, imprint_bytes* out,
                                                   imprint_label_placement* placement, imprint_error* error);

/** Can the label that was found be relied on to be read, or heard? The first reason against it (spec/label.md 7.3). */
typedef enum imprint_legibility {
  IMPRINT_LEGIBILITY_LEGIBLE = 1,
  IMPRINT_LEGIBILITY_TOO_LOW = 2,        /* ink under 4.9 % of the shortest side: 5 % less the error of measuring */
  IMPRINT_LEGIBILITY_TOO_FAINT = 3,      /* contrast under 3:1 */
  IMPRINT_LEGIBILITY_TOO_FEW_PIXELS = 4, /* ink under 7.5 px */
  IMPRINT_LEGIBILITY_TOO_QUIET = 5,      /* of sound: beside the programme (spec/label.md 8.4) */
  IMPRINT_LEGIBILITY_WRONG_TIMING = 6,   /* of sound: a length is off by more than half a unit */
  IMPRINT_LEGIBILITY_FORCE32 = 0x7FFFFFFF
} imprint_legibility;

/** What visible label is looked for. */
typedef struct imprint_label_find_options {
  uint32_t struct_size; /* set by IMPRINT_LABEL_FIND_OPTIONS_INIT */
  uint32_t orientation; /* EXIF orientation of the stored pixels, 1..8; 0 = 1 */
  imprint_text text;    /* also look for this text; absent = the built-in ones alone (spec/label.md 2.3) */
  imprint_byte_view font; /* it was drawn with, when the embedded font lacks one of its characters; see imprint_label_options. Since 0.1 */
} imprint_label_find_options;
#define IMPRINT_LABEL_FIND_OPTIONS_INIT { (uint32_t)sizeof(imprint_label_find_options), 0u, {NULL, 0}, {NULL, 0} }

#define IMPRINT_LABEL_MIN_FIND_SIDE_PX 100

/** The visible label that was found, or that none was. */
typedef struct imprint_label_found {
  uint32_t struct_size;          /* set by IMPRINT_LABEL_FOUND_INIT */
  uint32_t found;                /* 1 or 0 */
  imprint_legibility legibility; /* if found */
  uint32_t x_px, y_px, width_px, height_px; /* if found: backing plate, cut to the picture, as a viewer shows it */
  uint32_t ink_height_px;        /* if found */
  double ink_height_percent;     /* if found: of the shortest side */
  double contrast;               /* if found: WCAG 2.2 ratio between ink and ground */
  double score;                  /* correlation with the best try, [0, 1]; found from 0.65 on */
  char text[164];                /* if found: UTF-8, NUL-terminated */
  uint32_t reserved;
  double start_s, end_s;         /* this and what follows: of the audible label of a sound, if found, as in imprint_audible_found; its text is
                                    "short-long short-short", and measures in px and percent are 0. Since 0.1 */
  double unit_s, label_lufs, programme_lufs; /* likewise. Since 0.1 */
  imprint_audible_place audible_place; /* likewise; 0 in pictures. Since 0.1 */
  uint32_t sound;                /* 1 = the file is sound, found or not. Since 0.1 */
} imprint_label_found;
#define IMPRINT_LABEL_FOUND_INIT \
  { (uint32_t)sizeof(imprint_label_found), 0u, (imprint_legibility)0, 0u, 0u, 0u, 0u, 0u, 0.0, 0.0, 0.0, {0}, 0u, \
    0.0, 0.0, 0.0, 0.0, 0.0, IMPRINT_AUDIBLE_PLACE_DEFAULT, 0u }

/**
 * Looks for a label that imprint_label_draw() or imprint_mark() drew, in any style, at any height, in the four corners; after
 * recompression, resizing and slight cropping too. Labels of other programs are not looked for.
 *
 * @param image    Read only. Shortest side >= IMPRINT_LABEL_MIN_FIND_SIDE_PX.
 * @param options  NULL = all defaults.
 * @param result   Receives the answer. "Not found" is an answer: IMPRINT_OK with found = 0.
 * @return IMPRINT_OK; IMPRINT_ERR_IMAGE_TOO_SMALL; IMPRINT_ERR_LABEL_TEXT; IMPRINT_ERR_GLYPH_MISSING;
 *         IMPRINT_ERR_LIMIT_EXCEEDED; IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: safe. Since 0.1. Method and figures: spec/label.md 7.
 */
IMPRINT_API imprint_status imprint_label_find(const imprint_context* context, const imprint_image* image,
                                              const imprint_label_find_options* options, imprint_label_found* result,
                                              imprint_error* error);

/** The same on a PNG, JPEG, WebP, GIF or AVIF file; its orientation is honoured and options->orientation must be 0. In sound it listens for the
 * rhythm, and tells the first of several; words are not recognised (spec/label.md 8.4). */
IMPRINT_API imprint_status imprint_label_find_file(const imprint_context* context, imprint_byte_view file,
                                                   const imprint_label_find_options* options, imprint_label_found* result,
                                                   imprint_error* error);

/* ---- AIGC metadata label ------------------------------------------------------------------------------------------- */

/** The seven strings of GB 45438-2025 Annex E b. Absent counts as empty. */
typedef struct imprint_aigc_label {
  uint32_t struct_size;            /* set by IMPRINT_AIGC_LABEL_INIT */
  uint32_t strict;                 /* for writing: as in imprint_mark_options. Since 0.1 */
  imprint_text label;              /* "1" is, "2" possibly, "3" suspected AI-generated */
  imprint_text content_producer;
  imprint_text produce_id;
  imprint_text reserved_code1;
  imprint_text content_propagator; /* absent together with propagate_id: first write, the producer is the propagator */
  imprint_text propagate_id;
  imprint_text reserved_code2;
  imprint_text signing_key;            /* for writing: private key in PEM, unencrypted: SM2, P-256, or RSA of 2048 to 8192 bits. */
  imprint_text propagator_signing_key; /* SecurityData goes into reserved_code1, or 2, which is absent then. Since 0.1 */
  imprint_text replacement;            /* for writing: as in imprint_mark_options, over a label of another content_producer. Since 0.1 */
  imprint_text log_path;               /* gets a record of a replacement before the output is handed over. Since 0.1 */
  /* For writing, in place of the two keys: a key that does not leave its place. `certificates` begins with the certificate, or is the PUBLIC
     KEY, of a key of those kinds; `sign` answers with r then s (or DER) for SM2 and P-256, PKCS#1 v1.5 over SHA-256 for RSA, and the
     answer is checked; `algorithm` SM2, ES256, RS256 or absent; no time_stamp. Since 0.1 */
  const struct imprint_signer* signer;
  const struct imprint_signer* propagator_signer;
  imprint_text mark_id_key_id; /* for writing: the watermark's mark_id is keyed, and reserved_code1 gets the words that say so, with the id of
                                  the key, which need not be here (spec/mark-id.md 3). Absent = version 1. Since 0.1 */
} imprint_aigc_label;
#define IMPRINT_AIGC_LABEL_INIT \
  { (uint32_t)sizeof(imprint_aigc_label), 0u, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}, {NULL, 0}, {NULL, 0}, NULL, NULL, {NULL, 0} }

/**
 * Reads every AIGC label of a file, in whatever carrier and shape, and names each deviation. No pixel is decoded.
 *
 * @param file    PNG, JPEG, WebP, GIF, TIFF, AVIF or HEIC; WAV, AIFF, MP3, FLAC, Ogg or M4A; others give IMPRINT_ERR_UNSUPPORTED_FORMAT.
 * @param report  Receives the labels; its JSON has the member "aigc" (spec/schema/report.schema.json).
 * @return IMPRINT_OK whatever was found; errors as imprint_verify(). Threads: safe. Since 0.1. Rules: spec/aigc-label.md.
 */
IMPRINT_API imprint_status imprint_aigc_read(const imprint_context* context, imprint_byte_view file, imprint_report** report,
                                             imprint_error* error);

/**
 * Writes the label as the one label of the file: XMP property TC260:AIGC. Pixels are not decoded, other metadata is kept. A label of the same
 * content_producer is written over; one of another producer, or one that cannot be read, only with `replacement`.
 *
 * @param file    PNG, JPEG, WebP, GIF, TIFF, AVIF or HEIC; WAV, AIFF, MP3, FLAC, Ogg or M4A, whose label is a text of its own
 *                instead of XMP, and whose coded sound stays byte for byte (spec/aigc-label.md 2.1). Files whose offsets
 *                cannot be mended (fragmented AVIF and HEIC, image sequences without a list of items; spec/aigc-label.md 3)
 *                give IMPRINT_ERR_UNSUPPORTED_FORMAT and stay as they are.
 * @param out     Receives the labelled file; free with imprint_bytes_free(). Untouched on error.
 * @param report  NULL, or receives the label of the output, and under "notes" whether a signed manifest no longer fits and what
 *                imprint_aigc_lint() would warn of; destroy it. NULL on error.
 * @return IMPRINT_OK; IMPRINT_ERR_AIGC_VALUE; IMPRINT_ERR_PROVIDER_CODE; IMPRINT_ERR_ALREADY_LABELLED; IMPRINT_ERR_XMP_MALFORMED; container errors.
 * Threads: safe. Since 0.1. Rules: spec/aigc-label.md.
 */
IMPRINT_API imprint_status imprint_aigc_write(const imprint_context* context, imprint_byte_view file,
                                              const imprint_aigc_label* label, imprint_bytes* out, imprint_report** report,
                                              imprint_error* error);

#define IMPRINT_PROVIDER_CODE_CHARS 27

/**
 * The provider code of an organisation (TC260-PG-20252A): 0011, its unified social credit code, its service code. Nobody assigns it:
 * whoever has the first can write it.
 *
 * @param uscc     18 characters; the last one checks the others (GB 32100-2015).
 * @param service  5 characters 0-9 and A-Z: 1 (generation) or 2 (propagation) and four of the provider's own; absent = 00000, unused.
 * @param out      Room for IMPRINT_PROVIDER_CODE_CHARS + 1 bytes: receives the code, NUL-terminated. Untouched on error.
 * @return IMPRINT_OK; IMPRINT_ERR_PROVIDER_CODE, with the position that is wrong; IMPRINT_ERR_INVALID_ARGUMENT.
 * Threads: safe. Since 0.1. Rules: spec/aigc-label.md 4.
 */
IMPRINT_API imprint_status imprint_provider_code(imprint_text uscc, imprint_text service, char* out, imprint_error* error);

/** Severity of a finding (spec/lint-rules.md 1). */
typedef enum imprint_severity {
  IMPRINT_SEVERITY_INFO = 1,
  IMPRINT_SEVERITY_WARNING = 2,
  IMPRINT_SEVERITY_ERROR = 3,
  IMPRINT_SEVERITY_FORCE32 = 0x7FFFFFFF
} imprint_severity;

/** What all findings of a file add up to (spec/lint-rules.md 1). */
typedef enum imprint_lint_status {
  IMPRINT_LINT_STATUS_CONFORMING = 1,
  IMPRINT_LINT_STATUS_DEVIATING = 2,      /* warnings */
  IMPRINT_LINT_STATUS_NOT_CONFORMING = 3, /* errors; with `strict` also warnings */
  IMPRINT_LINT_STATUS_ABSENT = 4,         /* no label; says nothing about how the content was made */
  IMPRINT_LINT_STATUS_FORCE32 = 0x7FFFFFFF
} imprint_lint_status;

/** How strict lint is, and at what time. */
typedef struct imprint_lint_options {
  uint32_t struct_size; /* set by IMPRINT_LINT_OPTIONS_INIT */
  uint32_t strict;      /* 1 = warnings count like errors */
  int64_t time_s;       /* as in imprint_verify_options */
} imprint_lint_options;
#define IMPRINT_LINT_OPTIONS_INIT { (uint32_t)sizeof(imprint_lint_options), 0u, 0 }

/**
 * Holds the AIGC label of a file, and the IPTC properties beside it, against the rules of spec/lint-rules.md. No pixel is decoded.
 *
 * @param report  Receives the findings; its JSON is spec/schema/lint.schema.json. Destroy it. NULL on error.
 * @return IMPRINT_OK whatever was found, a file without a label included; errors as imprint_aigc_read(). Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_aigc_lint(const imprint_context* context, imprint_byte_view file, const imprint_lint_options* options,
                                             imprint_report** report, imprint_error* error);

/**
 * What a pipeline lost or rewrote between `before` and `after`, and what is wrong with `after` that was not with `before`; whether a
 * signed manifest was lost or no longer fits among it.
 * Parameters, errors and report as imprint_aigc_lint(). Threads: safe. Since 0.1. Rules: spec/lint-rules.md 4.
 */
IMPRINT_API imprint_status imprint_aigc_compare(const imprint_context* context, imprint_byte_view before, imprint_byte_view after,
                                                const imprint_lint_options* options, imprint_report** report, imprint_error* error);

/** Of a report of the two calls above; 0 for others and for NULL. */
IMPRINT_API imprint_lint_status imprint_report_get_lint_status(const imprint_report* report);
IMPRINT_API size_t imprint_report_get_finding_count(const imprint_report* report, imprint_severity severity);

/* ---- The log of copies without visible label (Measures Art. 9) -------------------------------------------------------- */

#define IMPRINT_LOG_HASH_CHARS 64

/** One record to be written: a copy that is given out. */
typedef struct imprint_log_entry {
  uint32_t struct_size;  /* set by IMPRINT_LOG_ENTRY_INIT */
  uint32_t reserved;     /* 0 */
  imprint_text producer; /* of the content; 1..1024 bytes, as the two below */
  imprint_text produce_id;
  imprint_text waiver;   /* who asked for the copy, and under which agreement; 1..4096 bytes */
  imprint_byte_view file; /* the copy that is given out: its SHA-256 is recorded */
  int64_t time_s;        /* seconds since 1970-01-01 UTC; 0 = now */
  imprint_text replaced; /* the copy replaces a label or mark: what stood there, 1..4096 bytes. `waiver` says who allowed it, and `producer` may
                            be absent when a watermark alone was written, whose payload is `produce_id`. Absent = a copy without visible label */
  imprint_text mark_id_key_id; /* of a copy whose mark_id is keyed: the id of the key. Absent = version 1. Since 0.1 */
} imprint_log_entry;
#define IMPRINT_LOG_ENTRY_INIT { (uint32_t)sizeof(imprint_log_entry), 0u, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, {NULL, 0}, {NULL, 0} }

/** What a log holds when its chain is whole. */
typedef struct imprint_log_summary {
  uint32_t struct_size;    /* set by IMPRINT_LOG_SUMMARY_INIT */
  uint32_t reserved;
  uint64_t records;        /* in the log; purged ones are not counted */
  uint64_t first_sequence; /* if records > 0 */
  uint64_t last_sequence;
  int64_t first_time_s;    /* if records > 0 */
  int64_t last_time_s;     /* if records > 0 */
  uint64_t torn_bytes;     /* at the end, of a write that was cut off and never acknowledged; the next append removes them */
  char head[IMPRINT_LOG_HASH_CHARS + 8]; /* hash of the last record in hex, NUL-terminated: keep it elsewhere, and a log that
                              was cut or written anew is told by it */
} imprint_log_summary;
#define IMPRINT_LOG_SUMMARY_INIT { (uint32_t)sizeof(imprint_log_summary), 0u, 0u, 0u, 0u, 0, 0, 0u, {0} }

/**
 * Adds a record to the log at `path`, which is made if it is not there. Durable when the call returns (fsync), safe for several
 * processes and threads at once, and against being killed at any moment: the record is there whole or not at all.
 *
 * @param head_out  NULL, or room for IMPRINT_LOG_HASH_CHARS + 1 bytes: receives the hash of the record.
 * @return IMPRINT_OK; IMPRINT_ERR_INVALID_ARGUMENT; IMPRINT_ERR_LOG_BROKEN; IMPRINT_ERR_LOG_FILE. On an error nothing was added.
 * Threads: safe. Since 0.1. Format: spec/log.md.
 */
IMPRINT_API imprint_status imprint_log_append(imprint_text path, const imprint_log_entry* entry, char* head_out,
                                              imprint_error* error);

/**
 * Reads the whole log and checks the chain.
 *
 * @param summary  NULL, or receives what the log holds.
 * @return IMPRINT_OK; IMPRINT_ERR_LOG_BROKEN, with the first line that is wrong; IMPRINT_ERR_LOG_FILE. Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_log_verify(imprint_text path, imprint_log_summary* summary, imprint_error* error);

/**
 * The records of [from_s, until_s) as one JSON document, after the same check. Both 0: all.
 * @param out  Free with imprint_bytes_free(). @return As imprint_log_verify(). Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_log_export(imprint_text path, int64_t from_s, int64_t until_s, imprint_bytes* out,
                                              imprint_error* error);

/**
 * Removes the oldest records as far as they are older than `before_s`, and leaves in their place one line that keeps the chain.
 *
 * @param now_s     The time by which six months are counted: seconds since 1970-01-01 UTC; 0 = the system's clock. Up to five
 *                  minutes ahead of that clock it is taken as the clock; further ahead it is refused.
 * @param removed   NULL, or receives how many records went.
 * @param summary   NULL, or receives what is left.
 * @return IMPRINT_OK; IMPRINT_ERR_LOG_TOO_YOUNG when one of them is younger than six calendar months: nothing is removed;
 *         IMPRINT_ERR_LOG_CLOCK when `now_s` is ahead of the system's clock, or more than five minutes behind the newest record;
 *         as imprint_log_verify(). Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_log_purge(imprint_text path, int64_t before_s, int64_t now_s, uint64_t* removed,
                                             imprint_log_summary* summary, imprint_error* error);

/* ---- Signed manifest (C2PA 2.x) --------------------------------------------------------------------------------------- */

/**
 * Answers a request: bytes to sign, or a TimeStampReq. Called during the call that was given the signer, in its thread; the library
 * itself never opens a connection.
 *
 * @param answer       Room for `capacity` bytes (at least 65536).
 * @param answer_size  Receives the number of bytes written.
 * @return 0 when answered; any other number fails the call, and stands in its message.
 */
typedef int (*imprint_exchange)(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* answer_size);

/** Who signs manifests: a key in PEM, or a callback for a key that does not leave its place (KMS, HSM). */
typedef struct imprint_signer {
  uint32_t struct_size;      /* set by IMPRINT_SIGNER_INIT */
  uint32_t reserved;         /* 0 */
  imprint_text certificates; /* PEM, the signer's first, then the intermediates; a root at the end is left out of the manifest */
  imprint_text private_key;  /* PEM, unencrypted; absent with `sign` */
  imprint_text algorithm;    /* ES256, ES384, ES512, PS256, PS384, PS512, Ed25519; absent = the key's own, with `sign` ES256 */
  imprint_exchange sign;     /* NULL, or signs the request itself (not a digest); r then s of fixed width for elliptic curves */
  imprint_exchange time_stamp; /* NULL = no time-stamp; answers a TimeStampReq in DER by a TimeStampResp (RFC 3161) */
  void* user_data;           /* for both */
} imprint_signer;
#define IMPRINT_SIGNER_INIT { (uint32_t)sizeof(imprint_signer), 0u, {NULL, 0}, {NULL, 0}, {NULL, 0}, NULL, NULL, NULL }

/** What a signed manifest says. */
typedef struct imprint_manifest_options {
  uint32_t struct_size;      /* set by IMPRINT_MANIFEST_OPTIONS_INIT */
  uint32_t sidecar;          /* 1 = `out` receives the store for a side file (.c2pa), and the file is to stay as it is */
  uint32_t no_aigc;          /* 1 = do not repeat the text of the AIGC label in the manifest */
  uint32_t has_mark_id;      /* 1 = `mark_id` is in the pixels: becomes the soft binding */
  uint64_t mark_id;
  int64_t time_s;            /* seconds since 1970, of the actions; 0 = the system's clock */
  imprint_text source_type;  /* of c2pa.created: last part of the IPTC DigitalSourceType URI; absent = "trainedAlgorithmicMedia" */
  imprint_text software;     /* that made the picture; absent = this library */
  imprint_text software_version;
  imprint_text title;        /* dc:title; absent = not written */
  imprint_text notice;       /* of the provider, such as one on copyright influences; absent = not written. An assertion, and XMP
                                dc:rights and xmpRights:UsageTerms where the file has none: what is there stays, and the "notes"
                                of the report say so (spec/aigc-label.md 3). Not blank, no control characters but tab and line ends */
  uint32_t thumbnail;        /* 1 = with a picture of the parent, if there is one, as the file came in (JPEG). Where its pixels
                                cannot be decoded a call with a report leaves it out with a note, one without fails. Since 0.1 */
  uint32_t thumbnail_px;     /* with `thumbnail`: its longest side, [32, 512]; 0 = 256. Since 0.1 */
  imprint_text mark_id_key_id; /* with has_mark_id: `mark_id` is keyed, and the soft binding says so (spec/manifest-format.md 7.2). Since 0.1 */
} imprint_manifest_options;
#define IMPRINT_MANIFEST_OPTIONS_INIT \
  { (uint32_t)sizeof(imprint_manifest_options), 0u, 0u, 0u, 0u, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0u, 0u, {NULL, 0} }

/**
 * Signs a finished file: nothing may touch it afterwards. A manifest that it has becomes the parent of the new one. A notice goes
 * into the file's XMP first, unless the manifest is for a side file; rights that the XMP states already stay as they are.
 *
 * @param file    A format of spec/manifest-format.md 3; for a sidecar any bytes.
 * @param out     Receives the signed file, or the store with options->sidecar; free with imprint_bytes_free(). Untouched on error.
 * @return IMPRINT_OK; IMPRINT_ERR_CERTIFICATE (before any work), _SIGNER, _TIME_STAMP, _KEY_INVALID, _MANIFEST_MALFORMED;
 *         IMPRINT_ERR_XMP_MALFORMED when a notice cannot be written; what decoding answers when a thumbnail cannot be made;
 *         IMPRINT_ERR_READ_BACK_FAILED when what was made does not validate; container errors.
 * Threads: safe; the callbacks of one signer are called by whoever calls. Since 0.1. Format: spec/manifest-format.md.
 */
IMPRINT_API imprint_status imprint_manifest_sign(const imprint_context* context, imprint_byte_view file, const imprint_signer* signer,
                                                 const imprint_manifest_options* options, imprint_bytes* out, imprint_error* error);

/**
 * The manifest store of a file as it stands there, for a side file.
 * @param out  Receives the store; stays {0} when the file has none.
 * @return IMPRINT_OK; IMPRINT_ERR_MANIFEST_MALFORMED; container errors. Threads: safe. Since 0.1.
 */
IMPRINT_API imprint_status imprint_manifest_read(const imprint_context* context, imprint_byte_view file, imprint_bytes* out,
                                                 imprint_error* error);

/**
 * Validates the manifest of a file, or one that came beside it. No pixel is decoded; imprint_verify() also compares it with the watermark.
 *
 * @param manifest  {NULL, 0} = the one in the file, or the file if it is a store alone (well-formed at best); else a store (.c2pa).
 * @param time_s    Seconds since 1970 at which certificates have to be valid; 0 = the system's clock.
 * @param report    Receives state, codes and contents (JSON, member "manifest"), and crJSON; destroy it. NULL on error.
 * @return IMPRINT_OK whatever was found; container errors. Threads: safe. Since 0.1. Rules: spec/manifest-format.md 8.
 */
IMPRINT_API imprint_status imprint_manifest_verify(const imprint_context* context, imprint_byte_view file, imprint_byte_view manifest,
                                                   int64_t time_s, imprint_report** report, imprint_error* error);

/* ---- Sizes of the structs above, for bindings to compare at load ----------------------------------------------------- */

IMPRINT_API size_t imprint_sizeof_context_options(void);
IMPRINT_API size_t imprint_sizeof_mark_options(void);
IMPRINT_API size_t imprint_sizeof_verify_options(void);
IMPRINT_API size_t imprint_sizeof_embed_options(void);
IMPRINT_API size_t imprint_sizeof_embed_result(void);
IMPRINT_API size_t imprint_sizeof_detect_options(void);
IMPRINT_API size_t imprint_sizeof_detection(void);
IMPRINT_API size_t imprint_sizeof_label_options(void);
IMPRINT_API size_t imprint_sizeof_label_placement(void);
IMPRINT_API size_t imprint_sizeof_aigc_label(void);
IMPRINT_API size_t imprint_sizeof_lint_options(void);
IMPRINT_API size_t imprint_sizeof_propagate_options(void);
IMPRINT_API size_t imprint_sizeof_label_find_options(void);
IMPRINT_API size_t imprint_sizeof_label_found(void);
IMPRINT_API size_t imprint_sizeof_log_entry(void);
IMPRINT_API size_t imprint_sizeof_log_summary(void);
IMPRINT_API size_t imprint_sizeof_signer(void);
IMPRINT_API size_t imprint_sizeof_manifest_options(void);
IMPRINT_API size_t imprint_sizeof_event(void);
IMPRINT_API size_t imprint_sizeof_derive_options(void);
IMPRINT_API size_t imprint_sizeof_transplant_options(void);
IMPRINT_API size_t imprint_sizeof_batch_item(void);
IMPRINT_API size_t imprint_sizeof_audio_format(void);
IMPRINT_API size_t imprint_sizeof_audible_found(void);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* IMPRINT_IMPRINT_H */
