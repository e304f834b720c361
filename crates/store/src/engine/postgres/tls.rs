//! Encryption on the way to PostgreSQL: what `sslmode` and `sslrootcert` of an address ask for. Where encryption was asked
//! for, nothing goes in clear; where a certificate was asked for, nobody else is believed.

use std::path::PathBuf;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::StoreError;

/// How far a connection is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// In clear.
    Disable,
    /// Encrypted where the server can, in clear where not; the server is not checked.
    #[default]
    Prefer,
    /// Encrypted or not at all; the server is checked only against a certificate that is named.
    Require,
    /// Encrypted, and the server has a certificate for its name.
    VerifyFull,
}

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    pub mode: Mode,
    /// File of the certificates that are believed; the system's without it.
    pub root: Option<PathBuf>,
}

fn wrong(text: impl Into<String>) -> StoreError {
    StoreError::Encryption(text.into())
}

/// Takes what is said about encryption out of an address, and leaves what the driver understands.
///
/// # Errors
/// `Encryption` with the word that is not understood.
pub(super) fn read(address: &str) -> Result<(String, Wish), StoreError> {
    let Some((base, query)) = address.split_once('?') else {
        return Ok((address.to_owned(), Wish::default()));
    };
    let mut wish = Wish::default();
    let mut rest: Vec<&str> = Vec::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = percent_decode_str(value).decode_utf8();
        match (name, value) {
            ("sslmode", Ok(value)) => wish.mode = mode(&value)?,
            ("sslrootcert", Ok(value)) if !value.is_empty() => wish.root = Some(PathBuf::from(&*value)),
            ("sslmode" | "sslrootcert", _) => return Err(wrong(format!("{name} has no value"))),
            _ => rest.push(pair),
        }
    }
    if wish.root.is_some() && !matches!(wish.mode, Mode::Require | Mode::VerifyFull) {
        return Err(wrong("sslrootcert works with sslmode=verify-full or sslmode=require"));
    }
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    Ok((format!("{base}{query}"), wish))
}

fn mode(text: &str) -> Result<Mode, StoreError> {
    match text {
        "disable" => Ok(Mode::Disable),
        "prefer" => Ok(Mode::Prefer),
        "require" => Ok(Mode::Require),
        "verify-full" => Ok(Mode::VerifyFull),
        other => {
            Err(wrong(format!("there is no sslmode {other}; write disable, prefer, require or verify-full")))
        }
    }
}

impl Wish {
    /// The same for the driver, which knows only whether to ask for encryption.
    pub(super) fn for_driver(&self) -> SslMode {
        match self.mode {
            Mode::Disable => SslMode::Disable,
            Mode::Prefer => SslMode::Prefer,
            Mode::Require | Mode::VerifyFull => SslMode::Require,
        }
    }

    /// What makes the encrypted connections.
    ///
    /// # Errors
    /// `Encryption` when the file of certificates cannot be read, or the system has none.
    pub(super) fn connector(&self) -> Result<MakeRustlsConnect, StoreError> {
        let provider = Arc::new(ring::default_provider());
        let begin = ClientConfig::builder_with_provider(Arc::clone(&provider));
        let begin = begin.with_safe_default_protocol_versions().map_err(|e| wrong(e.to_string()))?;
        let config = match (&self.root, self.mode) {
            (Some(file), _) => begin.with_root_certificates(certificates(file)?),
            (None, Mode::VerifyFull) => begin.with_platform_verifier().map_err(|e| wrong(e.to_string()))?,
            (None, _) => begin.dangerous().with_custom_certificate_verifier(Arc::new(Unchecked { provider })),
        };
        Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
    }
}

fn certificates(file: &std::path::Path) -> Result<RootCertStore, StoreError> {
    let failed = |why: String| wrong(format!("sslrootcert {}: {why}", file.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|e| failed(e.to_string()))? {
        let certificate = certificate.map_err(|e| failed(e.to_string()))?;
        roots.add(certificate).map_err(|e| failed(e.to_string()))?;
    }
    if roots.is_empty() { Err(failed("there is no certificate in it".to_owned())) } else { Ok(roots) }
}

/// Believes any certificate and still checks that the other side has its key: `prefer` and `require` keep out those who
/// listen, not those who pose as the server.
#[derive(Debug)]
struct Unchecked {
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Unchecked {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(address: &str) -> String {
        match read(address) {
            Ok((rest, wish)) => format!("{rest} {:?} {:?}", wish.mode, wish.root),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn encryption_is_taken_out_of_the_address() {
        assert_eq!(told("postgres://a@b/c"), "postgres://a@b/c Prefer None");
        assert_eq!(told("postgres://a@b/c?sslmode=disable"), "postgres://a@b/c Disable None");
        let address = "postgres://a@b/c?connect_timeout=5&sslmode=verify-full&sslrootcert=%2Fetc%2Fca%20x.pem&options=-c";
        assert_eq!(
            told(address),
            "postgres://a@b/c?connect_timeout=5&options=-c VerifyFull Some(\"/etc/ca x.pem\")"
        );
    }

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        assert!(told("postgres://a@b/c?sslmode=verify-ca").contains("no sslmode verify-ca; write disable"));
        assert!(told("postgres://a@b/c?sslmode=").contains("no sslmode ;"));
        assert!(told("postgres://a@b/c?sslrootcert=/x&sslmode=prefer").contains("sslrootcert works with"));
        assert!(told("postgres://a@b/c?sslmode=require&sslrootcert").contains("sslrootcert has no value"));
    }

    #[test]
    fn a_file_without_certificates_is_refused_with_its_name() {
        let wish = Wish { mode: Mode::VerifyFull, root: Some(PathBuf::from("/nowhere/ca.pem")) };
        let told = wish.connector().err().map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains("/nowhere/ca.pem"), "{told}");
    }
}
