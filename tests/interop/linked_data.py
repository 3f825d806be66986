"""What the server's addresses lead to, read by rdflib: things by their IRIs, graphs by theirs, and the description of the service."""
import urllib.parse

import rdflib

import wire
from clients import differs, rows
from program import ARTICLE, BASE, OFFICIAL, QL
from report import Tally
from w3c import SD

ENDINGS = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}
FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")
RESULT_FORMATS = "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples RDF_XML JSON-LD".split()
# Any of these may be the answer.
RDF = tuple(wire.GRAPH)
PAGE_OR_RDF = ("text/html", *RDF)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

# What a client wants of a thing → what it is given in the end.
WANTED = [
    (None, PAGE_OR_RDF),
    ("*/*", PAGE_OR_RDF),
    ("text/html", ("text/html",)),
    (BROWSER, ("text/html",)),
    *((media_type, (media_type,)) for media_type in RDF),
    ("text/html;q=0.5, text/turtle", ("text/turtle",)),
    ("text/turtle;q=0.5, text/html", ("text/html",)),
    ("application/rdf+xml;q=0.3, application/ld+json;q=0.8", ("application/ld+json",)),
    ("text/turtle;q=0, application/n-triples;q=0.1", ("application/n-triples",)),
    ("Text/Turtle", ("text/turtle",)),
    ("application/x-unknown, application/rdf+xml;q=0.1", ("application/rdf+xml",)),
    ("application/*", ("application/n-triples", "application/rdf+xml", "application/ld+json")),
]


def path(iri):
    """Where a thing of the graph is found on the server."""
    return "/" + str(iri).removeprefix(BASE)


def given(answers, types):
    """What is wrong with the end of a chain of answers; None where it is a document of one of these types."""
    chain = " → ".join(str(answer.status) for answer in answers)
    return None if answers[-1].status == 200 and answers[-1].type in types else f"{chain}: {answers[-1]}"


def dereferencing(server, graphs):
    """The IRIs of things answer as linked data should: 303, then a page or RDF, whichever is wanted most."""
    tally = Tally("dereferencing")
    official = next(subject for subject, name in sorted(rows(graphs[None])) if str(name) == OFFICIAL)
    own = {triple for triple in graphs[None] if triple[0] == official}
    for accept, types in WANTED:
        answers = wire.follow(server.address, path(official), [("Accept", accept)] if accept else [])

        def judge(answers=answers, types=types):
            if answers[0].status != 303:
                return f"{answers[0].status} instead of 303 first"
            fault = given(answers, types)
            if fault or answers[-1].type == "text/html":
                return fault
            found = set(answers[-1].graph())
            return None if own <= found else f"{len(own - found)} of the {len(own)} statements about it are missing"

        tally.call(f"an official with {'no Accept' if accept is None else f'Accept: {accept}'}", " or ".join(types), judge)
    varies = server.send("GET", path(official)).headers.get("vary", "none")
    tally.case("an official by other headers", "accept" in varies.lower(), "Vary: Accept", f"Vary: {varies}")
    unknown = wire.follow(server.address, path(official), [("Accept", "image/png")])[-1]
    tally.same("an official with Accept: image/png", 406, unknown.status)
    for accept in ("text/html", "text/turtle"):
        answer = wire.follow(server.address, "/id/official/nobody-000000000000", [("Accept", accept)])[-1]
        tally.same(f"a thing that isn't there with Accept: {accept}", 404, answer.status)
    by_ending(server, official, own, tally)
    every_kind(server, graphs, tally)
    return tally


def by_ending(server, official, own, tally):
    """The ending of an address says the format, whatever else is wanted; all formats say the same."""
    found = {}
    for ending, media_type in ENDINGS.items():
        target = path(official).replace("/id/", "/data/") + f".{ending}"
        answers = wire.follow(server.address, target, [("Accept", "text/html")])

        def judge(answers=answers, media_type=media_type, ending=ending):
            fault = given(answers, (media_type,))
            if fault is None:
                found[ending] = set(answers[-1].graph())
            return fault if fault or own <= found[ending] else f"statements are missing: {own - found[ending]}"

        tally.call(target, media_type, judge)
        head = server.send("HEAD", target)
        tally.case(f"HEAD {target}", (head.status, head.type, head.body) == (200, media_type, b""), f"200 {media_type} and no body", str(head))
    tally.case("the four formats", len(found) == 4 and len({frozenset(graph) for graph in found.values()}) == 1, "the same statements", "others")


def every_kind(server, graphs, tally):
    """One thing of each kind of IRI that the store has, and the ontology."""
    first = {}
    for graph in graphs.values():
        for subject in sorted({triple[0] for triple in graph if str(triple[0]).startswith(f"{BASE}id/")}):
            first.setdefault(str(subject).removeprefix(f"{BASE}id/").split("/")[0], subject)
    for kind, thing in sorted(first.items()):
        for accept in ("text/turtle", "text/html"):
            answers = wire.follow(server.address, path(urllib.parse.quote(thing, safe=":/%")), [("Accept", accept)])

            def judge(answers=answers, accept=accept, thing=thing):
                fault = given(answers, (accept,))
                if fault or accept == "text/html":
                    return fault
                return None if (thing, None, None) in answers[-1].graph() else "no statement about it"

            tally.call(f"a {kind} with Accept: {accept}", accept, judge)
    for accept in RDF:
        answers = wire.follow(server.address, "/ontology", [("Accept", accept)])
        tally.call(f"the ontology with Accept: {accept}", accept, lambda answers=answers, accept=accept: given(answers, (accept,)))


