//! What a command has to say, on standard output, and what is said where nobody listens.
//! A reader who has gone away (`| head`) is no failure; a stream that was never there is one.

use std::io::{self, Write};
use std::os::fd::AsFd;

use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};

use crate::error::Failure;

/// Writes everything a command has to say. `doing` completes "can't …".
///
/// # Errors
/// Where standard output is closed or takes no more; not where its reader has gone away.
pub fn say(doing: &str, text: &str) -> Result<(), Failure> {
    if was_closed(io::stdout()) {
        return Err(Failure::new(doing, "standard output is closed"));
    }
    let mut output = io::stdout().lock();
    listened(
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush()),
    )
    .map_err(|cause| Failure::new(doing, cause))
}

/// Where somebody has gone away who was listening, all is well.
///
/// # Errors
/// Every other failure to write.
pub fn listened(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Whether a standard stream was closed when the program was started.
///
/// Before `main`, Rust opens `/dev/null` for reading and writing in the place of a standard stream
/// that is closed; a shell's `>/dev/null` is open for one of the two.
#[must_use]
pub fn was_closed(stream: impl AsFd) -> bool {
    let (Ok(here), Ok(null)) = (fstat(&stream), stat("/dev/null")) else {
        return false;
    };
    let is_null = (here.st_dev, here.st_ino) == (null.st_dev, null.st_ino);
    is_null && fcntl_getfl(&stream).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::{listened, was_closed};

    #[test]
    fn what_stands_for_a_closed_stream_is_told_from_what_somebody_opened() {
        let null = |read, write| {
            File::options()
                .read(read)
                .write(write)
                .open("/dev/null")
                .unwrap()
        };
        assert!(was_closed(null(true, true)));
        assert!(!was_closed(null(true, false)));
        assert!(!was_closed(null(false, true)));
        assert!(!was_closed(File::open("/dev/zero").unwrap()));
    }

    #[test]
    fn a_reader_who_has_gone_is_no_failure_and_a_full_disk_is() {
        use std::io::{Error, ErrorKind};
        assert!(listened(Err(Error::from(ErrorKind::BrokenPipe))).is_ok());
        assert!(listened(Err(Error::from(ErrorKind::StorageFull))).is_err());
    }
}
