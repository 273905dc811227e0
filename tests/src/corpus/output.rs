//! What does a terminal show during an invented session?

use super::block::{Block, SCENES, Scene};
use super::random::Random;
use super::session::Session;

/// A word that occurs in every 250th session only, inside a command.
pub const RARE_WORD: &str = "customers_old";

/// A command that few sessions contain, as bash leaves it.
const RARE: &[u8] = b"\x1b[?2004h\x1b]0;ssm-user@ip-10-0-142-231: ~\x07\x1b[01;32mssm-user@ip-10-0-142-231\x1b[00m:\
\x1b[01;34m~\x1b[00m$ psql prod -c 'drop table custome\x08\x1b[Kers_old'\r\n\x1b[?2004l\rDROP TABLE\r\n";

/// What Session Manager's shell shows before the first command, and after the last.
const OPENING: &[u8] = b"\x1b[?2004hsh-5.2$ \r\x1b[K\rsh-5.2$ bash\r\n\x1b[?2004l\r";
const CLOSING: &[u8] = b"\x1b[?2004hsh-5.2$ exit\r\n\x1b[?2004l\rexit\r\n";

/// The bytes the pty delivered, `\r\n` line ends included.
#[must_use]
pub(super) fn output(session: &Session, random: &mut Random) -> Vec<u8> {
    let mut out = Vec::with_capacity(session.size + 32 * 1024);
    out.extend_from_slice(OPENING);
    let scenes = choose_scenes(session, random);
    let rare = (session.number % 250 == 3).then(|| Block::new(RARE));
    if let Some(rare) = rare {
        rare.write(&mut out, &session.host, random);
    }
    // A small session cannot hold a long command; one that fits is tried for a few times.
    let mut misses = 0;
    while out.len() < session.size && misses < 8 {
        let scene = scenes[random.below(scenes.len())];
        let room = session.size - out.len();
        misses = if stretch(scene, room, &mut out, session, random) { 0 } else { misses + 1 };
    }
    out.extend_from_slice(CLOSING);
    out
}

/// People come for something: a session stays with a few kinds of work, unless it is a very long one.
fn choose_scenes(session: &Session, random: &mut Random) -> Vec<&'static Scene> {
    let mut scenes: Vec<&Scene> = SCENES.iter().filter(|s| s.name != "japanese").collect();
    random.shuffle(&mut scenes);
    if session.size < 1_000_000 {
        scenes.truncate(4);
    }
    scenes.extend(SCENES.iter().filter(|s| session.japanese && s.name == "japanese"));
    scenes
}

/// Some commands of a scene in their order, as many as there is room for; whether there was room for any.
fn stretch(
    scene: &Scene,
    room: usize,
    out: &mut Vec<u8>,
    session: &Session,
    random: &mut Random,
) -> bool {
    let from = random.below(scene.blocks.len());
    let count = 1 + random.below(6);
    let limit = out.len() + room + room / 8;
    let before = out.len();
    for block in scene.blocks.iter().skip(from).take(count) {
        if out.len() + block.size() <= limit {
            block.write(out, &session.host, random);
        }
    }
    out.len() > before
}
