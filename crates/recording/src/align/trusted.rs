//! Which lines of the stream are lines of the transcript in its order?
//!
//! Nearly always all of them. But events of one instant may have been mixed up by an export, and a batch that CloudWatch
//! took without the agent learning of it is sent again: then some have to be left out, and better too many than one too
//! few, because without them the others are still lines of the transcript in its order.

use std::collections::HashMap;

use super::places::Places;

/// A line of the stream: the number of what it reads, and the event it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) number: u32,
    pub(super) event: usize,
    /// Equal for events that cannot be told apart by their time.
    pub(super) instant: usize,
}

/// The lines of the stream that can be trusted, and where they belong.
pub(super) fn trusted(ours: &[u32], theirs: Vec<Sent>) -> (Vec<Sent>, Option<Places>) {
    let places = |sent: &[Sent]| Places::new(ours, &numbers(sent));
    let once = once(ours);
    let sure = if places(&theirs).is_some() {
        theirs
    } else {
        let ordered = ordered(&once, &theirs);
        match places(&ordered) {
            Some(_) => ordered,
            None => between_certain(ours, &once, &ordered),
        }
    };
    let sure = in_sure_order(&once, &sure);
    let found = places(&sure);
    (sure, found)
}

fn numbers(sent: &[Sent]) -> Vec<u32> {
    sent.iter().map(|sent| sent.number).collect()
}

/// Where in our lines each text is that is there once.
struct Once(Vec<Option<usize>>);

impl Once {
    fn place(&self, sent: &Sent) -> Option<usize> {
        self.0[sent.number as usize]
    }
}

/// The numbers of ours count from zero.
fn once(ours: &[u32]) -> Once {
    let mut counts = vec![0_usize; ours.iter().max().map_or(0, |most| *most as usize + 1)];
    ours.iter().for_each(|number| counts[*number as usize] += 1);
    let mut places = vec![None; counts.len()];
    for (index, number) in ours.iter().enumerate() {
        places[*number as usize] = (counts[*number as usize] == 1).then_some(index);
    }
    Once(places)
}

/// Orders events of one instant by a line in each of which the place is known.
fn ordered(once: &Once, theirs: &[Sent]) -> Vec<Sent> {
    let sorted = instants(theirs).flat_map(|mut events| {
        let place = |event: &[Sent]| event.iter().find_map(|sent| once.place(sent));
        if events.iter().all(|event| place(event).is_some()) {
            events.sort_by_key(|event| place(event));
        }
        events.concat()
    });
    sorted.collect()
}

/// Leaves out events of which only the file says which of several in one instant came first.
fn in_sure_order(once: &Once, theirs: &[Sent]) -> Vec<Sent> {
    let sure = instants(theirs).flat_map(|mut events| {
        let first = events[0][0].number;
        let is_uniform = events.iter().all(|event| event.iter().all(|sent| sent.number == first));
        if events.len() > 1 && !is_uniform {
            events.retain(|event| event.iter().any(|sent| once.place(sent).is_some()));
        }
        events.concat()
    });
    sure.collect()
}

/// The events of each instant.
fn instants(theirs: &[Sent]) -> impl Iterator<Item = Vec<&[Sent]>> {
    let instants = theirs.chunk_by(|a, b| a.instant == b.instant);
    instants.map(|instant| instant.chunk_by(|a, b| a.event == b.event).collect())
}

/// The lines that are there once on our side fix the order; between two of them, either all of theirs are some of ours,
/// or none of them is trusted.
fn between_certain(ours: &[u32], once: &Once, theirs: &[Sent]) -> Vec<Sent> {
    let mut certain = certain(once, theirs);
    certain.push((ours.len(), theirs.len()));
    let mut sure = Vec::new();
    let (mut our, mut their) = (0, 0);
    for (next_our, next_their) in certain {
        let gap = &theirs[their..next_their];
        if Places::new(&ours[our..next_our], &numbers(gap)).is_some() {
            sure.extend_from_slice(gap);
        }
        sure.extend(theirs.get(next_their));
        (our, their) = (next_our + 1, (next_their + 1).min(theirs.len()));
    }
    sure
}

/// Pairs of one of ours and one of theirs, both ascending: the first time that a text was sent which is there once.
fn certain(once: &Once, theirs: &[Sent]) -> Vec<(usize, usize)> {
    let mut first: HashMap<u32, usize> = HashMap::new();
    for (index, sent) in theirs.iter().enumerate() {
        first.entry(sent.number).or_insert(index);
    }
    let pairs = theirs.iter().enumerate().filter(|(index, sent)| first[&sent.number] == *index);
    let pairs = pairs.filter_map(|(index, sent)| Some((once.place(sent)?, index)));
    ascending(&pairs.collect::<Vec<_>>())
}

/// The longest part of the pairs, which ascend on their side, that ascends on ours too.
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends such a sequence earliest, and for each pair the one
    // before it in its sequence.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < pair.0);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut sequence: Vec<_> = std::iter::successors(ends.last().copied(), |index| before[*index])
        .map(|i| pairs[i])
        .collect();
    sequence.reverse();
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events are separated by blanks, and by `|` if they are of the same instant.
    fn check(ours: &str, theirs: &str, expected: &str) {
        let ours: Vec<u32> = ours.bytes().map(u32::from).collect();
        let mut event = 0;
        let mut sent = Vec::new();
        for (instant, events) in theirs.split(' ').enumerate() {
            for text in events.split('|') {
                let line = |byte| Sent { number: u32::from(byte), event, instant };
                sent.extend(text.bytes().map(line));
                event += 1;
            }
        }
        let (trusted, places) = trusted(&ours, sent);
        let text = trusted.iter().filter_map(|sent| char::from_u32(sent.number));
        assert_eq!(text.collect::<String>(), expected);
        assert!(places.is_some());
    }

    #[test]
    fn as_much_is_trusted_as_can_be() {
        check("$a$b$c", "$a $b $c", "$a$b$c");
        check("$a$b$c", "$a $c", "$a$c");
        // Of the same instant, in whichever order.
        check("$a$b$c", "$c|$a|$b", "$a$b$c");
        check("$a$b$c", "$a|$b|$", "$a$b");
        check("xyyyyx", "x yy|yy x", "xyyyyx");
        // Sent twice; what stands between the copies is not known.
        check("$a$b$c", "$a $a$b $c", "$ab$c");
        check("xyxyzxy", "xy xy xyz xy", "zxy");
    }

    #[test]
    fn the_transcript_may_be_cut_short() {
        check("$a$b", "$a$b $ $", "$a$b");
    }
}
