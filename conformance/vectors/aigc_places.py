"""The group of carriers: one label in every place of every format, right and wrong."""
import carriers as c
from aigc_cases import bare, values, wrapped

V = values()
BARE, WRAPPED = bare(V), wrapped(V)
B, W, X = BARE.encode(), WRAPPED.encode(), c.xmp(BARE)


def add_png(t):
    t.place("XMP in tEXt", ["Carrier"], c.png(c.text(c.XMP_KEYWORD, X)), "png", "png:tEXt:XML:com.adobe.xmp", ["GB-CARRIER"])
    t.place("XMP in zTXt", ["Carrier"], c.png(c.ztxt(c.XMP_KEYWORD, X)), "png", "png:zTXt:XML:com.adobe.xmp", ["GB-CARRIER"])
    t.place("XMP in a compressed iTXt", ["Carrier"], c.png(c.itxt(c.XMP_KEYWORD, X, True)), "png", "png:iTXt:XML:com.adobe.xmp", ["GB-CARRIER"])
    t.place("XMP behind the pixels", ["Carrier"], c.png(b"", c.itxt(c.XMP_KEYWORD, X)), "png", "png:iTXt:XML:com.adobe.xmp", ["GB-CARRIER"])
    t.place("tEXt AIGC, wrapped (annex B)", ["Normal", "Carrier"], c.png(c.text(b"AIGC", W)), "png", "png:tEXt:AIGC", [], "wrapped")
    t.place("tEXt AIGC, bare", ["Shape"], c.png(c.text(b"AIGC", B)), "png", "png:tEXt:AIGC", ["GB-SHAPE"])
    t.place("zTXt AIGC", ["Carrier"], c.png(c.ztxt(b"AIGC", W)), "png", "png:zTXt:AIGC", ["GB-CARRIER"], "wrapped")
    t.place("iTXt AIGC", ["Carrier"], c.png(c.itxt(b"AIGC", W)), "png", "png:iTXt:AIGC", ["GB-CARRIER"], "wrapped")
    t.place("tEXt Comment", ["Carrier"], c.png(c.text(b"Comment", W)), "png", "png:tEXt:Comment", ["GB-CARRIER"], "wrapped")
    t.place("EXIF UserComment", ["Carrier"], c.png(c.png_chunk(b"eXIf", c.user_comment(W))), "png", "png:eXIf:UserComment", ["GB-CARRIER"], "wrapped")
    spoilt = c.png_chunk(b"iTXt", c.XMP_KEYWORD + b"\0\0\0\0\0" + X, 0)
    t.place("a chunk whose checksum is wrong", ["Damage"], c.png(spoilt), "png", "png:iTXt:XML:com.adobe.xmp", ["GB-CHUNK-CRC"])
    twice = c.itxt(c.XMP_KEYWORD, X) + c.text(b"AIGC", W)
    t.place("XMP and annex B together", ["Uniqueness"], c.png(twice), "png", ["png:iTXt:XML:com.adobe.xmp", "png:tEXt:AIGC"], ["GB-SECOND-LABEL"], ["bare", "wrapped"])
    t.place("no label", ["Absent"], c.png(), "png", "", ["GB-LABEL-ABSENT"])


def add_jpeg(t):
    t.place("XMP", ["Normal", "Carrier"], c.jpeg(c.app1_xmp(X)), "jpeg", "jpeg:APP1:xmp", [])
    t.place("EXIF UserComment, wrapped (annex B)", ["Normal", "Carrier"], c.jpeg(c.app1_exif(c.user_comment(W))), "jpeg", "jpeg:APP1:exif:UserComment", [], "wrapped")
    t.place("EXIF UserComment, bare", ["Shape"], c.jpeg(c.app1_exif(c.user_comment(B))), "jpeg", "jpeg:APP1:exif:UserComment", ["GB-SHAPE"])
    t.place("EXIF UserComment without a character code", ["Carrier"], c.jpeg(c.app1_exif(c.user_comment(W, b""))), "jpeg", "jpeg:APP1:exif:UserComment",
            ["GB-EXIF-PREFIX"], "wrapped")
    t.place("EXIF ImageDescription", ["Carrier"], c.jpeg(c.app1_exif(c.image_description(W))), "jpeg", "jpeg:APP1:exif:ImageDescription", ["GB-CARRIER"], "wrapped")
    t.place("a comment", ["Carrier"], c.jpeg(c.segment(0xFE, W)), "jpeg", "jpeg:COM:raw", ["GB-CARRIER"], "wrapped")
    t.place("plain text in APP11", ["Carrier"], c.jpeg(c.segment(0xEB, W)), "jpeg", "jpeg:APP11:raw", ["GB-CARRIER"], "wrapped")
    t.place("XMP and EXIF together", ["Uniqueness"], c.jpeg(c.app1_exif(c.user_comment(W)), c.app1_xmp(X)), "jpeg",
            ["jpeg:APP1:exif:UserComment", "jpeg:APP1:xmp"], ["GB-SECOND-LABEL"], ["wrapped", "bare"])
    t.place("no label", ["Absent"], c.jpeg(), "jpeg", "", ["GB-LABEL-ABSENT"])


