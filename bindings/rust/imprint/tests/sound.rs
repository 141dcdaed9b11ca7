//! Sound: streams that are marked and read, files, and the audible label.
mod support;
use imprint::*;
use support::*;

const RATE: u32 = 24000;
const MONO: AudioFormat = AudioFormat { rate_hz: RATE, channels: 1 };
const STEREO: AudioFormat = AudioFormat { rate_hz: RATE, channels: 2 };
const PAYLOAD: u64 = 0x0123456789abcdef;

fn to_i16(floats: &[f32]) -> Vec<i16> {
    floats.iter().map(|one| (one * 32767.0).round() as i16).collect()
}

fn wav(samples: &[i16]) -> Vec<u8> {
    let size = 2 * samples.len() as u32;
    let mut out = b"RIFF".to_vec();
    out.extend((36 + size).to_le_bytes());
    out.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend(RATE.to_le_bytes());
    out.extend((2 * RATE).to_le_bytes());
    out.extend(b"\x02\0\x10\0data");
    out.extend(size.to_le_bytes());
    out.extend(samples.iter().flat_map(|one| one.to_le_bytes()));
    out
}

/// Whole frames, of odd sizes.
fn pieces<S: Sample>(mut sound: &[S], format: AudioFormat, mut take: impl FnMut(&[S])) {
    for size in [1, 7, 480, 0, 4801, 333, 12000].iter().cycle() {
        let (piece, rest) = sound.split_at((size * format.channels as usize).min(sound.len()));
        take(piece);
        sound = rest;
        if sound.is_empty() {
            return;
        }
    }
}

fn marked<S: Sample>(context: &Context, format: AudioFormat, sound: &[S]) -> Vec<S> {
    let mut embedder = context.audio_embedder(format, PAYLOAD, &EmbedOptions::default()).unwrap();
    let mut out = Vec::new();
    pieces(sound, format, |piece| out.extend(embedder.process(piece).unwrap()));
    out.extend(embedder.flush().unwrap());
    let result = embedder.result().unwrap();
    let seconds = sound.len() as f64 / f64::from(format.channels) / f64::from(RATE);
    assert!(result.depth_db > 0.0 && (result.marked_s - seconds).abs() < 1.0, "{result:?}");
    out
}

fn detected<S: Sample>(context: &Context, format: AudioFormat, sound: &[S]) -> Detection {
    let mut detector = context.audio_detector(format, false).unwrap();
    pieces(sound, format, |piece| drop(detector.process(piece).unwrap()));
    detector.finish().unwrap()
}

fn carries_a_mark<S: Sample>(format: AudioFormat, sound: &[S]) {
    let context = Context::new().unwrap();
    let out = marked(&context, format, sound);
    assert_eq!(out.len(), sound.len());
    let found = detected(&context, format, &out);
    assert_eq!((found.found, found.payload, found.key_id.as_str()), (true, PAYLOAD, "open"));
    assert!((found.time_scale - 1.0).abs() < 0.01 && found.pitch_shift_semitones.abs() < 0.2 && found.end_s > found.start_s, "{found:?}");
    assert!(!detected(&context, format, sound).found);
}

#[test]
fn a_stream_in_odd_pieces_is_marked_and_read() {
    carries_a_mark(MONO, &drawn(8, RATE, 1));
    carries_a_mark(STEREO, &to_i16(&drawn(8, RATE, 2)));
    let wide: Vec<i32> = to_i16(&drawn(8, RATE, 1)).into_iter().map(|one| i32::from(one) << 16).collect();
    carries_a_mark(MONO, &wide);
}

#[test]
fn a_stream_outlives_its_context_and_goes_to_other_threads() {
    let mut context = Context::new().unwrap();
    let id = context.add_key(&generate_key().unwrap()).unwrap();
    let options = EmbedOptions { key_id: Some(&id), ..Default::default() };
    let mut embedder = context.audio_embedder(MONO, 5, &options).unwrap();
    let mut detector = context.audio_detector(MONO, true).unwrap();
    drop(context);
    let out = std::thread::spawn(move || embedder.process(&drawn(8, RATE, 1)).unwrap()).join().unwrap();
    let found = std::thread::spawn(move || {
        detector.process(&out).unwrap();
        assert!(!detected(&Context::new().unwrap(), MONO, &out).found);
        detector.finish().unwrap()
    });
    assert_eq!(found.join().unwrap().key_id, id);
}

