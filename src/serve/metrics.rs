//! What the server counts, as Prometheus reads it.

use std::fmt;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::pool::Refused;

/// The counters.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Route, Histogram>,
    refusals: Family<Refusal, Counter>,
    /// The connections that are open.
    pub(super) connections: Gauge,
    /// The foreign queries that are being evaluated.
    pub(super) running: Gauge,
    /// The number of the state that is served.
    pub(super) state: Gauge,
    /// How many articles it has.
    pub(super) articles: Gauge,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Refusal {
    reason: Reason,
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelValue)]
enum Reason {
    Timeout,
    Memory,
    Busy,
}

impl Metrics {
    /// Nothing is counted yet.
    pub(super) fn new() -> Self {
        let mut registry = Registry::with_prefix("quanlo");
        let requests = Family::default();
        registry.register(
            "requests",
            "Requests answered, by route and status",
            requests.clone(),
        );
        let durations: Family<Route, Histogram> = Family::new_with_constructor(|| {
            Histogram::new([
                0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
            ])
        });
        let help = "Seconds until an answer began, by route";
        registry.register("request_duration_seconds", help, durations.clone());
        let refusals = Family::default();
        registry.register(
            "queries_refused",
            "Queries given up, by reason",
            refusals.clone(),
        );
        let mut gauge = |name: &str, help: &str| {
            let gauge: Gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        Self {
            connections: gauge("connections", "Connections that are open"),
            running: gauge(
                "queries_running",
                "Foreign queries that are being evaluated",
            ),
            state: gauge(
                "snapshot",
                "Number of the state of the store that is served",
            ),
            articles: gauge("articles", "Articles in the state that is served"),
            registry,
            requests,
            durations,
            refusals,
        }
    }

    /// Counts an answer.
    pub(super) fn answered(&self, route: &'static str, status: u16, took: Duration) {
        self.requests
            .get_or_create(&Answered { route, status })
            .inc();
        self.durations
            .get_or_create(&Route { route })
            .observe(took.as_secs_f64());
    }

    /// Counts a query that was given up.
    pub(super) fn refused(&self, refused: &Refused) {
        let reason = match refused {
            Refused::TimedOut => Reason::Timeout,
            Refused::TooMuch => Reason::Memory,
            Refused::Busy => Reason::Busy,
            Refused::Fault(_) | Refused::Broken(_) => return,
        };
        self.refusals.get_or_create(&Refusal { reason }).inc();
    }

    /// All of them, as text.
    pub(super) fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
