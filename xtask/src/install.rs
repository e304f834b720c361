//! What the tests need beside Rust, and its installation from the distribution's packages.
//! It must never fetch anything by another way than apt-get, nor ask a question.

use std::path::{Path, PathBuf};

use crate::{cluster, say, shell};

/// Node's own test runner with the flags we use, and the browser driver, need this one.
const NODE_MIN: u32 = 18;

/// Something that a stage cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Postgres,
    Chromium,
    Node,
}

impl Need {
    fn present(self) -> bool {
        match self {
            Self::Postgres => {
                std::env::var_os(cluster::SERVER_VARIABLE).is_some() || cluster::programs().is_some()
            }
            Self::Chromium => chromium().is_file(),
            Self::Node => node_version().is_some_and(|version| version >= NODE_MIN) && npm_answers(),
        }
    }

    fn label(self) -> String {
        match self {
            Self::Postgres => format!("PostgreSQL {} or newer", cluster::VERSION_MIN),
            Self::Chromium => format!("Chromium at {}", chromium().display()),
            Self::Node => format!("Node.js {NODE_MIN} or newer with npm"),
        }
    }

    /// Fonts come with the browser: without one no text has a size.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Postgres => &["postgresql"],
            Self::Chromium => &["chromium", "fonts-liberation"],
            Self::Node if node_version().is_some() => &["npm"],
            Self::Node => &["nodejs", "npm"],
        }
    }
}

/// Where the browser is: the distribution's, unless `CUPO_CHROMIUM` names another.
pub fn chromium() -> PathBuf {
    std::env::var_os("CUPO_CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

/// Installs what is missing, or says in one line what to install.
pub fn ensure(needs: &[Need]) -> Result<(), String> {
    let missing: Vec<Need> = needs.iter().copied().filter(|need| !need.present()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let labels = missing.iter().map(|need| need.label()).collect::<Vec<_>>().join(", ");
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
    let remedy = format!("install {labels}: sudo apt-get install {}", packages.join(" "));
    say(&format!("missing: {labels}"));
    let Some(leading) = privilege() else { return Err(remedy) };
    apt(leading, &["-qq", "update"]).map_err(|error| format!("{remedy} ({error})"))?;
    let words = [&["-qq", "-y", "--no-install-recommends", "install"], packages.as_slice()].concat();
    apt(leading, &words).map_err(|error| format!("{remedy} ({error})"))?;
    match missing.iter().find(|need| !need.present()) {
        None => Ok(()),
        Some(need) => Err(format!("{} is still missing after apt-get; install it by hand", need.label())),
    }
}

/// The words before apt-get, when this user may run it without a password.
fn privilege() -> Option<&'static [&'static str]> {
    shell::answer("apt-get", &["--version"])?;
    if shell::answer("id", &["-u"])? == "0" {
        return Some(&[]);
    }
    shell::answer("sudo", &["-n", "true"]).map(|_| ["sudo", "-n"].as_slice())
}

fn apt(leading: &[&str], words: &[&str]) -> Result<(), String> {
    // `env`, since sudo drops the variable; another apt-get that is at work is waited for.
    let command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];
    let all = [leading, &command, words].concat();
    let Some((name, rest)) = all.split_first() else { return Ok(()) };
    shell::run(&mut shell::program(Path::new("/"), name, rest)).map(drop)
}

fn node_version() -> Option<u32> {
    parse_node_version(&shell::answer("node", &["--version"])?)
}

fn parse_node_version(text: &str) -> Option<u32> {
    text.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn npm_answers() -> bool {
    shell::answer("npm", &["--version"]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_its_first_number() {
        assert_eq!(parse_node_version("v20.20.2\n"), Some(20));
        assert_eq!(parse_node_version("v18.20.4"), Some(18));
        assert_eq!(parse_node_version("20"), None);
    }
}
