#!/usr/bin/env python3
"""Reads Quanlo's graph with tools that share no code with it:  interop.py PROGRAM

1. rdflib parses every format that `quanlo export` writes, to exactly as many statements as the program's own N-Triples or N-Quads have lines.
2. pySHACL finds the graph of the example articles sound by ontology/shapes.ttl: every fact, claim and piece of evidence, and every place that one
   of them leads to. The other places of the gazetteer are left out, for the sake of time; `quanlo check` covers them.
3. pySHACL finds the same graph unsound once evidence is taken out of it. A validator that can't fail proves nothing.
"""
import pathlib
import subprocess
import sys
import tempfile
import time

import pyshacl
import rdflib
from rdflib.namespace import PROV, RDF

ROOT = pathlib.Path(__file__).resolve().parents[2]
QL = rdflib.Namespace("https://w3id.org/quanlo/ontology#")

OFFICIAL = "Thào A Sếnh"
ARTICLE = "03-giam-doc-so-nong-nghiep"
# File ending of an export → rdflib's name of the format.
TRIPLES = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
QUADS = {"trig": "trig", "nq": "nquads"}

failures = 0


def report(sound, message):
    global failures
    failures += not sound
    print(f"{'ok  ' if sound else 'FAIL'}  {message}", flush=True)


class Exports:
    """The program, a store of the example articles, and the files exported from it."""

    def __init__(self, program, folder):
        self.command = [program, "--store", str(folder / "store"), "--quiet"]
        self.folder = folder
        self.run("build", ROOT / "examples" / "articles")

    def run(self, *arguments):
        done = subprocess.run([*self.command, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        if done.returncode != 0:
            sys.exit(f"interop: quanlo {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr.strip()}")

    def file(self, ending, *selection):
        path = self.folder / f"export-{'-'.join(selection).strip('-') or 'all'}.{ending}".replace(" ", "-")
        if not path.exists():
            self.run("export", *selection, "--output", path)
        return path


def lines(path):
    """The number of different statements in a line-based export."""
    with path.open(encoding="utf-8") as text:
        return len({line for line in text if line.strip() and not line.startswith("#")})


def same_statements(exports, formats, line_based, *selection):
    wanted = lines(exports.file(line_based, *selection))
    for ending, name in formats.items():
        dataset = rdflib.Dataset()
        try:
            dataset.parse(exports.file(ending, *selection), format=name)
            found = sum(1 for _ in dataset.quads())
        except Exception as error:  # any error of any parser is a finding, not the end of the run
            found = f"an error: {error}"
        report(found == wanted and wanted > 0, f"{' '.join(selection) or 'whole store'} as .{ending}: rdflib reads {found} of {wanted} statements")


def union(path):
    """The statements of an N-Quads file, whichever graph they stand in."""
    dataset = rdflib.Dataset()
    dataset.parse(path, format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
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


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="quanlo-interop-") as folder:
        exports = Exports(sys.argv[1], pathlib.Path(folder))
        same_statements(exports, TRIPLES, "nt", "--official", OFFICIAL)
        same_statements(exports, QUADS, "nq", "--article", ARTICLE)
        same_statements(exports, TRIPLES, "nt")
        same_statements(exports, QUADS, "nq")
        everything = union(exports.file("nq"))
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    graph, kept, places = mentioned(everything)
    conforms, text = validate(graph, shapes)
    report(conforms, f"pySHACL: {len(graph)} statements of the examples conform to ontology/shapes.ttl ({kept} of {places} places)")
    if not conforms:
        print(text[:4000])
    unsound(graph, shapes, str(QL.Tenure), PROV.wasDerivedFrom)
    unsound(graph, shapes, str(QL.Tenure), QL.post)
    unsound(graph, shapes, str(QL.TenureClaim), QL.evidence)
    print(f"{'interop failed' if failures else 'interop holds'} ({time.monotonic() - began:.0f} s)")
    sys.exit(1 if failures else 0)


main()
