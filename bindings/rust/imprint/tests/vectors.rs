//! The vectors that every binding replays.
mod support;
use imprint::{Context, Json, Key, Status};
use support::*;

fn key(digits: &str) -> Key {
    let mut out = Key::default();
    for (i, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap();
    }
    out
}

fn suite(name: &str) -> Json {
    Json::parse(std::str::from_utf8(&vector(name)).unwrap()).unwrap()
}

fn text<'a>(value: &'a Json, name: &str) -> &'a str {
    value.get(name).and_then(Json::as_str).unwrap_or("")
}

fn sha256(path: &std::path::Path) -> String {
    let answer = std::process::Command::new("sha256sum").arg(path).output().unwrap();
    String::from_utf8(answer.stdout).unwrap()[..64].into()
}

#[test]
fn pictures_read_as_the_vectors_say() {
    let suite = suite("watermark-v1.json");
    let (open, mut private) = (Context::new().unwrap(), Context::new().unwrap());
    assert_eq!(private.add_key(&key(text(&suite.get("keys").unwrap().elements()[1], "key"))).unwrap(), "70ed54cb1388ab61");
    let pictures = suite.get("pictures").unwrap().elements();
    assert!(pictures.len() >= 15);
    for picture in pictures {
        let name = text(picture, "file");
        assert_eq!(sha256(&root().join("conformance/vectors").join(name)), text(picture, "sha256"), "{name}");
        let context = if text(picture, "key") == "private" { &private } else { &open };
        let search = picture.get("search").and_then(Json::as_bool).unwrap();
        let found = context.detect_watermark_file(&vector(name), search).unwrap();
        assert_eq!(Some(found.found), picture.get("found").and_then(Json::as_bool), "{name}");
        if found.found {
            assert_eq!(format!("{:016x}", found.payload), text(picture, "payload"), "{name}");
        }
    }
}

#[test]
fn mark_ids_and_provider_codes_are_those_of_the_vectors() {
    let suite = suite("mark-id-v1.json");
    let mut context = Context::new().unwrap();
    let key_id = context.add_mark_id_key(&key(text(&suite, "key"))).unwrap();
    for one in suite.get("mark_ids").unwrap().elements() {
        let (producer, produce_id) = (text(one, "producer"), text(one, "produce_id"));
        assert_eq!(format!("{:016x}", imprint::mark_id(producer, produce_id).unwrap()), text(one, "mark_id"));
        assert_eq!(format!("{:016x}", context.mark_id_keyed(&key_id, producer, produce_id).unwrap()), text(one, "keyed"));
    }
    for one in suite.get("provider_codes").unwrap().elements() {
        match imprint::provider_code(text(one, "uscc"), one.get("service").and_then(Json::as_str)) {
            Ok(code) => assert_eq!((code.as_str(), "IMPRINT_OK"), (text(one, "code"), text(one, "status"))),
            Err(error) => assert_eq!(error.status().name(), text(one, "status")),
        }
    }
    assert_eq!(context.mark_id_keyed("0000000000000000", "a", "b").unwrap_err().status(), Status::KeyInvalid);
}
