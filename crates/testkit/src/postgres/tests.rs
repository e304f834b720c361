//! What the test databases themselves promise.

use super::*;

#[test]
fn the_database_takes_the_place_of_the_one_in_the_address() {
    let url = with_database("postgres://postgres@127.0.0.1:5433/postgres", "t").expect("an address");
    assert_eq!(url, "postgres://postgres@127.0.0.1:5433/t");
    let url = with_database("postgres://h?sslmode=disable", "t").expect("an address");
    assert_eq!(url, "postgres://h/t?sslmode=disable");
    assert!(with_database("host=localhost", "t").is_err(), "key-value strings have no place for the name");
}

#[tokio::test]
async fn a_database_is_new_usable_and_gone_after_close() {
    let Some(database) = database_or_notice().await.expect("a usable server") else { return };
    let server = server_url().expect("a server, since there is a database");
    run(database.url(), "CREATE TABLE seat (n BIGINT); INSERT INTO seat VALUES (1)").await.expect("usable");
    let other = fresh_database().await.expect("a second database");
    assert_ne!(database.url(), other.url());
    run(other.url(), "CREATE TABLE seat (n BIGINT)").await.expect("nothing is shared");
    let (url, dropped_url) = (database.url().to_owned(), other.url().to_owned());
    database.close().await.expect("removable");
    drop(other);
    assert!(run(&url, "SELECT 1").await.is_err(), "closed means gone");
    assert!(run(&dropped_url, "SELECT 1").await.is_err(), "dropped means gone");
    run(&server, "SELECT 1").await.expect("the server stays");
}
