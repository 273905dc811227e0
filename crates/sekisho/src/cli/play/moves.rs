//! Where do the keys lead that go somewhere?

use super::controller::{Act, Controller};
use super::keys::Key;
use crate::answer::place::Place;
use crate::answer::watch::Direction;
use crate::shape::timeline::Hits;

impl Controller {
    /// Moves by seconds of playback, or by lines where seconds mean nothing.
    pub(super) fn shift(&mut self, by: i64) -> Act {
        if self.along.is_clocked {
            let to = self.here.at_us.saturating_add_signed(by * 1_000_000);
            return self.go(Place::Played(to.min(self.along.duration_us)));
        }
        self.go_to_line(self.line().saturating_add_signed(by))
    }

    pub(super) fn tenth(&mut self, key: Key) -> Act {
        let Key::Char(digit) = key else { return Act::Nothing };
        let tenths = u64::from(digit.to_digit(10).unwrap_or(0));
        self.go(Place::Played(
            (u128::from(self.along.duration_us) * u128::from(tenths) / 10) as u64,
        ))
    }

    /// The playing position that is meant by a time: one behind the end is a time of day.
    pub(super) fn meant(&self, us: u64) -> u64 {
        const DAY: u64 = 86_400_000_000;
        match self.along.began_us {
            Some(began) if us > self.along.duration_us && us < DAY => (us + DAY - began) % DAY,
            _ => us,
        }
    }

    pub(super) fn step(&mut self, direction: Direction) -> Act {
        self.is_playing = false;
        self.chosen = None;
        Act::Step(direction)
    }

    pub(super) fn command_beside(&mut self, direction: Direction) -> Act {
        let commands = &self.along.commands;
        match beside(commands, |(offset, _)| *offset, self.here.offset, direction) {
            Some((number, (offset, text))) => {
                let place = Place::Offset(*offset);
                let said = format!("command {} of {}: {text}", number + 1, commands.len());
                self.notice = Some(said);
                self.go(place)
            }
            None if commands.is_empty() => self.say("no command was found in this session"),
            None => self.say("there is no further command in this direction"),
        }
    }

    pub(super) fn event_beside(&mut self, direction: Direction) -> Act {
        let events = &self.along.events;
        match beside(events, |(at, _)| *at, self.here.at_us, direction) {
            Some((_, (at, name))) => {
                let place = Place::Played(*at);
                self.notice = Some(name.clone());
                self.go(place)
            }
            None => self.say("there is no further CloudTrail event in this direction"),
        }
    }

    /// Takes what was found.
    pub(super) fn found(&mut self, hits: &Hits) {
        self.hits = hits.lines.iter().map(|(line, _)| *line).collect();
        self.notice =
            self.hits.is_empty().then(|| "that stands nowhere in this session".to_owned());
    }

    /// Goes to the next hit, or to the one on this line where that counts too.
    pub(super) fn hit(&mut self, direction: Direction, or_here: bool) -> Act {
        let line = self.line().saturating_sub(u64::from(or_here));
        let next = beside(&self.hits, |hit| *hit, line, direction);
        let next = next.or(self.hits.first().filter(|_| or_here).map(|first| (0, first)));
        match next {
            Some((number, line)) => {
                let line = *line;
                self.notice =
                    Some(format!("hit {} of {}, line {line}", number + 1, self.hits.len()));
                self.go_to_line(line)
            }
            None if self.hits.is_empty() => self.say("nothing was looked for yet: press /"),
            None => self.say("there is no further hit in this direction"),
        }
    }

    fn line(&self) -> u64 {
        self.chosen.unwrap_or(self.here.line)
    }

    fn go_to_line(&mut self, line: u64) -> Act {
        let line = line.clamp(1, self.along.lines.max(1));
        self.go(Place::Line(line))
    }

    pub(super) fn go(&mut self, place: Place) -> Act {
        self.chosen = match place {
            Place::Line(line) => Some(line),
            Place::Offset(_) | Place::Played(_) => None,
        };
        Act::Go(place)
    }
}

/// Of things in order, the first behind a place or the last before it, with its number.
fn beside<T>(
    things: &[T],
    place_of: impl Fn(&T) -> u64,
    here: u64,
    direction: Direction,
) -> Option<(usize, &T)> {
    let number = match direction {
        Direction::Forward => things.partition_point(|thing| place_of(thing) <= here),
        Direction::Back => things.partition_point(|thing| place_of(thing) < here).checked_sub(1)?,
    };
    things.get(number).map(|thing| (number, thing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_a_place_is_found() {
        let places = [10, 20, 20, 30];
        for (here, back, forward) in [
            (0, None, Some(0)),
            (10, None, Some(1)),
            (15, Some(0), Some(1)),
            (20, Some(0), Some(3)),
            (30, Some(2), None),
            (99, Some(3), None),
        ] {
            let beside = |direction| beside(&places, |place| *place, here, direction);
            let number = |direction| beside(direction).map(|(number, _)| number);
            assert_eq!(number(Direction::Back), back, "before {here}");
            assert_eq!(number(Direction::Forward), forward, "after {here}");
        }
    }
}
