package imprint;

/** Sizes of structs and offsets of their members. Made by generate.py from spec/abi/imprint.json, not by hand. */
final class Layout {
    static final int ERROR_SIZE = 512;
    static final int ERROR_STATUS = 0;
    static final int ERROR_MESSAGE = 4;
    static final int IMAGE_SIZE = 32;
    static final int IMAGE_DATA = 0;
    static final int IMAGE_WIDTH_PX = 8;
    static final int IMAGE_HEIGHT_PX = 12;
    static final int IMAGE_STRIDE_BYTES = 16;
    static final int IMAGE_FORMAT = 24;
    static final int DERIVE_OPTIONS_SIZE = 32;
    static final int DERIVE_OPTIONS_THREADS = 4;
    static final int DERIVE_OPTIONS_PROGRESS = 8;
    static final int DERIVE_OPTIONS_EVENT = 16;
    static final int DERIVE_OPTIONS_USER_DATA = 24;
    static final int BATCH_ITEM_SIZE = 656;
    static final int BATCH_ITEM_PATH = 8;
    static final int BATCH_ITEM_FILE = 24;
    static final int BATCH_ITEM_OUT_PATH = 40;
    static final int BATCH_ITEM_PRODUCER = 56;
    static final int BATCH_ITEM_PRODUCE_ID = 72;
    static final int BATCH_ITEM_PROPAGATOR = 88;
    static final int BATCH_ITEM_PROPAGATE_ID = 104;
    static final int BATCH_ITEM_OUT = 120;
    static final int BATCH_ITEM_REPORT = 136;
    static final int BATCH_ITEM_ERROR = 144;
    static final int AUDIO_FORMAT_SIZE = 16;
    static final int AUDIO_FORMAT_RATE_HZ = 4;
    static final int AUDIO_FORMAT_CHANNELS = 8;
    static final int AUDIO_FORMAT_SAMPLES = 12;
    static final int SIGNER_SIZE = 80;
    static final int SIGNER_CERTIFICATES = 8;
    static final int SIGNER_PRIVATE_KEY = 24;
    static final int SIGNER_ALGORITHM = 40;
    static final int SIGNER_SIGN = 56;
    static final int SIGNER_TIME_STAMP = 64;
    static final int SIGNER_USER_DATA = 72;

    private Layout() {}
}
