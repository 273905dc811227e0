//! How much is asked of a bucket with very many objects?

use sekisho_tests::corpus::write_tiny;

use crate::estate::{Estate, LOGS};

#[test]
fn each_object_is_read_once_and_a_page_of_the_listing_is_a_thousand() {
    const OBJECTS: usize = 100_000;
    let estate = Estate::buckets(&["auto-approved"]);
    estate.once();
    for (key, file) in write_tiny(&estate.path("from"), 1, OBJECTS).unwrap() {
        estate.aws.put_file(LOGS, &key, &file).unwrap();
    }
    let pages = || {
        let calls = estate.aws.calls().into_iter();
        let pages =
            calls.filter(|c| c.operation == "ListObjectVersions" && c.about.starts_with(LOGS));
        pages.count()
    };
    estate.aws.forget_calls();
    assert_eq!(estate.once()["new"], OBJECTS);
    assert_eq!((estate.aws.count("GetObject"), pages()), (OBJECTS, 101));
    let calls = estate.aws.calls().len();
    assert_eq!(calls, OBJECTS + 101 + 1, "and one page of the trail's bucket");

    estate.aws.forget_calls();
    assert_eq!(estate.once()["new"], 0);
    assert_eq!((pages(), estate.aws.calls().len()), (101, 102), "it only lists");
}
