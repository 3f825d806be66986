// Every page there is, one address for each kind.

import { select } from "./server.js";

const PREFIXES = `PREFIX ql: <https://w3id.org/quanlo/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
  PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dct: <http://purl.org/dc/terms/>`;

const THINGS = {
  official: '?it a ql:Official ; foaf:name "Thào A Sếnh"',
  post: '?it a ql:Post ; skos:prefLabel "Bí thư Huyện ủy Trùng Khánh"@vi',
  place: '?it a ql:Place ; skos:prefLabel "huyện Mù Cang Chải"@vi',
  document: '?it a ql:Document ; ql:number "1035-QĐ/TU"',
  body: '?it a ql:Body ; skos:prefLabel "Huyện ủy Trùng Khánh"@vi',
  event: '?it a ql:PersonnelEvent ; ql:official/foaf:name "Thào A Sếnh"',
  tenure: '?it a ql:Tenure ; ql:post/skos:prefLabel "Bí thư Huyện ủy Trùng Khánh"@vi',
  statistic: "?it a ql:Statistic",
  article: 'GRAPH ?g { ?it a ql:Article ; dct:identifier "01-mu-cang-chai-luan-chuyen-can-bo" }',
};

const PAGES_OF_THEIR_OWN = ["official", "post", "place", "document", "article"];

export const POST_HOLDERS = `query?${new URLSearchParams({ name: "post_holders", post: "Bí thư Huyện ủy Trùng Khánh" })}`;
export const WITH_ERROR = `query?${new URLSearchParams({ query: "SELECT ?x\nWHERE { ?x a }" })}`;

/** The paths of all kinds of pages below the language, by the kind's name. */
export async function findPages(address) {
  const pages = {
    home: "",
    search: "search?q=mu+cang+chai",
    nothing: "search?q=xyzzy",
    statistics: "statistics",
    overview: "overview",
    query: "query",
    answer: POST_HOLDERS,
  };
  for (const [kind, pattern] of Object.entries(THINGS)) {
    const [found] = await select(address, `${PREFIXES} SELECT ?it { ${pattern} } ORDER BY ?it LIMIT 1`);
    if (!found) throw new Error(`the example articles tell of no ${kind} like this: ${pattern}`);
    const path = new URL(found.it).pathname.split("/id/")[1];
    pages[kind] = PAGES_OF_THEIR_OWN.includes(kind) ? path : `thing/${path}`;
  }
  return pages;
}
