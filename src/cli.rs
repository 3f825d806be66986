//! The arguments of the program and their help, nothing else.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use quanlo::answer::Format;
use quanlo::date::Date;
use quanlo::graph::Part;
use quanlo::identity::Ruling;

const AFTER_HELP: &str = "\
Exit codes: 0 found · 1 ran well, found nothing (check: found something wrong) · 2 error.
Answers go to standard output, everything else to standard error.";

/// Turns Vietnamese news about cadres into a knowledge graph of who held which post, when, and by whose decision
#[derive(Debug, Parser)]
#[command(name = "quanlo", version, after_help = AFTER_HELP, max_term_width = 110, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the graph is served.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    pub(crate) listen: SocketAddr,
    /// How many seconds a request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// How many queries may run longer than a second at once
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) workers: u16,
    /// How much memory a query may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u64).range(16..))]
    pub(crate) memory: u64,
    /// How large the answer to a query may be, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_result: u64,
    /// Allow SPARQL updates to whoever knows the token
    #[arg(long, requires = "token_file")]
    pub(crate) allow_update: bool,
    /// The file with the token that allows updates
    #[arg(long, value_name = "FILE", requires = "allow_update")]
    pub(crate) token_file: Option<PathBuf>,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// The store
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "QUANLO_STORE",
        default_value = "quanlo.db",
        hide_env_values = true
    )]
    pub(crate) store: PathBuf,
    /// Read the rules from a folder laid out like rules/ instead of those compiled in
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// What you have decided about who is who [default: decisions.tsv beside the store]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// What the IRIs of things begin with
    #[arg(
        long,
        global = true,
        value_name = "IRI",
        default_value = "https://w3id.org/quanlo/"
    )]
    pub(crate) base: String,
    /// How many threads read articles [default: one for each core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Print no progress and no summary
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// The language of labels [default: vi, titles of queries: en]
    #[arg(
        long,
        global = true,
        value_enum,
        hide_possible_values = true,
        value_name = "vi|en"
    )]
    pub(crate) lang: Option<Language>,
}

/// A language of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Vietnamese
    Vi,
    /// English
    En,
}

impl Global {
    /// The language of what the graph names.
    pub(crate) fn labels(&self) -> &'static str {
        self.lang.unwrap_or(Language::Vi).tag()
    }

    /// The language of what the program says where it speaks both.
    pub(crate) fn messages(&self) -> &'static str {
        self.lang.unwrap_or(Language::En).tag()
    }
}

