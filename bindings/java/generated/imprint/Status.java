package imprint;

/** Numbers never change their meaning; new ones are added. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Status {
    /** IMPRINT_OK. */
    OK(0),
    /** the call is wrong: NULL where not allowed, a value out of range. */
    INVALID_ARGUMENT(1),
    /** an option struct of a newer header sets what this library does not know. */
    UNKNOWN_OPTION(2),
    /** IMPRINT_ERR_OUT_OF_MEMORY. */
    OUT_OF_MEMORY(3),
    /** our bug; please report the message. */
    INTERNAL(4),
    /** a part that this build leaves out. */
    NOT_BUILT(5),
    /** the caller ended the call early, by its progress or imprint_context_cancel(). */
    CANCELLED(6),
    /** of calls that take paths: there is no such file. */
    FILE_NOT_FOUND(7),
    /** it is no file, or the system refuses to read it. */
    FILE_READ(8),
    /** the output would replace a file, which was not asked for. */
    FILE_EXISTS(9),
    /** the output could not be written; nothing has changed. */
    FILE_WRITE(10),
    /** a container this library does not handle. */
    UNSUPPORTED_FORMAT(100),
    /** the file breaks its format's rules. */
    MALFORMED(101),
    /** the file ends too early. */
    TRUNCATED(102),
    /** larger than the context's limits allow. */
    LIMIT_EXCEEDED(103),
    /** a kind of pixels this library does not handle, such as CMYK. */
    UNSUPPORTED_PIXELS(200),
    /** IMPRINT_ERR_DECODE_FAILED. */
    DECODE_FAILED(201),
    /** IMPRINT_ERR_ENCODE_FAILED. */
    ENCODE_FAILED(202),
    /** a side under IMPRINT_WATERMARK_MIN_SIDE_PX. */
    IMAGE_TOO_SMALL(300),
    /** nowhere to hide a mark. */
    IMAGE_TOO_FLAT(301),
    /** unknown key id. */
    KEY_INVALID(302),
    /** a watermark here would stand less than `least_robustness`. */
    TOO_WEAK(303),
    /** the words lack a required element, or are no valid text. */
    LABEL_TEXT(400),
    /** the embedded font lacks a character. */
    GLYPH_MISSING(401),
    /** IMPRINT_ERR_LABEL_DOES_NOT_FIT. */
    LABEL_DOES_NOT_FIT(402),
    /** a value that GB 45438-2025 Annex E does not allow. */
    AIGC_VALUE(500),
    /** a provider code with a wrong shape or check character. */
    PROVIDER_CODE(501),
    /** XMP that cannot be edited safely. */
    XMP_MALFORMED(502),
    /** a file that should carry an AIGC label has none. */
    NO_LABEL(503),
    /** a manifest store that cannot be read, where it has to be. */
    MANIFEST_MALFORMED(600),
    /** a signing certificate that validators would refuse. */
    CERTIFICATE(601),
    /** the signer failed, or its answer is no signature of the certificate's key. */
    SIGNER(602),
    /** the time-stamp authority failed, or its answer does not verify. */
    TIME_STAMP(603),
    /** the output did not read back as intended and was withheld. */
    READ_BACK_FAILED(800),
    /** the file carries an AIGC label, or one that cannot be read. */
    ALREADY_LABELLED(801),
    /** the watermarks do not show that two files are one picture. */
    OTHER_PICTURE(803),
    /** the chain of a log of Art. 9 does not hold; the message names the line. */
    LOG_BROKEN(900),
    /** a record that would be purged is younger than six months. */
    LOG_TOO_YOUNG(901),
    /** the log could not be opened, read or written. */
    LOG_FILE(902),
    /** the time of a purge is ahead of the system's clock, or behind the newest record. */
    LOG_CLOCK(903),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Status[] VALUES = values();
    private final int value;

    Status(int value) {
        this.value = value;
    }

    /**
     * The number in imprint.h.
     *
     * @return the number; -1 of {@link #UNKNOWN}
     */
    public int value() {
        return value;
    }

    /**
     * The constant of a number.
     *
     * @param value the number in imprint.h
     * @return the constant, or {@link #UNKNOWN}
     */
    public static Status of(int value) {
        for (final Status one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
