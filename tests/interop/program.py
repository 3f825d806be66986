"""The program under judgement: a store of the example articles, what is exported from it, and its server."""
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from report import report
from wire import send

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What the IRIs of things begin with, and the namespace of the ontology.
BASE = "https://w3id.org/quanlo/"
QL = rdflib.Namespace(f"{BASE}ontology#")
# One official and one article of the examples.
OFFICIAL = "Thào A Sếnh"
ARTICLE = "03-giam-doc-so-nong-nghiep"
TOKEN = "a-token-for-the-judges-alone"


class Program:
    """The program, a store of the example articles, and the files exported from it."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.store = folder / "store"
        self.parsed = {}
        self.run("build", ROOT / "examples" / "articles")

    def run(self, *arguments):
        """Runs one command on the store; one that fails ends the whole run."""
        command = [self.program, "--store", self.store, "--quiet", *arguments]
        done = subprocess.run([*map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        if done.returncode != 0:
            sys.exit(f"interop: quanlo {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr.strip()}")

    def file(self, ending, *selection):
        """The path of an export, which is written at the first call."""
        path = self.folder / f"export-{'-'.join(selection).strip('-') or 'all'}.{ending}".replace(" ", "-")
        if not path.exists():
            self.run("export", *selection, "--output", path)
        return path

    def graphs(self, *selection):
        """What is exported, by graph: {IRI, or None for the default graph: the set of its statements}."""
        if selection not in self.parsed:
            dataset = rdflib.Dataset()
            dataset.parse(self.file("nq", *selection), format="nquads")
            found = self.parsed[selection] = {}
            for subject, predicate, value, graph in dataset.quads():
                name = None if graph in (None, DATASET_DEFAULT_GRAPH_ID) else graph
                found.setdefault(name, set()).add((subject, predicate, value))
        return self.parsed[selection]

    def copy_of_store(self, name):
        """A copy of the store that may be changed."""
        path = self.folder / name
        shutil.copytree(self.store, path)
        return path


class Server:
    """`quanlo serve` on a free port, for as long as the `with` lasts; it must end cleanly when it is told to."""

    def __init__(self, program, store, *options):
        self.command = [str(part) for part in (program, "--store", store, "serve", "--listen", "127.0.0.1:0", *options)]
        self.lines = []
        self.address = None

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        deadline = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < deadline:
            if self.address and send(self.address, "GET", "/health", timeout=5).status == 200:
                return self
            time.sleep(0.05)
        self.process.kill()
        self.process.wait()
        self.reader.join(5)
        sys.exit(f"interop: the server did not come up; its last lines: {' | '.join(self.lines[-5:]) or 'none'}")

    def read(self):
        """Reads what the server says, so that it never waits for a reader, and finds its address in it."""
        for line in self.process.stderr:
            self.lines.append(line.rstrip())
            told = re.search(r"listening on http://([^/\s]+)/", line)
            if told and self.address is None:
                self.address = told.group(1)

    def __exit__(self, *_):
        alive = self.process.poll() is None
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = f"nothing within 20 s, and was killed ({self.process.wait()})"
        self.reader.join(5)
        sound = alive and code == 0
        report(sound, f"the server ends with {code} when told to" if alive else f"the server had ended by itself with {code}")
        if not sound:
            print(f"      its last lines: {' | '.join(self.lines[-5:])}", flush=True)

    def send(self, method, target, headers=(), body=None, timeout=60):
        """One request to this server."""
        return send(self.address, method, target, headers, body, timeout)

    def url(self, target=""):
        """The URL of a path on this server."""
        return f"http://{self.address}{target}"


def writable(program, store, folder, *options):
    """A server that takes updates from whoever knows TOKEN."""
    tokens = folder / "token"
    tokens.write_text(TOKEN + "\n", encoding="utf-8")
    tokens.chmod(0o600)
    return Server(program, store, "--allow-update", "--token-file", tokens, *options)
