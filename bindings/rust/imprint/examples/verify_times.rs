//! tests/bench/bindings/c_verify.c through the Rust binding.
//!     verify_times FILE COUNT
use imprint::{Context, State, VerifyOptions};

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, out: *mut Timespec) -> i32;
}

const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;

fn cpu_ms() -> f64 {
    let mut now = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: the struct is that of 64-bit Linux.
    assert_eq!(unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut now) }, 0);
    now.seconds as f64 * 1e3 + now.nanoseconds as f64 / 1e6
}

fn verify(context: &Context, file: &[u8]) {
    let report = context.verify(file, &VerifyOptions::default()).unwrap();
    assert!(report.state() == State::Generated && !report.json().is_empty());
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let context = Context::new().unwrap();
    let file = context.read_file(&arguments[1]).unwrap();
    verify(&context, &file);
    for _ in 0..arguments[2].parse().unwrap() {
        let begin = cpu_ms();
        verify(&context, &file);
        println!("{:.4}", cpu_ms() - begin);
    }
}
