//! The processes that evaluate foreign queries, and how long and how many of them may.
//!
//! A process is taken for one request at a time, and goes on to the next one only if it finished the last. Whoever
//! waits too long or goes away takes the process with it, so nothing that a query does outlives its time.

use std::io;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::Options;
use super::frame::{Fault, Frame, Request, Task};

/// So long a request runs before it counts as a long one.
const MOMENT: Duration = Duration::from_secs(1);

/// Why a request has no answer.
#[derive(Debug)]
pub(super) enum Refused {
    /// The fault lies with the request.
    Fault(Fault),
    /// It took longer than it may.
    TimedOut,
    /// It took more memory than it may.
    TooMuch,
    /// Too many run already.
    Busy,
    /// No process could be run.
    Broken(io::Error),
}

/// Processes at rest, and how many more may work.
pub(super) struct Pool {
    limits: Options,
    rest: Mutex<Vec<Process>>,
    all: Arc<Semaphore>,
    long: Arc<Semaphore>,
    /// The number of the state that is served.
    current: AtomicU64,
}

impl Pool {
    /// No process runs yet.
    pub(super) fn new(limits: Options, current: u64) -> Arc<Self> {
        Arc::new(Self {
            rest: Mutex::default(),
            current: AtomicU64::new(current),
            all: Arc::new(Semaphore::new(limits.workers * 4)),
            long: Arc::new(Semaphore::new(limits.workers)),
            limits,
        })
    }

    /// How many requests are being evaluated.
    pub(super) fn running(&self) -> usize {
        self.limits.workers * 4 - self.all.available_permits()
    }

    /// Reads another state of the store from now on; the processes that rest are ended.
    pub(super) fn renew(&self, current: u64) {
        self.current.store(current, Ordering::Relaxed);
        self.rest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Has a task done on a state of the store, up to the first piece of its answer.
    pub(super) async fn run(
        self: &Arc<Self>,
        task: Task,
        accept: Option<String>,
        state: u64,
    ) -> Result<Answer, Refused> {
        let end = Instant::now() + self.limits.timeout;
        let permit = timeout_at(end, Arc::clone(&self.all).acquire_owned());
        let Ok(Ok(permit)) = permit.await else {
            return Err(Refused::Busy);
        };
        let request = Request {
            task,
            accept,
            most_bytes: self.limits.most << 20,
        };
        let mut answer = Answer {
            media_type: String::new(),
            first: Vec::new(),
            process: self.take(state).map_err(Refused::Broken)?,
            pool: Arc::clone(self),
            end,
            moment: Instant::now() + MOMENT,
            long: None,
            _permit: permit,
            is_finished: false,
        };
        answer.ask(&request).await.map_err(Refused::Broken)?;
        match answer.frame().await? {
            Frame::Head(media_type) => answer.media_type = media_type,
            Frame::Failed(fault) => {
                answer.rest();
                return Err(Refused::Fault(fault));
            }
            _ => return Err(Refused::Broken(io::ErrorKind::InvalidData.into())),
        }
        // What fails before anything was told can still be told as a fault.
        answer.first = answer.next().await?.unwrap_or_default();
        Ok(answer)
    }

    fn take(&self, state: u64) -> io::Result<Process> {
        let rest = &mut *self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        rest.retain(|process| process.state == state);
        match rest.pop() {
            Some(process) => Ok(process),
            None => Process::start(&self.limits, state),
        }
    }
}

/// A process that evaluates queries.
struct Process {
    /// Killed with this.
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    state: u64,
}

impl Process {
    fn start(limits: &Options, state: u64) -> io::Result<Self> {
        let mut child = Command::new(&limits.program)
            .arg("evaluate")
            .arg("--store")
            .arg(&limits.store)
            .args(["--snapshot", &state.to_string()])
            .args(["--memory", &limits.memory.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self {
            child,
            input,
            output: BufReader::new(output),
            state,
        })
    }
}

impl Process {
    /// Why the process has ended: one that is out of memory breaks down, any other says so.
    async fn ended(&mut self) -> Refused {
        match self.child.wait().await {
            Ok(status) if status.code().is_none() => Refused::TooMuch,
            Ok(status) => Refused::Broken(io::Error::other(format!(
                "a process that evaluates queries ended: {status}"
            ))),
            Err(error) => Refused::Broken(error),
        }
    }
}

/// An answer that is being told.
pub(super) struct Answer {
    /// Its form.
    pub(super) media_type: String,
    first: Vec<u8>,
    process: Process,
    pool: Arc<Pool>,
    end: Instant,
    moment: Instant,
    long: Option<OwnedSemaphorePermit>,
    _permit: OwnedSemaphorePermit,
    is_finished: bool,
}

impl Answer {
    async fn ask(&mut self, request: &Request) -> io::Result<()> {
        let mut line = serde_json::to_vec(request)?;
        line.push(b'\n');
        self.process.input.write_all(&line).await?;
        self.process.input.flush().await
    }

    /// The next piece of the answer; none at its end.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<u8>>, Refused> {
        if !self.first.is_empty() {
            return Ok(Some(std::mem::take(&mut self.first)));
        }
        if self.is_finished {
            return Ok(None);
        }
        match self.frame().await? {
            Frame::Data(bytes) => Ok(Some(bytes)),
            Frame::Finished => {
                self.is_finished = true;
                Ok(None)
            }
            Frame::Failed(fault) => Err(Refused::Fault(fault)),
            Frame::Head(_) => Err(Refused::Broken(io::ErrorKind::InvalidData.into())),
        }
    }

    async fn frame(&mut self) -> Result<Frame, Refused> {
        match self.told().await {
            Ok(frame) => Ok(frame),
            Err(Refused::Broken(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(self.process.ended().await)
            }
            Err(refused) => Err(refused),
        }
    }

    async fn told(&mut self) -> Result<Frame, Refused> {
        let read = Frame::read(&mut self.process.output);
        tokio::pin!(read);
        if self.long.is_none() {
            if let Ok(frame) = timeout_at(self.moment.min(self.end), &mut read).await {
                return Ok(frame?);
            }
            let long = Arc::clone(&self.pool.long).try_acquire_owned();
            self.long = Some(long.map_err(|_| Refused::Busy)?);
        }
        match timeout_at(self.end, read).await {
            Ok(frame) => Ok(frame?),
            Err(_) => Err(Refused::TimedOut),
        }
    }

    /// Lets the process rest until the next request; one that reads an older state ends, and lets go of it.
    pub(super) fn rest(self) {
        let Self { process, pool, .. } = self;
        if process.state == pool.current.load(Ordering::Relaxed) {
            let mut rest = pool.rest.lock().unwrap_or_else(PoisonError::into_inner);
            rest.push(process);
        }
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl Refused {
    /// Cause and cure, in one line, where it is no fault of the request's own.
    pub(super) fn message(&self, limits_of: &Pool) -> String {
        let limits = &limits_of.limits;
        match self {
            Self::Fault(fault) => fault.message.clone(),
            Self::TimedOut => format!(
                "the query was given up after {} s; narrow it, or add a LIMIT",
                limits.timeout.as_secs_f32()
            ),
            Self::TooMuch => format!(
                "the query was given up because it needs more than {} MiB of memory; narrow it, or sort and group less",
                limits.memory
            ),
            Self::Busy => "too many queries are running; try again in some seconds".to_owned(),
            Self::Broken(_) => "the query could not be evaluated; try again".to_owned(),
        }
    }
}
