//! 10. The served graph: pages for readers, an endpoint for SPARQL clients, one state of the store at a time.
//!
//! Pages are made in this process, by the same questions that the commands put. What strangers write in SPARQL is
//! evaluated in processes of its own (`pool.rs`, `worker.rs`), which may be ended at any moment.

mod answer;
mod asked;
mod asset;
mod dereference;
mod description;
mod frame;
mod graphs;
mod listen;
mod log;
mod media;
mod metrics;
mod misplaced;
mod negotiate;
mod once;
mod page;
mod parameters;
mod pool;
mod reply;
mod route;
mod sparql;
mod state;
mod token;
mod update;
mod worker;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use metrics::Metrics;
use pool::Pool;
use state::State;
use token::Token;

use crate::store::StoreError;

pub use listen::serve;
pub use token::TokenError;
pub use worker::{restrict, work};

/// How the graph is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The store's folder.
    pub store: PathBuf,
    /// The program that is run again to evaluate foreign queries.
    pub program: PathBuf,
    /// Where to listen; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// How long a request may take.
    pub timeout: Duration,
    /// How many long queries may run at once.
    pub workers: usize,
    /// How much memory a query may take, in MiB.
    pub memory: u64,
    /// How large the answer to a query may be, in MiB.
    pub most: u64,
    /// The file with the token that allows updates; none refuses them.
    pub token: Option<PathBuf>,
    /// Whether requests are left out of the log.
    pub quiet: bool,
}

/// The graph could not be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The store could not be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No run that wrote to the store has ended.
    #[error("{}: nothing was published of this store yet; run «quanlo build» to its end", .0.display())]
    Unpublished(PathBuf),
    /// The token could not be read.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The address is taken, or not this machine's.
    #[error("cannot listen on {address}: {source}; name another address with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What went wrong.
        source: io::Error,
    },
    /// The system refused something else.
    #[error("{0}; check the limits of the system")]
    System(#[from] io::Error),
}

/// What all requests share.
struct Server {
    options: Options,
    state: RwLock<Arc<State>>,
    pool: Arc<Pool>,
    /// Pages that are made at once at most; more would only wait for the processor.
    makers: tokio::sync::Semaphore,
    token: Option<Token>,
    metrics: Metrics,
}

impl Server {
    fn new(options: Options) -> Result<Self, ServeError> {
        let token = options.token.as_deref().map(Token::read).transpose()?;
        let state = State::open(&options.store)?;
        let pool = Pool::new(options.clone(), state.number);
        Ok(Self {
            state: RwLock::new(Arc::new(state)),
            pool,
            makers: tokio::sync::Semaphore::new(2 * crate::flow::threads(None)),
            token,
            metrics: Metrics::new(),
            options,
        })
    }

    /// The state of now; whoever holds it keeps it.
    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Serves another state from now on.
    fn exchange(&self, state: State) {
        let number = state.number;
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        self.pool.renew(number);
    }

    /// Says something to whoever runs the server.
    #[expect(
        clippy::print_stderr,
        reason = "a server's log goes where its owner sends it"
    )]
    fn log(&self, line: &str) {
        if !self.options.quiet {
            eprintln!("{line}");
        }
    }
}
