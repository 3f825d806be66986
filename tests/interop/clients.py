"""SPARQLWrapper and rdflib's SPARQLStore as clients of the running server: what they get must be what the store's export says."""
import re
import time
import urllib.error
import urllib.request
import warnings

import rdflib
import SPARQLWrapper as sw
from rdflib.namespace import FOAF, PROV, RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from program import OFFICIAL, QL
from report import Tally

PREFIXES = f"PREFIX ql: <{QL}> PREFIX foaf: <{FOAF}>"
OFFICIALS = f"{PREFIXES} SELECT ?official ?name WHERE {{ ?official a ql:Official ; foaf:name ?name }}"
NAMES = f"{PREFIXES} CONSTRUCT {{ ?official foaf:name ?name }} WHERE {{ ?official a ql:Official ; foaf:name ?name }}"
# The name of OFFICIAL as somebody types it who has no marks on the keyboard, the last word only begun.
SEARCH = f"""{PREFIXES} SELECT ?name (ql:matchScore(?name, "thao a sen") AS ?score)
WHERE {{ ?official ql:search "thao a sen" ; a ql:Official ; foaf:name ?name }} ORDER BY DESC(?score)"""
# A million million rows, which take no room but all the time there is.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { %s }" % " ".join(f"VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(12))
# Every statement beside every other, sorted: all the time and all the room.
HUGE = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY DESC(?i) ?a"
TIMEOUT = 10  # seconds that the servers grant a query


def rows(graph):
    """All officials with their names, as the export has them."""
    officials = {subject for subject, predicate, value in graph if predicate == RDF.type and value == QL.Official}
    return {(subject, value) for subject, predicate, value in graph if predicate == FOAF.name and subject in officials}


def differs(expected, found):
    """What is wrong with a set of rows or statements, in words; None where nothing is."""
    expected, found = set(expected), set(found)
    if expected and expected == found:
        return None
    return f"{len(found)}, of which {len(found - expected)} are not expected; {len(expected - found)} are missing"


def wrapper(server, query, form, method=sw.GET, directly=False, only_negotiate=False):
    """A SPARQLWrapper that is ready to ask. Unless told to negotiate only, it adds parameters to the address that the protocol doesn't know."""
    client = sw.SPARQLWrapper(server.url("/sparql"))
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(sw.POSTDIRECTLY if directly else sw.URLENCODED)
    client.setOnlyConneg(only_negotiate)
    client.setTimeout(60)
    return client


def table(client, form):
    """The rows of OFFICIALS in whatever form they come."""
    result = client.query()
    if form in (sw.CSV, sw.TSV):
        parsed = rdflib.query.Result.parse(result.response, format=form)
        return {(rdflib.URIRef(str(row.official)), rdflib.Literal(str(row.name))) for row in parsed}
    converted = result.convert()
    if form == sw.JSON:
        bindings = converted["results"]["bindings"]
        return {(rdflib.URIRef(row["official"]["value"]), rdflib.Literal(row["name"]["value"])) for row in bindings}
    found = set()
    for row in converted.getElementsByTagName("result"):
        values = {b.getAttribute("name"): "".join(n.data for n in b.firstChild.childNodes) for b in row.getElementsByTagName("binding")}
        found.add((rdflib.URIRef(values["official"]), rdflib.Literal(values["name"])))
    return found


