//! One command each, and the edge: environment, clock, entropy and files come in here and nowhere
//! below. Each command's file has what it is asked (`Args`) and its `run`.

pub mod cast;
pub mod check;
pub mod home;
pub mod keep;
pub mod manual;
pub mod new;
pub mod out;
pub mod pack;
pub mod picture;
pub mod play;
pub mod proof;
pub mod replay;
pub mod saves;
pub mod settings;
pub mod stats;
pub mod telling;
pub mod transcript;
pub mod walk;
pub mod watch;
