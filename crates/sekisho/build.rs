//! When must the program be built again although no Rust file changed?

fn main() {
    // The web app is embedded; cargo does not see files that were not there at the last build.
    println!("cargo::rerun-if-changed=../../web/dist");
}
