//! Law 4 from outside: the program killed in the middle of a build, many times, leaves a store that is sound, and
//! building again ends where an undisturbed build ends.
#![cfg(test)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many builds are killed, spread over the time that one takes.
const KILLS: u32 = 12;

fn quanlo(store: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quanlo"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["--quiet", "--threads", "1", "--store"])
        .arg(store)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn succeeds(store: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = quanlo(store, arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

#[test]
fn a_killed_build_leaves_a_sound_store_and_the_next_one_finishes_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let clean = folder.path().join("clean");
    let begun = Instant::now();
    succeeds(&clean, &["build", "examples/articles"]);
    let whole = begun.elapsed();
    let want = succeeds(&clean, &["export", "--format", "nquads"]);

    let store = folder.path().join("killed");
    for kill in 0..KILLS {
        // Every second round begins anew, the others go on with what the kill before left.
        if kill % 2 == 0 && store.exists() {
            std::fs::remove_dir_all(&store).unwrap();
        }
        let mut build = quanlo(&store, &["build", "examples/articles"])
            .spawn()
            .unwrap();
        std::thread::sleep(
            whole
                .mul_f64(f64::from(kill + 1) / f64::from(KILLS))
                .max(Duration::from_millis(5)),
        );
        build.kill().unwrap();
        build.wait().unwrap();
        // A store killed before it was begun is none; any other has no fault.
        let check = quanlo(&store, &["check"]).output().unwrap();
        assert_ne!(
            check.status.code(),
            Some(1),
            "{}",
            String::from_utf8_lossy(&check.stdout)
        );
        if kill % 3 == 2 {
            succeeds(&store, &["build", "examples/articles"]);
            succeeds(&store, &["check"]);
            let got = succeeds(&store, &["export", "--format", "nquads"]);
            assert!(
                want == got,
                "after {} kills the store is not that of a clean build",
                kill + 1
            );
        }
    }
}
