//! Puts the query editor's bundle where the program includes it: an empty file where it was not built, so that the
//! program builds without Node.js.

use std::path::Path;
use std::{env, fs, io};

const BUNDLE: &str = "web/dist/editor.js";

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo sets no OUT_DIR"))?;
    let exists = Path::new(BUNDLE).exists();
    // A watched file that is missing would build the program anew each time; its folder is there in any case.
    let watched = if exists { BUNDLE } else { "web" };
    println!("cargo::rerun-if-changed={watched}");
    let bundle = if exists {
        fs::read(BUNDLE)?
    } else {
        Vec::new()
    };
    fs::write(Path::new(&out).join("editor.js"), bundle)
}
