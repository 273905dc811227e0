//! Who was where, when, and how much did they leave behind?

use jiff::{SignedDuration, Timestamp};

use super::random::Random;

/// One invented session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Counted from 0.
    pub number: usize,
    /// The session id, as AWS writes it.
    pub id: String,
    /// The Identity Center user name.
    pub person: &'static str,
    /// The node.
    pub node: &'static Node,
    /// The host name in the prompt.
    pub host: String,
    /// `StartSession`
    pub started: Timestamp,
    /// The end, whether or not a `TerminateSession` tells it.
    pub ended: Timestamp,
    /// Whether the session came from a just-in-time request.
    pub just_in_time: bool,
    /// Whether it was ended from outside; `exit` in the shell leaves no event.
    pub terminated: bool,
    /// Whether Japanese is read and written in it.
    pub japanese: bool,
    /// About how many bytes of terminal output it has.
    pub size: usize,
}

/// A managed node.
#[derive(Debug)]
pub struct Node {
    /// `i-…`
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
}

/// Everybody who opens sessions.
pub const PEOPLE: &[&str] = &[
    "alice@example.com",
    "bob@example.com",
    "carol@example.com",
    "dave@example.com",
    "erin@example.com",
    "frank@example.com",
    "grace@example.com",
    "hanako.sato@example.com",
    "ichiro.suzuki@example.com",
    "judy@example.com",
    "mallory@partner.example",
    "vendor-x@partner.example",
];

/// Every node.
pub const NODES: &[Node] = &[
    Node { id: "i-0a1b2c3d4e5f60718", name: "prod-db" },
    Node { id: "i-0b2c3d4e5f6071829", name: "prod-web-1" },
    Node { id: "i-0b2c3d4e5f607182a", name: "prod-web-2" },
    Node { id: "i-0c3d4e5f60718293a", name: "batch-1" },
    Node { id: "i-0d4e5f60718293a4b", name: "bastion-1" },
    Node { id: "i-0e5f60718293a4b5c", name: "stg-app" },
    Node { id: "i-0f60718293a4b5c6d", name: "stg-db" },
    Node { id: "i-00718293a4b5c6d7e", name: "search-1" },
];

/// Monday, 28 September 2026, midnight in Tokyo: eight working weeks before the sample clock's last week ends.
const FIRST_MONDAY: Timestamp = Timestamp::constant(1_790_521_200, 0);
const WEEKS: usize = 8;

/// Which share of all logs is at most how large. The shape follows what session logs look like in the field: half are
/// small, and one in a hundred outweighs fifty others.
const SIZES: &[(f64, f64)] = &[
    (0.0, 900.0),
    (0.05, 3_600.0),
    (0.25, 13_500.0),
    (0.5, 31_000.0),
    (0.75, 55_000.0),
    (0.9, 105_000.0),
    (0.99, 440_000.0),
    (0.9995, 1_200_000.0),
    (1.0, 3_200_000.0),
];

/// Invents `count` sessions; those of another count under the same seed differ.
#[must_use]
pub(super) fn plan(seed: u64, count: usize) -> Vec<Session> {
    let mut random = Random::new(seed, 1);
    let mut ranks: Vec<usize> = (0..count).collect();
    random.shuffle(&mut ranks);
    let share = |rank: usize| rank as f64 / count.saturating_sub(1).max(1) as f64;
    let sizes = ranks.into_iter().map(|rank| size_at(share(rank)));
    sizes.enumerate().map(|(number, size)| invent(number, size, &mut random)).collect()
}

fn invent(number: usize, size: usize, random: &mut Random) -> Session {
    let person = PEOPLE[random.below(PEOPLE.len())];
    let suffix = random.text(b"abcdefghijklmnopqrstuvwxyz234567", 26);
    let day = 7 * random.below(WEEKS) + random.below(5);
    let second = day * 86_400 + 9 * 3_600 + random.below(10 * 3_600);
    let started = FIRST_MONDAY + SignedDuration::from_secs(second as i64);
    let length = 60 + random.below(1_200) + size / 400;
    Session {
        number,
        id: format!("{person}-{suffix}"),
        person,
        node: &NODES[random.below(NODES.len())],
        host: format!("ip-10-0-1{:02}-2{:02}", random.below(100), random.below(56)),
        started,
        ended: started + SignedDuration::from_secs(length as i64),
        just_in_time: random.chance(85),
        terminated: random.chance(60),
        japanese: random.chance(30),
        size,
    }
}

/// The size below which the given share of all logs lies, geometrically between the rows of the table.
fn size_at(share: f64) -> usize {
    let row = SIZES.partition_point(|(upto, _)| *upto < share).clamp(1, SIZES.len() - 1);
    let ((from, small), (upto, large)) = (SIZES[row - 1], SIZES[row]);
    (small * (large / small).powf((share - from) / (upto - from))) as usize
}
