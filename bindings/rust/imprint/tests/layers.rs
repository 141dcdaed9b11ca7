//! One layer at a time: watermark, visible label, AIGC label, log.
mod support;
use imprint::*;
use std::time::{SystemTime, UNIX_EPOCH};
use support::*;

const PAYLOAD: u64 = 0x0123456789abcdef;

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
}

#[test]
fn every_layout_carries_a_mark() {
    let context = Context::new().unwrap();
    for (format, channels) in
        [(PixelFormat::Rgb8, 3), (PixelFormat::Rgba8, 4), (PixelFormat::Bgr8, 3), (PixelFormat::Bgra8, 4), (PixelFormat::Gray8, 1)]
    {
        let mut samples = painted(420, 380, channels);
        let mut pixels = PixelsMut::new(&mut samples, 420, 380, format).unwrap();
        let result = context.embed_watermark(&mut pixels, PAYLOAD, &EmbedOptions::default()).unwrap();
        assert!(result.psnr_db > 30.0 && result.visibility > 0.0 && result.robustness != Robustness::Any, "{format:?} {result:?}");
        let found = context.detect_watermark(pixels.view(), false).unwrap();
        assert_eq!((found.found, found.payload, found.key_id.as_str()), (true, PAYLOAD, "open"), "{format:?}");
    }
    for (format, channels) in [(PixelFormat::Rgb16, 3), (PixelFormat::Rgba16, 4), (PixelFormat::Gray16, 1)] {
        let mut samples: Vec<u16> = painted(420, 380, channels).into_iter().map(|sample| sample as u16 * 257).collect();
        let mut pixels = PixelsMut::of_u16(&mut samples, 420, 380, format).unwrap();
        context.embed_watermark(&mut pixels, PAYLOAD, &EmbedOptions::default()).unwrap();
        assert_eq!(context.detect_watermarks(Pixels::of_u16(&samples, 420, 380, format).unwrap(), false).unwrap()[0].payload, PAYLOAD);
    }
}

#[test]
fn a_part_of_a_picture_is_a_picture_and_a_small_one_is_refused() {
    let context = Context::new().unwrap();
    let mut samples = painted(500, 400, 3);
    let before = samples.clone();
    let mut part = PixelsMut::with_stride(&mut samples[30..], 400, 400, 1500, PixelFormat::Rgb8).unwrap();
    context.embed_watermark(&mut part, PAYLOAD, &EmbedOptions::default()).unwrap();
    assert_eq!((&samples[..30], &samples[1230..1530]), (&before[..30], &before[1230..1530]));
    let mut samples = painted(100, 100, 3);
    let before = samples.clone();
    let mut small = PixelsMut::new(&mut samples, 100, 100, PixelFormat::Rgb8).unwrap();
    let error = context.embed_watermark(&mut small, PAYLOAD, &EmbedOptions::default()).unwrap_err();
    assert_eq!((error.status(), samples), (Status::ImageTooSmall, before));
    assert_eq!((watermark_min_side_px(), watermark_payload_bits(), watermark_format_version(), version().is_empty()), (160, 64, 1, false));
}

#[test]
fn a_picture_that_is_drawn_and_embedded_in_memory_is_finished() {
    let context = Context::new().unwrap();
    let mut samples = painted(520, 440, 3);
    let mut pixels = PixelsMut::new(&mut samples, 520, 440, PixelFormat::Rgb8).unwrap();
    let drawn = context.draw_label(&mut pixels, &LabelOptions { corner: Corner::LowerLeft, ..Default::default() }).unwrap();
    let found = context.find_label(pixels.view(), &LabelFindOptions::default()).unwrap();
    assert_eq!((found.found, found.legibility, found.text.as_str()), (true, Legibility::Legible, "AI生成"));
    assert!(drawn.ink_height_percent >= 4.9 && found.x_px < drawn.x_px + drawn.width_px);
    let marked = context.mark_image(Pixels::new(&painted(520, 440, 3), 520, 440, PixelFormat::Rgb8).unwrap(), PRODUCER, "1", &MarkOptions::default());
    assert_eq!(marked.unwrap().report.state(), State::Generated);
    // The file of the vectors takes the place of the program's own encoder.
    let labelled = context.draw_label_file(&plain(), &LabelOptions::default()).unwrap().0;
    let id = mark_id(PRODUCER, PRODUCE_ID).unwrap();
    let encoded = context.embed_watermark_file(&labelled, id, &EmbedOptions::default()).unwrap();
    assert!(!encoded.quality.manifest_broken);
    let finished = context.finish(&encoded.file, PRODUCER, PRODUCE_ID, &MarkOptions::default()).unwrap();
    assert_eq!(finished.report.state(), State::Generated);
    let error = context.finish(&plain(), PRODUCER, PRODUCE_ID, &MarkOptions::default()).unwrap_err();
    assert_eq!(error.status(), Status::ReadBackFailed);
}