def add_webp(t):
    t.place("XMP", ["Normal", "Carrier"], c.webp(4, c.riff_chunk(b"XMP ", X)), "webp", "webp:XMP", [])
    t.place("EXIF UserComment, wrapped (annex B)", ["Normal", "Carrier"], c.webp(8, c.riff_chunk(b"EXIF", c.user_comment(W))), "webp", "webp:EXIF:UserComment", [],
            "wrapped")
    t.place("a chunk AIGC", ["Carrier"], c.webp(0, c.riff_chunk(b"AIGC", W)), "webp", "webp:AIGC:raw", ["GB-CARRIER"], "wrapped")
    t.place("no label", ["Absent"], c.webp(), "webp", "", ["GB-LABEL-ABSENT"])


def add_gif(t):
    t.place("XMP", ["Normal", "Carrier"], c.gif(c.gif_xmp(X)), "gif", "gif:application:xmp", [])
    t.place("XMP cut into sub-blocks", ["Carrier"], c.gif(b"\x21\xff\x0bXMP DataXMP" + c.sub_blocks(X)), "gif", "gif:application:xmp", ["GB-CARRIER"])
    t.place("a comment", ["Carrier"], c.gif(c.gif_comment(W)), "gif", "gif:comment", ["GB-CARRIER"], "wrapped")
    t.place("no label", ["Absent"], c.gif(), "gif", "", ["GB-LABEL-ABSENT"])


def add_tiff(t):
    t.place("XMP, type 7", ["Normal", "Carrier"], c.tiff((700, 7, X)), "tiff", "tiff:IFD0:xmp", [])
    t.place("XMP, type 1", ["Normal", "Carrier"], c.tiff((700, 1, X)), "tiff", "tiff:IFD0:xmp", [])
    t.place("ImageDescription", ["Carrier"], c.tiff((270, 2, W + b"\0")), "tiff", "tiff:IFD0:ImageDescription", ["GB-CARRIER"], "wrapped")
    t.place("no label", ["Absent"], c.tiff(None), "tiff", "", ["GB-LABEL-ABSENT"])


def add_avif(t):
    t.place("XMP item", ["Normal", "Carrier"], c.avif_xmp(X), "avif", "avif:item:xmp", [])
    exif = c.avif((b"Exif", b"Exif", b"", bytes(4) + c.user_comment(W)))
    t.place("Exif item, UserComment", ["Carrier"], exif, "avif", "avif:item:Exif:UserComment", ["GB-CARRIER"], "wrapped")
    uuid = c.box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + X)
    t.place("XMP in a box uuid", ["Carrier"], c.avif(None, uuid), "avif", "avif:uuid:xmp", ["GB-CARRIER"])
    t.place("no label", ["Absent"], c.avif(), "avif", "", ["GB-LABEL-ABSENT"])


def add_xmp_forms(t):
    def form(comment, packet, codes, shape="bare", flags=("Xmp",)):
        t.place(comment, list(flags), c.png(c.itxt(c.XMP_KEYWORD, packet)), "png", "png:iTXt:XML:com.adobe.xmp", codes, shape)
    form("the property as an attribute", c.xmp_attribute(BARE), ["GB-XMP-ATTRIBUTE"], "attribute+bare")
    form("another prefix for the namespace", c.packet(c.element(BARE, "ns7"), prefix="ns7"), [])
    form("CDATA", c.packet("<TC260:AIGC><![CDATA[%s]]></TC260:AIGC>" % BARE), [])
    form("character references", c.packet("<TC260:AIGC>%s</TC260:AIGC>" % BARE.replace('"', "&#34;")), [])
    form("named entities of XML", c.packet("<TC260:AIGC>%s</TC260:AIGC>" % BARE.replace('"', "&quot;")), [])
    form("another namespace", c.packet(c.element(BARE), namespace="http://example.com/ns/"), ["GB-XMP-NAMESPACE"])
    form("the property twice", c.packet(c.element(BARE) * 2), ["GB-SECOND-LABEL"])
    form("behind an xpacket whose end has two question marks", c.packet(c.element(BARE), before='<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"??>'), [])
    t.tests[-2]["labels"] *= 2


def add_companions(t):
    def beside(comment, text, term, codes):
        t.place(comment, ["Companion"], c.png(c.itxt(c.XMP_KEYWORD, c.with_source_type(text, term))), "png", "png:iTXt:XML:com.adobe.xmp" if text else "", codes)
    beside("DigitalSourceType says the same", BARE, "trainedAlgorithmicMedia", [])
    beside("DigitalSourceType of a camera", BARE, "digitalCapture", ["GB-SOURCE-TYPE-CONTRADICTS"])
    beside("DigitalSourceType that is no term", BARE, "madeByMachine", ["GB-SOURCE-TYPE-FORM"])
    beside("DigitalSourceType that is no URI of IPTC", BARE, "http://example.com/trainedAlgorithmicMedia", ["GB-SOURCE-TYPE-FORM"])
    beside("DigitalSourceType says AI, and there is no label", "", "trainedAlgorithmicMedia", ["GB-LABEL-ABSENT", "GB-SOURCE-TYPE-ALONE"])


def add_all(t):
    for add in (add_png, add_jpeg, add_webp, add_gif, add_tiff, add_avif, add_xmp_forms, add_companions):
        add(t)
