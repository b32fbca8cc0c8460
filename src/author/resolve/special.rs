//! Where prose has a byte that means something. What it means is not known here.

/// Finds the bytes that mean something in prose: `*`, `{`, `}`, line breaks, tabs.
#[derive(Default)]
pub(super) struct Special {
    common: usize,
    rare: usize,
}

impl Special {
    /// The first from `at`, which never goes back.
    pub fn next(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        // What was found ahead is kept, so that a text is looked through once.
        if self.common <= at {
            let found = memchr::memchr3(b'*', b'{', b'\n', &bytes[at..]);
            self.common = found.map_or(bytes.len(), |found| at + found);
        }
        if self.rare <= at {
            let found = memchr::memchr2(b'}', b'\t', &bytes[at..]);
            self.rare = found.map_or(bytes.len(), |found| at + found);
        }
        Some(self.common.min(self.rare)).filter(|found| *found < bytes.len())
    }
}
