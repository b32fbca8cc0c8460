//! hailsham.
use std::process::ExitCode;

fn main() -> ExitCode {
    hailsham::cli::main()
}
