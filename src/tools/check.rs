//! `hailsham check`: every finding of a story, for a person or for a program.
//! What is found is the author's and the prover's affair; here is only how it is shown.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{out, proof};
use crate::author::{self, Loaded};
use crate::clean;
use crate::diagnostic::{Finding, Place, Severity, line_and_column};
use crate::error::Failure;
use crate::prove::{Limits, Proof};
use crate::story::Source;

/// How many findings are shown to a person.
const MOST: usize = 500;
/// How many findings are given to a program.
const MOST_TO_A_PROGRAM: usize = 5_000;
/// The longest line of a file that is shown, in bytes.
const LONGEST_LINE: usize = 10_000;
/// The longest sentence of a finding that is shown, in characters.
const LONGEST_SENTENCE: usize = 1_000;
/// How many places are shown beside the first.
const SHOWN: usize = 2;

/// What `check` is asked.
#[derive(Args, Debug)]
pub struct Check {
    /// The story's folder; without it, the story inside the program
    dir: Option<PathBuf>,
    /// How to report it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Look only for what breaks a rule, and prove nothing
    #[arg(long)]
    no_prove: bool,
    /// Fail on warnings too, and where the proof leaves something unsettled
    #[arg(long)]
    strict: bool,
    /// How many states the proof may keep before it leaves something unsettled
    #[arg(long, value_name = "STATES")]
    limit: Option<usize>,
    /// Write the tellings that show what was found into this folder, for `hailsham replay`
    #[arg(long, value_name = "FOLDER")]
    witnesses: Option<PathBuf>,
}

/// How a report is shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// For a person
    Text,
    /// For a program: one JSON object
    Json,
}

/// Checks a story and reports.
///
/// # Errors
/// Where the story can't be read, or the report can't be written.
pub fn run(check: &Check) -> Result<ExitCode, Failure> {
    let mut loaded = match &check.dir {
        Some(dir) => author::load_dir(dir)?,
        None => author::load_builtin(),
    };
    let limits = check.limit.map_or_else(Limits::default, Limits::of);
    let proof = match check.no_prove {
        true => None,
        false => proof::add(&mut loaded, limits),
    };
    if let Some(folder) = &check.witnesses {
        proof::write_witnesses(&loaded, folder)?;
    }
    let colour = io::stdout().is_terminal() && !anstyle_query::no_color();
    let report = match check.format {
        Format::Text => {
            let closing = match &proof {
                Some(proof) => proof.closing() + "\n",
                None if check.no_prove => String::new(),
                None => "not proved: the errors come first\n".to_owned(),
            };
            as_text(&loaded, colour) + &closing
        }
        Format::Json => json_of(&loaded, proof.as_ref()),
    };
    // Where nobody listens the exit code still says it.
    let mut output = io::stdout().lock();
    let written = output.write_all(report.as_bytes());
    out::listened(written.and_then(|()| output.flush()))
        .map_err(|cause| Failure::new("write the report", cause))?;
    let bounded = proof.is_some_and(|proof| proof.is_bounded());
    let fails = fails(&loaded, check.strict) || check.strict && bounded;
    Ok(ExitCode::from(u8::from(fails)))
}

/// Whether a finding is an error, or, if `strict`, a warning.
#[must_use]
pub fn fails(loaded: &Loaded, strict: bool) -> bool {
    let least = if strict {
        Severity::Warning
    } else {
        Severity::Error
    };
    loaded
        .findings
        .iter()
        .any(|finding| finding.severity() <= least)
}

/// All findings with their source lines, and a line that counts them.
#[must_use]
pub fn as_text(loaded: &Loaded, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let mut findings: Vec<&Finding> = loaded.findings.iter().collect();
    if findings.len() > MOST {
        // Where not all are shown, the gravest are.
        findings.sort_by_key(|finding| finding.severity());
    }
    for finding in findings.into_iter().take(MOST) {
        out.push_str(&renderer.render(&groups(finding, loaded.sources())));
        out.push_str("\n\n");
    }
    if let Some(more) = loaded
        .findings
        .len()
        .checked_sub(MOST)
        .filter(|more| *more > 0)
    {
        // Writing to a string can't fail.
        let _ = writeln!(out, "and {more} more: mend these first");
    }
    out.push_str(&counted(loaded));
    out
}