def sparqlwrapper(server, knowledge):
    """Every form and every way of asking that SPARQLWrapper knows."""
    tally = Tally("SPARQLWrapper")
    officials = rows(knowledge)
    names = {(subject, FOAF.name, value) for subject, value in officials}
    ways = {"GET": (sw.GET, False), "POST form": (sw.POST, False), "POST directly": (sw.POST, True)}
    for way, (method, directly) in ways.items():
        for form in (sw.JSON, sw.XML, sw.CSV, sw.TSV):

            def select(form=form, method=method, directly=directly):
                return differs(officials, table(wrapper(server, OFFICIALS, form, method, directly), form))

            tally.call(f"SELECT as {form} by {way}", f"{len(officials)} officials", select)
        for form, question, answer in ((sw.JSON, "{}", True), (sw.XML, "{ <urn:x> ?p ?o }", False)):

            def ask(form=form, question=question, answer=answer, method=method, directly=directly):
                got = wrapper(server, f"ASK {question}", form, method, directly).queryAndConvert()
                got = got["boolean"] if form == sw.JSON else got.getElementsByTagName("boolean")[0].firstChild.data == "true"
                return None if got is answer else str(got)

            tally.call(f"ASK as {form} by {way}", str(answer), ask)
        for form, name in ((sw.TURTLE, "turtle"), (sw.RDFXML, "xml"), (sw.N3, "turtle"), (sw.JSONLD, "json-ld")):

            def construct(form=form, name=name, method=method, directly=directly):
                got = wrapper(server, NAMES, form, method, directly).queryAndConvert()
                return differs(names, got if isinstance(got, rdflib.Graph) else rdflib.Graph().parse(data=got, format=name))

            tally.call(f"CONSTRUCT as {form} by {way}", f"{len(names)} statements", construct)

    def triples():
        client = wrapper(server, NAMES, sw.TURTLE, only_negotiate=True)
        client.addCustomHttpHeader("Accept", "application/n-triples")
        return differs(names, rdflib.Graph().parse(data=client.queryAndConvert(), format="nt"))

    def described():
        official, name = sorted(officials)[0]
        got = wrapper(server, f"DESCRIBE <{official}>", sw.RDFXML, only_negotiate=True).queryAndConvert()
        return None if (official, FOAF.name, name) in got else f"{len(got)} statements without its name"

    def searched():
        found = wrapper(server, SEARCH, sw.JSON).queryAndConvert()["results"]["bindings"]
        return None if found and found[0]["name"]["value"] == OFFICIAL and 0 < float(found[0]["score"]["value"]) < 1 else str(found)

    tally.call("search without marks", OFFICIAL, searched)
    tally.call("CONSTRUCT as N-Triples", f"{len(names)} statements", triples)
    tally.call("DESCRIBE as RDF/XML", "an official with the name", described)
    mistakes(server, tally)
    return tally


def mistakes(server, tally):
    """What SPARQLWrapper makes of a query that is wrong, and of one that doesn't end."""

    def bad_syntax():
        try:
            wrapper(server, "SELECT * WHERE { ?s ?p", sw.JSON).query()
        except QueryBadFormed as error:
            told = str(error).partition("Response:")[2]
            return None if re.search(r"\bline \d|\b\d+:\d", told) else f"QueryBadFormed without a place: {told.strip()[:200]}"
        return "an answer"

    def given_up_by_server(query, statuses):
        began = time.monotonic()
        try:
            wrapper(server, query, sw.JSON).query().response.read()
            return f"an answer after {time.monotonic() - began:.1f} s"
        except (urllib.error.HTTPError, SPARQLWrapperException) as error:
            status, took = getattr(error, "code", type(error).__name__), time.monotonic() - began
            return None if status in statuses and took < TIMEOUT + 1 else f"{status} after {took:.1f} s"

    def given_up_by_client():
        client = wrapper(server, ENDLESS, sw.JSON)
        client.setTimeout(1)
        try:
            client.query()
            return "an answer"
        except OSError:  # the client's own timeout
            pass
        got = wrapper(server, "ASK {}", sw.JSON).queryAndConvert()
        return None if got["boolean"] else str(got)

    for method, query in ((sw.GET, "SELECT * WHERE {"), (sw.POST, "CONSTRUCT { ?s ?p } WHERE {}")):

        def bad_formed(method=method, query=query):
            try:
                wrapper(server, query, sw.JSON, method).query()
            except QueryBadFormed:
                return None
            return "an answer"

        tally.call(f"bad syntax by {method}", "QueryBadFormed", bad_formed)
    tally.call("bad syntax told", "QueryBadFormed with the place", bad_syntax)
    for name, query, statuses in (("a query without end", ENDLESS, (503, 504)), ("a query that needs too much", HUGE, (413, 422, 503, 504))):
        wanted = f"{' or '.join(map(str, statuses))} within {TIMEOUT + 1} s"
        tally.call(name, wanted, lambda query=query, statuses=statuses: given_up_by_server(query, statuses))
    tally.call("a client that gives up", "the next query is answered", given_up_by_client)


