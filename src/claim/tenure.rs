//! What the frames of held posts claim: who holds or held which post, and from when to when.

use super::item::{Clause, Meaning};
use super::people::People;
use super::post::Held;
use super::reading::Reading;
use super::verdict::{Outcome, Verdict};
use crate::claim::{Tenure, When};

impl Reading<'_> {
    /// The tenures that a clause says are held.
    pub(crate) fn tenures_of(&self, clause: &Clause, people: &mut People) -> Vec<(usize, Tenure)> {
        let mut tenures = Vec::new();
        for Verdict { fired, outcome } in self.verdicts(clause, false) {
            let (Outcome::Told(_), Some(holds)) = (outcome, fired.found.slot("holds")) else {
                continue;
            };
            let person = match fired.found.slot("person") {
                Some(person) => self.person_of(&clause.items[person], clause, people),
                // A line of a career names nobody: it goes on about whom the text speaks of.
                None => self.subject_of(clause, people),
            };
            let (Some(number), Meaning::Posts(posts)) = (person, &clause.items[holds].meaning)
            else {
                continue;
            };
            let date = |slot: &str| match fired.found.slot(slot).map(|i| &clause.items[i].meaning) {
                Some(Meaning::Date(mention)) => Some(mention.date),
                _ => None,
            };
            let evidence = self.evidence_of(clause, &fired.found);
            for (post, held, term, recovered) in self.claimed_posts(posts) {
                tenures.push((
                    number,
                    Tenure {
                        person: people.name(number).to_owned(),
                        post,
                        when: if held == Held::Former || fired.frame.former {
                            When::Former
                        } else {
                            When::Current
                        },
                        start: date("since"),
                        end: date("until"),
                        term,
                        evidence: vec![evidence.clone()],
                        rule: fired.frame.name.clone(),
                        recovered,
                    },
                ));
            }
        }
        tenures
    }

    /// Whom a line without a name speaks of; the line keeps the text on that person.
    fn subject_of(&self, clause: &Clause, people: &mut People) -> Option<usize> {
        let paragraph = self.text.sentences[clause.sentence].paragraph;
        let subject = people.portrayed(paragraph)?;
        people.set_subject(Some(subject), paragraph);
        Some(subject)
    }
}
