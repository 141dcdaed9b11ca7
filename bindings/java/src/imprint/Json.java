package imprint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259): as much as reports need, so that no other package is needed. */
final class Json {
    private static final int MOST_NESTED = 100;
    private final String text;
    private int at;
    private int nested;

    private Json(String text) {
        this.text = text;
    }

    /** Maps, lists, strings, Long or Double, Boolean, null. */
    static Object read(String text) {
        final Json reader = new Json(text);
        final Object out = reader.value();
        reader.space();
        if (reader.at != text.length()) {
            throw reader.wrong("the end");
        }
        return out;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("JSON: at " + at + " " + expected + " is expected");
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char next() {
        if (at == text.length()) {
            throw wrong("more");
        }
        return text.charAt(at++);
    }

    private boolean skip(char wanted) {
        space();
        final boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void need(char wanted) {
        if (!skip(wanted)) {
            throw wrong("'" + wanted + "'");
        }
    }

    private Object value() {
        if (++nested > MOST_NESTED) {
            throw wrong("less nesting");
        }
        final Object out = skip('{') ? object() : skip('[') ? array() : skip('"') ? string() : word();
        nested--;
        return out;
    }

    private Map<String, Object> object() {
        final Map<String, Object> out = new LinkedHashMap<>();
        if (!skip('}')) {
            do {
                need('"');
                final String name = string();
                need(':');
                out.put(name, value());
            } while (skip(','));
            need('}');
        }
        return Collections.unmodifiableMap(out);
    }

    private List<Object> array() {
        final List<Object> out = new ArrayList<>();
        if (!skip(']')) {
            do {
                out.add(value());
            } while (skip(','));
            need(']');
        }
        return Collections.unmodifiableList(out);
    }

    private String string() {
        final StringBuilder out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        final char c = next();
        final int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        if (c != 'u' || at + 4 > text.length()) {
            throw wrong("an escape");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private Object word() {
        final int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        final String word = text.substring(from, at);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                return number(word);
        }
    }

    private Object number(String word) {
        if (!word.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw wrong("a value");
        }
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException large) {
            return Double.valueOf(word);
        }
    }
}