def graph_store(server, graphs, one_article):
    """Whole graphs by their IRIs, each the same as in the export."""
    tally = Tally("graphs")
    article = next(iri for iri in one_article if iri)
    named = f"/graphs?{wire.parameters(('graph', str(article)))}"
    for media_type in RDF:
        answer = server.send("GET", named, [("Accept", media_type)])

        def judge(answer=answer, media_type=media_type):
            return given([answer], (media_type,)) or differs(one_article[article], answer.graph())

        tally.call(f"the graph of {ARTICLE} as {media_type}", f"{len(one_article[article])} statements", judge)

    def default():
        answer = server.send("GET", "/graphs?default", [("Accept", "application/n-triples")], timeout=120)
        return given([answer], ("application/n-triples",)) or differs(graphs[None], answer.graph())

    tally.call("the default graph", f"{len(graphs[None])} statements", default)
    answer = server.send("GET", named, [("Accept", "text/turtle;q=0.2, application/rdf+xml;q=0.7")])
    tally.same("a graph with q-values", "application/rdf+xml", answer.type)
    asked = {
        "a graph in an unknown form": ("GET", named, [("Accept", "image/png")], 406),
        "a graph that isn't there": ("GET", "/graphs?graph=urn:x-nobody", [], 404),
        "HEAD of a graph": ("HEAD", named, [], 200),
        "HEAD of a graph that isn't there": ("HEAD", "/graphs?graph=urn:x-nobody", [], 404),
        "a graph by a relative IRI": ("GET", "/graphs?graph=nobody", [], 400),
        "two graphs at once": ("GET", f"{named}&default", [], 400),
        "no graph": ("GET", "/graphs", [], 400),
        "PUT": ("PUT", named, [("Content-Type", "text/turtle")], 405),
        "POST": ("POST", named, [("Content-Type", "text/turtle")], 405),
        "DELETE": ("DELETE", named, [], 405),
        "PATCH": ("PATCH", named, [("Content-Type", "application/sparql-update")], 405),
    }
    for case, (method, target, headers, status) in asked.items():
        answer = server.send(method, target, headers, b"" if method in ("PUT", "POST", "PATCH") else None)
        tally.case(case, answer.status == status, status, str(answer))
        if status == 405:
            tally.case(f"{case}, what is allowed", "GET" in answer.headers.get("allow", ""), "Allow: GET, HEAD", answer.headers.get("allow"))
    return tally


def description(server, graphs):
    """What the service says of itself is what it does."""
    tally = Tally("what the service says of itself")
    named = {iri for iri in graphs if iri}
    descriptions = {}
    for media_type in RDF:
        answer = server.send("GET", "/sparql", [("Accept", media_type)])

        def judge(answer=answer, media_type=media_type):
            fault = given([answer], (media_type,))
            if fault is None:
                descriptions[media_type] = answer.graph(server.url("/sparql"))
            return fault

        tally.call(f"as {media_type}", media_type, judge)
    tally.same("in an unknown form", 406, server.send("GET", "/sparql", [("Accept", "image/png")]).status)
    said = descriptions.get("text/turtle", rdflib.Graph())
    same = len(descriptions) == len(RDF) and all(rdflib.compare.isomorphic(said, other) for other in descriptions.values())
    tally.case("in every form", same, "the same statements", {name: len(graph) for name, graph in descriptions.items()})
    languages = {str(language).removeprefix(str(SD)) for language in said.objects(None, SD.supportedLanguage)} - {"SPARQL10Query"}
    tally.same("languages of a server that is read only", {"SPARQL11Query"}, languages)
    missing = [name for name in RESULT_FORMATS if FORMATS[name] not in set(said.objects(None, SD.resultFormat))]
    tally.same("result formats that are missing", [], missing)
    claimed = {str(feature).removeprefix(str(SD)) for feature in said.objects(None, SD.feature)}
    tally.same("features claimed that it doesn't have", set(), claimed & {"BasicFederatedQuery", "DereferencesURIs", "UnionDefaultGraph"})
    for term, kind in ((QL.matchScore, SD.extensionFunction), (QL.search, SD.propertyFeature)):
        tally.case(f"what it adds to SPARQL: {term}", (None, kind, term) in said, f"{kind} {term}", f"{sorted(said.objects(None, kind)) or 'none'}")
    tally.case("a default graph", list(said.objects(None, SD.defaultGraph)), "sd:defaultGraph", "none")
    tally.call("names of the named graphs", f"{len(named)}", lambda: differs(named, said.objects(None, SD.name)))
    count = server.send("GET", "/sparql?" + wire.parameters(("query", "SELECT (COUNT(*) AS ?n) { GRAPH ?g {} }")), [("Accept", "text/csv")])
    tally.case("number of the named graphs by SPARQL", count.body.split()[-1:] == [str(len(named)).encode()], len(named), str(count))
    return tally


def judge(server, program):
    """Everything that rdflib can fetch."""
    graphs = program.graphs()
    dereferencing(server, graphs).close()
    graph_store(server, graphs, program.graphs("--article", ARTICLE)).close()
    description(server, graphs).close()
