//! Whole files: marking, verifying, platforms, paths, streams, batches.
mod support;
use imprint::*;
use std::error::Error as _;
use std::io::{Cursor, Read, Seek};
use support::*;

const WHOLE: VerifyOptions<'static> = VerifyOptions {
    declared: false,
    no_watermark: false,
    no_search: true,
    time_s: 0,
    producer: None,
    produce_id: None,
    manifest: &[],
    no_traces: false,
    label_text: None,
    label_font: &[],
    explicit_label: None,
};

#[test]
fn a_marked_picture_verifies_as_generated() {
    let context = Context::new().unwrap();
    let report = context.verify(&mark(&context, &MarkOptions::default()).file, &VerifyOptions::default()).unwrap();
    assert_eq!((report.state(), report.agreement(), report.manifest_state()), (State::Generated, Agreement::Agree, ManifestState::None));
    assert_eq!(report.layer_state(Layer::Visible), LayerState::Present);
    assert_eq!(report.layer_state(Layer::Watermark), LayerState::Present);
    assert_eq!(report.layer_state(Layer::Aigc), LayerState::Deviating); // a name where the rules want a code
    assert_eq!(report.pair_agreement(Pair::ManifestAigc), Agreement::NotComparable);
    let id = imprint::mark_id(PRODUCER, PRODUCE_ID).unwrap();
    let marks = report.marks();
    assert_eq!((report.mark_id(), marks.len(), marks[0].detection.payload, marks[0].with_label), (Some(id), 1, id, Agreement::Agree));
    assert_eq!(report.document().unwrap().get("state").and_then(Json::as_str), Some("generated"));
    assert_eq!((report.crjson(), report.lint_status()), (None, None));
}

#[test]
fn an_unmarked_picture_has_nothing_and_a_marked_one_is_not_marked_again() {
    let context = Context::new().unwrap();
    let report = context.verify(&plain(), &WHOLE).unwrap();
    assert_eq!((report.state(), report.mark_id(), report.marks().len()), (State::NoneFound, None, 0));
    let marked = mark(&context, &MarkOptions::default());
    let error = context.mark(&marked.file, "OtherStudio", "2", &MarkOptions::default()).unwrap_err();
    assert_eq!((error.status(), error.status().to_raw()), (Status::AlreadyLabelled, 801));
    assert!(error.to_string().ends_with("(IMPRINT_ERR_ALREADY_LABELLED)") && error.source().is_none());
}

#[test]
fn options_reach_the_library() {
    let mut context = Context::new().unwrap();
    let key_id = context.add_key(&[1; KEY_BYTES]).unwrap();
    let mark_id_key = context.add_mark_id_key(&[2; KEY_BYTES]).unwrap();
    let text = "本图由AI生成";
    let options = MarkOptions {
        corner: Corner::UpperLeft,
        text: Some(text),
        style: LabelStyle::Outlined,
        key_id: Some(&key_id),
        convert_to: PictureFormat::Jpeg,
        quality: 95,
        mark_id_key_id: Some(&mark_id_key),
        least_robustness: Robustness::Low,
        ..Default::default()
    };
    let marked = mark(&context, &options);
    assert_eq!(marked.file[..2], [0xff, 0xd8]);
    let report = context.verify(&marked.file, &VerifyOptions { label_text: Some(text), ..WHOLE }).unwrap();
    let id = context.mark_id_keyed(&mark_id_key, PRODUCER, PRODUCE_ID).unwrap();
    assert_eq!((report.mark_id(), report.marks()[0].detection.key_id.as_str(), report.agreement()), (Some(id), key_id.as_str(), Agreement::Agree));
    let found = context.find_label_file(&marked.file, &LabelFindOptions { text: Some(text), ..Default::default() }).unwrap();
    assert_eq!((found.found, found.text.as_str(), found.x_px < 50), (true, text, true));
    let refused = |options: MarkOptions<'_>| context.mark(&plain(), PRODUCER, PRODUCE_ID, &options).unwrap_err().status();
    assert_eq!(refused(MarkOptions { no_visible: true, ..Default::default() }), Status::InvalidArgument);
    assert_eq!(refused(MarkOptions { text: Some("hello"), ..Default::default() }), Status::LabelText);
    assert_eq!(refused(MarkOptions { strict: true, ..Default::default() }), Status::ProviderCode);
    let bare = mark(&context, &MarkOptions { source_type: Some(""), ..Default::default() });
    assert!(!contains(&bare.file, "DigitalSourceType"));
}

#[test]
fn propagation_and_transplantation() {
    let context = Context::new().unwrap();
    let marked = mark(&context, &MarkOptions::default());
    let passed = context.propagate(&marked.file, "ExamplePlatform", "77", &PropagateOptions::default()).unwrap();
    assert_eq!(passed.report.state(), State::Generated);
    assert!(contains(passed.file.as_ref().unwrap(), "ExamplePlatform"));
    let untouched = context.propagate(&plain(), "ExamplePlatform", "77", &PropagateOptions { no_search: true, ..Default::default() }).unwrap();
    assert_eq!((untouched.report.state(), untouched.file.is_none()), (State::NoneFound, true));
    let declared = PropagateOptions { declared: true, no_watermark: true, ..Default::default() };
    assert_eq!(context.propagate(&plain(), "ExamplePlatform", "77", &declared).unwrap().report.state(), State::Possible);
    let seen = PropagateOptions { no_search: true, explicit_label: Some("由豆包AI生成"), ..Default::default() };
    assert_eq!(context.propagate(&plain(), "ExamplePlatform", "77", &seen).unwrap().report.state(), State::Suspected);
    let report = context.verify(&plain(), &VerifyOptions { explicit_label: Some("由豆包AI生成"), ..WHOLE }).unwrap();
    assert_eq!((report.state(), report.json().contains("explicit_by_caller")), (State::Suspected, true));
    let wrong = VerifyOptions { explicit_label: Some("AI\n生成"), ..WHOLE };
    assert_eq!(context.verify(&plain(), &wrong).unwrap_err().status(), Status::InvalidArgument);
    let id = imprint::mark_id(PRODUCER, PRODUCE_ID).unwrap();
    let copy = context.embed_watermark_file(&plain(), id, &EmbedOptions::default()).unwrap(); // the picture without its label
    let back = context.transplant(&marked.file, &copy.file, &TransplantOptions::default()).unwrap();
    assert_eq!(back.report.state(), State::Generated);
    let error = context.transplant(&marked.file, &plain(), &TransplantOptions { no_search: true, vouched: false }).unwrap_err();
    assert_eq!(error.status(), Status::OtherPicture);
}

