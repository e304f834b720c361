//! Whatever the bytes and however they arrive.

use proptest::prelude::*;

use super::*;

/// Hands out its bytes in pieces of these lengths, over and over.
struct Pieces<'a> {
    bytes: &'a [u8],
    lengths: &'a [usize],
    next: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.lengths[self.next % self.lengths.len()];
        self.next += 1;
        let (piece, rest) = self.bytes.split_at(length.min(self.bytes.len()).min(buffer.len()));
        buffer[..piece.len()].copy_from_slice(piece);
        self.bytes = rest;
        Ok(piece.len())
    }
}

/// Bytes that mean something to the splitter more often than chance would have it.
fn awkward() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\"".to_vec()),
        Just(b",".to_vec()),
        Just(b";".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n".to_vec()),
        Just("é".as_bytes().to_vec()),
        Just(b"\xe9".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just(sound("ana@ribera.example").into_bytes()),
        Just(format!("\r\n{}\r\n", sound("eva@ribera.example")).into_bytes()),
        Just(vec![b'x'; 70_000]),
        Just(vec![b'\n'; 300]),
        proptest::collection::vec(any::<u8>(), 0..20),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn headed(body: &[u8]) -> Vec<u8> {
    [HEADINGS.as_bytes(), b"\r\n", body].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        if let Ok(rows) = open(&*bytes) {
            prop_assert!(rows.count() <= bytes.len());
        }
    }

    #[test]
    fn rows_come_in_the_order_of_lines_and_every_line_is_told_of(body in awkward()) {
        let bytes = headed(&body);
        let rows = rows(&bytes);
        prop_assert!(rows.windows(2).all(|pair| pair[0].line < pair[1].line));
        prop_assert!(rows.iter().all(|row| row.user.is_some() == (row.verdict <= Verdict::Warn)));
        prop_assert_eq!(rows.is_empty(), body.is_empty());
    }

    #[test]
    fn how_the_reader_cuts_its_bytes_changes_nothing(
        body in awkward(),
        lengths in proptest::collection::vec(1_usize..100_000, 1..5),
        tiny in any::<bool>(),
        marked in any::<bool>(),
    ) {
        let mut bytes = headed(&body);
        if marked {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        let lengths = if tiny { vec![1, 2, 1, 3] } else { lengths };
        let cut: Vec<Row> = open(Pieces { bytes: &bytes, lengths: &lengths, next: 0 })
            .expect("the heading line is sound")
            .map(|row| row.expect("read"))
            .collect();
        prop_assert_eq!(rows(&bytes), cut);
    }

    #[test]
    fn a_sound_row_survives_any_single_broken_line_before_it(broken in "[\",;a-z]{0,40}") {
        let told = rows(&file(&[&broken, &sound("ana@ribera.example")]));
        let last = told.last().expect("rows");
        prop_assert_eq!((last.line, last.verdict), (3, Verdict::Accept), "after {:?}", broken);
    }
}
