//! The log of copies without visible label (Measures Art. 9).
use crate::call::{path_text, string_of, text, view};
use crate::context::library;
use crate::error::check;
use crate::{Bytes, Result};
use imprint_sys as sys;
use std::path::Path;

/// One record: `imprint_log_entry` of imprint.h says what each member is.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct LogEntry<'a> {
    pub producer: Option<&'a str>,
    pub produce_id: Option<&'a str>,
    pub waiver: Option<&'a str>,
    /// The copy that is given out: its SHA-256 is recorded.
    pub file: &'a [u8],
    /// 0 = now.
    pub time_s: i64,
    pub replaced: Option<&'a str>,
    pub mark_id_key_id: Option<&'a str>,
}

/// What a log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub struct LogSummary {
    pub records: u64,
    pub first_sequence: u64,
    pub last_sequence: u64,
    pub first_time_s: i64,
    pub last_time_s: i64,
    pub torn_bytes: u64,
    /// Hash of the last record: keep it elsewhere.
    pub head: String,
}

impl LogSummary {
    fn of(raw: &sys::imprint_log_summary) -> Self {
        LogSummary {
            records: raw.records,
            first_sequence: raw.first_sequence,
            last_sequence: raw.last_sequence,
            first_time_s: raw.first_time_s,
            last_time_s: raw.last_time_s,
            torn_bytes: raw.torn_bytes,
            head: string_of(&raw.head),
        }
    }
}

/// Adds a record, durably, to a log that is made if it is not there. Answers the record's hash.
pub fn log_append(path: impl AsRef<Path>, entry: &LogEntry<'_>) -> Result<String> {
    library()?;
    let raw = sys::imprint_log_entry {
        producer: text(entry.producer),
        produce_id: text(entry.produce_id),
        waiver: text(entry.waiver),
        file: view(entry.file),
        time_s: entry.time_s,
        replaced: text(entry.replaced),
        mark_id_key_id: text(entry.mark_id_key_id),
        ..Default::default()
    };
    let mut head = [0; sys::IMPRINT_LOG_HASH_CHARS as usize + 1];
    check(|error| unsafe { sys::imprint_log_append(path_text(path.as_ref()), &raw, head.as_mut_ptr(), error) })?;
    Ok(string_of(&head))
}

/// Reads the whole log and checks the chain.
pub fn log_verify(path: impl AsRef<Path>) -> Result<LogSummary> {
    library()?;
    let mut summary = sys::imprint_log_summary::default();
    check(|error| unsafe { sys::imprint_log_verify(path_text(path.as_ref()), &mut summary, error) })?;
    Ok(LogSummary::of(&summary))
}

/// The records of `[from_s, until_s)` as JSON; both 0: all.
pub fn log_export(path: impl AsRef<Path>, from_s: i64, until_s: i64) -> Result<Bytes> {
    library()?;
    let mut out = Bytes::none();
    check(|error| unsafe { sys::imprint_log_export(path_text(path.as_ref()), from_s, until_s, out.out(), error) })?;
    Ok(out)
}

/// Removes records older than `before_s`. Answers how many went, and what is left. `now_s` = 0: the system's clock.
pub fn log_purge(path: impl AsRef<Path>, before_s: i64, now_s: i64) -> Result<(u64, LogSummary)> {
    library()?;
    let mut removed = 0;
    let mut summary = sys::imprint_log_summary::default();
    check(|error| unsafe { sys::imprint_log_purge(path_text(path.as_ref()), before_s, now_s, &mut removed, &mut summary, error) })?;
    Ok((removed, LogSummary::of(&summary)))
}
