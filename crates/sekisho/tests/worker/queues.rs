//! Is what a queue tells of taken in at once, and only once, however often and in whatever order it is told?

use sekisho_tests::aws::{Fault, Harm, Object, Via};

use crate::estate::{Estate, LOG, LOGS, PROD};
use crate::program::wait_until;

fn with_queue() -> (Estate, String) {
    let estate = Estate::buckets(&["no-request"]);
    let queue = estate.aws.queue(PROD, "news");
    estate.tell(&queue);
    (estate, queue)
}

#[test]
fn a_hundred_notifications_out_of_order_are_one_object_each() {
    let (estate, queue) = with_queue();
    estate.once();
    let keys: Vec<String> = (0..4).map(|n| format!("ssm/news-{n}@example.com-0a1b.log")).collect();
    for key in &keys {
        estate.aws.put_object(Object::new(LOGS, key, LOG)).unwrap();
    }
    for nth in 0..100 {
        let via = [Via::Direct, Via::Sns, Via::EventBridge][nth % 3];
        estate.aws.notify(&queue, LOGS, &keys[nth * 7 % keys.len()], via).unwrap();
    }
    estate.aws.forget_calls();
    let ran = estate.once();
    assert_eq!(ran["new"], 4, "{ran:#}");
    assert_eq!(estate.aws.waiting(&queue), 0, "each message is acknowledged");
    assert_eq!(
        estate.aws.count("GetObject"),
        4,
        "neither the queue nor the listing reads one again"
    );
}

#[test]
fn a_message_is_acknowledged_only_when_its_object_is_safe() {
    let (estate, queue) = with_queue();
    let key = "ssm/denied@example.com-0a1b.log";
    estate.aws.put_object(Object::new(LOGS, key, LOG)).unwrap();
    estate.aws.notify(&queue, LOGS, key, Via::Direct).unwrap();
    estate.aws.fail(Fault::new("ReceiveMessage", Harm::Denied));
    let ran = estate.once();
    assert_eq!(ran["troubles"][0]["code"], "denied");
    assert_eq!(estate.aws.waiting(&queue), 1);
    estate.aws.heal();
    estate.once();
    assert_eq!(estate.aws.waiting(&queue), 0);
}

#[test]
fn a_new_log_is_found_while_the_worker_runs() {
    let (estate, queue) = with_queue();
    estate.aws.subscribe(&queue, LOGS, Via::Direct);
    let running = estate.forever();
    wait_until("the queue is asked", || estate.aws.count("ReceiveMessage") > 0);
    let key = "ssm/mallory@example.com-0a1b2c3d4e5f60718.log";
    estate.aws.put_object(Object::new(LOGS, key, LOG)).unwrap();
    let found =
        || estate.answers(&["sessions", "list"]).is_some_and(|told| told.contains("mallory"));
    wait_until("the session is found", found);
    wait_until("its message is acknowledged", || estate.aws.waiting(&queue) == 0);
    assert!(running.end(), "it ends in good order when asked to");
}
