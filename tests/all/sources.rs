//! A story's files as one text: `== path` begins each. Knows nothing of what is wrong with them.

use hailsham::story::Source;

/// The files of such a text; what stands before the first of them is for whoever reads it.
pub fn sources(all: &str) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for line in all.lines() {
        if let Some(path) = line.strip_prefix("== ") {
            sources.push(Source {
                path: path.to_owned(),
                text: "".into(),
            });
        } else if let Some(source) = sources.last_mut() {
            source.text.to_mut().push_str(line);
            source.text.to_mut().push('\n');
        }
    }
    sources
}
