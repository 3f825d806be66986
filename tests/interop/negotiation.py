"""Which form an answer takes, what a browser of another site may ask, and what is refused whoever asks."""
import socket
import threading

import wire
from program import TOKEN
from report import Tally

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE, TRIPLES, RDFXML, JSONLD = wire.GRAPH
ANY_TABLE = tuple(wire.TABLE)
ANY_GRAPH = tuple(wire.GRAPH)
SELECT = "SELECT (1 AS ?one) {}"
ASK = "ASK {}"
CONSTRUCT = "CONSTRUCT { <urn:s> <urn:p> <urn:o> } WHERE {}"
NONE = ()

# Query, Accept → the media types that may answer; none: 406.
NEGOTIATED = [
    (SELECT, None, ANY_TABLE),
    (SELECT, "*/*", ANY_TABLE),
    *((SELECT, media_type, (media_type,)) for media_type in ANY_TABLE),
    (SELECT, "application/json", (JSON, "application/json")),
    (SELECT, f"{CSV};q=0.5, {XML};q=0.9", (XML,)),
    (SELECT, f"{CSV};q=0.9, {XML};q=0.5", (CSV,)),
    (SELECT, f"{JSON};q=0, */*;q=0.1", (XML, CSV, TSV)),
    (SELECT, "text/*", (CSV, TSV)),
    (SELECT, f"application/*;q=0.3, {TSV};q=0.4", (TSV,)),
    (SELECT, f"text/*;q=0.9, {CSV};q=0.1, {JSON};q=0.5", (TSV,)),
    (SELECT, f"*/*;q=0.1, {XML};q=0.001", (JSON, CSV, TSV)),
    (SELECT, f"image/png, {CSV};q=0.1", (CSV,)),
    (SELECT, "Application/SPARQL-Results+XML", (XML,)),
    (SELECT, f"{CSV} ; q=0.2 ,{TSV}; charset=utf-8 ;q=0.3", (TSV,)),
    (SELECT, "image/png", NONE),
    (SELECT, TURTLE, NONE),
    (SELECT, f"{JSON};q=0", NONE),
    (ASK, None, (JSON, XML)),
    (ASK, JSON, (JSON,)),
    (ASK, XML, (XML,)),
    (ASK, f"{XML};q=0.2, {JSON};q=0.1", (XML,)),
    (ASK, "image/png", NONE),
    (CONSTRUCT, None, ANY_GRAPH),
    (CONSTRUCT, "*/*", ANY_GRAPH),
    *((CONSTRUCT, media_type, (media_type,)) for media_type in ANY_GRAPH),
    (CONSTRUCT, f"{TURTLE};q=0.4, {JSONLD};q=0.6, {RDFXML};q=0.5", (JSONLD,)),
    (CONSTRUCT, f"{TURTLE};q=0, */*;q=0.1", (TRIPLES, RDFXML, JSONLD)),
    (CONSTRUCT, "text/*, application/*;q=0.5", (TURTLE,)),
    (CONSTRUCT, JSON, NONE),
    (CONSTRUCT, "image/png", NONE),
    ("DESCRIBE <urn:s>", RDFXML, (RDFXML,)),
]
ORIGIN = "https://a-scholar.example"


def query(text):
    """The address of a query."""
    return "/sparql?" + wire.parameters(("query", text))


def negotiation(server):
    """Every row of the table above, and that what is sent is what its media type says."""
    tally = Tally("content negotiation")
    constant = []
    for text, accept, types in NEGOTIATED:
        answer = server.send("GET", query(text), [("Accept", accept)] if accept else [])
        case = f"{text.split()[0]} with {'no Accept' if accept is None else f'Accept: {accept}'}"
        if not types:
            tally.case(case, answer.status == 406, 406, str(answer))
            continue

        def judge(answer=answer, types=types):
            if answer.status != 200 or answer.type not in types:
                return str(answer)
            if answer.type in wire.GRAPH:
                answer.graph()
            elif answer.type in wire.TABLE:
                answer.result()
            return None

        tally.call(case, " or ".join(types), judge)
        if "accept" not in answer.headers.get("vary", "").lower():
            constant.append(case)
    tally.same("negotiated answers without Vary: Accept", [], constant)
    return tally


def cross_origin(server):
    """A page of any other site may ask, and may read the answer, also where that is an error."""
    tally = Tally("CORS")
    origin = ("Origin", ORIGIN)
    asked = {
        "a query": ("/sparql?" + wire.parameters(("query", ASK)), 200),
        "a query with a mistake": (query("ASK {"), 400),
        "the service description": ("/sparql", 200),
        "a graph": ("/graphs?default", 200),
        "a thing that isn't there": ("/data/official/nobody.ttl", 404),
    }
    for case, (target, status) in asked.items():
        answer = server.send("HEAD" if target == "/graphs?default" else "GET", target, [origin])
        got = (answer.status, answer.headers.get("access-control-allow-origin"))
        tally.case(case, got in ((status, "*"), (status, ORIGIN)), f"{status} and Access-Control-Allow-Origin", got)
    for target, method in (("/sparql", "POST"), ("/sparql/", "POST"), ("/graphs", "GET")):
        headers = [origin, ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "content-type,accept")]
        answer = server.send("OPTIONS", target, headers)
        told = {name: answer.headers.get(f"access-control-allow-{name}", "") for name in ("origin", "methods", "headers")}
        methods, allowed = told["methods"].upper(), told["headers"].lower()
        sound = 200 <= answer.status < 300 and told["origin"] in ("*", ORIGIN) and (method in methods or methods == "*")
        sound = sound and ("content-type" in allowed or allowed == "*")
        tally.case(f"preflight of {method} {target}", sound, f"2xx that allows {method} and content-type", f"{answer.status} {told}")
    return tally


