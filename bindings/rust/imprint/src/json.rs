//! Reports as values: just enough of RFC 8259 to read what the library writes.
use crate::{Error, Result, Status};
use std::iter::Peekable;
use std::str::Chars;

/// A value of a report's JSON.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    /// In the order of the text.
    Object(Vec<(String, Json)>),
}

const MAX_DEPTH: usize = 64; // the library's reports are far flatter

impl Json {
    /// Parses a whole document.
    pub fn parse(text: &str) -> Result<Json> {
        let mut parser = Parser { rest: text.chars().peekable() };
        let value = parser.value(0)?;
        parser.blank();
        match parser.rest.next() {
            None => Ok(value),
            Some(_) => Err(wrong("more than one value")),
        }
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The elements of a list; none for other values.
    pub fn elements(&self) -> &[Json] {
        match self {
            Json::List(elements) => elements,
            _ => &[],
        }
    }

    /// The text of a text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a number.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Json::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth of a truth value.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

fn wrong(what: &str) -> Error {
    Error::new(Status::Malformed, format!("no JSON: {what}"))
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Parser<'_> {
    fn blank(&mut self) {
        while self.rest.next_if(|one| " \t\r\n".contains(*one)).is_some() {}
    }

    fn next(&mut self) -> Result<char> {
        self.rest.next().ok_or_else(|| wrong("it ends too early"))
    }

    /// Whether the next character is this one, which is then taken.
    fn is(&mut self, wanted: char) -> bool {
        self.blank();
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn value(&mut self, depth: usize) -> Result<Json> {
        if depth > MAX_DEPTH {
            return Err(wrong("too deep"));
        }
        self.blank();
        match self.next()? {
            '{' => self.object(depth),
            '[' => self.list(depth),
            '"' => self.text().map(Json::Text),
            't' => self.word("rue", Json::Bool(true)),
            'f' => self.word("alse", Json::Bool(false)),
            'n' => self.word("ull", Json::Null),
            first => self.number(first),
        }
    }

    fn word(&mut self, rest: &str, value: Json) -> Result<Json> {
        for wanted in rest.chars() {
            if self.next()? != wanted {
                return Err(wrong("an unknown word"));
            }
        }
        Ok(value)
    }

    fn number(&mut self, first: char) -> Result<Json> {
        let mut digits = String::from(first);
        while let Some(one) = self.rest.next_if(|one| one.is_ascii_digit() || "+-.eE".contains(*one)) {
            digits.push(one);
        }
        let legal = first == '-' || first.is_ascii_digit();
        digits.parse().ok().filter(|_| legal).map(Json::Number).ok_or_else(|| wrong(&format!("{digits:?} is no value")))
    }

    fn list(&mut self, depth: usize) -> Result<Json> {
        let mut elements = Vec::new();
        if self.is(']') {
            return Ok(Json::List(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            if self.is(']') {
                return Ok(Json::List(elements));
            }
            if !self.is(',') {
                return Err(wrong("a list without commas"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json> {
        let mut members = Vec::new();
        if self.is('}') {
            return Ok(Json::Object(members));
        }
        loop {
            if !self.is('"') {
                return Err(wrong("a member without a name"));
            }
            let name = self.text()?;
            if !self.is(':') {
                return Err(wrong("a member without a value"));
            }
            members.push((name, self.value(depth + 1)?));
            if self.is('}') {
                return Ok(Json::Object(members));
            }
            if !self.is(',') {
                return Err(wrong("members without commas"));
            }
        }
    }

    fn text(&mut self) -> Result<String> {
        let mut out = String::new();
        loop {
            match self.next()? {
                '"' => return Ok(out),
                '\\' => out.push(self.escaped()?),
                one if one < ' ' => return Err(wrong("a control character in a text")),
                one => out.push(one),
            }
        }
    }

    fn escaped(&mut self) -> Result<char> {
        Ok(match self.next()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(),
            one if "\"\\/".contains(one) => one,
            _ => return Err(wrong("an unknown escape")),
        })
    }

    /// A UTF-16 unit, or two that are one character.
    fn unicode(&mut self) -> Result<char> {
        let mut units = vec![self.unit()?];
        if (0xd800..0xdc00).contains(&units[0]) {
            if self.next()? != '\\' || self.next()? != 'u' {
                return Err(wrong("half a character"));
            }
            units.push(self.unit()?);
        }
        char::decode_utf16(units).next().and_then(|one| one.ok()).ok_or_else(|| wrong("half a character"))
    }

    fn unit(&mut self) -> Result<u16> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.next()?.to_digit(16).ok_or_else(|| wrong("no hexadecimal digit"))?;
            unit = unit << 4 | digit as u16;
        }
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_kind_are_read() {
        let text = r#" {"a": [1, -2.5e3, true, false, null, {}, []], "图": "\u5370\ud83c\udfa8\n\"\/", "n": "x"} "#;
        let value = Json::parse(text).unwrap();
        assert_eq!(value.get("图").and_then(Json::as_str), Some("印🎨\n\"/"));
        let list = value.get("a").unwrap().elements();
        assert_eq!((list[0].as_f64(), list[1].as_f64(), list[2].as_bool(), &list[4]), (Some(1.0), Some(-2500.0), Some(true), &Json::Null));
        assert_eq!((value.get("none"), list[5].get("x"), list[0].elements().len()), (None, None, 0));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = "[".repeat(100_000);
        for text in ["", "{", "[1 2]", "{\"a\" 1}", "{a:1}", "tru", "\"\\x\"", "\"\\ud800\"", "1 2", "+1", "nan", "\"\u{1}\"", "{\"a\":1,}", &deep] {
            assert_eq!(Json::parse(text).unwrap_err().status(), Status::Malformed, "{text:.20}");
        }
    }
}
