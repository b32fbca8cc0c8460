//! Pages laid out, which of them is open, and what is marked on it. Every screen is one of these,
//! so moving about is the same everywhere.
//! Knows no story and no screen; what a stop stands for is the screen's affair.

use super::paginate::{At, Leaf, Stop};

/// Pages, the open one, and the marked stop.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spread {
    /// The pages; never none once laid out.
    pub leaves: Vec<Leaf>,
    /// The open one.
    pub open: usize,
    /// The number of the marked stop.
    pub marked: Option<usize>,
    /// The place that is kept in sight however often the pages are laid out anew, until the reader
    /// goes elsewhere.
    anchor: Option<At>,
}

impl Spread {
    /// The open page.
    #[must_use]
    pub fn leaf(&self) -> Option<&Leaf> {
        self.leaves.get(self.open)
    }

    /// Where the reader is: where the open page began when it was opened.
    #[must_use]
    pub fn at(&self) -> At {
        self.anchor
            .or(self.leaf().map(|leaf| leaf.from))
            .unwrap_or((0, 0))
    }

    /// Whether the open page is the last.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.open + 1 >= self.leaves.len()
    }

    /// The marked stop, where it is on the open page.
    #[must_use]
    pub fn marked_stop(&self) -> Option<&Stop> {
        let marked = self.marked?;
        self.leaf()?.stops.iter().find(|stop| stop.offers == marked)
    }

    /// Puts other pages in place of these, open at the same place of the text.
    pub fn lay(&mut self, leaves: Vec<Leaf>, at: At) {
        self.open = leaves.iter().rposition(|leaf| leaf.from <= at).unwrap_or(0);
        self.leaves = leaves;
        self.anchor = Some(at);
        let known = |marked| {
            self.leaves
                .iter()
                .any(|leaf| leaf.stops.iter().any(|stop| stop.offers == marked))
        };
        self.marked = self.marked.filter(|marked| known(*marked));
        if let (Some(marked), None) = (self.marked, self.marked_stop()) {
            self.open_at(marked);
        }
    }

    /// Marks a stop and opens its page.
    pub fn mark(&mut self, offers: usize) {
        self.marked = Some(offers);
        self.anchor = None;
        self.open_at(offers);
    }

    /// Marks the first stop there is.
    pub fn mark_first(&mut self) {
        let first = self.stops().next();
        if let Some(first) = first {
            self.mark(first);
        }
    }

    fn open_at(&mut self, offers: usize) {
        let holds = |leaf: &Leaf| leaf.stops.iter().any(|stop| stop.offers == offers);
        if let Some(at) = self.leaves.iter().position(holds) {
            self.open = at;
        }
    }

    fn stops(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.leaves
            .iter()
            .flat_map(|leaf| &leaf.stops)
            .map(|stop| stop.offers)
    }

    /// A page on. False on the last.
    pub fn forward(&mut self) -> bool {
        if self.is_last() {
            return false;
        }
        self.open += 1;
        self.follow();
        true
    }

    /// A page back. False on the first.
    pub fn backward(&mut self) -> bool {
        if self.open == 0 {
            return false;
        }
        self.open -= 1;
        self.follow();
        true
    }

    /// To this page.
    pub fn turn_to(&mut self, page: usize) {
        self.open = page.min(self.leaves.len().saturating_sub(1));
        self.follow();
    }

    /// To the first page or the last; on a list, to its first stop or its last.
    pub fn to_end(&mut self, last: bool) {
        self.turn_to(if last { usize::MAX } else { 0 });
        if self.marked.is_some() {
            let stops = self.leaf().map_or(&[][..], |leaf| &leaf.stops);
            let end = if last { stops.last() } else { stops.first() };
            self.marked = end.map(|stop| stop.offers).or(self.marked);
        }
    }

    /// A mark that was left behind comes along to the open page, if anything can be marked there.
    fn follow(&mut self) {
        self.anchor = None;
        if self.marked.is_some() && self.marked_stop().is_none() {
            let first = self.leaf().and_then(|leaf| leaf.stops.first());
            self.marked = first.map(|stop| stop.offers).or(self.marked);
        }
    }

    /// Marks the next stop, or turns the page where there is none on it to mark.
    pub fn down(&mut self) {
        self.along(true);
    }

    /// Marks the stop before, or turns back.
    pub fn up(&mut self) {
        self.along(false);
    }

    fn along(&mut self, down: bool) {
        self.anchor = None;
        let Some(leaf) = self.leaf() else { return };
        let here: Vec<usize> = leaf.stops.iter().map(|stop| stop.offers).collect();
        let at = self
            .marked
            .and_then(|marked| here.iter().position(|offers| *offers == marked));
        let next = match (at, down) {
            (Some(at), true) => here.get(at + 1),
            (Some(at), false) => at.checked_sub(1).and_then(|at| here.get(at)),
            (None, true) => here.first(),
            (None, false) => here.last(),
        };
        if let Some(next) = next {
            self.marked = Some(*next);
            return;
        }
        if down && self.open + 1 < self.leaves.len() {
            self.open += 1;
            let first = self
                .leaf()
                .and_then(|leaf| leaf.stops.first())
                .map(|stop| stop.offers);
            self.marked = first.or(self.marked);
        } else if !down && self.open > 0 {
            self.open -= 1;
            let last = self
                .leaf()
                .and_then(|leaf| leaf.stops.last())
                .map(|stop| stop.offers);
            self.marked = last.or(self.marked);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;
    use crate::ui::tui::paginate::{Leaf, Line, Stop};
    use crate::ui::tui::theme::Role;

    /// A page for each list of stops, a row a stop.
    fn spread(pages: &[&[usize]]) -> Spread {
        let leaves = pages.iter().enumerate().map(|(nth, stops)| Leaf {
            lines: vec![Line::of(Role::Text, "x"); stops.len().max(1)],
            stops: stops
                .iter()
                .enumerate()
                .map(|(row, offers)| Stop {
                    offers: *offers,
                    rows: row as u16..row as u16 + 1,
                })
                .collect(),
            from: (nth as u32, 0),
            ..Leaf::default()
        });
        Spread {
            leaves: leaves.collect(),
            ..Spread::default()
        }
    }

    #[test]
    fn nothing_is_marked_until_something_is() {
        let mut pages = spread(&[&[], &[0, 1]]);
        assert!(pages.forward());
        assert_eq!(pages.marked_stop(), None);
        pages.down();
        assert_eq!(pages.marked, Some(0));
        pages.down();
        pages.down();
        assert_eq!(pages.marked, Some(1));
        assert!(!pages.forward());
    }

    #[test]
    fn the_mark_goes_over_the_foot_of_a_page() {
        let mut pages = spread(&[&[0, 1], &[2, 3]]);
        pages.mark(1);
        pages.down();
        assert_eq!((pages.open, pages.marked), (1, Some(2)));
        pages.up();
        assert_eq!((pages.open, pages.marked), (0, Some(1)));
        pages.to_end(true);
        assert_eq!((pages.open, pages.marked), (1, Some(3)));
        pages.to_end(false);
        assert_eq!((pages.open, pages.marked), (0, Some(0)));
    }

    #[test]
    fn laid_out_anew_it_is_open_at_the_same_place() {
        let mut pages = spread(&[&[], &[], &[0]]);
        pages.forward();
        let at = pages.at();
        pages.lay(spread(&[&[], &[], &[], &[0]]).leaves, at);
        assert_eq!(pages.open, 1);
        pages.mark(0);
        pages.lay(spread(&[&[], &[0]]).leaves, (0, 0));
        assert_eq!((pages.open, pages.marked), (1, Some(0)));
        pages.lay(spread(&[&[]]).leaves, (3, 0));
        assert_eq!((pages.open, pages.marked), (0, None));
    }

    #[test]
    fn a_place_is_kept_in_sight_through_any_number_of_layouts() {
        let leaves = |starts: &[u32]| {
            starts
                .iter()
                .map(|from| Leaf {
                    from: (*from, 0),
                    ..Leaf::default()
                })
                .collect::<Vec<_>>()
        };
        let mut pages = Spread::default();
        pages.lay(leaves(&[0, 3, 6]), (0, 0));
        pages.forward();
        pages.forward();
        pages.lay(leaves(&[0, 5]), pages.at());
        pages.lay(leaves(&[0]), pages.at());
        pages.lay(leaves(&[0, 3, 6]), pages.at());
        assert_eq!(pages.open, 2);
    }
}
