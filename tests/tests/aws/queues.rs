//! Does a queue deliver until it is told to stop, in each form of notification?

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::Message;
use sekisho_tests::aws::{Aws, Object, Via};

use crate::clients::{PROD, TOKYO, empty, from};

async fn receive(client: &Client, queue: &str) -> Vec<Message> {
    let ask = client.receive_message().queue_url(queue).max_number_of_messages(10);
    ask.wait_time_seconds(1).send().await.unwrap().messages().to_vec()
}

async fn with_client() -> (Aws, Client, String) {
    let aws = empty();
    aws.put_object(Object::new("logs", "ssm/a b@c.log", "hello")).unwrap();
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    let queue = aws.queue(PROD, "session-logs");
    (aws, client, queue)
}

#[tokio::test]
async fn news_come_in_three_forms() {
    let (aws, client, queue) = with_client().await;
    for via in [Via::Direct, Via::Sns, Via::EventBridge] {
        aws.notify(&queue, "logs", "ssm/a b@c.log", via).unwrap();
    }
    let messages = receive(&client, &queue).await;
    let bodies: Vec<_> = messages.iter().map(|message| message.body().unwrap()).collect();
    assert!(bodies[0].contains("\"key\":\"ssm/a+b%40c.log\",\"size\":5"), "{}", bodies[0]);
    assert!(bodies[1].contains("\\\"key\\\":\\\"ssm/a+b%40c.log\\\""), "{}", bodies[1]);
    assert!(bodies[2].contains("\"key\":\"ssm/a b@c.log\",\"size\":5"), "{}", bodies[2]);
}

#[tokio::test]
async fn a_message_comes_again_until_it_is_deleted() {
    let (aws, client, queue) = with_client().await;
    aws.send(&queue, "one");
    let first = receive(&client, &queue).await.remove(0);
    assert_eq!(receive(&client, &queue).await, [], "it is hidden while somebody works on it");
    let receipt = first.receipt_handle().unwrap();
    let again = client.change_message_visibility().queue_url(&queue).receipt_handle(receipt);
    again.visibility_timeout(0).send().await.unwrap();
    let second = receive(&client, &queue).await.remove(0);
    assert_eq!(second.body(), first.body());
    let delete =
        |receipt: &str| client.delete_message().queue_url(&queue).receipt_handle(receipt).send();
    delete(receipt).await.unwrap();
    assert_eq!(aws.waiting(&queue), 1, "the receipt of an earlier delivery deletes nothing");
    delete(second.receipt_handle().unwrap()).await.unwrap();
    assert_eq!(aws.waiting(&queue), 0);
}

#[tokio::test]
async fn a_missing_queue_is_told() {
    let (aws, client, _queue) = with_client().await;
    let ask = client.receive_message().queue_url(format!("{}/{PROD}/other", aws.endpoint()));
    assert!(ask.send().await.unwrap_err().into_service_error().is_queue_does_not_exist());
}

#[tokio::test]
async fn a_subscribed_queue_is_told_of_what_is_put() {
    let (aws, client, queue) = with_client().await;
    aws.subscribe(&queue, "logs", Via::EventBridge);
    let s3 = aws_sdk_s3::Client::new(&from(&aws, PROD, TOKYO).await);
    let body = aws_sdk_s3::primitives::ByteStream::from_static(b"over the wire");
    s3.put_object().bucket("logs").key("ssm/d.log").body(body).send().await.unwrap();
    aws.put_object(Object::new("logs", "ssm/e.log", "in process")).unwrap();
    aws.put_object(Object::new("other", "ssm/f.log", "elsewhere")).unwrap();
    let messages = receive(&client, &queue).await;
    let told = |key: &str| messages.iter().filter(|one| one.body().unwrap().contains(key)).count();
    assert_eq!([told("ssm/d.log"), told("ssm/e.log"), told("ssm/f.log")], [1, 1, 0]);
}
