//! What a terminal sends, bytes to events. A parser of our own, because the terminal's answer
//! about its background comes between the keys and must not be taken for typing.
//! Pure: reads no terminal, knows no screen.

/// A key, without regard to what it does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// A character, shift already in it.
    Char(char),
    /// A character with control held.
    Ctrl(char),
    /// A function key, from 1.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Tab with shift held.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
}

/// Something a terminal sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The first button was pressed on this cell, counted from 0.
    Click(u16, u16),
    /// The wheel was turned, by so many notches down.
    Wheel(i8),
    /// The terminal's background, eight bits a channel.
    Ground(u8, u8, u8),
}

/// The longest sequence that is waited for; a longer one is passed over.
const LONGEST: usize = 64 * 1024;

/// Bytes that came, not yet made into events.
#[derive(Clone, Debug, Default)]
pub struct Input {
    bytes: Vec<u8>,
}

/// What the front of the bytes came to.
enum Read {
    /// An event of so many bytes.
    Event(Event, usize),
    /// Nothing anybody needs, of so many bytes.
    Nothing(usize),
    /// The beginning of something.
    Partial,
}

impl Input {
    /// Adds bytes as they came.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether there is the beginning of something that may go on.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// The next event that is whole.
    pub fn next_event(&mut self) -> Option<Event> {
        loop {
            match read(&self.bytes) {
                Read::Event(event, n) => {
                    self.bytes.drain(..n);
                    return Some(event);
                }
                Read::Nothing(n) => {
                    self.bytes.drain(..n.max(1));
                }
                Read::Partial if self.bytes.len() > LONGEST => self.bytes.clear(),
                Read::Partial => return None,
            }
        }
    }

    /// Nothing more came in time: a lone escape is the key of that name, anything else unfinished
    /// is passed over.
    pub fn give_up(&mut self) -> Option<Event> {
        let escape = self.bytes.first() == Some(&0x1b) && self.bytes.len() == 1;
        self.bytes.clear();
        escape.then_some(Event::Key(Key::Esc))
    }
}

fn read(bytes: &[u8]) -> Read {
    let key = |key| Read::Event(Event::Key(key), 1);
    match bytes {
        [] => Read::Partial,
        [0x1b, rest @ ..] => escape(rest),
        [b'\r' | b'\n', ..] => key(Key::Enter),
        [b'\t', ..] => key(Key::Tab),
        [0x7f | 0x08, ..] => key(Key::Backspace),
        [0, ..] => key(Key::Ctrl(' ')),
        [byte @ 1..=0x1a, ..] => key(Key::Ctrl(char::from(byte - 1 + b'a'))),
        [0x1c..=0x1f, ..] => Read::Nothing(1),
        [first, ..] => character(bytes, *first),
    }
}

/// A character in UTF-8.
fn character(bytes: &[u8], first: u8) -> Read {
    let long = match first {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Read::Nothing(1),
    };
    let Some(slice) = bytes.get(..long) else {
        return Read::Partial;
    };
    match std::str::from_utf8(slice)
        .ok()
        .and_then(|text| text.chars().next())
    {
        Some(c) => Read::Event(Event::Key(Key::Char(c)), long),
        None => Read::Nothing(1),
    }
}

/// What follows an escape.
fn escape(rest: &[u8]) -> Read {
    match rest {
        [] | [b'[' | b'O' | b']' | b'P' | b'_'] => Read::Partial,
        [0x1b, ..] => Read::Event(Event::Key(Key::Esc), 1),
        [b'[', b'M', more @ ..] => {
            if more.len() < 3 {
                Read::Partial
            } else {
                Read::Nothing(6)
            }
        }
        [b'[', more @ ..] => control(more),
        [b'O', letter, ..] => {
            plain_letter(*letter).map_or(Read::Nothing(3), |key| Read::Event(Event::Key(key), 3))
        }
        [b']' | b'P' | b'_', more @ ..] => string(more),
        // Alt with a character: nothing here needs it.
        [first, ..] => match character(rest, *first) {
            Read::Event(_, n) | Read::Nothing(n) => Read::Nothing(n + 1),
            Read::Partial => Read::Partial,
        },
    }
}

/// What stands before the first byte of a kind, that byte, and what follows it.
fn cut(bytes: &[u8], ends: impl Fn(&u8) -> bool) -> Option<(&[u8], u8, &[u8])> {
    let (before, rest) = bytes.split_at_checked(bytes.iter().position(ends)?)?;
    let (last, after) = rest.split_first()?;
    Some((before, *last, after))
}

