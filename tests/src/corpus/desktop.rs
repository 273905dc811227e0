//! What would a long recording of a remote desktop look like?

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::measure::{from_path, run};

/// The session whose screen it shows, and where its video lies in AWS's layout.
pub const DESKTOP: &str = "5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09";
const SAMPLE: &str = "../crates/sekisho/tests/program/desktop";
const VIDEO: &str = "s3/example-rdp-recordings/2026/11/20/5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09/\
     i-0c3d4e5f60718293a.mp4";

/// The sample has three seconds, of which so many make a piece.
const TIMES: u32 = 10;

/// Seconds of a piece, and about what it takes in bytes. It is longer than what the archive packs together, in which it
/// would be found again.
const PIECE_SECONDS: u64 = 3 * TIMES as u64;
const PIECE_BYTES: u64 = 3_800_000;

/// How long a video is to be.
#[derive(Clone, Copy, Debug)]
pub enum Length {
    /// In seconds.
    Seconds(u64),
    /// In bytes, at about a megabit for each second.
    Bytes(u64),
}

/// Writes the video of one session, 1920×1080 at five frames a second with a key frame every three seconds and the index
/// behind the frames, and gives its path.
///
/// The sample is scaled and encoded once, with noise that no compressor sees through; the piece is then repeated as it is.
///
/// # Errors
/// `ffmpeg` is missing or fails, or what the file system says.
pub fn write_desktop(folder: &Path, length: Length) -> anyhow::Result<PathBuf> {
    let ffmpeg = from_path("ffmpeg").context("ffmpeg is missing: run `make setup-ffmpeg`")?;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE).join(VIDEO);
    let (video, piece) = (folder.join(VIDEO), folder.with_extension("mp4"));
    video.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    let repeated = |times: u64, of: &Path| {
        let mut command = Command::new(&ffmpeg);
        command.args(["-v", "error", "-y", "-stream_loop", &(times - 1).to_string(), "-i"]).arg(of);
        command
    };
    let mut encode = repeated(TIMES.into(), &sample);
    encode.args(["-vf", "scale=1920:1080,noise=alls=4:allf=t", "-c:v", "libx264"]);
    encode.args(["-preset", "superfast", "-b:v", "1M", "-g", "15"]);
    run(encode.arg(&piece), &[0])?;
    let pieces = match length {
        Length::Seconds(seconds) => seconds.div_ceil(PIECE_SECONDS),
        Length::Bytes(bytes) => bytes.div_ceil(PIECE_BYTES),
    };
    run(repeated(pieces, &piece).args(["-c", "copy"]).arg(&video), &[0])?;
    std::fs::remove_file(piece)?;
    Ok(video)
}
