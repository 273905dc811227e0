//! Is output told that nobody saw as it was written, and nothing beside it?
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use proptest::prelude::*;
use sekisho_recording::{Kind, Limits, Recording, derive, read};

fn log(output: &str) -> Recording {
    let mut bytes = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
    bytes.extend_from_slice(output.as_bytes());
    read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

/// Each stretch with its way: `concealed "text"`.
fn told(output: &str) -> Vec<String> {
    let recording = log(output);
    let hidden = derive(&recording, None, None).hidden;
    let told = hidden.iter().map(|hidden| {
        let from = hidden.offset as usize;
        let bytes = &recording.output[from..from + hidden.length as usize];
        format!("{} {}", hidden.way.name(), String::from_utf8_lossy(bytes).escape_debug())
    });
    told.collect()
}

#[test]
fn every_way_of_hiding_is_told_where_it_stands() {
    let mut table = String::new();
    for output in [
        "\x1b]0;title\r\r\nrm -rf /srv\r\r\n",
        "\x1b]0;a\r\nb\x07c\r\r\n",
        "\x1bPq text\x1b[0m rest\r\r\n",
        "\x1b]52;c;YWJj\x18shown\r\r\n",
        "see \x1b[8mnothing here\x1b[0m end\r\r\n",
        "\x1b[8mone\x1b[1mtwo\x1b[28m three\r\r\n",
        "\x1b[30;40mblack on black\x1b[m\r\r\n",
        "\x1b[38;5;0;48;5;0mblack\x1b[m\r\r\n",
        "\x1b[38;2;9;9;9m\x1b[48:2:9:9:9mgrey\x1b[49m seen\r\r\n",
        "cat notes\u{202e}txt.exe\r\r\n",
        "prod\u{200b}-db\u{200b} and \u{feff}more\r\r\n",
        "curl evil.example\rls             \r\r\n",
        "Deleted 412 rows\x1b[2K\rnothing to do\r\r\n",
        "DROP TABLE users\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08SELECT 1 FROM x \r\r\n",
        "[==>   ] 41% 9KiB customers.csv\r[======] 100% 2MiB              \r\r\n",
        "DROP TABLE users\x1b[16DSELECT 1 FROM x \r\r\n",
        "DROP TABLE users\x1b[1GSELECT 1 FROM x \r\r\n",
        "DROP TABLE users\x1b[1`SELECT 1 FROM x \r\r\n",
        "\x1b7DROP TABLE users\x1b8SELECT 1 FROM x \r\r\n",
        "\x1b[sDROP TABLE users\x1b[uSELECT 1 FROM x \r\r\n",
        "DROP TABLE users\x1b[1K\r\r\n",
        "DROP TABLE users\r\x1b[16Pok\r\r\n",
        "DROP TABLE users\r\x1b[16Xok\r\r\n",
        "DROP TABLE users\x1b[Mok\r\r\n",
        "DROP TABLE users\r\r\n\x1b[1J\rok\r\r\n",
        "DROP TABLE users\r\r\n\x1bM\x1b[2Kok\r\r\n",
        "\x1b[38;5;16;48;5;0mblack\x1b[m\r\r\n",
        "\x1b[38;2;10;10;10;48;2;11;11;11mblack\x1b[m\r\r\n",
        "\x1b[38:2::9:9:9;48:2::9:9:9mblack\x1b[m\r\r\n",
        "\x1b[30mblack on the screen\x1b[m\r\r\n",
        "DELETE 5000\r\r\n\x1b[1A\x1b[2KOK\r\r\n",
        "DELETE 5000\r\r\n\x1b[Fall fine\r\r\n",
    ] {
        let told = told(output);
        assert!(!told.is_empty(), "{output:?}");
        writeln!(table, "{:62} {}", output.escape_debug().to_string(), told.join(" + ")).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn honest_output_is_not_told() {
    for output in [
        "plain\r\r\n日本語 emoji 👨\u{200d}👩 \r\r\n",
        "\x1b]0;title\x07\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\r\r\n",
        "\x1b[31;40mred on black\x1b[0;7minverse\x1b[m\r\r\n",
        "\x1b[42;32m    \x1b[m done\r\r\n",
        "downloading  10%\rdownloading 100%\r\r\n",
        // The whole of what `pv -L 900k FILE` wrote.
        " 900KiB 0:00:01 [ 815KiB/s] [=====>            ] 30% ETA 0:00:02\r\
         1.76MiB 0:00:02 [ 964KiB/s] [===========>      ] 61% ETA 0:00:01\r\
         2.64MiB 0:00:03 [ 876KiB/s] [================> ] 92% ETA 0:00:00\r\
         2.86MiB 0:00:03 [ 902KiB/s] [=================>] 100%            \r\r\n",
        "[=>   ] 1/9\r[====>] 9/9\r\r\n",
        "\x1b[?2004h$ lsa\x08\x1b[K\rhistory of it\r\r\n\x1b[?2004l\r",
        "\x1b[?1049hwords of an editor\rother\x1b[?1049l\r\r\n",
        "[ec2-user@db ~]$ sudo rebo\x08 \x08\x08 \x08\x08 \x08\x08 \x08ls\r\r\n",
        "ends with several\r\r\r\n",
        // A pager goes back, and `apt` draws its bar in the last row.
        "\x1b[H\x1bMcommit 3f8096d\r\r\n",
        "Unpacking curl\r\r\n\x1b7\x1b[30;0f\x1b[42m\x1b[30mProgress: [ 20%]\x1b[49m\x1b[39m [#.] \x1b8\r\r\n",
        "\x1b[30;42mblack on green\x1b[m\r\r\n",
        "\x1b[2Gtwo\x1b[40Gcolumns\r\r\n",
    ] {
        assert_eq!(told(output), [""; 0], "{output:?}");
    }
}

/// Text of the letters that steer a terminal.
fn output() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word", " ", "\r", "\n", "\x08", "\x1b", "[", "]", "8m", "30;40m", "m", "2K", "A", "\x07",
        "P", "\\", "?2004h", "?2004l", "本", "\u{202e}", "\u{200b}", "\x18", "0;",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn stretches_are_in_order_and_inside_of_the_output(output in output()) {
        let recording = log(&output);
        let hidden = derive(&recording, None, None).hidden;
        prop_assert!(hidden.is_sorted_by_key(|hidden| hidden.offset));
        for hidden in hidden {
            prop_assert!(hidden.length > 0);
            prop_assert!(hidden.offset + hidden.length <= recording.output.len() as u64);
        }
    }
}
