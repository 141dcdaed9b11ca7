//! Memory stays flat, whatever comes in. One test at a time: the whole process is measured.
mod support;
use imprint::*;
use std::sync::Mutex;
use support::*;

static ALONE: Mutex<()> = Mutex::new(());
const MAY_GROW: usize = 8 << 20; // the allocator keeps some

fn resident_bytes() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    statm.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[test]
fn memory_stays_flat_over_ten_thousand_calls() {
    let _alone = ALONE.lock().unwrap_or_else(|broken| broken.into_inner());
    let context = Context::new().unwrap();
    let small = plain();
    let marked = mark(&context, &MarkOptions::default()).file;
    let round = |reads: usize, verifies: usize| {
        for _ in 0..reads {
            context.read_aigc(&small).unwrap();
            context.read_aigc(&small[..20]).unwrap_err();
        }
        for number in 0..verifies {
            context.verify(&marked, &VerifyOptions { no_search: true, no_watermark: number % 4 != 0, ..Default::default() }).unwrap();
            let followed = context.follow(Follow::new().progress(|_| std::ops::ControlFlow::Continue(()))).unwrap();
            followed.verify(&marked[..1000], &VerifyOptions::default()).unwrap_err();
        }
    };
    round(1000, 100);
    let before = resident_bytes();
    round(5000, 300);
    let grown = resident_bytes().saturating_sub(before);
    assert!(grown <= MAY_GROW, "{grown} bytes more after 10000 calls");
}

#[test]
fn memory_stays_flat_with_sound() {
    let _alone = ALONE.lock().unwrap_or_else(|broken| broken.into_inner());
    let (context, sound) = (Context::new().unwrap(), drawn(1, 24000, 1));
    let mono = AudioFormat { rate_hz: 24000, channels: 1 };
    let round = |times: usize| {
        for _ in 0..times {
            let mut embedder = context.audio_embedder(mono, 1, &EmbedOptions::default()).unwrap();
            let mut detector = context.audio_detector(mono, true).unwrap();
            detector.process(&embedder.process(&sound).unwrap()).unwrap();
            embedder.process(&[f32::NAN]).unwrap_err();
            detector.finish().unwrap();
            let label: Vec<f32> = context.make_audible_label(mono, -20.0).unwrap();
            context.find_audible_label(mono, &label).unwrap();
        }
    };
    round(20);
    let before = resident_bytes();
    round(80);
    let grown = resident_bytes().saturating_sub(before);
    assert!(grown <= MAY_GROW, "{grown} bytes more");
}

/// Damaged files that others made; true with them. Stumps of our own where there are none.
fn bad_files() -> (Vec<Vec<u8>>, bool) {
    let media = std::env::var_os("IMPRINT_TEST_MEDIA").map_or_else(|| root().join("../shared/data"), std::path::PathBuf::from);
    if let Ok(entries) = std::fs::read_dir(media.join("images/bad")) {
        return (entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect(), true);
    }
    let whole = plain();
    let stumps = (0..whole.len()).step_by(1 + whole.len() / 40).flat_map(|size| {
        let mut flipped = whole.clone();
        flipped[size] ^= 0x55;
        [whole[..size].to_vec(), flipped]
    });
    (stumps.collect(), false)
}

#[test]
fn bad_files_are_errors_or_reports() {
    let _alone = ALONE.lock().unwrap_or_else(|broken| broken.into_inner());
    let (files, real) = bad_files();
    let context = Context::new().unwrap();
    let mut resident = [0; 4];
    for round in &mut resident {
        for file in &files {
            let status = context.verify(file, &VerifyOptions { no_search: true, ..Default::default() }).map(drop).map_err(|error| error.status());
            assert_ne!(status, Err(Status::Internal));
            let status = context.mark(file, PRODUCER, PRODUCE_ID, &MarkOptions::default()).map(drop).map_err(|error| error.status());
            assert_ne!(status, Err(Status::Internal));
        }
        *round = resident_bytes();
    }
    // The allocator keeps a large picture or gives it back as it likes, so each half is taken at its best for the library.
    let grown = resident[2].min(resident[3]).saturating_sub(resident[0].max(resident[1]));
    assert!(grown <= MAY_GROW, "resident after each round: {resident:?}");
    if real {
        println!("\nreal files covered: {}", files.len());
    }
}