/// A control sequence, after its introducer.
fn control(more: &[u8]) -> Read {
    let Some((parameters, last, after)) = cut(more, |byte| (0x40..=0x7e).contains(byte)) else {
        return Read::Partial;
    };
    let long = parameters.len() + 3;
    let Ok(parameters) = std::str::from_utf8(parameters) else {
        return Read::Nothing(long);
    };
    if parameters == "200" && last == b'~' {
        return paste(after, long);
    }
    if let Some(mouse) = parameters.strip_prefix('<') {
        return match mouse_event(mouse, last) {
            Some(event) => Read::Event(event, long),
            None => Read::Nothing(long),
        };
    }
    let first = parameters.split(';').next().unwrap_or("");
    let key = match (last, first) {
        (b'~', "1" | "7") => Some(Key::Home),
        (b'~', "4" | "8") => Some(Key::End),
        (b'~', "3") => Some(Key::Delete),
        (b'~', "5") => Some(Key::PageUp),
        (b'~', "6") => Some(Key::PageDown),
        (b'~', "11") => Some(Key::F(1)),
        (b'Z', _) => Some(Key::BackTab),
        (letter, _) => plain_letter(letter),
    };
    key.map_or(Read::Nothing(long), |key| {
        Read::Event(Event::Key(key), long)
    })
}

fn plain_letter(letter: u8) -> Option<Key> {
    Some(match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'P' => Key::F(1),
        b'M' => Key::Enter,
        _ => return None,
    })
}

fn paste(more: &[u8], before: usize) -> Read {
    const END: &[u8] = b"\x1b[201~";
    match more.windows(END.len()).position(|window| window == END) {
        Some(end) => {
            let text = String::from_utf8_lossy(more.get(..end).unwrap_or_default()).into_owned();
            Read::Event(Event::Paste(text), before + end + END.len())
        }
        None => Read::Partial,
    }
}

fn mouse_event(parameters: &str, kind: u8) -> Option<Event> {
    let mut numbers = parameters.split(';').map(str::parse::<u16>);
    let button = numbers.next()?.ok()?;
    let x = numbers.next()?.ok()?.checked_sub(1)?;
    let y = numbers.next()?.ok()?.checked_sub(1)?;
    match (button, kind) {
        (0, b'M') => Some(Event::Click(x, y)),
        (64, b'M') => Some(Event::Wheel(-1)),
        (65, b'M') => Some(Event::Wheel(1)),
        _ => None,
    }
}

/// A string sequence (an answer of the terminal's), after its introducer.
fn string(more: &[u8]) -> Read {
    let Some((said, last, after)) = cut(more, |byte| matches!(byte, 0x07 | 0x1b)) else {
        return Read::Partial;
    };
    let long = match (last, after.first()) {
        (0x07, _) => said.len() + 3,
        (_, Some(b'\\')) => said.len() + 4,
        (_, Some(_)) => return Read::Nothing(said.len() + 2),
        (_, None) => return Read::Partial,
    };
    match std::str::from_utf8(said).ok().and_then(ground) {
        Some(event) => Read::Event(event, long),
        None => Read::Nothing(long),
    }
}

/// `11;rgb:RRRR/GGGG/BBBB`, one to four hexadecimal digits a channel.
fn ground(answer: &str) -> Option<Event> {
    let mut channels = answer.strip_prefix("11;rgb:")?.split('/').map(|digits| {
        let most = match digits.len() {
            1 => 0xf,
            2 => 0xff,
            3 => 0xfff,
            4 => 0xffff,
            _ => return None,
        };
        let value = u32::from_str_radix(digits, 16).ok()?;
        u8::try_from(value * 255 / most).ok()
    });
    let event = Event::Ground(channels.next()??, channels.next()??, channels.next()??);
    channels.next().is_none().then_some(event)
}

#[cfg(test)]
mod tests {
    use super::{Event, Input, Key};

