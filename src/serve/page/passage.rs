//! A text cut where passages begin and end, so that passages may lie in each other or overlap.

/// A passage of a text: its code points, the end not included, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passage {
    /// The first code point.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// The place of the claim among all.
    pub(super) claim: usize,
}

/// A stretch of a text that lies wholly in some passages, and wholly out of all others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// The first code point.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// The text there.
    pub(super) text: &'t str,
    /// The claims whose passages it lies in, that of the shortest passage first.
    pub(super) claims: Vec<usize>,
    /// The passages that begin here, each once, with their ends.
    pub(super) begins: Vec<(usize, usize)>,
}

/// The paragraphs of a text, cut at the passages.
pub(super) fn cut<'t>(text: &'t str, passages: &[Passage]) -> Vec<Vec<Piece<'t>>> {
    let mut waiting: Vec<Passage> = passages
        .iter()
        .copied()
        .filter(|passage| passage.start < passage.end)
        .collect();
    waiting.sort_unstable();
    let mut borders: Vec<usize> = waiting
        .iter()
        .flat_map(|passage| [passage.start, passage.end])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut cutter = Cutter {
        waiting: waiting.into_iter().peekable(),
        open: Vec::new(),
        begun: Vec::new(),
    };
    let mut borders = borders.into_iter().peekable();
    let mut paragraphs = Vec::new();
    let mut point = 0;
    for line in text.split('\n') {
        let mut paragraph = Vec::new();
        let mut rest = line;
        loop {
            while borders.next_if(|border| *border <= point).is_some() {}
            let wanted = borders.peek().map_or(usize::MAX, |border| border - point);
            let at = rest.char_indices().nth(wanted);
            let (piece, after) = rest.split_at(at.map_or(rest.len(), |(byte, _)| byte));
            if !piece.is_empty() {
                let end = point + piece.chars().count();
                paragraph.push(cutter.piece(piece, point, end));
                point = end;
            }
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        // The end of the line.
        point += 1;
        if !line.trim().is_empty() {
            paragraphs.push(paragraph);
        }
    }
    paragraphs
}

struct Cutter<I: Iterator<Item = Passage>> {
    /// The passages that begin later.
    waiting: std::iter::Peekable<I>,
    /// Those that have begun and not ended.
    open: Vec<Passage>,
    /// Those that have begun where no piece was yet.
    begun: Vec<(usize, usize)>,
}

impl<I: Iterator<Item = Passage>> Cutter<I> {
    fn piece<'t>(&mut self, text: &'t str, start: usize, end: usize) -> Piece<'t> {
        while let Some(passage) = self.waiting.next_if(|next| next.start <= start) {
            self.open.push(passage);
            let place = (passage.start, passage.end);
            if !self.begun.contains(&place) {
                self.begun.push(place);
            }
        }
        self.open.retain(|passage| passage.end > start);
        self.open
            .sort_by_key(|passage| (passage.end - passage.start, passage.claim));
        let mut claims: Vec<usize> = Vec::new();
        for passage in &self.open {
            if !claims.contains(&passage.claim) {
                claims.push(passage.claim);
            }
        }
        Piece {
            start,
            end,
            text,
            claims,
            begins: std::mem::take(&mut self.begun),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(start: usize, end: usize, claim: usize) -> Passage {
        Passage { start, end, claim }
    }

    fn shown(text: &str, passages: &[Passage]) -> Vec<Vec<(String, Vec<usize>)>> {
        let paragraphs = cut(text, passages);
        let show = |pieces: &Vec<Piece>| {
            let pieces = pieces.iter();
            pieces
                .map(|piece| (piece.text.to_owned(), piece.claims.clone()))
                .collect()
        };
        paragraphs.iter().map(show).collect()
    }

    #[test]
    fn passages_may_lie_in_each_other_and_overlap() {
        let text = "Ông Lò A Páo, Bí thư";
        let all = [passage(0, 20, 0), passage(4, 12, 1), passage(9, 16, 2)];
        let told = shown(text, &all);
        let expected = [
            ("Ông ", vec![0]),
            ("Lò A ", vec![1, 0]),
            ("Páo", vec![2, 1, 0]),
            (", Bí", vec![2, 0]),
            (" thư", vec![0]),
        ];
        let expected = expected.map(|(text, claims)| (text.to_owned(), claims));
        assert_eq!(told, [expected.to_vec()]);
    }

    #[test]
    fn paragraphs_end_passages_only_for_a_while_and_nothing_of_the_text_is_lost() {
        let text = "Một\n\nhai ba\nbốn";
        let told = cut(
            text,
            &[passage(2, 8, 0), passage(2, 8, 1), passage(3, 5, 2)],
        );
        let texts: Vec<String> = told
            .iter()
            .map(|pieces| pieces.iter().map(|piece| piece.text).collect())
            .collect();
        assert_eq!(texts, ["Một", "hai ba", "bốn"]);
        let points: Vec<(usize, usize)> = told
            .iter()
            .flatten()
            .map(|piece| (piece.start, piece.end))
            .collect();
        assert_eq!(points, [(0, 2), (2, 3), (5, 8), (8, 11), (12, 15)]);
        // Each passage is to be found where it begins, once, though it begins between two lines.
        assert_eq!(told[0][1].begins, [(2, 8)]);
        assert_eq!(told[1][0].begins, [(3, 5)]);
    }

    #[test]
    fn passages_beyond_the_text_or_without_length_do_no_harm() {
        let told = shown(
            "ngắn",
            &[passage(2, 2, 0), passage(3, 99, 1), passage(50, 60, 2)],
        );
        let expected = [("ngắ".to_owned(), vec![]), ("n".to_owned(), vec![1])];
        assert_eq!(told, [expected.to_vec()]);
        assert_eq!(cut("", &[]), Vec::<Vec<Piece>>::new());
    }
}
