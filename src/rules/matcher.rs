//! Regular expressions over the codes of items: most are only asked whether they match, of the others what each group
//! covers.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::hybrid::dfa::{self, DFA};
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::nfa::thompson::{self, NFA};
use regex_automata::util::captures::Captures;
use regex_automata::util::pool::Pool;
use regex_automata::util::primitives::PatternID;
use regex_automata::util::syntax;
use regex_automata::{Input, MatchError};

/// An expression, compiled when it is first asked: few articles ask all, and compiling takes longer than reading one.
#[derive(Debug)]
pub(super) struct Matcher {
    expression: String,
    engine: OnceLock<Result<Engine, String>>,
}

impl Matcher {
    /// A matcher of an expression over bytes.
    pub(super) fn new(expression: String) -> Self {
        Self {
            expression,
            engine: OnceLock::new(),
        }
    }

    /// Compiles the expression; what is wrong with it.
    pub(super) fn compile(&self) -> Result<(), String> {
        self.engine().as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn engine(&self) -> &Result<Engine, String> {
        self.engine.get_or_init(|| Engine::new(&self.expression))
    }

    /// The matches, leftmost first; none of an expression that does not compile.
    pub(super) fn find(&self, codes: &[u8]) -> Vec<Found<'_>> {
        let engine = self.engine().as_ref();
        engine.map_or_else(|_| Vec::new(), |engine| engine.find(codes))
    }
}

/// A compiled expression.
///
/// It is put together from its parts, since what else an engine for all purposes makes of each expression (a search
/// backwards, one for its literals) takes most of the time of compiling.
#[derive(Debug)]
struct Engine {
    tells: DFA,
    finds: BoundedBacktracker,
    caches: Pool<Caches, Box<dyn Fn() -> Caches + Send + Sync>>,
    /// The names of the groups, without their numbers.
    names: Vec<Option<String>>,
}

/// What the searches of one thread work with.
#[derive(Debug)]
struct Caches {
    tells: dfa::Cache,
    finds: backtrack::Cache,
}

/// A match: what it covers, and what each group of it does.
pub(super) type Found<'m> = (Range<usize>, Vec<(&'m str, Range<usize>)>);

impl Engine {
    /// Compiles an expression over bytes.
    fn new(expression: &str) -> Result<Self, String> {
        let bytes = syntax::Config::new().unicode(false).utf8(false);
        let nfa = NFA::compiler()
            .syntax(bytes)
            .configure(thompson::Config::new().utf8(false))
            .build(expression)
            .map_err(|error| error.to_string())?;
        let tells = DFA::builder()
            .build_from_nfa(nfa.clone())
            .map_err(|error| error.to_string())?;
        let finds =
            BoundedBacktracker::new_from_nfa(nfa.clone()).map_err(|error| error.to_string())?;
        let names = nfa.group_info().pattern_names(PatternID::ZERO);
        let bare = |name: &str| {
            name.trim_end_matches(|c: char| c.is_ascii_digit())
                .to_owned()
        };
        let names = names.map(|name| name.map(bare)).collect();
        let caches = {
            let (tells, finds) = (tells.clone(), finds.clone());
            Box::new(move || Caches {
                tells: tells.create_cache(),
                finds: finds.create_cache(),
            })
        };
        Ok(Self {
            tells,
            finds,
            caches: Pool::new(caches),
            names,
        })
    }

    /// The matches, leftmost first.
    fn find(&self, codes: &[u8]) -> Vec<Found<'_>> {
        let mut caches = self.caches.get();
        // Most frames that may match don't, and this tells it without making room for groups.
        let asked = Input::new(codes).earliest(true);
        if matches!(
            self.tells.try_search_fwd(&mut caches.tells, &asked),
            Ok(None)
        ) {
            return Vec::new();
        }
        let found: Result<Vec<Found>, MatchError> = self
            .finds
            .try_captures_iter(&mut caches.finds, codes)
            .map(|captures| Ok(self.found(&captures?)))
            .collect();
        found.unwrap_or_else(|_| self.find_slowly(codes))
    }

    /// The matches in a clause of thousands of items, for which no room is kept.
    fn find_slowly(&self, codes: &[u8]) -> Vec<Found<'_>> {
        let Ok(engine) = PikeVM::new_from_nfa(self.finds.get_nfa().clone()) else {
            return Vec::new();
        };
        let mut cache = engine.create_cache();
        let matches = engine.captures_iter(&mut cache, codes);
        matches.map(|captures| self.found(&captures)).collect()
    }

    fn found(&self, captures: &Captures) -> Found<'_> {
        let whole = captures.get_match().map_or(0..0, |whole| whole.range());
        let groups = self.names.iter().zip(captures.iter());
        let groups = groups.filter_map(|(name, span)| Some((name.as_deref()?, span?.range())));
        (whole, groups.collect())
    }
}
