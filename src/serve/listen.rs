//! Connections: taken, served, ended in time.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::{Options, ServeError, Server, route};

/// So many connections are open at most; others wait to be taken.
const CONNECTIONS: usize = 1024;

/// A request ends so long after its time at the latest, whoever is slow.
const GRACE: Duration = Duration::from_millis(900);

/// Answers that are being sent have so long to end when the server is stopped.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until the process is asked to end; `announce` is told the address once it is listened on.
pub fn serve(options: Options, announce: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let address = options.listen;
        let at = |source| ServeError::Listen { address, source };
        let server = Arc::new(Server::new(options)?);
        let listener = TcpListener::bind(address).await.map_err(at)?;
        let stop = stopped()?;
        announce(listener.local_addr()?);
        let state = server.state();
        tokio::task::spawn_blocking(move || state.prepare());
        tokio::spawn(super::state::watch(Arc::clone(&server)));
        accept(server, listener, stop).await;
        Ok(())
    })
}

async fn accept(server: Arc<Server>, listener: TcpListener, stop: impl Future<Output = ()>) {
    let router = route::router(Arc::clone(&server));
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
            break;
        };
        let (stream, peer) = tokio::select! {
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                Err(error) => {
                    // Too many open files pass; a loop without rest would not let them.
                    server.log(&format!("a connection could not be taken: {error}"));
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = connection(&server, router.clone(), stream, peer, &graceful);
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            server.metrics.connections.inc();
            connection.await;
            server.metrics.connections.dec();
            drop(permit);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(FAREWELL) => {}
    }
}

/// Serves the requests of one connection, until none comes or one takes too long, be it to ask or to be answered.
fn connection(
    server: &Arc<Server>,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + 'static {
    let begun = Instant::now();
    let asked = Arc::new(AtomicU64::new(0));
    let latest = Arc::clone(&asked);
    let service = router.map_request(move |mut request: Request<Incoming>| {
        latest.store(millis(begun.elapsed()), Ordering::Relaxed);
        request.extensions_mut().insert(peer);
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(server.options.timeout)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = graceful.watch(connection);
    let most = server.options.timeout + GRACE;
    async move {
        let mut connection = pin!(connection);
        loop {
            let end = Duration::from_millis(asked.load(Ordering::Relaxed)) + most;
            let left = end.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return;
            }
            // Errors are the client's: it went away, or it speaks no HTTP.
            if tokio::time::timeout(left, &mut connection).await.is_ok() {
                return;
            }
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// What waits until the process is asked to end; it is heard from now on.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// What waits until the process is asked to end.
#[cfg(not(unix))]
fn stopped() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Where it cannot be heard, the process is ended from outside.
        let _ = tokio::signal::ctrl_c().await;
    })
}
