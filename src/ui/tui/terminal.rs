//! The terminal: the only place that reads keys and writes frames. Enters it, leaves it as it was
//! found whatever happens, and knows when it is gone.
//! Everything chosen is kept before a frame shows it, so a signal may end the program at once.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::colour::Depth;
use super::model;

/// The other screen, pasting in one piece, a still cursor that is a line and no block.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[4 q";
/// All of it taken back, a frame that wasn't finished too.
const LEAVE: &str =
    "\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[0 q\x1b[?25h\x1b[?1049l";
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// What is the background?
const ASK_GROUND: &str = "\x1b]11;?\x07";

/// How long a terminal that takes no more output is waited for before it is left.
const PATIENCE: Duration = Duration::from_millis(200);

/// The most columns and rows that are drawn upon: no window has them, and a terminal may say
/// anything.
const MOST: (u16, u16) = (1_000, 500);

/// What the terminal was like before; none while it isn't entered.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
/// Held while a frame is written, so that nothing comes after what leaves the terminal.
static WRITING: Mutex<()> = Mutex::new(());

/// What woke the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woke {
    /// Bytes came; they are in the buffer that was given.
    Bytes,
    /// The window may have another size, or the program goes on after it was stopped.
    Signal {
        /// Whether it goes on after it was stopped: the terminal has to be entered again.
        resumed: bool,
    },
    /// Nothing, for as long as was asked.
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// The terminal, entered.
#[derive(Debug)]
pub struct Tty {
    signals: UnixStream,
    mouse: bool,
}

impl Tty {
    /// Takes the terminal over. Nothing is written yet: what enters it goes with the first frame.
    ///
    /// # Errors
    /// Where standard input or output is no terminal, or it can't be set.
    pub fn enter(mouse: bool) -> io::Result<Tty> {
        let signals = watch_signals()?;
        raw()?;
        panic_hook();
        Ok(Tty { signals, mouse })
    }

    /// What the terminal is told when it is entered.
    pub fn greeting(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(ENTER.as_bytes());
        if self.mouse {
            bytes.extend_from_slice(MOUSE_ON.as_bytes());
        }
    }

    /// Listens to the mouse, or doesn't.
    pub fn listen(&mut self, mouse: bool, bytes: &mut Vec<u8>) {
        if mouse != self.mouse {
            self.mouse = mouse;
            bytes.extend_from_slice(if mouse { MOUSE_ON } else { MOUSE_OFF }.as_bytes());
        }
    }

    /// Takes the terminal over again after a stop.
    ///
    /// # Errors
    /// Where the terminal can't be set.
    pub fn again(&self) -> io::Result<()> {
        raw()
    }

    /// Asks for the background; the answer comes between the keys.
    pub fn ask_ground(bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(ASK_GROUND.as_bytes());
    }

    /// Writes bytes in one go.
    ///
    /// # Errors
    /// Where the terminal takes none: it is gone.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        // Left by a signal's thread: this program is about to end or to stop.
        if before().is_none() {
            return Ok(());
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            match rustix::io::write(io::stdout(), rest) {
                Ok(n) => rest = rest.get(n..).unwrap_or_default(),
                Err(rustix::io::Errno::INTR) => {}
                Err(rustix::io::Errno::AGAIN) => {
                    let out = io::stdout();
                    poll(&mut [PollFd::new(&out, PollFlags::OUT)], None)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Waits for something to happen, so long at most; bytes that came are added to `bytes`.
    pub fn wait(&mut self, timeout: Option<Duration>, bytes: &mut Vec<u8>) -> Woke {
        let stdin = io::stdin();
        let timeout = timeout.map(|timeout| Timespec {
            tv_sec: timeout.as_secs() as i64,
            tv_nsec: i64::from(timeout.subsec_nanos()),
        });
        let (keys, signalled) = {
            let mut fds = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(&self.signals, PollFlags::IN),
            ];
            match poll(&mut fds, timeout.as_ref()) {
                Ok(0) => return Woke::Nothing,
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => return Woke::Signal { resumed: false },
                Err(_) => return Woke::Gone,
            }
            let [keys, signals] = fds;
            (keys.revents(), !signals.revents().is_empty())
        };
        if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Woke::Gone;
        }
        if signalled {
            let mut told = [0; 64];
            let n = self.signals.read(&mut told).unwrap_or(0);
            return Woke::Signal {
                resumed: told.iter().take(n).any(|byte| *byte == RESUMED),
            };
        }
        let mut read = [0; 4096];
        match rustix::io::read(&stdin, &mut read) {
            Ok(0) => Woke::Gone,
            Ok(n) => {
                bytes.extend(read.iter().take(n));
                Woke::Bytes
            }
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {
                Woke::Signal { resumed: false }
            }
            Err(_) => Woke::Gone,
        }
    }

    /// Stops the program and what it was started with, as control-Z does.
    pub fn suspend(&self) {
        // The thread that watches for signals leaves the terminal and stops.
        let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        leave();
    }
}

/// Columns and rows; 80 by 24 where the terminal doesn't know, and `MOST` where it says more.
#[must_use]
pub fn size() -> (u16, u16) {
    match tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
            (size.ws_col.min(MOST.0), size.ws_row.min(MOST.1))
        }
        Ok(_) | Err(_) => (80, 24),
    }
}

