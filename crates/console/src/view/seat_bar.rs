//! The seat bar: taken, being assigned, free, expiring and over, drawn to scale as attributes of a picture, because
//! the content policy allows no inline style. Never the only place where a number is said.

/// Seats of a product or subscription.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatBar {
    /// Seats that can be assigned: active and expiring.
    pub total: i64,
    /// Seats with a holder.
    pub taken: i64,
    /// Seats that open operations are about to give (D-4).
    pub reserved: i64,
    /// Seats of the total whose subscription has expired (R-AVAIL-2).
    pub expiring: i64,
}

/// A piece of the bar, in percent of its width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its class.
    pub class: &'static str,
    /// Where it begins.
    pub x: String,
    /// How wide it is.
    pub width: String,
}

impl SeatBar {
    /// Seats that somebody can still get; never below zero here, the shortage is `over`.
    #[must_use]
    pub fn free(&self) -> i64 {
        (self.total - self.taken - self.reserved).max(0)
    }

    /// Holders beyond the seats there are (R-AVAIL-11).
    #[must_use]
    pub fn over(&self) -> i64 {
        (self.taken - self.total).max(0)
    }

    /// The pieces from left to right; pieces of nothing are left out.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment> {
        let scale = self.total.max(self.taken).max(1);
        let taken = self.taken.min(self.total);
        let mut start = 0;
        let mut out = Vec::new();
        let pieces = [
            ("seat-taken", taken),
            ("seat-reserved", self.reserved.min(self.total - taken)),
            ("seat-free", self.free()),
            ("seat-over", self.over()),
        ];
        for (class, seats) in pieces {
            if seats > 0 {
                out.push(Segment { class, x: percent(start, scale), width: percent(seats, scale) });
                start += seats;
            }
        }
        out
    }

    /// The line under the seats that expire: they are the last to be used up.
    #[must_use]
    pub fn expiring_line(&self) -> Option<Segment> {
        let scale = self.total.max(self.taken).max(1);
        let seats = self.expiring.min(self.total);
        (seats > 0).then(|| Segment {
            class: "seat-expiring",
            x: percent(self.total - seats, scale),
            width: percent(seats, scale),
        })
    }
}

/// A share in percent with two digits, without floating point.
fn percent(part: i64, whole: i64) -> String {
    let hundredths = i128::from(part) * 10_000 / i128::from(whole.max(1));
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(bar: SeatBar) -> String {
        bar.segments()
            .iter()
            .map(|s| format!("{} {} {}", s.class, s.x, s.width))
            .collect::<Vec<_>>()
            .join(", ")
    }

    #[test]
    fn pieces_fill_the_bar_to_scale() {
        let bar = SeatBar { total: 200, taken: 100, reserved: 50, expiring: 0 };
        assert_eq!(
            drawn(bar),
            "seat-taken 0.00% 50.00%, seat-reserved 50.00% 25.00%, seat-free 75.00% 25.00%"
        );
    }

    #[test]
    fn r_avail_11_a_shortage_is_drawn_beyond_the_seats() {
        let bar = SeatBar { total: 30, taken: 40, reserved: 0, expiring: 10 };
        assert_eq!(drawn(bar), "seat-taken 0.00% 75.00%, seat-over 75.00% 25.00%");
        assert_eq!(bar.over(), 10);
        assert_eq!(bar.expiring_line().unwrap().x, "50.00%");
    }

    #[test]
    fn no_seats_draw_nothing() {
        assert_eq!(drawn(SeatBar::default()), "");
        assert!(SeatBar::default().expiring_line().is_none());
    }
}
