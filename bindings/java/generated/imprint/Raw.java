package imprint;

/** The functions of imprint.h, one to one; pointers, and structs by value, are addresses. Made by generate.py from spec/abi/imprint.json, not by hand. */
final class Raw {
    static final int ABI_VERSION = 1;

    private Raw() {}

    /** Holds the library that was loaded against what this class was made from. */
    static void check() {
        if (abiVersion() != ABI_VERSION) {
            throw new UnsatisfiedLinkError("libimprint has ABI version " + abiVersion() + ", this package needs " + ABI_VERSION);
        }
        size("imprint_context_options", sizeofContextOptions(), 88);
        size("imprint_mark_options", sizeofMarkOptions(), 328);
        size("imprint_verify_options", sizeofVerifyOptions(), 128);
        size("imprint_embed_options", sizeofEmbedOptions(), 72);
        size("imprint_embed_result", sizeofEmbedResult(), 56);
        size("imprint_detect_options", sizeofDetectOptions(), 8);
        size("imprint_detection", sizeofDetection(), 120);
        size("imprint_label_options", sizeofLabelOptions(), 120);
        size("imprint_label_placement", sizeofLabelPlacement(), 64);
        size("imprint_aigc_label", sizeofAigcLabel(), 216);
        size("imprint_lint_options", sizeofLintOptions(), 16);
        size("imprint_propagate_options", sizeofPropagateOptions(), 112);
        size("imprint_label_find_options", sizeofLabelFindOptions(), 40);
        size("imprint_label_found", sizeofLabelFound(), 272);
        size("imprint_log_entry", sizeofLogEntry(), 112);
        size("imprint_log_summary", sizeofLogSummary(), 128);
        size("imprint_signer", sizeofSigner(), 80);
        size("imprint_manifest_options", sizeofManifestOptions(), 136);
        size("imprint_event", sizeofEvent(), 40);
        size("imprint_derive_options", sizeofDeriveOptions(), 32);
        size("imprint_transplant_options", sizeofTransplantOptions(), 16);
        size("imprint_batch_item", sizeofBatchItem(), 656);
        size("imprint_audio_format", sizeofAudioFormat(), 16);
        size("imprint_audible_found", sizeofAudibleFound(), 72);
    }

    private static void size(String struct, long there, long needed) {
        if (there < needed) {
            throw new UnsatisfiedLinkError("libimprint is older than this package: its " + struct + " has " + there + " bytes, not " + needed);
        }
    }