/// All findings as one JSON object.
#[must_use]
pub fn as_json(loaded: &Loaded) -> String {
    json_of(loaded, None)
}

/// The same, with what was proved.
fn json_of(loaded: &Loaded, proof: Option<&Proof>) -> String {
    let findings: Vec<Value> = loaded
        .findings
        .iter()
        .take(MOST_TO_A_PROGRAM)
        .map(|finding| one_as_json(finding, loaded.sources()))
        .collect();
    let more = loaded.findings.len() - findings.len();
    let proof = proof.map(proof::as_json);
    let mut out = json!({ "findings": findings, "more": more, "proof": proof }).to_string();
    out.push('\n');
    out
}

fn groups<'f>(finding: &'f Finding, sources: &'f [Source]) -> Vec<Group<'f>> {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    // What is quoted may hold what a terminal would obey.
    let title = level
        .primary_title(fit(&finding.message))
        .id(finding.code.id);
    let mut group = Group::with_title(title);
    if let Some(place) = finding.place {
        group = with_line(group, place, None, sources);
    }
    for (place, label) in finding.also.iter().take(SHOWN) {
        group = with_line(group, *place, Some(label), sources);
    }
    if let Some(more) = finding
        .also
        .len()
        .checked_sub(SHOWN)
        .filter(|more| *more > 0)
    {
        group = group.element(Level::NOTE.message(format!("and in {more} more places")));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(fit(help)));
    }
    vec![group]
}

/// The line a place is in, with a mark under it; of a line that nobody wrote by hand, its number.
fn with_line<'f>(
    group: Group<'f>,
    place: Place,
    label: Option<&'f str>,
    sources: &'f [Source],
) -> Group<'f> {
    let source = &sources[place.file as usize];
    let text = &source.text;
    let (at, end) = (place.at as usize, (place.at + place.len) as usize);
    let first = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    // Of a place of many lines the first is enough.
    let last = text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline);
    let (line, column) = line_and_column(text, at);
    let path = source.path.as_str();
    if last - first > LONGEST_LINE {
        return group.element(Origin::path(path).line(line).char_column(column));
    }
    let kind = if label.is_none() {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let mark = kind.span(at - first..end.min(last) - first).label(label);
    let lines = Snippet::source(safe(&text[first..last])).path(path);
    group.element(lines.line_start(line).annotation(mark))
}

/// Words of a finding, which quote what stands in a file, in a line that can be read.
fn fit(words: &str) -> String {
    let line = clean::line(words);
    match line.char_indices().nth(LONGEST_SENTENCE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}

/// The same bytes with a `?` for each that belongs to a refused character, so that spans hold.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, c, _)) = clean::first_refused(rest) {
        out.push_str(&rest[..at]);
        let stand_in = if c == '\t' { "\t" } else { "?" };
        out.extend(std::iter::repeat_n(stand_in, c.len_utf8()));
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
    out
}

fn counted(loaded: &Loaded) -> String {
    let count = |severity| {
        loaded
            .findings
            .iter()
            .filter(|finding| finding.severity() == severity)
            .count()
    };
    let mut out = String::new();
    for (n, severity) in [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .enumerate()
    {
        let (count, comma) = (count(severity), if n == 0 { "" } else { ", " });
        let plural = if count == 1 { "" } else { "s" };
        // Writing to a string can't fail.
        let _ = write!(out, "{comma}{count} {}{plural}", severity.word());
    }
    out.push('\n');
    out
}

fn one_as_json(finding: &Finding, sources: &[Source]) -> Value {
    let place = |place: Place| {
        let source = &sources[place.file as usize];
        let (line, column) = line_and_column(&source.text, place.at as usize);
        (source.path.clone(), line, column)
    };
    let (file, line, column) = finding
        .place
        .map(place)
        .map_or((None, None, None), |(file, line, column)| {
            (Some(file), Some(line), Some(column))
        });
    let also: Vec<Value> = finding
        .also
        .iter()
        .map(|(at, label)| {
            let (file, line, column) = place(*at);
            json!({ "file": file, "line": line, "column": column, "label": label })
        })
        .collect();
    json!({
        "code": finding.code.id,
        "severity": finding.severity().word(),
        "file": file,
        "line": line,
        "column": column,
        "message": clean::line(&finding.message),
        "help": finding.help.as_deref().map(clean::line),
        "also": also,
        "witness": finding.witness,
    })
}