#[test]
fn what_cannot_be_taken_is_an_error() {
    let context = Context::new().unwrap();
    let plain = EmbedOptions::default();
    for (rate_hz, channels) in [(7999, 1), (192001, 1), (RATE, 0), (RATE, 9)] {
        let format = AudioFormat { rate_hz, channels };
        assert_eq!(context.audio_embedder::<f32>(format, 1, &plain).unwrap_err().status(), Status::InvalidArgument);
        assert_eq!(context.audio_detector::<i16>(format, true).unwrap_err().status(), Status::InvalidArgument);
        assert_eq!(context.make_audible_label::<f32>(format, -20.0).unwrap_err().status(), Status::InvalidArgument);
        assert_eq!(context.find_audible_label(format, &[0f32; 18]).unwrap_err().status(), Status::InvalidArgument);
    }
    let of_pictures = EmbedOptions { min_psnr_db: 40.0, ..plain };
    assert_eq!(context.audio_embedder::<f32>(MONO, 1, &of_pictures).unwrap_err().status(), Status::InvalidArgument);
    let unknown = EmbedOptions { key_id: Some("ffffffffffffffff"), ..plain };
    assert_eq!(context.audio_embedder::<f32>(MONO, 1, &unknown).unwrap_err().status(), Status::KeyInvalid);
    let mut embedder = context.audio_embedder(STEREO, 1, &plain).unwrap();
    let mut detector = context.audio_detector(STEREO, true).unwrap();
    for bad in [f32::NAN, f32::INFINITY, 1e6] {
        assert_eq!(embedder.process(&[0.5, bad]).unwrap_err().status(), Status::Malformed);
        assert_eq!(detector.process(&[0.5, bad]).unwrap_err().status(), Status::Malformed);
        assert_eq!(context.find_audible_label(STEREO, &[0.5, bad]).unwrap_err().status(), Status::Malformed);
    }
    assert_eq!(embedder.process(&[0.5]).unwrap_err().status(), Status::InvalidArgument);
    assert_eq!(detector.process(&[0.5]).unwrap_err().status(), Status::InvalidArgument);
    let given = embedder.process(&[0.0; 20]).unwrap().len() + embedder.flush().unwrap().len();
    assert_eq!(given, 20); // of what was refused nothing was taken
    assert!(!detector.finish().unwrap().found);
    for error in [
        embedder.process(&[0.0; 2]).unwrap_err(),
        embedder.flush().unwrap_err(),
        detector.process(&[0.0; 2]).unwrap_err(),
        detector.finish().unwrap_err(),
    ] {
        assert_eq!(error.status(), Status::InvalidArgument);
        assert!(error.message().contains("ended"), "{error}");
    }
}

#[test]
fn a_voice_says_the_label_at_several_places() {
    let context = Context::new().unwrap();
    let (file, clip) = (wav(&to_i16(&drawn(8, RATE, 1))), wav(&to_i16(&drawn(2, RATE, 1))));
    let options = MarkOptions { audible_clip: &clip, audible_at_s: &[0.0, 3.5], ..Default::default() };
    let marked = context.mark(&file, PRODUCER, PRODUCE_ID, &options).unwrap();
    let document = marked.report.document().unwrap();
    let visible = document.get("visible").unwrap();
    assert_eq!(visible.get("voice").unwrap().get("supplied_by").and_then(Json::as_str), Some("caller"));
    assert_eq!(visible.get("spans_s").unwrap().elements().len(), 2);
    assert!(context.mark(&file, PRODUCER, PRODUCE_ID, &MarkOptions { audible_at_s: &[3.0, 1.0], ..Default::default() }).is_err());
    let (out, placed) = context.draw_label_file(&file, &LabelOptions { audible_place: AudiblePlace::End, ..Default::default() }).unwrap();
    assert!(placed.start_s > 7.0, "{placed:?}");
    let found = context.find_label_file(&out, &LabelFindOptions::default()).unwrap();
    assert!(found.found && found.sound && found.audible_place == AudiblePlace::End, "{found:?}");
}

#[test]
fn a_wav_is_marked_and_verified() {
    let context = Context::new().unwrap();
    let file = wav(&to_i16(&drawn(8, RATE, 1)));
    let marked = context.mark(&file, PRODUCER, PRODUCE_ID, &MarkOptions { audible_place: AudiblePlace::End, ..Default::default() }).unwrap();
    let report = context.verify(&marked.file, &VerifyOptions::default()).unwrap();
    assert_eq!((report.state(), report.mark_id()), (State::Generated, Some(mark_id(PRODUCER, PRODUCE_ID).unwrap())));
    let document = report.document().unwrap();
    assert_eq!(document.get("medium").and_then(Json::as_str), Some("audio"));
    let visible = document.get("visible").unwrap();
    assert_eq!(visible.get("place").and_then(Json::as_str), Some("end"));
    let span: Vec<f64> = visible.get("span_s").unwrap().elements().iter().filter_map(Json::as_f64).collect();
    assert!(span[0] > 7.0 && (span[1] - span[0] - 0.88).abs() < 0.1, "{span:?}");
    assert!((report.marks()[0].detection.time_scale - 1.0).abs() < 0.01);
    let embedded = context.embed_watermark_file(&file, PAYLOAD, &EmbedOptions::default()).unwrap();
    assert!(embedded.quality.depth_db > 0.0 && embedded.quality.psnr_db == 0.0);
    assert_eq!(context.detect_watermark_file(&embedded.file, true).unwrap().payload, PAYLOAD);
}

fn label_is_made_and_found<S: Sample>(context: &Context) {
    let label: Vec<S> = context.make_audible_label(STEREO, -20.0).unwrap();
    assert!((label.len() as f64 / 2.0 / f64::from(RATE) - 0.88).abs() < 0.02);
    let silence = vec![S::default(); 2 * RATE as usize];
    let found = context.find_audible_label(STEREO, &[silence.clone(), label, silence.clone()].concat()).unwrap();
    assert!(found.found && (found.start_s - 1.0).abs() < 0.05 && !found.wrong_timing && found.tone_hz > 0.0, "{found:?}");
    assert!(!context.find_audible_label(STEREO, &silence).unwrap().found);
}

#[test]
fn the_audible_label_is_made_and_found() {
    let context = Context::new().unwrap();
    label_is_made_and_found::<f32>(&context);
    label_is_made_and_found::<i16>(&context);
    label_is_made_and_found::<i32>(&context);
}