    fn events(bytes: &[u8]) -> Vec<Event> {
        let mut input = Input::default();
        input.feed(bytes);
        std::iter::from_fn(|| input.next_event()).collect()
    }

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let keys = events(bytes).into_iter().map(|event| match event {
            Event::Key(key) => key,
            other => panic!("{other:?} is no key"),
        });
        keys.collect()
    }

    #[test]
    fn a_ground_has_one_to_four_figures_a_channel() {
        assert_eq!(
            events(b"\x1b]11;rgb:ff/8080/0\x07"),
            [Event::Ground(0xff, 0x80, 0)]
        );
        for odd in [
            "fffffff/0/0",
            "/0/0",
            "fffff/0/0",
            "0/0",
            "0/0/0/0",
            "-1/0/0",
            "g/0/0",
        ] {
            assert_eq!(events(format!("\x1b]11;rgb:{odd}\x07").as_bytes()), []);
        }
    }

    #[test]
    fn keys_are_read_as_terminals_send_them() {
        assert_eq!(
            keys(b"a1 ?"),
            [
                Key::Char('a'),
                Key::Char('1'),
                Key::Char(' '),
                Key::Char('?')
            ]
        );
        assert_eq!(
            keys("é\u{4e2d}".as_bytes()),
            [Key::Char('é'), Key::Char('\u{4e2d}')]
        );
        assert_eq!(
            keys(b"\r\n\t\x7f\x08"),
            [
                Key::Enter,
                Key::Enter,
                Key::Tab,
                Key::Backspace,
                Key::Backspace
            ]
        );
        assert_eq!(
            keys(b"\x03\x1a\x0c"),
            [Key::Ctrl('c'), Key::Ctrl('z'), Key::Ctrl('l')]
        );
        assert_eq!(
            keys(b"\x1b[A\x1bOB\x1b[1;5C\x1b[D"),
            [Key::Up, Key::Down, Key::Right, Key::Left]
        );
        assert_eq!(
            keys(b"\x1b[5~\x1b[6~\x1b[H\x1b[4~\x1b[3~"),
            [Key::PageUp, Key::PageDown, Key::Home, Key::End, Key::Delete]
        );
        assert_eq!(
            keys(b"\x1bOP\x1b[11~\x1b[Z"),
            [Key::F(1), Key::F(1), Key::BackTab]
        );
    }

    #[test]
    fn a_lone_escape_is_a_key_only_when_nothing_more_comes() {
        let mut input = Input::default();
        input.feed(b"\x1b");
        assert_eq!(input.next_event(), None);
        assert!(input.is_partial());
        assert_eq!(input.give_up(), Some(Event::Key(Key::Esc)));
        assert!(!input.is_partial());
        input.feed(b"\x1b[");
        assert_eq!(input.next_event(), None);
        input.feed(b"B");
        assert_eq!(input.next_event(), Some(Event::Key(Key::Down)));
        assert_eq!(keys(b"\x1b\x1b[A"), [Key::Esc, Key::Up]);
    }

    #[test]
    fn an_answer_about_the_background_is_no_typing() {
        assert_eq!(
            events(b"\x1b]11;rgb:ffff/8080/0000\x1b\\x"),
            [Event::Ground(255, 128, 0), Event::Key(Key::Char('x'))]
        );
        assert_eq!(
            events(b"\x1b]11;rgb:1e/1e/2e\x07"),
            [Event::Ground(30, 30, 46)]
        );
        assert_eq!(
            events(b"\x1b]10;rgb:1e/1e/2e\x07\x1b]11;rgb:zz/0/0\x07q"),
            [Event::Key(Key::Char('q'))]
        );
    }

    #[test]
    fn pasted_text_comes_in_one_piece() {
        assert_eq!(
            events(b"\x1b[200~a name\x1b[201~z"),
            [Event::Paste("a name".into()), Event::Key(Key::Char('z'))]
        );
        assert_eq!(events(b"\x1b[200~unfinished"), []);
    }

    #[test]
    fn the_mouse_clicks_and_turns_its_wheel() {
        assert_eq!(
            events(b"\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<64;1;1M\x1b[<65;1;1M"),
            [Event::Click(4, 2), Event::Wheel(-1), Event::Wheel(1)]
        );
    }

    #[test]
    fn what_nobody_needs_is_passed_over_without_eating_what_follows() {
        assert_eq!(
            keys(b"\x1bx\x1b[?62;c\x1b[I\x1bPtext\x1b\\\x1b[Mabcq"),
            [Key::Char('q')]
        );
        assert_eq!(keys(b"\xff\xc3q"), [Key::Char('q')]);
    }

    #[test]
    fn no_bytes_whatever_stop_it() {
        let mut seed = 1_u32;
        let mut input = Input::default();
        for _ in 0..200_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let byte = match seed >> 29 {
                0 => 0x1b,
                1 => b'[',
                2 => b']',
                _ => (seed >> 16) as u8,
            };
            input.feed(&[byte]);
            while input.next_event().is_some() {}
        }
        input.give_up();
        input.feed(b"q");
        assert_eq!(input.next_event(), Some(Event::Key(Key::Char('q'))));
    }
}