def methods(server):
    """What the address of the endpoint does by other methods."""
    tally = Tally("methods")
    head = server.send("HEAD", query(ASK))
    tally.case("HEAD of a query", head.status == 200 and not head.body, "200 and no body", str(head))
    for method in ("PUT", "DELETE", "PATCH"):
        answer = server.send(method, "/sparql", [], b"" if method != "DELETE" else None)
        allowed = answer.headers.get("allow", "")
        sound = answer.status == 405 and "GET" in allowed and "POST" in allowed
        tally.case(method, sound, "405 and Allow: GET, POST", f"{answer.status} and Allow: {allowed}")
    return tally


class Trap:
    """A server that nobody should ever talk to; counts who does."""

    def __enter__(self):
        self.visits = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/data.ttl"
        threading.Thread(target=self.wait, daemon=True).start()
        return self

    def wait(self):
        while True:
            try:
                visitor, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def __exit__(self, *_):
        self.socket.close()


def outgoing(reader, writer):
    """Nothing that a client can write makes the server fetch anything; what asks for it is refused, unless it asks for silence."""
    tally = Tally("no outgoing requests")
    with Trap() as trap:
        url = trap.url
        queries = {
            "SERVICE": (f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", True),
            "SERVICE inside": (f"SELECT * {{ OPTIONAL {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }} }}", True),
            "SERVICE of a variable": (f"SELECT * {{ VALUES ?x {{ <{url}> }} SERVICE ?x {{ ?s ?p ?o }} }}", True),
            "SERVICE SILENT": (f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}", False),
            "FROM": (f"SELECT * FROM <{url}> {{ ?s ?p ?o }}", False),
            "FROM NAMED": (f"SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", False),
        }
        updates = {
            "LOAD": (f"LOAD <{url}>", True),
            "LOAD INTO": (f"LOAD <{url}> INTO GRAPH <urn:g>", True),
            "LOAD SILENT": (f"LOAD SILENT <{url}>", False),
            "SERVICE in an update": (f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", True),
        }
        asked = [(case, reader.send("GET", query(text)), loud) for case, (text, loud) in queries.items()]
        headers = [("Content-Type", "application/sparql-update"), ("Authorization", f"Bearer {TOKEN}")]
        asked += [(case, writer.send("POST", "/sparql", headers, text.encode()), loud) for case, (text, loud) in updates.items()]
        asked.append(("default-graph-uri", reader.send("GET", query(ASK) + "&" + wire.parameters(("default-graph-uri", url))), False))
        asked.append(("graph", reader.send("GET", "/graphs?" + wire.parameters(("graph", url))), False))
        for case, answer, loud in asked:
            sound = 400 <= answer.status < 500 if loud else answer.status != 0 and answer.status != 500
            tally.case(case, sound, "4xx" if loud else "an answer", str(answer))
        tally.same("connections to the server that none should talk to", 0, trap.visits)
    return tally


def updates(reader, writer):
    """Who may change the store: nobody where the server doesn't allow it, and elsewhere whoever has the token."""
    tally = Tally("updates")
    insert = b"INSERT DATA { <urn:x-intruder> <urn:p> <urn:o> }"
    kind = ("Content-Type", "application/sparql-update")
    asked = {
        "a server that is read only": (reader, [("Authorization", f"Bearer {TOKEN}")], (403, 405)),
        "no token": (writer, [], (401,)),
        "another token": (writer, [("Authorization", "Bearer something-else")], (401, 403)),
        "a token of another kind": (writer, [("Authorization", f"Basic {TOKEN}")], (401, 403)),
    }
    for case, (server, headers, statuses) in asked.items():
        answer = server.send("POST", "/sparql", [kind, *headers], insert)
        tally.case(case, answer.status in statuses, " or ".join(map(str, statuses)), str(answer))
        if answer.status == 401:
            challenge = answer.headers.get("www-authenticate", "")
            tally.case(f"{case}, the challenge", challenge.startswith("Bearer"), "WWW-Authenticate: Bearer", challenge or "none")
        form = b"update=INSERT+DATA+%7B+%3Curn%3Ax-intruder%3E+%3Curn%3Ap%3E+%3Curn%3Ao%3E+%7D"
        answer = server.send("POST", "/sparql", [("Content-Type", "application/x-www-form-urlencoded"), *headers], form)
        tally.case(f"{case}, by form", answer.status in statuses, " or ".join(map(str, statuses)), str(answer))
    seen = query("ASK { <urn:x-intruder> ?p ?o }")
    for name, server in (("read only", reader), ("writable", writer)):
        answer = server.send("GET", seen, [("Accept", JSON)])
        tally.case(f"nothing of it is in the {name} server", answer.status == 200 and not answer.result().askAnswer, "false", str(answer))
    answer = writer.send("POST", "/sparql", [kind, ("Authorization", f"Bearer {TOKEN}")], insert)
    tally.case("the token", 200 <= answer.status < 300, "2xx", str(answer))
    answer = writer.send("GET", seen, [("Accept", JSON)])
    tally.case("what was written is read", answer.status == 200 and answer.result().askAnswer, "true", str(answer))
    said = writer.send("GET", "/sparql", [("Accept", TURTLE)])
    tally.case("the description of a server that takes updates", b"SPARQL11Update" in said.body, "sd:SPARQL11Update", said.status)
    return tally


def judge(reader, writer):
    """Everything here; the writer's store is one that may be changed."""
    for tally in (negotiation(reader), cross_origin(reader), methods(reader), outgoing(reader, writer), updates(reader, writer)):
        tally.close()