#[test]
fn keys_are_rings_of_their_own() {
    let mut context = Context::new().unwrap();
    let key = generate_key().unwrap();
    let id = context.add_key(&key).unwrap();
    let options = EmbedOptions { key_id: Some(&id), ..Default::default() };
    let file = context.embed_watermark_file(&plain(), PAYLOAD, &options).unwrap().file;
    let found = context.detect_watermarks_file(&file, false).unwrap();
    assert_eq!((found.len(), found[0].key_id.as_str(), found[0].x_px, found[0].y_px), (1, id.as_str(), 0, 0));
    assert!(Context::new().unwrap().detect_watermarks_file(&file, false).unwrap().is_empty());
    assert_eq!(context.add_mark_id_key(&key).unwrap_err().status(), Status::KeyInvalid);
    let unknown = EmbedOptions { key_id: Some("ffffffffffffffff"), ..Default::default() };
    assert_eq!(context.embed_watermark_file(&plain(), PAYLOAD, &unknown).unwrap_err().status(), Status::KeyInvalid);
}

#[test]
fn aigc_labels_are_written_read_linted_and_compared() {
    let context = Context::new().unwrap();
    let code = provider_code("91000000000000000K", Some("10000")).unwrap();
    let label = AigcLabel { label: Some("1"), content_producer: Some(&code), produce_id: Some("1"), ..Default::default() };
    let file = context.write_aigc(&plain(), &label).unwrap().file;
    assert!(context.read_aigc(&file).unwrap().json().contains(&code));
    let lint = context.lint_aigc(&file, &LintOptions::default()).unwrap();
    assert_eq!(lint.finding_count(Severity::Error), 0);
    assert_ne!(lint.lint_status(), None);
    let absent = context.lint_aigc(&plain(), &LintOptions { strict: true, time_s: 0 }).unwrap();
    assert_eq!(absent.lint_status(), Some(LintStatus::Absent));
    assert!(context.compare_aigc(&file, &plain(), &LintOptions::default()).unwrap().finding_count(Severity::Error) > 0);
    let wrong = AigcLabel { label: Some("9"), ..label };
    assert_eq!(context.write_aigc(&plain(), &wrong).unwrap_err().status(), Status::AigcValue);
}

#[test]
fn the_log_is_appended_verified_exported_and_purged() {
    let folder = Folder::new("log");
    let (path, old, context) = (folder.join("art9.log"), folder.join("old.log"), Context::new().unwrap());
    mark(&context, &MarkOptions { no_visible: true, waiver: Some("user 7"), log_path: Some(&path), ..Default::default() });
    let picture = plain();
    let entry = LogEntry { producer: Some(PRODUCER), produce_id: Some("2"), waiver: Some("user 8"), file: &picture, ..Default::default() };
    let head = log_append(&path, &entry).unwrap();
    let summary = log_verify(&path).unwrap();
    assert_eq!((summary.records, &summary.head, head.len()), (2, &head, 64));
    let exported = log_export(&path, 0, 0).unwrap();
    assert!(Json::parse(std::str::from_utf8(&exported).unwrap()).is_ok());
    assert_eq!(log_purge(&path, now() + 60, 0).unwrap_err().status(), Status::LogTooYoung);
    log_append(&old, &LogEntry { time_s: now() - 400 * 86400, ..entry }).unwrap();
    let (removed, left) = log_purge(&old, now() - 300 * 86400, 0).unwrap();
    assert_eq!((removed, left.records), (1, 0));
    let mut content = std::fs::read(&path).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 1;
    std::fs::write(&path, content).unwrap();
    assert_eq!(log_verify(&path).unwrap_err().status(), Status::LogBroken);
}
