//! Is every frame of a video found, as `ffprobe` finds it, and no more than there is?

mod footage;

use std::fmt::Write;

use proptest::prelude::*;
use sekisho_recording::video::{
    Ends, Excerpt, Frame, Limits, Probe, Shows, Track, activity, probe,
};

use footage::{bytes, codes, frames, patched, place, probed};

const FILES: [&str; 16] = [
    "b_frames.mkv",
    "edit_list.mp4",
    "faststart.mp4",
    "fragmented.mp4",
    "moov_at_end.mp4",
    "one_frame.mp4",
    "resized.mkv",
    "resized.mp4",
    "resized_av1.webm",
    "resized_hevc.mp4",
    "sound.mp4",
    "sound_only.mp4",
    "unknown_size.webm",
    "variable_rate.mp4",
    "vp8.webm",
    "vp9_sound.webm",
];

/// As `ffprobe` writes it: time, length, offset and flags. Of Matroska it tells where a block
/// begins, of which four bytes are the track, the time and the flags.
fn line(name: &str, frame: &Frame) -> String {
    let head = if name.ends_with(".mp4") { 0 } else { 4 };
    let (seconds, micros) = (frame.time / 1_000_000, frame.time % 1_000_000);
    let key = if frame.is_key { "K_" } else { "__" };
    format!("{seconds}.{micros:06},{},{},{key}\n", frame.length, frame.offset - head)
}