/// What the environment says of the terminal.
#[must_use]
pub fn described() -> model::Terminal {
    let term = std::env::var("TERM").unwrap_or_default();
    let depth = if anstyle_query::no_color() || term == "dumb" {
        Depth::Mono
    } else if anstyle_query::truecolor() || term.contains("direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    };
    // These show slanted text in other ways or not at all.
    let italics = !["linux", "screen", "vt", "cons"]
        .iter()
        .any(|name| term.starts_with(name));
    model::Terminal {
        depth,
        unicode: unicode(),
        italics,
        ground: None,
    }
}

/// Whether a terminal of this description answers questions instead of showing them.
#[must_use]
pub fn answers() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    !matches!(term.as_str(), "linux" | "dumb" | "")
}

/// Whether the locale has more than ASCII; where none is set it is taken to have.
fn unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn before() -> MutexGuard<'static, Option<Termios>> {
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keys come as they are pressed, and nothing is echoed.
fn raw() -> io::Result<()> {
    let mut before = before();
    let stdin = io::stdin();
    if before.is_none() {
        *before = Some(tcgetattr(&stdin)?);
    }
    if let Some(mut termios) = before.clone() {
        termios.make_raw();
        tcsetattr(&stdin, OptionalActions::Now, &termios)?;
    }
    Ok(())
}

/// Gives the terminal back as it was found. Does nothing the second time. Errors are passed over:
/// the terminal may be gone. A frame on its way out is waited for; where the terminal takes no more
/// output, only its modes are given back.
pub fn leave() {
    let writing = writing_soon();
    if let Some(termios) = before().take() {
        if writing.is_some() {
            let _ = rustix::io::write(io::stdout(), LEAVE.as_bytes());
        }
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &termios);
    }
}

fn writing_soon() -> Option<MutexGuard<'static, ()>> {
    const TRIES: u32 = 40;
    for _ in 0..TRIES {
        match WRITING.try_lock() {
            Ok(writing) => return Some(writing),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PATIENCE / TRIES),
        }
    }
    None
}

/// Said through the pipe after a stop.
const RESUMED: u8 = b'c';

/// A thread that leaves the terminal when a signal ends or stops the program, whatever the rest of
/// it is doing; what it gives is woken by a new size and by going on.
fn watch_signals() -> io::Result<UnixStream> {
    let (woken, mut wakes) = UnixStream::pair()?;
    woken.set_nonblocking(true)?;
    wakes.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(SIGWINCH, wakes.try_clone()?)?;
    // SIGXFSZ is caught so that a limit on files is an error of writing and not the end.
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGXFSZ])?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                match signal {
                    SIGXFSZ => {}
                    SIGCONT => {
                        let _ = wakes.write(&[RESUMED]);
                    }
                    SIGTSTP => {
                        leave();
                        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                    }
                    ends => {
                        leave();
                        let _ = signal_hook::low_level::emulate_default_handler(ends);
                        signal_hook::low_level::exit(128 + ends);
                    }
                }
            }
        })?;
    Ok(woken)
}

/// A panic leaves the terminal first; what is said then is the program's affair.
fn panic_hook() {
    let said = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        leave();
        said(info);
    }));
}
