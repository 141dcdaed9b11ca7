//! Manifests and signed labels, by keys in PEM and by keys that stay in their place.
mod support;
use imprint::*;
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::*;

fn identity(name: &str) -> Option<Identity> {
    let identity = Identity::new(name);
    if identity.is_none() {
        println!("\nskipped: no tool (IMPRINT_TOOL) or no openssl");
    }
    identity
}

#[test]
fn manifests_are_signed_read_and_verified() {
    let Identity { chain, key, root, .. } = &match identity("manifest") {
        Some(me) => me,
        None => return,
    };
    let mut context = Context::new().unwrap();
    let signer = Signer { certificates: chain, private_key: Some(key), ..Default::default() };
    let options = ManifestOptions { title: Some("example"), thumbnail: true, ..Default::default() };
    let signed = context.sign_manifest(&plain(), &signer, &options).unwrap();
    let report = context.verify_manifest(&signed, &[], 0).unwrap();
    assert_eq!((report.manifest_state(), report.crjson().is_some()), (ManifestState::Valid, true));
    context.add_manifest_trust(TrustUse::Signer, root).unwrap();
    assert_eq!(context.verify_manifest(&signed, &[], 0).unwrap().manifest_state(), ManifestState::Trusted);
    assert!(context.read_manifest(&signed).unwrap().is_some() && context.read_manifest(&plain()).unwrap().is_none());
    let beside = ManifestOptions { sidecar: true, mark_id: Some(7), ..Default::default() };
    let store = context.sign_manifest(&plain(), &signer, &beside).unwrap();
    assert_eq!(context.verify_manifest(&plain(), &store, 0).unwrap().manifest_state(), ManifestState::Trusted);
    assert_eq!(context.add_manifest_trust(TrustUse::Signer, "none").unwrap_err().status(), Status::Certificate);
}

#[test]
fn a_key_that_stays_in_its_place_signs_manifest_and_label() {
    let me = match identity("callback") {
        Some(me) => me,
        None => return,
    };
    let mut context = Context::new().unwrap();
    context.add_trust_for(PRODUCER, &me.chain).unwrap();
    let asked = AtomicUsize::new(0);
    let sign = |request: &[u8]| {
        asked.fetch_add(1, Ordering::Relaxed);
        Ok(me.sign(request))
    };
    let signer = Signer { certificates: &me.chain, algorithm: Some("ES256"), sign: Some(&sign), ..Default::default() };
    let marked = mark(&context, &MarkOptions { signer: Some(&signer), label_signer: Some(&signer), ..Default::default() });
    assert!(asked.load(Ordering::Relaxed) >= 2);
    let report = context.verify(&marked.file, &VerifyOptions { no_search: true, ..Default::default() }).unwrap();
    assert_eq!((report.manifest_state(), report.pair_agreement(Pair::ManifestWatermark)), (ManifestState::Valid, Agreement::Agree));
    assert!(report.json().contains("\"trusted\""));
    let by_key = mark(&context, &MarkOptions { signing_key: Some(&me.key), ..Default::default() });
    assert!(context.verify(&by_key.file, &VerifyOptions { no_watermark: true, ..Default::default() }).unwrap().json().contains("\"trusted\""));
    assert_eq!(context.add_trust("no key").unwrap_err().status(), Status::KeyInvalid);
    context.set_ffmpeg("/usr/bin/ffmpeg").unwrap();
    assert_eq!(context.set_ffmpeg("").unwrap_err().status(), Status::InvalidArgument);
}

#[test]
fn what_a_signer_says_is_the_source_of_the_error() {
    let me = match identity("failing") {
        Some(me) => me,
        None => return,
    };
    let context = Context::new().unwrap();
    let away = |_: &[u8]| -> std::result::Result<Vec<u8>, Cause> { Err("the key service is away".into()) };
    let signer = Signer { certificates: &me.chain, sign: Some(&away), ..Default::default() };
    let error = context.sign_manifest(&plain(), &signer, &ManifestOptions::default()).unwrap_err();
    assert_eq!((error.status(), error.source().unwrap().to_string().as_str()), (Status::Signer, "the key service is away"));

    let panics = |_: &[u8]| -> std::result::Result<Vec<u8>, Cause> { panic!("out of order") };
    let signer = Signer { certificates: &me.chain, sign: Some(&panics), ..Default::default() };
    let error = context.mark(&plain(), PRODUCER, PRODUCE_ID, &MarkOptions { signer: Some(&signer), ..Default::default() }).unwrap_err();
    assert_eq!(error.status(), Status::Signer);
    assert_eq!(error.source().unwrap().downcast_ref::<Panicked>().unwrap().0, "out of order");

    let long = |_: &[u8]| Ok(vec![0; 1 << 20]);
    let signer = Signer { certificates: &me.chain, sign: Some(&long), ..Default::default() };
    let error = context.sign_manifest(&plain(), &signer, &ManifestOptions::default()).unwrap_err();
    assert!(error.source().unwrap().to_string().contains("exceeds the room"));

    let signer = Signer { certificates: &me.chain, private_key: Some(&me.key), time_stamp: Some(&away), ..Default::default() };
    let options = MarkOptions { signer: Some(&signer), ..Default::default() };
    let picture = plain();
    let items = [BatchItem { file: &picture, producer: Some(PRODUCER), produce_id: Some("1"), ..Default::default() }];
    let answers = context.mark_batch(&items, &options, Existing::Keep).unwrap();
    let error = answers[0].as_ref().unwrap_err();
    assert_eq!((error.status(), error.source().is_some()), (Status::TimeStamp, true));
}
