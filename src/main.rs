//! The program `quanlo`.

fn main() {
    println!(
        "{}",
        quanlo::rules::Rules::embedded()
            .map_or_else(|e| e.to_string(), |r| r.places.units().len().to_string())
    );
}
