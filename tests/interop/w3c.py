"""The W3C's test cases for the SPARQL 1.1 Protocol, the Service Description and the read side of the Graph Store Protocol, against the running server."""
import pyshacl
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

import w3c_cases as cases
import wire
from program import QL, ROOT, TOKEN, writable
from report import Tally, report

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SD_TERMS = set(
    "Service Feature Language Function Aggregate EntailmentRegime EntailmentProfile GraphCollection Dataset Graph NamedGraph "
    "SPARQL10Query SPARQL11Query SPARQL11Update DereferencesURIs UnionDefaultGraph RequiresDataset EmptyGraphs BasicFederatedQuery "
    "endpoint feature defaultEntailmentRegime entailmentRegime defaultSupportedEntailmentProfile supportedEntailmentProfile extensionFunction "
    "extensionAggregate languageExtension supportedLanguage propertyFeature defaultDataset availableGraphs resultFormat inputFormat defaultGraph "
    "namedGraph name graph".split()
)
MANIFESTS = ROOT.parent / "shared" / "conformance" / "w3c"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
# A case that changes the store says who asks; so do all that are to be refused, or else the want of a token would hide why.
AUTHORIZATION = ("Authorization", f"Bearer {TOKEN}")


def update(server, text):
    """Changes the store."""
    return server.send("POST", "/sparql", [("Content-Type", cases.UPDATE), AUTHORIZATION], text.encode())


def wrong(answer, expected):
    """What is wrong with an answer, in words; None where it is as it should be."""
    if expected == cases.REFUSED:
        return None if 400 <= answer.status < 500 and answer.status not in (401, 403) else str(answer)
    if not 200 <= answer.status < 300:
        return str(answer)
    try:
        if expected == cases.RDF:
            answer.graph()
        elif expected != cases.DONE:
            return wrong_result(answer, answer.result(), expected)
    except KeyError:
        return f"the media type {answer.type or 'none'}"
    except Exception as error:  # whatever the parser throws
        return f"what rdflib can't read as {answer.type}: {error}"
    return None


def wrong_result(answer, result, expected):
    """What is wrong with a table or a truth value."""
    if expected in (cases.TRUE, cases.FALSE, cases.BOOLEAN):
        wanted = {cases.TRUE: (True,), cases.FALSE: (False,)}.get(expected, (True, False))
        return None if result.type == "ASK" and result.askAnswer in wanted else str(answer)
    rows = list(result)
    if expected == cases.ONE_IRI:
        sound = len(rows) == 1 and isinstance(rows[0].o, rdflib.URIRef) and ":" in rows[0].o
        return None if sound else str(answer)
    return None if result.type == "SELECT" and rows else str(answer)


def protocol(server):
    """The cases of the SPARQL Protocol, and that what was refused has changed nothing."""
    tally = Tally("W3C protocol")
    kept = f"ASK {{ {' '.join(f'GRAPH <{cases.data(n)}> {{ {cases.document(n)} }}' for n in range(4))} }}"
    for name, requests in cases.PROTOCOL.items():
        fault = wrong(update(server, cases.BEFORE), cases.DONE)
        faults = [("2xx for the data it needs", fault)] if fault else []
        for request in requests:
            headers = [("Content-Type", request.type)] if request.type else []
            headers += [AUTHORIZATION] if "update" in name else []
            target = "/sparql/" + (f"?{request.parameters}" if request.parameters else "")
            answer = server.send(request.method, target, headers, request.body)
            fault = wrong(answer, request.expected)
            faults += [(request.expected, fault)] if fault else []
        if name.startswith("bad_update"):
            answer = server.send("POST", "/sparql/", [("Content-Type", cases.QUERY)], kept.encode())
            fault = wrong(answer, cases.TRUE)
            faults += [("the graphs left as they were", fault)] if fault else []
        tally.case(name, not faults, *(faults[0] if faults else ("", "")))
    return tally


