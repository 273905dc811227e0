//! Does what is kept of a video come back, and only until it is replaced?

use sekisho_catalog::{
    AboutScreen, Catalog, Reading, ScreenSize, StoredActivity, StoredPictures, StoredScreen,
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
    catalog.dump().await.unwrap()
}
