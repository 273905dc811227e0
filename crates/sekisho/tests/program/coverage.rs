//! Does the program tell which recordings are missing, and does every number lead to exactly what it counts?

use serde_json::Value;

use crate::samples::{Server, data, ingested, json, sekisho};

#[test]
fn the_sample_sessions_are_told_as_a_table() {
    let output = sekisho(&["coverage", "--data", data()]);
    assert_eq!(output.status.code(), Some(5));
    let told = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = told.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn every_number_is_that_of_its_search() {
    let server = Server::start();
    let get = async |path: &str, query: &[(&str, &str)]| -> Value {
        let address = format!("{}/api/v1/{path}", server.address);
        let address = reqwest::Url::parse_with_params(&address, query).unwrap();
        reqwest::get(address).await.unwrap().json().await.unwrap()
    };
    for zone in ["Asia/Tokyo", "America/New_York"] {
        let told = get("coverage", &[("zone", zone)]).await;
        let cells = told["cells"].as_array().unwrap().iter().map(|cell| &cell["states"]);
        let states = cells.chain([&told["states"]]).flat_map(|states| states.as_array().unwrap());
        let mut counted = 0;
        for state in states {
            // The search says by itself in which zone its times are.
            let query = state["query"].as_str().unwrap();
            let found = get("sessions", &[("q", query), ("zone", "UTC"), ("limit", "1")]).await;
            assert_eq!(found["total"], state["sessions"], "{query}");
            counted += state["sessions"].as_u64().unwrap();
        }
        // Each session once in its cell, and once in the sum.
        let all = get("sessions", &[("limit", "1")]).await["total"].as_u64().unwrap();
        assert_eq!(counted, 2 * all, "{zone}");
    }
}

const LOG: &str = "Script started on 2026-11-20 01:00:00+00:00 [COMMAND=\"cat ipcTempFile.log\" <not executed on terminal>]\n\
    sh-5.2$ ls\r\r\n\n\
    Script done on 2026-11-20 01:00:00+00:00 [COMMAND_EXIT_CODE=\"0\"]\n";

#[test]
fn a_log_alone_announces_no_session_that_could_be_missed() {
    let data = ingested("alice-0e34861185201706f", LOG.as_bytes());
    let told = json(&["coverage", "--json", "--data", data.path().to_str().unwrap()]);
    let counts = &told["counts"];
    assert_eq!((&counts["expected"], &counts["unannounced"]), (&0.into(), &1.into()));
}

#[test]
fn days_that_cannot_be_are_refused() {
    for (from, to) in
        [("2026-11-20", "2026-11-19"), ("2020-01-01", "2026-11-19"), ("yesterday", "2026-11-19")]
    {
        let output = sekisho(&["coverage", "--data", data(), "--from", from, "--to", to]);
        assert_eq!(output.status.code(), Some(2), "{from} to {to}");
    }
}
