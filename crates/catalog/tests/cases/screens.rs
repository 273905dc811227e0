//! Does what is kept of a video come back, and only until it is replaced?

use sekisho_catalog::{
    AboutScreen, AboutText, Catalog, Reading, SceneText, ScreenLine, ScreenSize, StoredActivity,
    StoredPictures, StoredScreen, TextState,
};

use super::sample::{TROUBLE, hash, reading};

/// A video with two sheets.
pub(crate) fn screen() -> StoredScreen {
    StoredScreen {
        about: AboutScreen {
            container: Some("mp4".into()),
            codec: Some("avc1.64001f".into()),
            sizes: vec![ScreenSize { at_us: 0, width: 1366, height: 768 }],
            duration_us: Some(11_000_000),
            frames: 3,
            key_frames: 1,
            is_whole: false,
            ends: Some(TROUBLE.into()),
            whole_bytes: Some(4096),
            activity: Some(StoredActivity {
                slice_us: 1_000_000,
                changed: vec![0, 255],
                idle_us: vec![(0, 11_000_000)],
            }),
            pictures: StoredPictures { sheets: 2, at_us: vec![0], ..StoredPictures::default() },
        },
        times_us: vec![0, 66_733, 133_467],
        sheets: vec![vec![0xff, 0, b'\''], Vec::new()],
    }
}

/// What was read in the first of two pictures.
pub(crate) fn text() -> (AboutText, Vec<SceneText>) {
    let about = AboutText {
        engine: Some("tesseract 5.3.0 (eng, jpn)".into()),
        scenes: 2,
        read: 1,
        lines: 2,
        ..AboutText::default()
    };
    let line = |text: &str| ScreenLine { text: text.into(), secrets: 1 };
    (about, vec![SceneText { at_us: 0, lines: vec![line("手順"), line(TROUBLE)] }])
}

/// The original `byte`, of a kind.
fn object(number: u64, byte: u8, kind: &str) -> Reading {
    let mut reading = reading(number, "b", byte, 0);
    reading.object.kind = kind.into();
    reading
}

pub(crate) async fn come_back(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let readings = [
        object(1, 1, "video-mp4"),
        object(2, 1, "video-mp4"),
        object(3, 2, "video-webm"),
        object(4, 3, "cloudtrail"),
    ];
    catalog.put_readings(&readings).await.unwrap();
    assert_eq!(catalog.new_screens().await.unwrap(), [hash(1), hash(2)]);
    assert_eq!(catalog.screen(&hash(1)).await.unwrap(), None);
    assert_eq!(catalog.screen_frames(&hash(1)).await.unwrap(), None);

    let screen = screen();
    catalog.put_screen(&hash(1), screen.clone()).await.unwrap();
    assert_eq!(catalog.new_screens().await.unwrap(), [hash(2)]);
    assert_eq!(catalog.screen(&hash(1)).await.unwrap(), Some(screen.about.clone()));
    assert_eq!(catalog.screen_frames(&hash(1)).await.unwrap(), Some(screen.times_us.clone()));
    assert_eq!(catalog.sheet(&hash(1), 0).await.unwrap().as_ref(), Some(&screen.sheets[0]));

    let later = StoredScreen { sheets: Vec::new(), times_us: Vec::new(), ..screen };
    catalog.put_screen(&hash(1), later).await.unwrap();
    assert_eq!(catalog.sheet(&hash(1), 0).await.unwrap(), None);
    assert_eq!(catalog.screen_frames(&hash(1)).await.unwrap(), Some(Vec::new()));

    assert_eq!(catalog.unread_screens().await.unwrap(), [hash(1)]);
    assert_eq!(catalog.about_screen_text(&hash(1)).await.unwrap(), None);
    assert_eq!(catalog.screen_text(&hash(1)).await.unwrap(), []);
    let (about, mut scenes) = text();
    catalog.put_screen_text(&hash(1), &about, &scenes).await.unwrap();
    assert_eq!(catalog.unread_screens().await.unwrap(), [hash(1)], "the next run reads on");
    assert_eq!(catalog.screen_text(&hash(1)).await.unwrap(), scenes);
    scenes.push(SceneText { at_us: 66_733, lines: Vec::new() });
    let about = AboutText { state: TextState::Read, read: 2, ..about };
    catalog.put_screen_text(&hash(1), &about, &scenes).await.unwrap();
    assert_eq!(catalog.unread_screens().await.unwrap(), []);
    assert_eq!(catalog.about_screen_text(&hash(1)).await.unwrap(), Some(about));
    assert_eq!(catalog.screen_text(&hash(1)).await.unwrap(), scenes);
    catalog.dump().await.unwrap()
}