impl Language {
    fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles into the store; an article that is there already is replaced
    Build {
        /// Files (.txt, .html, .ndjson, each also .gz), folders, or - for standard input
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
    },
    /// Take articles out of the store, as if they had never been there
    Remove {
        /// The articles' ids
        #[arg(required = true, value_name = "ARTICLE")]
        articles: Vec<String>,
    },
    /// Show one official's road through the offices
    Trace {
        /// The full name, with all tones, or the IRI of an official
        name: String,
        /// Only whoever has a post in this place or body, of several who share the name
        #[arg(long, value_name = "PLACE")]
        of: Option<String>,
        /// Show the passages that each step rests on
        #[arg(long)]
        evidence: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Show who held a post, one after the other
    Post {
        /// The post with its body, also shortened («Bí thư Nậm Pồ», «Chủ tịch UBND Nậm Pồ»), or its IRI
        name: String,
        /// Show the passages that each step rests on
        #[arg(long)]
        evidence: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Show who held which posts in a place
    Place {
        /// The place, with or without its type («huyện Chi Lăng», «Chi Lăng»), or its IRI
        name: String,
        /// Only who held a post then: a year, a month or a day
        #[arg(long, value_name = "DATE")]
        at: Option<Date>,
        /// Also the places inside it
        #[arg(long)]
        within: bool,
        /// Show the passages that each step rests on
        #[arg(long)]
        evidence: bool,
        #[command(flatten)]
        output: Output,
    },
    /// List the officials who may be one person, with what speaks for and against it
    Review {
        /// Only those of this name
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        output: Output,
    },
    /// Settle whether two are one official, in the decisions file; decisions always win
    Decide {
        /// What you decide
        #[arg(value_enum)]
        ruling: Ruling,
        /// Whom: NAME@ARTICLE, or the IRI of an official, as `quanlo review` prints them
        one: String,
        /// And whom
        other: String,
        /// The reason
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// Who decides
        #[arg(long, value_name = "NAME", env = "USER", hide_env_values = true)]
        by: Option<String>,
    },
    /// Show why articles count as one official's: NAME@ARTICLE twice, or an official's IRI
    Why {
        /// Whom
        one: String,
        /// And whom
        other: String,
        #[command(flatten)]
        output: Output,
    },
    /// Show why two officials of one name are kept apart: NAME@ARTICLE twice, or their IRIs
    WhyNot {
        /// Whom
        one: String,
        /// And whom
        other: String,
        #[command(flatten)]
        output: Output,
    },
    /// Answer a question: one of `quanlo queries`, a SPARQL file, or SPARQL typed with -e
    Query {
        /// The question's name, or a file
        #[arg(required_unless_present = "expression", value_name = "NAME|FILE")]
        query: Option<String>,
        /// The question in SPARQL
        #[arg(short = 'e', long, value_name = "SPARQL", conflicts_with = "query")]
        expression: Option<String>,
        /// Bind a value to a parameter; «<…>» is an IRI, «"…"@vi» a label, as in Turtle
        #[arg(long = "set", value_name = "VAR=VALUE", value_parser = assignment)]
        set: Vec<(String, String)>,
        #[command(flatten)]
        output: Output,
    },
    /// List the questions that come with the program, or print the SPARQL of one
    Queries {
        /// The question to print
        name: Option<String>,
    },
    /// Serve pages to readers and the graph to SPARQL clients, also while another process builds
    Serve(Serve),
    /// Evaluate queries for a server that runs this program again
    #[command(hide = true)]
    Evaluate {
        /// The number of the state of the store
        #[arg(long)]
        snapshot: u64,
        /// How much memory a query may take, in MiB
        #[arg(long)]
        memory: u64,
    },
    /// Write the graph as a file: all of it, one official, or one article
    Export {
        /// Only the officials with this name: their facts and the claims that these rest on
        #[arg(long, value_name = "NAME", conflicts_with_all = ["article", "knowledge"])]
        official: Option<String>,
        /// Only the article with this id, and the facts that rest on it
        #[arg(long, value_name = "ID", conflicts_with = "knowledge")]
        article: Option<String>,
        /// Only the facts, without the articles' texts and claims
        #[arg(long)]
        knowledge: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Print what articles say, one line of JSON for each, without a store
    Extract {
        /// Files (.txt, .html, .ndjson, each also .gz), folders, or - for standard input
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Show how an article was read: its text with what was recognised, each sentence's claims, and what was set aside
    #[command(after_help = EXPLAIN_HELP)]
    Explain {
        /// The article (.txt, .html, .ndjson, each also .gz), or - for standard input
        file: PathBuf,
        /// Also say what each mention was read as
        #[arg(long)]
        mentions: bool,
        #[arg(long, value_enum, hide_possible_values = true, value_name = "auto|always|never", default_value = "auto",
              hide_default_value = true, help = COLOUR_HELP)]
        color: Colour,
        #[command(flatten)]
        output: Output,
    },
    /// Measure what is read against what a reader annotated: precision, recall and F1 of each kind of claim
    #[command(after_help = EVAL_HELP)]
    Eval {
        /// The folder of annotations: one ID.json for each article ID
        gold: PathBuf,
        /// The articles: files (.txt, .html, .ndjson, each also .gz), folders, or - for standard input
        #[arg(required_unless_present = "claims")]
        inputs: Vec<PathBuf>,
        /// Measure claims that `quanlo extract` has written; the articles are then only looked at for their sentences
        #[arg(long, value_name = "FILE")]
        claims: Option<PathBuf>,
        /// Only the articles whose id begins with this
        #[arg(
            long,
            value_name = "PREFIX",
            default_value = "",
            hide_default_value = true
        )]
        only: String,
        /// Also print each row that was missed or is wrong, and the sentence it stands in
        #[arg(long)]
        errors: bool,
        /// Print the figures as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Add claims up to facts without a store: reads what `extract` writes, writes sorted N-Quads
    #[command(after_help = CONSOLIDATE_HELP)]
    Consolidate {
        /// Files with the claims of one article on each line, or - for standard input
        #[arg(default_value = "-")]
        inputs: Vec<PathBuf>,
        /// Only this part of the facts, of so many: 3/16
        #[arg(
            long,
            value_name = "NUMBER/OF",
            default_value = "1/1",
            hide_default_value = true
        )]
        part: Part,
    },
    /// Look for what a sound store does not have; prints each find on a line
    Check {
        /// List what cannot all be right instead: accounts that contradict each other and two holders of one seat
        #[arg(long)]
        contradictions: bool,
    },
    /// Print what a shell needs to complete these commands
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, or write those of all commands into a folder
    Man {
        /// Where to write them: `quanlo man ~/.local/share/man/man1`
        folder: Option<PathBuf>,
    },
}

