#!/usr/bin/env python3
"""Judges Quanlo's graph and its server with tools that share no code with it:  interop.py PROGRAM [PART …]

  exports      rdflib parses every format that `quanlo export` writes, to exactly as many statements as the program's own N-Triples or N-Quads have lines
  shapes       pySHACL finds the graph of the example articles sound by ontology/shapes.ttl: every fact, claim and piece of evidence, and every place that one
               of them leads to (the other places of the gazetteer are left out, for the sake of time; `quanlo check` covers them); and it finds the same graph
               unsound once evidence is taken out of it, because a validator that can't fail proves nothing
  w3c          the W3C's cases for the SPARQL Protocol, the Service Description and the read side of the Graph Store Protocol
  clients      SPARQLWrapper and rdflib's SPARQLStore ask the server, and get what the export says
  linked       rdflib follows the IRIs of things and of graphs, and reads what the service says of itself
  negotiation  which form an answer takes, CORS, and what is refused: no outgoing requests, no update without a token

Without PART, all of them.
"""
import pathlib
import sys
import tempfile
import time

import pyshacl
import rdflib
from rdflib.namespace import PROV, RDF

import clients
import linked_data
import negotiation
import report as verdicts
import w3c
from program import ARTICLE, OFFICIAL, QL, ROOT, Program, Server, writable
from report import report

# File ending of an export → rdflib's name of the format.
TRIPLES = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
QUADS = {"trig": "trig", "nq": "nquads"}


def lines(path):
    """The number of different statements in a line-based export."""
    with path.open(encoding="utf-8") as text:
        return len({line for line in text if line.strip() and not line.startswith("#")})


def same_statements(program, formats, line_based, *selection):
    """Wants every format to hold as many statements as the line-based one."""
    wanted = lines(program.file(line_based, *selection))
    for ending, name in formats.items():
        dataset = rdflib.Dataset()
        try:
            dataset.parse(program.file(ending, *selection), format=name)
            found = sum(1 for _ in dataset.quads())
        except Exception as error:  # any error of any parser is a finding, not the end of the run
            found = f"an error: {error}"
        report(found == wanted and wanted > 0, f"{' '.join(selection) or 'whole store'} as .{ending}: rdflib reads {found} of {wanted} statements")


def union(graphs):
    """All statements, whichever graph they stand in."""
    graph = rdflib.Graph()
    for triple in set().union(*graphs.values()):
        graph.add(triple)
    return graph


def mentioned(graph):
    """The graph without the places that no fact and no claim leads to."""
    places = set(graph.subjects(RDF.type, QL.Place))
    wanted = {term for triple in graph if triple[0] not in places for term in (triple[1], triple[2]) if term in places}
    waiting = list(wanted)
    while waiting:
        for term in graph.objects(waiting.pop()):
            if term in places and term not in wanted:
                wanted.add(term)
                waiting.append(term)
    kept = rdflib.Graph()
    kept.bind("ql", QL)
    for triple in graph:
        if triple[0] not in places or triple[0] in wanted:
            kept.add(triple)
    return kept, len(wanted), len(places)


def validate(graph, shapes, focus=None):
    """Whether the graph conforms, and what pySHACL says."""
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, focus_nodes=focus, advanced=False, inference="none")
    return conforms, text


def without(graph, subject, predicate):
    """The graph less one kind of statement about one subject; the graph itself is left as it is."""
    changed = rdflib.Graph()
    for triple in graph:
        if triple[0] != subject or triple[1] != predicate:
            changed.add(triple)
    return changed


def unsound(graph, shapes, kind, predicate):
    """Takes one property away from the first thing of a kind, and wants the shapes to notice."""
    name = kind.removeprefix(str(QL))
    property_name = graph.qname(predicate)
    subjects = sorted(s for s in graph.subjects(RDF.type, rdflib.URIRef(kind)) if (s, predicate, None) in graph)
    if not subjects:
        return report(False, f"a {name} without {property_name}: no {name} to try it on")
    subject = subjects[0]
    sound_before, text = validate(graph, shapes, [subject])
    conforms, _ = validate(without(graph, subject, predicate), shapes, [subject])
    report(sound_before and not conforms, f"a {name} without {property_name} breaks the shapes")


def exports(program):
    """Every format of one official, of one article and of the whole store."""
    same_statements(program, TRIPLES, "nt", "--official", OFFICIAL)
    same_statements(program, QUADS, "nq", "--article", ARTICLE)
    same_statements(program, TRIPLES, "nt")
    same_statements(program, QUADS, "nq")


def shapes(program):
    """The graph by the shapes, as it is and with something missing."""
    rules = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    graph, kept, places = mentioned(union(program.graphs()))
    conforms, text = validate(graph, rules)
    report(conforms, f"pySHACL: {len(graph)} statements of the examples conform to ontology/shapes.ttl ({kept} of {places} places)")
    if not conforms:
        print(text[:4000])
    unsound(graph, rules, str(QL.Tenure), PROV.wasDerivedFrom)
    unsound(graph, rules, str(QL.Tenure), QL.post)
    unsound(graph, rules, str(QL.TenureClaim), QL.evidence)


def served(program, parts):
    """The parts that ask a running server; one that nobody may change, and beside it one on a copy of the store."""
    patience = ("--timeout", clients.TIMEOUT)
    with Server(program.program, program.store, *patience) as reader:
        if "clients" in parts:
            clients.judge(reader, program.graphs())
        if "linked" in parts:
            linked_data.judge(reader, program)
        if "negotiation" in parts:
            with writable(program.program, program.copy_of_store("negotiation"), program.folder, *patience) as writer:
                negotiation.judge(reader, writer)


PARTS = {"exports", "shapes", "w3c", "clients", "linked", "negotiation"}


def main():
    if len(sys.argv) < 2 or not PARTS.issuperset(sys.argv[2:]):
        sys.exit(__doc__)
    parts = set(sys.argv[2:]) or PARTS
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="quanlo-interop-") as folder:
        program = Program(sys.argv[1], pathlib.Path(folder))
        if "exports" in parts:
            exports(program)
        if "shapes" in parts:
            shapes(program)
        if "w3c" in parts:
            w3c.judge(program)
        if parts & {"clients", "linked", "negotiation"}:
            served(program, parts)
    print(f"{'interop failed' if verdicts.failures else 'interop holds'} ({time.monotonic() - began:.0f} s)")
    sys.exit(1 if verdicts.failures else 0)


main()
