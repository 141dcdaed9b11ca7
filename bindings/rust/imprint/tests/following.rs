//! Cancellation, progress, events and threads.
mod support;
use imprint::*;
use std::error::Error as _;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use support::*;

/// Pixels without a mark: the longest search.
fn large() -> (Vec<u8>, u32, u32) {
    (painted(2000, 1500, 3), 2000, 1500)
}

#[test]
fn contexts_and_reports_are_for_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Context>();
    shared::<Report>();
    shared::<Bytes>();
    shared::<Error>();
    shared::<CancelToken>();
}

#[test]
fn a_token_ends_calls_that_run_and_later_ones() {
    let context = Context::new().unwrap();
    let token = CancelToken::new();
    let followed = context.follow(Follow::new().cancel_by(&token)).unwrap();
    let (samples, width, height) = large();
    let pixels = Pixels::new(&samples, width, height, PixelFormat::Rgb8).unwrap();
    let begin = Instant::now();
    let error = thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(30));
            token.cancel();
        });
        followed.detect_watermark(pixels, true).unwrap_err()
    });
    assert_eq!(error.status(), Status::Cancelled);
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert_eq!(followed.verify(&plain(), &VerifyOptions::default()).unwrap_err().status(), Status::Cancelled);
    let late = context.follow(Follow::new().cancel_by(&token)).unwrap();
    assert_eq!(late.read_aigc(&plain()).unwrap_err().status(), Status::Cancelled);
    let picture = plain();
    let answers = late.verify_batch(&[BatchItem { file: &picture, ..Default::default() }], &VerifyOptions::default()).unwrap();
    assert_eq!(answers[0].as_ref().unwrap_err().status(), Status::Cancelled);
    assert!(token.is_cancelled());
    context.read_aigc(&plain()).unwrap(); // its own calls go on
    drop(context);
    drop(followed);
    token.cancel();
}

#[test]
fn progress_rises_and_may_end_the_call() {
    let context = Context::new().unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = seen.clone();
    let followed = context
        .follow(Follow::new().threads(2).progress(move |done| {
            told.lock().unwrap().push(done);
            ControlFlow::Continue(())
        }))
        .unwrap();
    mark(&followed, &MarkOptions::default());
    let seen = seen.lock().unwrap();
    assert!(seen.len() >= 5 && seen.windows(2).all(|pair| pair[0] < pair[1]) && *seen.last().unwrap() == 1.0, "{seen:?}");
    let stopped = context.follow(Follow::new().progress(|_| ControlFlow::Break(()))).unwrap();
    let error = stopped.mark(&plain(), PRODUCER, PRODUCE_ID, &MarkOptions::default()).unwrap_err();
    assert_eq!((error.status(), error.source().is_none()), (Status::Cancelled, true));
    let broken = context.follow(Follow::new().progress(|_| panic!("oops"))).unwrap();
    let error = broken.verify(&plain(), &VerifyOptions::default()).unwrap_err();
    assert_eq!(error.status(), Status::Cancelled);
    assert_eq!(error.source().unwrap().downcast_ref::<Panicked>().unwrap().0, "oops");
}

#[test]
fn events_tell_of_each_call() {
    let context = Context::new().unwrap();
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = events.clone();
    let followed = context.follow(Follow::new().event(move |event| told.lock().unwrap().push(event.clone()))).unwrap();
    followed.read_aigc(&plain()).unwrap();
    followed.read_aigc(b"no picture").unwrap_err();
    let events = events.lock().unwrap();
    assert_eq!((events.len(), events[0].call, events[0].status), (2, "imprint_aigc_read", None));
    assert_eq!((events[1].status, events[1].message.is_empty()), (Some(Status::UnsupportedFormat), false));
    let broken = context.follow(Follow::new().event(|_| panic!("oops"))).unwrap();
    let error = broken.read_aigc(&plain()).unwrap_err();
    assert_eq!((error.status(), error.source().is_some()), (Status::Internal, true));
}

#[test]
fn keys_are_not_added_while_a_follower_works() {
    let mut context = Context::new().unwrap();
    let (samples, width, height) = large();
    let token = CancelToken::new();
    let followed = context.follow(Follow::new().cancel_by(&token)).unwrap();
    thread::scope(|scope| {
        let work = scope.spawn(|| followed.detect_watermark(Pixels::new(&samples, width, height, PixelFormat::Rgb8).unwrap(), true));
        let mut refused = false;
        for number in 0..200 {
            thread::sleep(Duration::from_millis(1));
            let mut key = [number; KEY_BYTES];
            key[0] = 1;
            refused |= context.add_key(&key).map_err(|error| error.status()) == Err(Status::InvalidArgument);
            if refused {
                break;
            }
        }
        token.cancel();
        assert!(refused);
        assert_eq!(work.join().unwrap().unwrap_err().status(), Status::Cancelled);
    });
    context.add_key(&[9; KEY_BYTES]).unwrap();
    assert_eq!(Context::new().unwrap().follow(Follow::new()).unwrap().add_key(&[9; KEY_BYTES]).unwrap_err().status(), Status::InvalidArgument);
}

#[test]
fn sixteen_threads_share_a_context_and_get_the_same_answers() {
    let context = Context::new().unwrap();
    let file = mark(&context, &MarkOptions::default()).file;
    let want = context.verify(&file, &VerifyOptions::default()).unwrap();
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..3 {
                    assert_eq!(context.verify(&file, &VerifyOptions::default()).unwrap().json(), want.json());
                    let error = context.mark(&file, PRODUCER, PRODUCE_ID, &MarkOptions::default()).unwrap_err();
                    assert_eq!(error.status(), Status::AlreadyLabelled);
                }
            });
        }
    });
}

#[test]
fn numbers_of_a_newer_library_are_no_crash() {
    let status = Status::from_raw(4711);
    assert_eq!((status, status.to_raw(), status.to_string().as_str()), (Status::Other(4711), 4711, "unknown status 4711"));
    assert_eq!((State::from_raw(77), State::Generated.name()), (State::Other(77), "IMPRINT_STATE_GENERATED"));
}