def service_description(server):
    """The cases of the Service Description. The W3C left its schema open; ours are the shapes beside this file, and the vocabulary."""
    tally = Tally("service description")
    endpoint = server.url("/sparql")
    answer = server.send("GET", "/sparql")
    graph = rdflib.Graph()

    def returns_rdf():
        if not 200 <= answer.status < 300 or answer.type not in wire.GRAPH:
            return str(answer)
        graph.parse(data=answer.body, format=wire.GRAPH[answer.type], publicID=endpoint)
        return None if len(graph) else "an empty graph"

    def has_endpoint_triple():
        found = set(graph.objects(None, SD.endpoint))
        return None if rdflib.URIRef(endpoint) in found else ", ".join(found) or "none"

    def conforms_to_schema():
        terms = {str(term) for triple in graph for term in triple if str(term).startswith(str(SD))}
        unknown = sorted(term for term in terms if term.removeprefix(str(SD)) not in SD_TERMS)
        services = len(set(graph.subjects(RDF.type, SD.Service)))
        conforms, _, text = pyshacl.validate(graph, shacl_graph=str(ROOT / "tests" / "interop" / "service-description.ttl"), inference="none")
        if unknown or services != 1:
            return f"{services} services, and the unknown terms {unknown}"
        return None if conforms else " ".join(text.split())[:1000]

    judges = {
        "returns-rdf": ("a graph that isn't empty", returns_rdf),
        "has-endpoint-triple": (f"sd:endpoint {endpoint}", has_endpoint_triple),
        "conforms-to-schema": ("one sd:Service by the shapes", conforms_to_schema),
    }
    for name in cases.SERVICE_DESCRIPTION:
        tally.call(name, *judges[name])
    return tally


def without_stamp(graph):
    """The graph less what the store says of itself, without which it would be no store of Quanlo's: its default graph is never quite empty."""
    for store in list(graph.subjects(QL["format"])):
        graph.remove((store, None, None))
    return graph


def graph_store(server):
    """The read cases of the Graph Store Protocol; what each finds in the store is put there by an update."""
    tally = Tally("graph store (read)")
    for name, case in cases.GRAPH_STORE_READ.items():
        iri = server.url(f"/graphs/{case.graph}")
        statements = case.before and case.before.replace("PERSON", server.url("/graphs/person/1"))
        prefixes = cases.PREFIXES.replace("@prefix", "PREFIX").replace("> .", ">")
        if case.named == "default":
            written = update(server, f"{prefixes} CLEAR DEFAULT ; INSERT DATA {{ {statements} }}")
        elif statements:
            written = update(server, f"{prefixes} DROP SILENT GRAPH <{iri}> ; INSERT DATA {{ GRAPH <{iri}> {{ {statements} }} }}")
        else:
            written = update(server, f"DROP SILENT GRAPH <{iri}>")
        target = {"default": "/graphs?default", "graph": f"/graphs?{wire.parameters(('graph', iri))}", "direct": f"/graphs/{case.graph}"}[case.named]
        answer = server.send(case.method, target, [("Accept", case.accept)] if case.accept else [])
        expected = f"{case.status} {cases.TURTLE if case.status == 200 else ''}".strip()

        def judge(case=case, answer=answer, statements=statements, written=written):
            if wrong(written, cases.DONE):
                return f"{written} to the graph it needs"
            if answer.status != case.status or (case.status == 200 and answer.type != cases.TURTLE):
                return str(answer)
            if case.method == "HEAD":
                return None if not answer.body else "a body"
            if case.status == 200:
                wanted = rdflib.Graph().parse(data=f"{cases.PREFIXES} {statements}", format="turtle")
                return None if isomorphic(wanted, without_stamp(answer.graph())) else f"another graph: {answer}"
            return None

        tally.call(name, expected, judge)
    return tally


def forgotten():
    """The names of all cases in the W3C's manifests, where these lie beside the project, that our tables don't have."""
    ours = {*cases.PROTOCOL, *cases.SERVICE_DESCRIPTION, *cases.GRAPH_STORE_READ, *cases.GRAPH_STORE_WRITE}
    theirs = set()
    for manifest in sorted(MANIFESTS.rglob("manifest.ttl")) if MANIFESTS.is_dir() else []:
        graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
        for entries in graph.objects(None, MF.entries):
            theirs |= {str(entry).rpartition("#")[2] for entry in graph.items(entries)}
    return theirs, sorted(theirs - ours)


def judge(program):
    """Runs every case on a copy of the store, which they empty."""
    with writable(program.program, program.copy_of_store("w3c"), program.folder) as server:
        tallies = [protocol(server), graph_store(server), service_description(server)]
    names, missing = forgotten()
    if names:
        report(not missing, f"the W3C's manifests name {len(names)} cases; not in our tables: {', '.join(missing) or 'none'}")
    left_out = f"left out: {', '.join(cases.GRAPH_STORE_WRITE)} (they write, and the server has only the read side)"
    report(all(tally.holds() for tally in tallies), f"{', '.join(map(str, tallies))}; {left_out}")
