#![no_main]
//! See `ways.rs`.

#[path = "../ways.rs"]
mod ways;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ways::settings(bytes));
