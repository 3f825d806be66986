//! Every term that the graph uses; what the `ql:` terms mean stands in `ontology/quanlo.ttl`.

use oxigraph::model::NamedNodeRef;

/// The namespace of Quanlo's own terms; it stays the same whatever the base IRI.
pub const QL: &str = "https://w3id.org/quanlo/ontology#";

/// The prefixes that written graphs use.
pub const PREFIXES: [(&str, &str); 15] = [
    ("dct", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("ql", QL),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

macro_rules! terms {
    ($($module:ident $iri:literal { $($name:ident $local:literal),* $(,)? })*) => {$(
        #[doc = concat!("Terms of <", $iri, ">.")]
        pub mod $module {
            use super::NamedNodeRef;
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($iri, $local));
            )*
        }
    )*};
}

terms! {
    ql "https://w3id.org/quanlo/ontology#" {
        OFFICIAL "Official", ROLE "Role", BODY "Body", POST "Post", PLACE "Place", TENURE "Tenure",
        PERSONNEL_EVENT "PersonnelEvent", DOCUMENT "Document", STATISTIC "Statistic", ARTICLE "Article",
        CLAIM "Claim", PERSON_CLAIM "PersonClaim", TENURE_CLAIM "TenureClaim", EVENT_CLAIM "EventClaim",
        DOCUMENT_CLAIM "DocumentClaim", STATISTIC_CLAIM "StatisticClaim", BIO_CLAIM "BioClaim",
        EVIDENCE "Evidence",
        PARTY_COMMITTEE "PartyCommittee", STANDING_COMMITTEE "StandingCommittee",
        PARTY_COMMISSION "PartyCommission", PARTY_CELL "PartyCell", NATIONAL_ASSEMBLY "NationalAssembly",
        PEOPLES_COUNCIL "PeoplesCouncil", PEOPLES_COMMITTEE "PeoplesCommittee", GOVERNMENT "Government",
        MINISTRY "Ministry", DEPARTMENT "Department", INSPECTORATE "Inspectorate",
        FATHERLAND_FRONT "FatherlandFront", MASS_ORGANIZATION "MassOrganization", ARMY "Army",
        POLICE "Police", COURT "Court", PROCURACY "Procuracy", ENTERPRISE "Enterprise", SCHOOL "School",
        HOSPITAL "Hospital", NEWS_OUTLET "NewsOutlet", VILLAGE_BODY "VillageBody",
        ROTATION "Rotation", TRANSFER "Transfer", APPOINTMENT "Appointment", REAPPOINTMENT "Reappointment",
        ELECTION "Election", APPROVAL "Approval", DESIGNATION "Designation", ASSIGNMENT "Assignment",
        ACTING "Acting", SECONDMENT "Secondment", RELIEF "Relief", REMOVAL "Removal",
        RESIGNATION "Resignation", RETIREMENT "Retirement", DISCIPLINE "Discipline",
        SUSPENSION "Suspension", NOMINATION "Nomination", DEATH "Death",
        CENTRAL "Central", PROVINCE "Province", DISTRICT "District", COMMUNE "Commune", VILLAGE "Village",
        OPEN "Open", ENDED "Ended", ENDED_UNKNOWN "EndedUnknown",
        DOWN "Down", UP "Up", SIDEWAYS "Sideways", WITHIN "Within",
        DECIDED "Decided", PROPOSED "Proposed", CURRENT "Current", NEW "New", FORMER "Former",
        STATISTICS "statistics",
        NAME_KEY "nameKey", IDENTITY_MARK "identityMark", HOMETOWN "hometown", LEVEL "level", AREA "area", CODE "code",
        PLACE_TYPE "placeType", SUCCEEDED_BY "succeededBy", FULLY_SUCCEEDED_BY "fullySucceededBy",
        UNKNOWN_PLACE "unknownPlace", HAS_POST "post", START "start", END "end",
        START_NOT_AFTER "startNotAfter", END_NOT_BEFORE "endNotBefore", END_NOT_AFTER "endNotAfter",
        END_STATE "endState", START_CAUSE "startCause", END_CAUSE "endCause", INFERRED "inferred",
        TERM "term", HAS_OFFICIAL "official", FROM_POST "fromPost", TO_POST "toPost", DATE "date",
        DECIDED_BY "decidedBy", LEGAL_BASIS "legalBasis", REPLACES "replaces", MOVEMENT "movement",
        STATUS "status", NUMBER "number", SYMBOL "symbol", DOCUMENT_TYPE "documentType",
        DOCUMENT_KEY "documentKey", ISSUED_BY "issuedBy", IMPLEMENTS "implements", MEASURE "measure",
        COUNT "count", PERCENT "percent", COMPARATOR "comparator", FROM_LEVEL "fromLevel",
        TO_LEVEL "toLevel", PERIOD_START "periodStart", PERIOD_END "periodEnd", PERIOD_TEXT "periodText",
        HAS_BODY "body", GROUP "group", PARTIAL "partial", SHA256 "sha256", CLAIMS "claims",
        NAME_IN_TEXT "nameInText", PREDECESSOR_IN_TEXT "predecessorInText",
        DOCUMENT_IN_TEXT "documentInText", IMPLEMENTS_IN_TEXT "implementsInText", HONORIFIC "honorific",
        RULE "rule", RECOVERED "recovered", HAS_EVIDENCE "evidence", KIND "kind", WHEN "when",
        CONTRADICTS "contradicts", FORMAT "format", BASIS "basis", RULING "ruling",
        GRADE_CHANGE "gradeChange", PROMOTION "Promotion", LATERAL_MOVE "LateralMove",
        DEMOTION "Demotion", DIRECTION "direction", CENTRE_TO_PROVINCE "CentreToProvince",
        PROVINCE_TO_CENTRE "ProvinceToCentre", IS_LOCAL "isLocal", ENDED_WITH "endedWith", ENDED_BY "endedBy",
        GRADE "grade", ENDED_UNDER "endedUnder", SUCCESSION "Succession", IN_POST "inPost",
        PREDECESSOR "predecessor", SUCCESSOR "successor",
        POSSIBLY_SAME "possiblySame", RANK "rank", SINGLE_SEAT "singleSeat",
        SEARCH "search", MATCH_SCORE "matchScore",
    }
    dct "http://purl.org/dc/terms/" {
        IDENTIFIER "identifier", ISSUED "issued", TITLE "title", SPATIAL "spatial",
    }
    foaf "http://xmlns.com/foaf/0.1/" { NAME "name" }
    oa "http://www.w3.org/ns/oa#" {
        EXACT "exact", START "start", END "end", HAS_SOURCE "hasSource",
    }
    org "http://www.w3.org/ns/org#" {
        MEMBER "member", ORGANIZATION "organization", ROLE "role", POST_IN "postIn",
        SUB_ORGANIZATION_OF "subOrganizationOf",
    }
    prov "http://www.w3.org/ns/prov#" { WAS_DERIVED_FROM "wasDerivedFrom" }
    qb "http://purl.org/linked-data/cube#" { DATA_SET "dataSet" }
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" { JSON "JSON" }
    schema "https://schema.org/" {
        GENDER "gender", FEMALE "Female", MALE "Male", BIRTH_DATE "birthDate", NAME "name",
        CONTAINED_IN_PLACE "containedInPlace", VALID_FROM "validFrom", VALID_THROUGH "validThrough",
        HEADLINE "headline", DATE_PUBLISHED "datePublished", PUBLISHER "publisher", URL "url",
        ARTICLE_BODY "articleBody",
    }
    skos "http://www.w3.org/2004/02/skos/core#" { PREF_LABEL "prefLabel", ALT_LABEL "altLabel", NOTATION "notation" }
    void "http://rdfs.org/ns/void#" { DATASET "Dataset" }
}
