//! How is something measured in a real browser?

use std::path::Path;
use std::process::Command;

use anyhow::ensure;

use super::program::{Server, from_path};

/// Runs a script of `benches/browser` with the address of a server and what else it asks for; it prints what it finds.
/// Where something is missing, that is printed instead.
///
/// # Errors
/// The script fails.
#[allow(clippy::print_stdout)]
pub fn in_browser(script: &str, server: &Server, arguments: &[&str]) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let playwright = root.join("../web/node_modules/playwright-core");
    let missing = [
        ("node", from_path("node").is_none()),
        ("chromium", from_path("chromium").is_none() && std::env::var_os("CHROMIUM").is_none()),
        ("web/node_modules", !playwright.exists()),
    ];
    if let Some((name, _)) = missing.iter().find(|(_, is_missing)| *is_missing) {
        println!(
            "{name} is missing (`make setup-bench` gets it), so nothing was measured in a browser."
        );
        return Ok(());
    }
    let status = Command::new("node")
        .arg(root.join("benches/browser").join(script))
        .arg(format!("http://{}", server.host))
        .args(arguments)
        .status()?;
    ensure!(status.success(), "the measurement in the browser ended with {status}");
    Ok(())
}
