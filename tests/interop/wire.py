"""HTTP as it is written: sends a request exactly as a case describes it, adding nothing but Host and Content-Length."""
import http.client
import io
import urllib.parse

import rdflib

# Media type → rdflib's name of the format.
GRAPH = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
TABLE = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}


class Answer:
    """What the server answered; status 0 where it didn't, and the reason as its body."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {}
        for name, value in headers:
            self.headers[name.lower()] = f"{self.headers[name.lower()]}, {value}" if name.lower() in self.headers else value
        self.body = body

    @property
    def type(self):
        """The media type without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def graph(self, base=None):
        """The graph in the body, read by rdflib in the format that the media type says."""
        return rdflib.Graph().parse(data=self.body, format=GRAPH[self.type], publicID=base)

    def result(self):
        """The table or the truth value in the body, read by rdflib in the format that the media type says."""
        return rdflib.query.Result.parse(io.BytesIO(self.body), format=TABLE[self.type])

    def __str__(self):
        start = "" if self.type == "text/html" else " ".join(self.body[:200].decode("utf-8", "replace").split())
        return f"{self.status or 'no answer'} {self.type} {f'«{start}»' if start else ''}".strip()


def send(authority, method, target, headers=(), body=None, timeout=60):
    """Sends one request on a connection of its own."""
    connection = http.client.HTTPConnection(authority, timeout=timeout)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, [], f"{type(error).__name__}: {error}".encode())
    finally:
        connection.close()


def follow(authority, target, headers=(), steps=5):
    """The answers of a GET and of each place it is sent on to, which must be on the same server."""
    answers = [send(authority, "GET", target, headers)]
    while answers[-1].status in (301, 302, 303, 307, 308) and len(answers) <= steps:
        place = urllib.parse.urlsplit(urllib.parse.urljoin(f"http://{authority}{target}", answers[-1].headers.get("location", "")))
        if place.netloc != authority:
            return [*answers, Answer(0, [], f"sent on to another server: {place.geturl()}".encode())]
        target = place.path + (f"?{place.query}" if place.query else "")
        answers.append(send(authority, "GET", target, headers))
    return answers


def parameters(*pairs):
    """Parameters as the W3C's cases write them: a space is %20, never «+»."""
    return "&".join(f"{name}={urllib.parse.quote(value, safe='')}" for name, value in pairs)
