//! The vectors that every binding replays.
mod support;
use imprint::{Context, Json, Key, LintOptions, Status};
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

fn base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let word = four.iter().fold(0u32, |word, c| word << 6 | u32::from(digit(*c))) << (6 * (4 - four.len()));
        out.extend_from_slice(&word.to_be_bytes()[1..four.len()]);
    }
    out
}

/// Findings without repetition, and what each label says, both in order.
fn read_of(of: &Json, values: &str) -> (std::collections::BTreeSet<String>, Vec<String>) {
    let findings = of.get("findings").unwrap().elements().iter().map(|one| format!("{} {}", text(one, "code"), text(one, "severity"))).collect();
    let keys = ["Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"];
    let said = |one: &Json| keys.map(|key| text(one.get(values).unwrap(), key).to_string()).join("|");
    let mut labels: Vec<String> = of.get("labels").unwrap().elements().iter().map(|one| format!("{} {}", text(one, "carrier"), said(one))).collect();
    labels.sort();
    (findings, labels)
}

#[test]
fn labels_in_every_carrier_are_those_of_the_vectors() {
    let (suite, known) = (suite("aigc-label-v1.json"), suite("known-differences.json"));
    let context = Context::new().unwrap();
    let mut ran = 0;
    for one in suite.get("testGroups").unwrap().elements().iter().flat_map(|group| group.get("tests").unwrap().elements()) {
        ran += 1;
        let comment = text(one, "comment");
        if known.elements().iter().any(|other| text(other, "suite") == "aigc-label-v1.json" && text(other, "comment") == comment) {
            continue;
        }
        let report = context.lint_aigc(&base64(text(one, "file")), &LintOptions::default()).unwrap();
        let found = Json::parse(report.json()).unwrap();
        assert_eq!(read_of(&found, "label"), read_of(one, "values"), "{comment}");
        assert_eq!(text(&found, "status"), text(one, "status"), "{comment}");
    }
    assert_eq!(ran, 127);
}
