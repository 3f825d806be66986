//! What one article says, as its named graph.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::iri::hex;
use super::observation::observation;
use super::scheme::Scheme;
use super::shared::Shared;
use super::term::{Sheet, event_class, gender, number, plain, status, when};
use super::vocabulary::{dct, oa, ql, rdf, schema};
use super::{Base, Output};
use crate::claim::{Claims, Evidence};
use crate::fact::ClaimKind;
use crate::identity::{Account, marks};

/// The IRI of a claim, made from its article and all that it says.
pub fn claim_iri(base: &Base, claims: &Claims, kind: ClaimKind, index: usize) -> NamedNode {
    let article = claims.article.id.as_str();
    let measures = |name: &str| name.replace('_', " ");
    match kind {
        ClaimKind::Person => {
            let name = &claims.people[index].name;
            base.claim(name, article, "person", name)
        }
        ClaimKind::Tenure => {
            let claim = &claims.tenures[index];
            base.claim(&claim.person, article, "tenure", &content(claim))
        }
        ClaimKind::Event => {
            let claim = &claims.events[index];
            base.claim(&claim.person, article, "event", &content(claim))
        }
        ClaimKind::Document => {
            let claim = &claims.documents[index];
            base.claim(
                claim.number.as_deref().unwrap_or(&claim.kind),
                article,
                "document",
                &content(claim),
            )
        }
        ClaimKind::Statistic => {
            let claim = &claims.statistics[index];
            base.claim(
                &measures(&claim.measure),
                article,
                "statistic",
                &content(claim),
            )
        }
        ClaimKind::Bio => {
            let claim = &claims.bios[index];
            base.claim(&claim.person, article, "bio", &content(claim))
        }
    }
}

/// What a claim says, as text.
fn content(claim: &impl Serialize) -> String {
    // Claims hold only strings, numbers and lists: writing them cannot fail.
    serde_json::to_string(claim).unwrap_or_default()
}

/// A name and one of the marks of its bearers, as the first 16 hexadecimal digits of their SHA-256: by it the articles
/// are found that must be looked at together.
pub fn identity_mark(name: &str, mark: &str) -> String {
    let digest = Sha256::digest(format!("{name}\t{mark}"));
    hex(&digest[..8])
}

/// The IRI of a span of an article's text, by RFC 5147.
pub fn evidence_iri(article: &NamedNode, evidence: &Evidence) -> NamedNode {
    NamedNode::new_unchecked(format!(
        "{}#char={},{}",
        article.as_str(),
        evidence.start,
        evidence.end
    ))
}

/// One article's named graph: its metadata and text, its claims and their evidence.
pub fn testimony(text: &str, account: &Account, scheme: &Scheme) -> Output {
    let article = scheme.base.article(&account.claims.article.id);
    let graph = GraphName::NamedNode(article.clone());
    let mut page = Page {
        article,
        account,
        scheme,
        sheet: Sheet::new(graph),
        shared: Shared::default(),
    };
    page.metadata(text);
    page.people();
    page.tenures();
    page.events();
    page.documents();
    page.statistics();
    page.bios();
    let mut quads = page.sheet.quads;
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Output {
        quads,
        shared: page.shared,
        ..Output::default()
    }
}

/// The named graph while it is written.
struct Page<'a> {
    article: NamedNode,
    account: &'a Account,
    scheme: &'a Scheme,
    sheet: Sheet,
    shared: Shared,
}