#[test]
fn paths_and_streams_give_what_bytes_give() {
    let context = Context::new().unwrap();
    let folder = Folder::new("paths");
    let (input, out, next) = (folder.join("图.png"), folder.join("out.png"), folder.join("next.png"));
    write_file(&input, &plain(), Existing::Keep).unwrap();
    assert_eq!(write_file(&input, &plain(), Existing::Keep).unwrap_err().status(), Status::FileExists);
    context.mark_path(&input, &out, Existing::Keep, PRODUCER, PRODUCE_ID, &MarkOptions::default()).unwrap();
    let want = mark(&context, &MarkOptions::default()).file;
    assert_eq!(*context.read_file(&out).unwrap(), *want);
    assert_eq!(context.verify_path(&out, &WHOLE).unwrap().state(), State::Generated);
    context.propagate_path(&out, &next, Existing::Replace, "ExamplePlatform", "77", &PropagateOptions::default()).unwrap();
    assert_eq!(context.verify_path(folder.join("none"), &WHOLE).unwrap_err().status(), Status::FileNotFound);

    let mut written = Vec::new();
    context.mark_stream(Cursor::new(plain()), &mut written, PRODUCER, PRODUCE_ID, &MarkOptions::default()).unwrap();
    assert_eq!(written, *want);
    assert_eq!(context.verify_stream(std::fs::File::open(&out).unwrap(), &WHOLE).unwrap().state(), State::Generated);
    let mut passed = Vec::new();
    context.propagate_stream(&written[..], &mut passed, "ExamplePlatform", "77", &PropagateOptions::default()).unwrap();
    assert_eq!(passed, std::fs::read(&next).unwrap());
    passed.clear();
    context.propagate_stream(&plain()[..], &mut passed, "P", "1", &PropagateOptions { no_search: true, ..Default::default() }).unwrap();
    assert!(passed.is_empty());
    let error = context.mark_stream(&plain()[..], Closed, PRODUCER, PRODUCE_ID, &MarkOptions::default()).unwrap_err();
    assert_eq!((error.status(), error.source().is_some()), (Status::FileWrite, true));
}

struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A stream without an end, which says how much was read of it.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.0 += into.len() as u64;
        Ok(into.len())
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        Ok(if to == std::io::SeekFrom::End(0) { u64::MAX } else { 0 })
    }
}

#[test]
fn streams_are_bounded() {
    let context = Context::with(&ContextOptions { max_file_bytes: 100_000, ..Default::default() }).unwrap();
    let mut endless = Endless(0);
    assert_eq!(context.verify_stream(&mut endless, &WHOLE).unwrap_err().status(), Status::LimitExceeded);
    assert!(endless.0 < 300_000, "{} bytes were read", endless.0);
    let mut endless = Endless(0);
    assert_eq!(context.read_seekable(&mut endless).unwrap_err().status(), Status::LimitExceeded);
    assert_eq!(endless.0, 0);
    assert_eq!(context.read_seekable(Cursor::new(plain())).unwrap(), plain());
    assert_eq!(context.verify(&[0; 100_001], &WHOLE).unwrap_err().status(), Status::LimitExceeded);
}

#[test]
fn a_batch_tells_how_each_file_fared() {
    let context = Context::with(&ContextOptions { threads: 2, ..Default::default() }).unwrap();
    let folder = Folder::new("batch");
    let (picture, path) = (plain(), folder.join("one.png"));
    let item = BatchItem { file: &picture, producer: Some(PRODUCER), produce_id: Some("1"), ..Default::default() };
    let items = [item, BatchItem { file: b"no picture", ..item }, BatchItem { out_path: Some(&path), ..item }];
    let answers = context.mark_batch(&items, &MarkOptions::default(), Existing::Keep).unwrap();
    let file = answers[0].as_ref().unwrap().file.as_ref().unwrap();
    assert_eq!(answers[1].as_ref().unwrap_err().status(), Status::UnsupportedFormat);
    let third = answers[2].as_ref().unwrap();
    assert_eq!((third.file.is_none(), third.report.state()), (true, State::Generated));
    let again = [BatchItem { path: Some(&path), ..Default::default() }, BatchItem { file, ..Default::default() }];
    for answer in context.verify_batch(&again, &WHOLE).unwrap() {
        assert_eq!(answer.unwrap().report.state(), State::Generated);
    }
    let items = [BatchItem { file, propagator: Some("ExamplePlatform"), propagate_id: Some("1"), ..Default::default() }];
    let passed = context.propagate_batch(&items, &PropagateOptions::default(), Existing::Keep).unwrap();
    assert!(contains(passed[0].as_ref().unwrap().file.as_ref().unwrap(), "ExamplePlatform"));
    assert!(context.verify_batch(&[], &WHOLE).unwrap().is_empty());
}