#[test]
fn every_frame_is_where_and_when_ffprobe_finds_it() {
    for name in FILES {
        let expected = String::from_utf8(bytes(&format!("{name}.csv"))).expect("text");
        let found: String =
            frames(&probed(&bytes(name))).iter().map(|frame| line(name, frame)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn each_file_is_told_as_what_it_is() {
    let mut table = String::new();
    for name in FILES {
        let Probe { video, rejected } = probed(&bytes(name));
        let container = video.container.map_or("?", |container| container.name());
        let (duration, claimed) = (video.duration, video.claimed_duration);
        let (ends, shows) = (video.ends, video.shows);
        writeln!(table, "{name}: {container} {shows:?} {ends:?} {duration:?} claimed {claimed:?}")
            .expect("text");
        if let Some(created) = video.claims_created {
            writeln!(table, "  made {created}").expect("text");
        }
        let (index, is_first) = (&video.index, video.index_first);
        writeln!(table, "  index {index:?}, first: {is_first}").expect("text");
        for Track { id, media, codec, pixels, packets, .. } in &video.tracks {
            let sizes: Vec<_> = pixels.iter().map(|p| (p.from, p.width, p.height)).collect();
            writeln!(table, "  {id} {media:?} {codec} {packets} {sizes:?}").expect("text");
        }
        for rejected in rejected {
            writeln!(table, "  {}: {}, {}", rejected.at, rejected.code, rejected.reason)
                .expect("text");
        }
    }
    insta::assert_snapshot!(table);
}

fn check(bytes: &[u8], shows: Shows, ends: Ends, expected: &[&str]) {
    let probe = probed(bytes);
    let found = (codes(&probe), probe.video.shows, probe.video.ends);
    assert_eq!(found, (expected.to_vec(), shows, ends));
}

#[test]
fn a_damaged_file_says_what_is_wrong_with_it() {
    use Shows::{Encrypted, Moving, Nothing, Sound, Still};
    let first = |name, count| bytes(name)[..count].to_vec();
    let cut = |missing| Ends::Truncated { missing };
    check(&first("faststart.mp4", 4000), Moving, cut(17), &["box-cut", "truncated"]);
    let index_missing = ["box-cut", "index-missing"];
    check(&first("moov_at_end.mp4", 4000), Nothing, Ends::IndexMissing, &index_missing);
    check(&first("faststart.mp4", 945), Nothing, cut(20), &["box-cut", "no-frames", "truncated"]);
    let fragments = bytes("fragmented.mp4");
    let last = place(&fragments, b"mfra");
    check(&fragments[..last - 4], Moving, Ends::NotSaid, &[]);
    let absurd = patched("one_frame.mp4", b"avc1\0", 28, &[0xff; 4]);
    check(&absurd, Still, Ends::Whole, &["size-absurd", "single-frame"]);
    let nowhere = patched("faststart.mp4", b"avc1\0", 28, &[0; 4]);
    check(&nowhere, Moving, Ends::Whole, &["size-zero"]);
    let encrypted = patched("faststart.mp4", b"avc1\0\0", 0, b"encv");
    check(&encrypted, Encrypted, Ends::Whole, &["encrypted"]);
    check(&encrypted[..4000], Encrypted, cut(17), &["box-cut", "encrypted", "truncated"]);
    let long = patched("faststart.mp4", b"mvhd", 20, &360_000_000_u32.to_be_bytes());
    check(&long, Moving, Ends::ShorterThanClaimed, &["very-long", "shorter-than-claimed"]);
    let none = patched("faststart.mp4", b"stsz", 12, &[0; 4]);
    check(&none, Nothing, Ends::Whole, &["no-frames"]);
    let lost = patched("fragmented.mp4", b"trun", -4, &3_u32.to_be_bytes());
    check(&lost, Moving, cut(0), &["bad-box", "truncated"]);
    let muted = patched("sound.mp4", b"smhd", -4, &3_u32.to_be_bytes());
    check(&muted, Moving, cut(0), &["bad-box", "truncated"]);
    let behind = patched("sound_only.mp4", b"stco", 12, &4_000_u32.to_be_bytes());
    check(&behind, Sound, cut(33), &["audio-only", "truncated"]);
    let back = patched("variable_rate.mp4", b"stts", 16, &(-1_i32).to_be_bytes());
    assert!(codes(&probed(&back)).contains(&"time-backwards"));
}

#[test]
fn nothing_plays_for_no_time() {
    let lasts = |bytes: &[u8]| probed(bytes).video.duration;
    assert_eq!(lasts(&bytes("moov_at_end.mp4")[..4000]), None);
    assert_eq!(lasts(&bytes("faststart.mp4")[..945]), None);
    assert_eq!(lasts(&bytes("faststart.mp4")), Some(2_000_000));
    // Sound whose second half lies behind the end of the file.
    let behind = patched("sound_only.mp4", b"stco", 12, &4_000_u32.to_be_bytes());
    assert!(lasts(&behind).is_some_and(|lasts| lasts < 1_000_000));
}

#[test]
fn what_is_whole_ends_in_front_of_the_piece_of_a_frame() {
    let check = |bytes: &[u8], expected| assert_eq!(probed(bytes).video.whole_bytes(), expected);
    let faststart = bytes("faststart.mp4");
    check(&faststart, None);
    check(&faststart[..4000], Some(3963));
    // Where nothing but whole frames is left, there is nothing to leave out.
    check(&faststart[..3963], None);
    check(&faststart[..3964], Some(3963));
    check(&faststart[..945], None);
    check(&bytes("fragmented.mp4")[..5844], Some(5539));
    check(&bytes("vp8.webm")[..8890], Some(8330));
}

#[test]
fn an_ending_is_told_in_words() {
    let check = |bytes: &[u8], expected: Option<&str>| {
        assert_eq!(probed(bytes).video.ending().as_deref(), expected);
    };
    check(&bytes("faststart.mp4"), None);
    let cut = "plays until 0.300 s; 17 known frames are missing";
    check(&bytes("faststart.mp4")[..4000], Some(cut));
    let encrypted = patched("faststart.mp4", b"avc1\0\0", 0, b"encv");
    check(&encrypted[..4000], Some(&format!("cannot be shown without its key; {cut}")));
    let open = "this kind of file does not say whether there were to be more frames";
    check(&bytes("unknown_size.webm"), Some(open));
    check(b"", Some("no video that is known"));
}

#[test]
fn a_key_that_is_named_twice_is_one_frame() {
    let name = "faststart.mp4";
    let keys =
        |bytes: &[u8]| -> Vec<_> { frames(&probed(bytes)).iter().map(|f| f.is_key).collect() };
    let twice = patched(name, b"stss", 16, &1_u32.to_be_bytes());
    let mut expected = keys(&bytes(name));
    expected[10] = false;
    assert_eq!(keys(&twice), expected);
}

#[test]
fn frames_are_found_by_the_compact_table_of_their_sizes() {
    let mut compact = bytes("faststart.mp4");
    let sizes: Vec<u8> = frames(&probed(&compact))
        .iter()
        .flat_map(|frame| u16::try_from(frame.length).expect("short").to_be_bytes())
        .collect();
    let table = place(&compact, b"stsz");
    // Of half the width, so that a box of nothing fills the rest.
    let free = table + 16 + sizes.len();
    let rest = 4 * 20 - sizes.len() as u32;
    compact[table - 4..table].copy_from_slice(&(100 - rest).to_be_bytes());
    compact[table..table + 4].copy_from_slice(b"stz2");
    compact[table + 8..table + 12].copy_from_slice(&16_u32.to_be_bytes());
    compact[table + 16..free].copy_from_slice(&sizes);
    compact[free..free + 4].copy_from_slice(&rest.to_be_bytes());
    compact[free + 4..free + 8].copy_from_slice(b"free");
    let (found, expected) = (probed(&compact), probed(&bytes("faststart.mp4")));
    assert_eq!((codes(&found), frames(&found)), (vec![], frames(&expected)));
}

#[test]
fn boxes_that_nest_without_end_are_not_followed() {
    let boxed = |inner: Vec<u8>, name: &[u8]| {
        [&(inner.len() as u32 + 8).to_be_bytes()[..], name, &inner].concat()
    };
    // Each box holds the next one and nothing else.
    let depth = 1_000_000_u32;
    let heads = (0..depth).flat_map(|at| [(8 * (depth - at)).to_be_bytes(), *b"trak"].concat());
    let probe = probed(&boxed(heads.collect(), b"moov"));
    assert_eq!(probe.video.shows, Shows::Nothing);
}

#[test]
fn the_largest_numbers_of_matroska_are_a_time() {
    let file = [
        &b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff"[..],
        b"\x15\x49\xa9\x66\x8c\x2a\xd7\xb1\x88\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x16\x54\xae\x6b\x88\xae\x86\xd7\x81\x01\x83\x81\x01",
        b"\x1f\x43\xb6\x75\xff\xe7\x88\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xa3\x85\x81\0\0\x80!",
    ];
    let probe = probed(&file.concat());
    assert_eq!(frames(&probe)[0].time, i64::MAX);
    assert_eq!((codes(&probe), probe.video.ends), (vec!["very-long"], Ends::NotSaid));
}

/// `sound.mp4` with a second entry of twice the width, which its second run of chunks names, and
/// which tells a decoder to expect this level. Its index stands behind the frames, so none of them
/// moves.
fn resized(level: u8) -> Vec<u8> {
    let mut bytes = bytes("sound.mp4");
    let size = |bytes: &[u8], at: usize| {
        let size = bytes[at - 4..].first_chunk::<4>().expect("a size");
        u32::from_be_bytes(*size)
    };
    let run = place(&bytes, b"stsc") + 12 + 12 + 8;
    bytes[run..run + 4].copy_from_slice(&2_u32.to_be_bytes());
    let stsd = place(&bytes, b"stsd");
    let entry = stsd + 12;
    let length = size(&bytes, entry + 4);
    let mut second = bytes[entry..entry + length as usize].to_vec();
    second[8 + 24..8 + 26].copy_from_slice(&320_u16.to_be_bytes());
    let configuration = place(&second, b"avcC") + 4;
    second[configuration + 3] = level;
    for name in [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd"] {
        let at = place(&bytes, name);
        let grown = size(&bytes, at) + length;
        bytes[at - 4..at].copy_from_slice(&grown.to_be_bytes());
    }
    bytes[stsd + 11] = 2;
    bytes.splice(entry + length as usize..entry + length as usize, second);
    bytes
}

#[test]
fn a_change_of_size_is_told_with_its_time() {
    let same_level = probed(&bytes("sound.mp4")).video.tracks[0].configuration[3];
    let probe = probed(&resized(same_level));
    let sizes: Vec<_> = probe.video.tracks[0].pixels.iter().map(|p| (p.from, p.width)).collect();
    assert_eq!(sizes, [(0, 160), (200_000, 320)]);
    assert_eq!(probe.video.tracks[0].configured_until, None);
    let other = probed(&resized(same_level + 1));
    assert_eq!(other.video.tracks[0].configured_until, Some(200_000));
    assert_eq!(other.video.tracks[0].configuration[3], same_level);
    assert_eq!(frames(&probe), frames(&probed(&bytes("sound.mp4"))));
}

/// `edit_list.mp4` with other pieces: how many thousandths of a second each lasts, and in how many
/// ticks it begins, of which a second has 10,240.
fn edited(pieces: [(u32, i32); 2]) -> Vec<u8> {
    let rows = pieces.map(|(length, from)| [length.to_be_bytes(), from.to_be_bytes()].concat());
    let rows = rows.join(&[0, 1, 0, 0][..]);
    patched("edit_list.mp4", b"elst", 12, &rows)
}

#[test]
fn a_frame_is_shown_when_its_piece_of_the_edit_list_is() {
    let check = |pieces, times: &[i64], lasts: i64, codes_of: &[&str]| {
        let found = probed(&edited(pieces));
        let tenths: Vec<_> = frames(&found).iter().map(|f| f.time.div_euclid(100_000)).collect();
        assert_eq!(tenths, times);
        assert_eq!((found.video.duration, codes(&found)), (Some(lasts), codes_of.to_vec()));
    };
    // As ffprobe finds them, which leaves out those that are not shown.
    let two = [0, 1, 2, 3, 4, -1, -1, -1, -1, -1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];
    check([(500, 0), (1000, 10_240)], &two, 1_500_000, &["hidden-frames"]);
    let late = [-5, -4, -3, -2, -1, 2, 3, 4, 5, 6, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1];
    let told = ["hidden-frames", "shorter-than-claimed"];
    check([(200, -1), (500, 5120)], &late, 700_000, &told);
    let again = [0, 1, 2, 3, 4, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1];
    let told = ["edits-left-out", "hidden-frames", "shorter-than-claimed"];
    check([(500, 0), (500, 0)], &again, 500_000, &told);
}

#[test]
fn an_excerpt_holds_the_key_frames_and_their_numbers() {
    for name in FILES {
        let (whole, found) = (bytes(name), probed(&bytes(name)));
        let Some(track) = found.video.picture() else { continue };
        let excerpt = Excerpt::new(track).unwrap_or_else(|| panic!("{name}: {}", track.codec));
        let keys = track.frames.keys();
        let content = |bytes: &[u8], frame: &Frame| {
            bytes[frame.offset as usize..][..frame.length as usize].to_vec()
        };
        let mut file = excerpt.head().to_vec();
        for (number, key) in (0..).zip(&keys) {
            file.extend(excerpt.before(number, key));
            file.extend(content(&whole, key));
        }
        let read = probed(&file);
        let again = read.video.picture().expect("a track");
        assert_eq!(again.configuration, track.configuration, "{name}");
        assert_eq!(again.pixels[0].width, track.pixels[0].width, "{name}");
        assert_eq!(again.frames.len(), keys.len(), "{name}");
        for (number, (frame, key)) in (0..).zip(again.frames.iter().zip(&keys)) {
            assert_eq!((frame.time, frame.is_key), (number * 1_000_000, true), "{name}");
            assert!(content(&file, &frame) == content(&whole, key), "{name}");
        }
    }
}

#[test]
fn frames_that_need_a_key_or_an_unknown_codec_are_not_excerpted() {
    let encrypted = probed(&bytes("encrypted.mp4"));
    let unknown = probed(&patched("faststart.mp4", b"avc1\0\0", 0, b"mjpa"));
    for probe in [encrypted, unknown] {
        assert_eq!(Excerpt::new(probe.video.picture().expect("a track")), None);
    }
}

#[test]
fn limits_are_kept_and_told() {
    for name in FILES {
        let limits = Limits { frames: 5, ..Limits::DEFAULT };
        let found = probe(&mut &bytes(name)[..], &limits).expect("readable");
        assert!(frames(&found).len() <= 5, "{name}");
    }
    let limits = Limits { keys: 2, ..Limits::DEFAULT };
    let found = probe(&mut &bytes("resized.mp4")[..], &limits).expect("readable");
    let sizes = found.video.picture().map(|track| track.pixels.len());
    assert_eq!((codes(&found), sizes), (vec!["too-large"], Some(1)));
}

proptest! {
    #[test]
    fn what_is_left_of_a_cut_file_is_the_start_of_it(file in 0..FILES.len(), at in 0.0..1.0_f64) {
        let whole = bytes(FILES[file]);
        let cut = (whole.len() as f64 * at) as usize;
        let (all, left) = (frames(&probed(&whole)), frames(&probed(&whole[..cut])));
        prop_assert!(all.starts_with(&left));
        prop_assert!(left.iter().all(|f| f.offset + u64::from(f.length) <= cut as u64));
    }

    #[test]
    fn a_changed_byte_does_no_harm(
        file in 0..FILES.len(), at in any::<prop::sample::Index>(), to in any::<u8>()
    ) {
        let mut bytes = bytes(FILES[file]);
        let place = at.index(bytes.len());
        bytes[place] = to;
        let limits = Limits { frames: 10_000, ..Limits::DEFAULT };
        let probe = probe(&mut &bytes[..], &limits).expect("readable");
        for frame in frames(&probe) {
            prop_assert!(frame.offset + u64::from(frame.length) <= bytes.len() as u64);
        }
        if let Some((track, until)) = probe.video.picture().zip(probe.video.duration)
            && let Some(found) = activity(track, until)
        {
            prop_assert!(found.changed.len() <= 90_000);
            prop_assert!(found.idle.iter().all(|(from, to)| 0 <= *from && from < to && *to <= until));
            prop_assert!(found.idle.is_sorted_by(|one, next| one.1 <= next.0));
        }
    }
}
