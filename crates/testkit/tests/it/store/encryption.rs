//! Encrypted connections to PostgreSQL: what each `sslmode` lets through, on a server with a certificate of its own
//! authority and on one without.

use std::path::{Path, PathBuf};

use cupo_store::store::Store;
use cupo_testkit::postgres::{CARELESS, Cluster, fresh_database, programs};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

/// An authority, and what it gave to a server under these names.
struct Papers {
    authority: String,
    certificate: String,
    key: String,
}

fn papers(names: &[&str]) -> Papers {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &authority).unwrap();
    Papers { authority: authority.pem(), certificate: certificate.pem(), key: key.serialize_pem() }
}

fn encrypted(programs: &Path, papers: &Papers) -> Cluster {
    Cluster::start_with(programs, &CARELESS, Some((&papers.certificate, &papers.key))).unwrap()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("cupo-tls-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let file = self.0.join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Opens the database; the error in words where it does not open.
async fn open(address: &str) -> Result<(), String> {
    match Store::open(address).await {
        Ok(store) => {
            drop(store);
            Ok(())
        }
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_sslmode_lets_through_what_it_promises() {
    let Some(programs) = programs() else { return };
    let (own, other) = (papers(&["127.0.0.1"]), papers(&["127.0.0.1"]));
    let server = encrypted(&programs, &own);
    let folder = Folder::new("modes");
    let (ours, theirs) =
        (folder.write("ours.pem", &own.authority), folder.write("theirs.pem", &other.authority));
    let empty = folder.write("empty.pem", "nothing\n");
    let at = |query: &str| format!("{}{query}", server.url());
    for fine in ["", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require"] {
        assert_eq!(open(&at(fine)).await, Ok(()), "{fine}");
    }
    for checked in ["require", "verify-full"] {
        let with = |root: &str| at(&format!("?sslmode={checked}&sslrootcert={root}"));
        assert_eq!(open(&with(&ours)).await, Ok(()), "{checked}");
        let refused = open(&with(&theirs)).await.unwrap_err();
        assert!(refused.contains("certificate"), "{checked}: {refused}");
        let refused = open(&with(&empty)).await.unwrap_err();
        assert!(refused.contains("empty.pem"), "{checked}: {refused}");
    }
    let refused = open(&at("?sslmode=verify-full")).await.unwrap_err();
    assert!(refused.contains("certificate"), "the system does not know our authority: {refused}");
    let refused = open(&at("?sslmode=verify-ca")).await.unwrap_err();
    assert!(refused.contains("verify-full"), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_for_another_name_is_not_believed() {
    let Some(programs) = programs() else { return };
    let papers = papers(&["database.example"]);
    let server = encrypted(&programs, &papers);
    let folder = Folder::new("name");
    let root = folder.write("root.pem", &papers.authority);
    let refused =
        open(&format!("{}?sslmode=verify-full&sslrootcert={root}", server.url())).await.unwrap_err();
    assert!(refused.contains("certificate"), "{refused}");
    assert_eq!(open(&format!("{}?sslmode=require", server.url())).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_in_clear_where_encryption_is_asked_for() {
    let Ok(database) = fresh_database().await else { return };
    let join = if database.url().contains('?') { "&" } else { "?" };
    for mode in ["require", "verify-full"] {
        let refused = open(&format!("{}{join}sslmode={mode}", database.url())).await.unwrap_err();
        assert!(refused.contains("TLS"), "{mode}: {refused}");
    }
    assert_eq!(open(&format!("{}{join}sslmode=prefer", database.url())).await, Ok(()));
    database.close().await.unwrap();
}
