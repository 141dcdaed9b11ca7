//! What the tests share: the repository's pictures, painted pixels, and a signer's key made by the tool.
#![allow(dead_code)]

use imprint::{Context, MarkOptions, Marked, State};
use std::path::{Path, PathBuf};
use std::process::Command;

pub const PRODUCER: &str = "ExampleStudio";
pub const PRODUCE_ID: &str = "2026-000123";

pub fn root() -> PathBuf {
    std::env::var_os("IMPRINT_ROOT").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.."), PathBuf::from)
}

pub fn vector(name: &str) -> Vec<u8> {
    std::fs::read(root().join("conformance/vectors").join(name)).unwrap()
}

pub fn plain() -> Vec<u8> {
    vector("watermark-v1/unmarked_portrait.png")
}

pub fn mark(context: &Context, options: &MarkOptions<'_>) -> Marked {
    let marked = context.mark(&plain(), PRODUCER, PRODUCE_ID, options).unwrap();
    assert_eq!(marked.report.state(), State::Generated);
    marked
}

pub fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// A textured picture of interleaved samples, the same every time.
pub fn painted(width: usize, height: usize, channels: usize) -> Vec<u8> {
    let mut noise = 1u32;
    let mut out = Vec::with_capacity(width * height * channels);
    for y in 0..height {
        for x in 0..width {
            noise = noise.wrapping_mul(1664525).wrapping_add(1013904223);
            let texture = (noise >> 27) as u8;
            let pixel = [60 + (x * 120 / width) as u8 + texture, 70 + (y * 110 / height) as u8 + texture, 90 + texture, 255];
            out.extend_from_slice(&pixel[..channels]);
        }
    }
    out
}

/// Noise through a filter of one pole that swells and fades, the same in every channel.
pub fn drawn(seconds: u32, rate_hz: u32, channels: usize) -> Vec<f32> {
    let (mut noise, mut state) = (1u32, 0f32);
    let mut out = Vec::new();
    for frame in 0..seconds * rate_hz {
        noise = noise.wrapping_mul(1664525).wrapping_add(1013904223);
        state = 0.85 * state + 0.1 * ((noise >> 8) as f32 / (1 << 23) as f32 - 1.0);
        let swell = 0.7 + 0.3 * (frame as f32 * 3.0 / rate_hz as f32).sin();
        out.extend(std::iter::repeat(state * swell).take(channels));
    }
    out
}

/// A folder that is removed with this.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("imprint-rust-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Certificates and a key of the tool's demonstration.
pub struct Identity {
    folder: Folder,
    pub chain: String,
    pub key: String,
    pub root: String,
}

impl Identity {
    /// None where there is no tool or no openssl.
    pub fn new(name: &str) -> Option<Self> {
        let folder = Folder::new(name);
        let tool = std::env::var_os("IMPRINT_TOOL")?;
        let made = Command::new(tool).args(["keys", "demo", "-o"]).arg(folder.join("demo")).output().ok()?;
        assert!(made.status.success(), "{made:?}");
        let read = |name: &str| std::fs::read_to_string(folder.join("demo").join(name)).unwrap();
        let (chain, key, root) = (read("chain.pem"), read("leaf.key"), read("root.pem"));
        Command::new("openssl").arg("version").output().ok()?;
        Some(Identity { folder, chain, key, root })
    }

    /// As a key service would: the key is in another process.
    pub fn sign(&self, request: &[u8]) -> Vec<u8> {
        let asked = self.folder.join(&format!("request-{:?}", std::thread::current().id()));
        std::fs::write(&asked, request).unwrap();
        let key = self.folder.join("demo").join("leaf.key");
        let answer = Command::new("openssl").args(["dgst", "-sha256", "-sign"]).arg(key).arg(asked).output().unwrap();
        assert!(answer.status.success(), "{answer:?}");
        r_then_s(&answer.stdout)
    }
}

/// OpenSSL's DER as 32 bytes of r and 32 of s.
fn r_then_s(der: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = &der[2..];
    for _ in 0..2 {
        let length = rest[1] as usize;
        let number: Vec<u8> = rest[2..2 + length].iter().copied().skip_while(|byte| *byte == 0).collect();
        out.extend(std::iter::repeat(0).take(32 - number.len()));
        out.extend(number);
        rest = &rest[2 + length..];
    }
    out
}