const CONSOLIDATE_HELP: &str = "\
The facts are those of a store built from the same articles (`quanlo export --knowledge --format nq`). To spread the work, run
each part of the same claims by itself, on any number of machines, and put the parts together:
  quanlo extract articles/ > claims.ndjson
  parallel 'quanlo consolidate --part {}/16 claims.ndjson > {}.nq' ::: $(seq 16)
  sort -u *.nq > facts.nq";

const EVAL_HELP: &str = r#"GOLD/ID.json says what a careful reader records from the article ID (the file's stem, or the record's own id) alone. Every list may be left out:
  {"people": ["Trần Văn Mẫu"],
   "tenures": [{"person": "Trần Văn Mẫu", "role": "Giám đốc", "org": "Sở Y tế tỉnh Lào Cai", "when": "new"}],
   "events": [{"kinds": ["appointment"], "person": "Trần Văn Mẫu", "from": [], "to": [{"role": "Giám đốc", "org": "Sở Y tế tỉnh Lào Cai"}],
               "date": "2019-03", "by": "Chủ tịch UBND tỉnh Lào Cai", "status": "decided"}],
   "documents": [{"kind": "Quyết định", "number": "12/QĐ-UBND", "date": "2019-03-01", "issuer": "Chủ tịch UBND tỉnh Lào Cai"}],
   "statistics": [{"measure": "rotation", "count": 27}],
   "bios": [{"person": "Trần Văn Mẫu", "born": "1975-02"}]}
when: current, new or former. status: decided or proposed. Dates: YYYY, YYYY-MM or YYYY-MM-DD. "optional": true in a row: neither required nor punished.
strict wants a body's area too; lenient forgives a missing one. README.md says when a row counts as right."#;

/// Whether the terminal's colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// In a terminal that takes them, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

const COLOUR_HELP: &str = "Mark mentions by colours, not by brackets with their kind; auto: on a terminal where NO_COLOR is not set";

const EXPLAIN_HELP: &str = "\
In the text: [person …], [post …], [role …] (in no known body), [body …], [area …], [date …], [document …], [act …], or the colours of the legend; a line after · belongs to \
the page and not to the news.
Under a sentence: + a claim, with its rule and what was recovered from context · ~ a claim that was told before · - a rule that matched and was set aside, and why · = a mention and what \
it was read as (--mentions). At the end: the words of personnel acts that no claim rests on.
Forms: table (for the terminal), html (one page that needs nothing else, for the browser and for print).";

/// Where an answer goes, and how it is written.
#[derive(Debug, Default, Args)]
pub(crate) struct Output {
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORMAT", help = FORMAT_HELP)]
    pub(crate) format: Option<Format>,
    /// Write the answer to a file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

const FORMAT_HELP: &str = "The form of the answer: table, csv, tsv, json, xml, turtle, trig, ntriples, nquads, rdfxml, jsonld, html, svg \
                           [default: by the ending of --output]";

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it like name=value".to_owned()),
    }
}