    static native String version();
    static native int abiVersion();
    static native int watermarkFormatVersion();
    static native String statusName(int status);
    static native void bytesFree(long bytes);
    static native int contextCreate(long options, long out, long error);
    static native void contextDestroy(long context);
    static native int contextAddKey(long context, long key, long idOut, long error);
    static native int contextAddMarkIdKey(long context, long key, long idOut, long error);
    static native int contextAddTrust(long context, long pem, long error);
    static native int contextAddTrustFor(long context, long producerCode, long pem, long error);
    static native int contextAddManifestTrust(long context, int use, long pem, long error);
    static native int contextDerive(long parent, long options, long out, long error);
    static native void contextCancel(long context);
    static native int contextWarmUp(long context, long error);
    static native int contextSetFfmpeg(long context, long program, long error);
    static native int keyGenerate(long keyOut, long error);
    static native int mark(long context, long file, long producer, long produceId, long options, long out, long report, long error);
    static native int markImage(long context, long image, long producer, long produceId, long options, long out, long report, long error);
    static native int finish(long context, long file, long producer, long produceId, long options, long out, long report, long error);
    static native int verify(long context, long file, long options, long report, long error);
    static native int propagate(long context, long file, long propagator, long propagateId, long options, long out, long report, long error);
    static native int transplant(long context, long from, long to, long options, long out, long report, long error);
    static native int markPath(long context, long path, long outPath, int existing, long producer, long produceId, long options, long report, long error);
    static native int verifyPath(long context, long path, long options, long report, long error);
    static native int propagatePath(long context, long path, long outPath, int existing, long propagator, long propagateId, long options, long report, long error);
    static native int fileRead(long context, long path, long out, long error);
    static native int fileWrite(long path, long bytes, int existing, long error);
    static native int markBatch(long context, long items, long count, long options, int existing, long error);
    static native int verifyBatch(long context, long items, long count, long options, long error);
    static native int propagateBatch(long context, long items, long count, long options, int existing, long error);
    static native int reportGetState(long report);
    static native int reportGetLayerState(long report, int layer);
    static native int reportGetAgreement(long report);
    static native int reportGetMarkId(long report, long markId);
    static native long reportGetMarkCount(long report);
    static native int reportGetMark(long report, long number, long mark, long withLabel);
    static native byte[] reportGetJson(long report);
    static native void reportDestroy(long report);
    static native int reportGetManifestState(long report);
    static native int reportGetPairAgreement(long report, int pair);
    static native byte[] reportGetCrjson(long report);
    static native int markId(long producer, long produceId, long out, long error);
    static native int markIdKeyed(long context, long keyId, long producer, long produceId, long out, long error);
    static native int watermarkMinSidePx();
    static native int watermarkPayloadBits();
    static native int watermarkEmbed(long context, long image, long payload, long options, long result, long error);
    static native int watermarkEmbedFile(long context, long file, long payload, long options, long out, long result, long error);
    static native int watermarkDetect(long context, long image, long options, long result, long error);
    static native int watermarkDetectFile(long context, long file, long options, long result, long error);
    static native int watermarkDetectAll(long context, long image, long options, long results, long capacity, long count, long error);
    static native int watermarkDetectAllFile(long context, long file, long options, long results, long capacity, long count, long error);
    static native int audioEmbedderCreate(long context, long format, long payload, long options, long out, long error);
    static native long audioEmbedderGetDelay(long embedder);
    static native int audioEmbedderProcess(long embedder, long samples, long frames, long out, long capacity, long written, long error);
    static native int audioEmbedderFlush(long embedder, long out, long capacity, long written, long error);
    static native int audioEmbedderGetResult(long embedder, long result, long error);
    static native void audioEmbedderDestroy(long embedder);
    static native int audioDetectorCreate(long context, long format, long options, long out, long error);
    static native int audioDetectorProcess(long detector, long samples, long frames, long done, long error);
    static native int audioDetectorFinish(long detector, long error);
    static native int audioDetectorGetResult(long detector, long result, long error);
    static native void audioDetectorDestroy(long detector);
    static native int audibleLabelMake(long context, long format, double programmeLufs, long out, long capacity, long frames, long error);
    static native int audibleLabelFind(long context, long format, long samples, long frames, long found, long error);
    static native int labelDraw(long context, long image, long options, long placement, long error);
    static native int labelDrawFile(long context, long file, long options, long out, long placement, long error);
    static native int labelFind(long context, long image, long options, long result, long error);
    static native int labelFindFile(long context, long file, long options, long result, long error);
    static native int aigcRead(long context, long file, long report, long error);
    static native int aigcWrite(long context, long file, long label, long out, long report, long error);
    static native int providerCode(long uscc, long service, long out, long error);
    static native int aigcLint(long context, long file, long options, long report, long error);
    static native int aigcCompare(long context, long before, long after, long options, long report, long error);
    static native int reportGetLintStatus(long report);
    static native long reportGetFindingCount(long report, int severity);
    static native int logAppend(long path, long entry, long headOut, long error);
    static native int logVerify(long path, long summary, long error);
    static native int logExport(long path, long fromS, long untilS, long out, long error);
    static native int logPurge(long path, long beforeS, long nowS, long removed, long summary, long error);
    static native int manifestSign(long context, long file, long signer, long options, long out, long error);
    static native int manifestRead(long context, long file, long out, long error);
    static native int manifestVerify(long context, long file, long manifest, long timeS, long report, long error);
    static native long sizeofContextOptions();
    static native long sizeofMarkOptions();
    static native long sizeofVerifyOptions();
    static native long sizeofEmbedOptions();
    static native long sizeofEmbedResult();
    static native long sizeofDetectOptions();
    static native long sizeofDetection();
    static native long sizeofLabelOptions();
    static native long sizeofLabelPlacement();
    static native long sizeofAigcLabel();
    static native long sizeofLintOptions();
    static native long sizeofPropagateOptions();
    static native long sizeofLabelFindOptions();
    static native long sizeofLabelFound();
    static native long sizeofLogEntry();
    static native long sizeofLogSummary();
    static native long sizeofSigner();
    static native long sizeofManifestOptions();
    static native long sizeofEvent();
    static native long sizeofDeriveOptions();
    static native long sizeofTransplantOptions();
    static native long sizeofBatchItem();
    static native long sizeofAudioFormat();
    static native long sizeofAudibleFound();
}