def sparqlstore(server, knowledge, graphs):
    """rdflib's SPARQLStore, which makes its own queries of what rdflib is asked for."""
    tally = Tally("SPARQLStore")
    officials = rows(knowledge)
    official, name = sorted(officials)[0]
    article, testimony = sorted((iri, statements) for iri, statements in graphs.items() if iri)[0]

    def store(**options):
        return SPARQLStore(server.url("/sparql"), **options)

    def open_graph(identifier=None, **options):
        found = rdflib.Graph(store(**options), identifier=identifier)
        found.bind("ql", QL)
        return found

    for method in ("GET", "POST", "POST_FORM"):
        for form in ("json", "xml", "csv", "tsv"):

            def query(method=method, form=form):
                got = open_graph(method=method, returnFormat=form).query(OFFICIALS)
                return differs(officials, {(rdflib.URIRef(str(row[0])), rdflib.Literal(str(row[1]))) for row in got})

            tally.call(f"query as {form} by {method}", f"{len(officials)} officials", query)

    def bound():
        got = open_graph().query(OFFICIALS, initBindings={"official": official})
        return differs({(official, name)}, set(got))

    def prefixed():
        got = open_graph().query("SELECT ?o WHERE { ?o a q:Official }", initNs={"q": QL})
        return differs({subject for subject, _ in officials}, {row.o for row in got})

    def namespaces():
        graph = open_graph()
        graph.bind("quanlo", QL)
        return None if ("quanlo", rdflib.URIRef(QL)) in set(graph.namespaces()) else "not bound"

    def construct():
        return differs({(subject, FOAF.name, value) for subject, value in officials}, open_graph().query(NAMES).graph)

    def ask():
        return None if open_graph().query(f"ASK {{ <{official}> ?p ?o }}").askAnswer is True else "false"

    def pattern(subject=None, predicate=None, value=None):
        wanted = {triple for triple in knowledge if all(part in (None, term) for part, term in zip((subject, predicate, value), triple))}
        return differs(wanted, open_graph().triples((subject, predicate, value)))

    def contexts():
        return differs((iri for iri in graphs if iri), store().contexts())

    def contexts_with():
        wanted = {iri for iri, statements in graphs.items() if iri and any(predicate == PROV.wasDerivedFrom for _, predicate, _ in statements)}
        return differs(wanted, store().contexts((None, PROV.wasDerivedFrom, None))) if wanted else None

    def limited():
        graph = open_graph()
        graph.LIMIT, graph.OFFSET = 3, 2
        found = list(graph.triples((None, RDF.type, QL.Official)))
        return None if len(set(found)) == 3 else str(found)

    judges = {
        "initBindings": (f"{official} alone", bound),
        "initNs": (f"{len(officials)} officials", prefixed),
        "bound namespaces": ("quanlo bound", namespaces),
        "CONSTRUCT": (f"{len(officials)} statements", construct),
        "ASK": ("true", ask),
        "triples of a subject": ("as exported", lambda: pattern(subject=official)),
        "triples of a predicate": ("as exported", lambda: pattern(predicate=FOAF.name)),
        "triples of a predicate and a value": ("as exported", lambda: pattern(predicate=FOAF.name, value=name)),
        "a whole statement": ("as exported", lambda: pattern(official, FOAF.name, name)),
        "LIMIT and OFFSET": ("three statements", limited),
        "contexts": (f"{len(graphs) - 1} graphs", contexts),
        "contexts with a statement": ("the graphs that have it", contexts_with),
        "statements of one context": (f"{len(testimony)}", lambda: differs(testimony, open_graph(article).triples((None, None, None)))),
    }
    for case, (expected, judge) in judges.items():
        tally.call(case, expected, judge)
    tally.call("length of the default graph", len(knowledge), lambda: same_number(len(knowledge), len(open_graph())))
    tally.call("length of one context", len(testimony), lambda: same_number(len(testimony), len(open_graph(article))))
    return tally


def same_number(expected, found):
    """What is wrong with a number, in words."""
    return None if expected == found else str(found)


def judge(server, graphs):
    """Both clients; `graphs` is what the export says is in the store."""
    # A proxy of the surroundings has no business between us and our own server.
    urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        sparqlwrapper(server, graphs[None]).close()
        sparqlstore(server, graphs[None], graphs).close()
