"""XMP, which every container holds; here compressed in PNG, which makes the smallest files."""
from hostile.parts import LABEL, TC260, fit, itxt, label_packet, packet, png
from hostile.table import OneOf, Whole, maker


def around(text, packets, label):
    """As many packets as there is room for."""
    return png(*([itxt(label_packet())] if label else []), itxt(text, pack=True) * packets)


@maker("XMP", [dict(packets=15, kilobytes=4000, tag="<a/>", label=0), dict(packets=3, kilobytes=4000, tag="<a/>", label=1)],
       packets=Whole(1, 400), kilobytes=Whole(1, 4096), tag=OneOf("<a/>", "<a b=''/>", "<a>x</a>", "&#65;", "&amp;", "<!---->", "<?a?>", "<![CDATA[]]>", "<a xmlns:b=''/>"),
       label=OneOf(0, 1))
def xmp_wide(packets, kilobytes, tag, label):
    """One property around very many of the shortest things that XML has."""
    room = (kilobytes << 10) - 400
    return around(packet("<t:AIGC>" + tag * (room // len(tag)) + "</t:AIGC>"), packets, label)


@maker("XMP", dict(packets=11, depth=58, kilobytes=4000, label=0), packets=Whole(1, 400), depth=Whole(1, 62), kilobytes=Whole(1, 4096), label=OneOf(0, 1))
def xmp_nested(packets, depth, kilobytes, label):
    """Properties inside of properties, very many tags in the innermost."""
    room = (kilobytes << 10) - 400 - 20 * depth
    return around(packet("<t:AIGC>" * depth + "<a/>" * max(0, room // 4) + "</t:AIGC>" * depth), packets, label)


@maker("XMP", dict(packets=6, levels=59, attributes=1000, each=1, label=0), packets=Whole(1, 60), levels=Whole(1, 60), attributes=Whole(1, 1023), each=Whole(1, 60), label=OneOf(0, 1))
def xmp_namespaces(packets, levels, attributes, each, label):
    """Declarations of namespaces on every level, looked through for every prefix below."""
    attributes = fit(attributes, levels * 60, 3_900_000)
    declared = "".join(f' xmlns:p{i}="{TC260}"' for i in range(attributes))
    open_, shut = f"<a{declared}>" * levels, "</a>" * levels
    text = packet(open_ + "<q:AIGC/>" * each + shut)
    return around(text, packets, label)


@maker("XMP", [dict(packets=3, kilobytes=4000, properties=64, label=1, attribute=0), dict(packets=3, kilobytes=4000, properties=63, label=1, attribute=1)],
       packets=Whole(1, 40), kilobytes=Whole(1, 4096), properties=Whole(1, 64), label=OneOf(0, 1), attribute=OneOf(0, 1))
def xmp_long_uri(packets, kilobytes, properties, label, attribute):
    """A namespace whose name takes megabytes, in which many properties stand."""
    uri = ("urn:" + "u" * (kilobytes << 10))[:max(8, (kilobytes << 10) - 4000)]
    inside = "<n:AIGC/>" * properties if not attribute else "<b n:AIGC='' />" * properties
    return around(packet(inside, f'xmlns:n="{uri}"'), packets, label)


@maker("XMP", [dict(each=4000, byte=1, names=5, label=0), dict(each=4000, byte=0xFF, names=5, label=1)], each=Whole(1, 4095), byte=OneOf(1, 0xFF, 0x22, 0x41), names=Whole(1, 5), label=OneOf(0, 1))
def xmp_companions(each, byte, names, label):
    """Prompts of megabytes, which the report tells in full, of bytes that JSON has to escape."""
    locals_ = ("AIPromptInformation", "AIPromptWriterName", "AISystemUsed", "AISystemVersionUsed", "DigitalSourceType")[:names]
    out = [itxt(label_packet())] if label else []
    for name in locals_:
        inside = b"<i:%s>MARK</i:%s>" % (name.encode(), name.encode())
        text = packet(inside.decode(), 'xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"')
        out.append(itxt(text.replace(b"MARK", bytes((byte,)) * max(1, (each << 10) - 600)), pack=True))
    return png(*out)


@maker("XMP", dict(packets=60, labels=60, size=500, form="element"), packets=Whole(1, 400), labels=Whole(1, 64), size=Whole(1, 60000), form=OneOf("element", "attribute", "free"))
def xmp_unreadable(packets, labels, size, form):
    """Labels that cannot be read, in many packets: all of them problems to be told."""
    size = fit(size, labels, 3_900_000)
    text = {"element": "<t:AIGC>" + "x" * size + "</t:AIGC>", "attribute": "<a t:AIGC='" + "x" * size + "'/>",
            "free": "<z:AIGC>" + LABEL[:-1] * 1 + "x" * size + "</z:AIGC>"}[form]
    return around(packet(text * labels), packets, 0)


@maker("XMP", dict(packets=11, kilobytes=4000, quote=1), packets=Whole(1, 60), kilobytes=Whole(1, 4096), quote=OneOf(0, 1))
def xmp_spaces(packets, kilobytes, quote):
    """White space before attributes, quotes inside of others."""
    fill = " " * ((kilobytes << 10) - 800) if not quote else " c='" + '"' * ((kilobytes << 10) - 800) + "'"
    return around(packet(f"<a{fill} t:AIGC=''/>" + "<t:AIGC/>" * 60), packets, 0)
