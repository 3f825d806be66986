//! A served store and bare connections to it, for requests that no sound client sends.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// A server of a store in a folder of its own; it ends with the test.
pub(crate) struct Server {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub(crate) address: String,
    /// The store.
    pub(crate) store: PathBuf,
    _folder: TempDir,
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The lines of the head, in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
    /// Whether all of the body came.
    pub(crate) is_whole: bool,
}

impl Server {
    /// Serves the example articles, with more articles and options.
    pub(crate) fn start(more: &str, options: &[&str]) -> Self {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
        Self::serve(&[&examples], more, options)
    }

    /// Serves some articles, with options.
    pub(crate) fn of(articles: &str, options: &[&str]) -> Self {
        Self::serve(&[], articles, options)
    }

    fn serve(inputs: &[&Path], more: &str, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        let file = folder.path().join("more.ndjson");
        fs::write(&file, more).unwrap();
        build(&store, &[inputs, &[&file]].concat());
        let mut child = program(&store)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line.split("http://").nth(1).unwrap().trim_end_matches('/');
        let address = address.to_owned();
        // Nobody reads the log; a full pipe would stop the server.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self {
            child,
            address,
            store,
            _folder: folder,
        }
    }

    /// A connection that waits for at most a while.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
    }

    /// Sends a request as it is and reads the answer.
    pub(crate) fn send(&self, request: &[u8]) -> Reply {
        let mut stream = self.connect();
        // A server that refuses a body early closes while it is still being sent.
        let _ = stream.write_all(request);
        reply(&mut stream).unwrap()
    }

    /// Asks for an address.
    pub(crate) fn get(&self, address: &str) -> Reply {
        self.get_as(address, "*/*")
    }

    /// Asks for an address in a form.
    pub(crate) fn get_as(&self, address: &str, accept: &str) -> Reply {
        self.send(
            format!(
                "GET {address} HTTP/1.1\r\nHost: {}\r\nAccept: {accept}\r\nConnection: close\r\n\r\n",
                self.address
            )
            .as_bytes(),
        )
    }

    /// Puts a query in SPARQL.
    pub(crate) fn ask(&self, query: &str) -> Reply {
        self.send(&self.query(query))
    }

    /// The request that puts a query.
    pub(crate) fn query(&self, query: &str) -> Vec<u8> {
        format!(
            "POST /sparql HTTP/1.1\r\nHost: {}\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{query}",
            self.address,
            query.len()
        )
        .into_bytes()
    }

    /// Tells the server to end, and waits until it has.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(told.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program with a store.
pub(crate) fn program(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quanlo"));
    command.args(["--quiet", "--store"]).arg(store);
    command
}

/// Builds a store.
pub(crate) fn build(store: &Path, inputs: &[&Path]) {
    let built = program(store)
        .arg("build")
        .args(inputs)
        .stderr(Stdio::null())
        .status();
    assert!(built.unwrap().success());
}

/// Reads an answer to its end, or to where the connection breaks.
pub(crate) fn reply(stream: &mut TcpStream) -> io::Result<Reply> {
    let mut bytes = Vec::new();
    // A connection that breaks leaves what came before.
    let ended = stream.read_to_end(&mut bytes);
    if bytes.is_empty() {
        ended?;
    }
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let head = head.to_lowercase();
    let is_chunked = head.contains("transfer-encoding: chunked");
    Ok(Reply {
        status: status.ok_or(io::ErrorKind::InvalidData)?,
        is_whole: !is_chunked || body.ends_with("\r\n0\r\n\r\n"),
        head,
        body: body.to_owned(),
    })
}
