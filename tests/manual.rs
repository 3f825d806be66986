//! What the program prints about itself for shells and for `man`: every command is there.
#![cfg(test)]

use std::process::Command;

fn quanlo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_quanlo"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

/// The names of the commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = quanlo(&["--help"]);
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    lines
        .take_while(|line| !line.is_empty())
        .filter(|line| !line.starts_with("    "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

#[test]
fn every_command_is_completed_in_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = quanlo(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    assert_eq!(quanlo(&["man", pages.to_str().unwrap()]), "");
    let main = quanlo(&["man"]);
    assert!(commands().contains(&"place".to_owned()));
    for command in commands() {
        assert!(main.contains(&command.replace('-', "\\-")), "{command}");
        assert!(
            pages.join(format!("quanlo-{command}.1")).is_file(),
            "{command}"
        );
    }
}