impl Page<'_> {
    fn metadata(&mut self, text: &str) {
        let Self {
            article,
            account,
            scheme,
            sheet,
            ..
        } = self;
        let source = &account.claims.article;
        sheet.types(article, &[ql::ARTICLE]);
        sheet.add(article, dct::IDENTIFIER, plain(&source.id));
        sheet.text(article, schema::HEADLINE, source.headline.as_deref());
        sheet.date(article, schema::DATE_PUBLISHED, source.published);
        sheet.text(article, schema::PUBLISHER, source.publisher.as_deref());
        if let Some(url) = &source.url {
            sheet.add(
                article,
                schema::URL,
                Literal::new_typed_literal(url, xsd::ANY_URI),
            );
        }
        if let Some(province) = &account.province {
            sheet.add(article, dct::SPATIAL, scheme.place(province));
        }
        sheet.add(article, schema::ARTICLE_BODY, plain(text));
        sheet.add(article, ql::SHA256, plain(&source.sha256));
        sheet.add(
            article,
            ql::CLAIMS,
            Literal::new_typed_literal(content(&account.claims), rdf::JSON),
        );
        for name in account.name_keys() {
            sheet.add(article, ql::NAME_KEY, plain(name));
            for mark in marks(name, account, &scheme.register) {
                sheet.add(
                    article,
                    ql::IDENTITY_MARK,
                    plain(&identity_mark(name, &mark)),
                );
            }
        }
        for key in account.document_keys() {
            sheet.add(article, ql::DOCUMENT_KEY, plain(key));
        }
    }

    /// Begins a claim: its types, the rule that read it, what was recovered, and its evidence.
    fn claim(
        &mut self,
        kind: ClaimKind,
        index: usize,
        class: NamedNodeRef<'static>,
        evidence: &[Evidence],
        rule: Option<(&str, &[String])>,
    ) -> NamedNode {
        let claim = claim_iri(&self.scheme.base, &self.account.claims, kind, index);
        self.sheet.types(&claim, &[class, ql::CLAIM]);
        if let Some((rule, recovered)) = rule {
            self.sheet.add(&claim, ql::RULE, plain(rule));
            for argument in recovered {
                self.sheet.add(&claim, ql::RECOVERED, plain(argument));
            }
        }
        for span in evidence {
            let node = evidence_iri(&self.article, span);
            self.sheet.add(&claim, ql::HAS_EVIDENCE, node.clone());
            self.sheet.types(&node, &[ql::EVIDENCE]);
            self.sheet.add(&node, oa::HAS_SOURCE, self.article.clone());
            self.sheet.add(&node, oa::EXACT, plain(&span.quote));
            self.sheet.add(&node, oa::START, number(span.start as u64));
            self.sheet.add(&node, oa::END, number(span.end as u64));
        }
        claim
    }

    fn people(&mut self) {
        for (index, person) in self.account.claims.people.iter().enumerate() {
            // The first mention shows the name; all of them stand in `ql:claims`.
            let first = &person.mentions[..person.mentions.len().min(1)];
            let claim = self.claim(ClaimKind::Person, index, ql::PERSON_CLAIM, first, None);
            self.sheet
                .add(&claim, ql::NAME_IN_TEXT, plain(&person.name));
            self.sheet
                .label(&claim, ql::HONORIFIC, person.honorific.as_deref());
            if let Some(told) = person.gender {
                self.sheet.add(&claim, schema::GENDER, gender(told));
            }
        }
    }

    fn tenures(&mut self) {
        let account = self.account;
        for (index, (told, post)) in account
            .claims
            .tenures
            .iter()
            .zip(&account.tenures)
            .enumerate()
        {
            let rule = Some((told.rule.as_str(), told.recovered.as_slice()));
            let claim = self.claim(
                ClaimKind::Tenure,
                index,
                ql::TENURE_CLAIM,
                &told.evidence,
                rule,
            );
            self.sheet
                .add(&claim, ql::NAME_IN_TEXT, plain(&told.person));
            if let Some(post) = post {
                let post = self.shared.post(post, self.scheme);
                self.sheet.add(&claim, ql::HAS_POST, post);
            }
            self.sheet.add(&claim, ql::WHEN, when(told.when));
            self.sheet.date(&claim, ql::START, told.start);
            self.sheet.date(&claim, ql::END, told.end);
            self.sheet.text(&claim, ql::TERM, told.term.as_deref());
        }
    }

    fn events(&mut self) {
        let account = self.account;
        for (index, (told, posts)) in account
            .claims
            .events
            .iter()
            .zip(&account.events)
            .enumerate()
        {
            let rule = Some((told.rule.as_str(), told.recovered.as_slice()));
            let claim = self.claim(
                ClaimKind::Event,
                index,
                ql::EVENT_CLAIM,
                &told.evidence,
                rule,
            );
            self.sheet
                .add(&claim, ql::NAME_IN_TEXT, plain(&told.person));
            for kind in &told.kinds {
                self.sheet.add(&claim, ql::KIND, event_class(*kind));
            }
            for (end, posts) in [(ql::FROM_POST, &posts.from), (ql::TO_POST, &posts.to)] {
                for post in posts {
                    let post = self.shared.post(post, self.scheme);
                    self.sheet.add(&claim, end, post);
                }
            }
            self.sheet.date(&claim, ql::DATE, told.date);
            if let Some(by) = &posts.by {
                let by = self.shared.authority(by, self.scheme);
                self.sheet.add(&claim, ql::DECIDED_BY, by);
            }
            self.sheet
                .text(&claim, ql::DOCUMENT_IN_TEXT, told.document.as_deref());
            self.sheet
                .text(&claim, ql::PREDECESSOR_IN_TEXT, told.replaces.as_deref());
            self.sheet.add(&claim, ql::STATUS, status(told.status));
        }
    }

    fn documents(&mut self) {
        let account = self.account;
        for (index, (told, issuer)) in account
            .claims
            .documents
            .iter()
            .zip(&account.issuers)
            .enumerate()
        {
            let rule = Some((told.rule.as_str(), told.recovered.as_slice()));
            let claim = self.claim(
                ClaimKind::Document,
                index,
                ql::DOCUMENT_CLAIM,
                &told.evidence,
                rule,
            );
            self.sheet
                .label(&claim, ql::DOCUMENT_TYPE, Some(&told.kind));
            self.sheet.text(&claim, ql::NUMBER, told.number.as_deref());
            self.sheet.text(&claim, ql::SYMBOL, told.symbol.as_deref());
            self.sheet.date(&claim, dct::ISSUED, told.date);
            if let Some(issuer) = issuer {
                let issuer = self.shared.authority(issuer, self.scheme);
                self.sheet.add(&claim, ql::ISSUED_BY, issuer);
            }
            self.sheet
                .text(&claim, ql::IMPLEMENTS_IN_TEXT, told.implements.as_deref());
            self.sheet.label(&claim, dct::TITLE, told.title.as_deref());
        }
    }

    fn statistics(&mut self) {
        let account = self.account;
        for (index, (told, subject)) in account
            .claims
            .statistics
            .iter()
            .zip(&account.subjects)
            .enumerate()
        {
            let rule = Some((told.rule.as_str(), told.recovered.as_slice()));
            let claim = self.claim(
                ClaimKind::Statistic,
                index,
                ql::STATISTIC_CLAIM,
                &told.evidence,
                rule,
            );
            observation(
                &claim,
                told,
                subject.as_ref(),
                self.scheme,
                &mut self.sheet,
                &mut self.shared,
            );
        }
    }

    fn bios(&mut self) {
        for (index, told) in self.account.claims.bios.iter().enumerate() {
            let rule = Some((told.rule.as_str(), told.recovered.as_slice()));
            let claim = self.claim(ClaimKind::Bio, index, ql::BIO_CLAIM, &told.evidence, rule);
            self.sheet
                .add(&claim, ql::NAME_IN_TEXT, plain(&told.person));
            self.sheet.date(&claim, schema::BIRTH_DATE, told.born);
            self.sheet
                .label(&claim, ql::HOMETOWN, told.hometown.as_deref());
        }
    }
}
