//! The peak of memory, and the time of one and of two threads, of `extract` and `build` over generated articles,
//! against the budget of the README: under 300 MB whatever the number of articles.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many articles the runs read.
const SIZES: [usize; 2] = [1000, 30_000];

/// In every so many articles one is about personnel.
const PERSONNEL: usize = 25;

#[expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot measure ends, and what it measures is printed"
)]
fn main() {
    let folder = tempfile::tempdir().expect("a folder for the articles");
    println!("command  articles  threads  MB read  seconds  MB a second  peak MB");
    for articles in SIZES {
        let input = folder.path().join(format!("{articles}.ndjson"));
        let text = generated(articles);
        std::fs::write(&input, &text).expect("the articles are written");
        for (command, threads) in [("extract", "1"), ("extract", "2"), ("build", "2")] {
            let store = folder.path().join(format!("{articles}-{threads}.db"));
            let (time, peak) = run(command, threads, &input, &store);
            let megabytes = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)) / 1e6;
            let seconds = time.as_secs_f64();
            println!(
                "{command:7}  {articles:8}  {threads:>7}  {megabytes:7.1}  {seconds:7.1}  {:11.1}  {:7}",
                megabytes / seconds,
                peak.map_or_else(
                    || "unknown".to_owned(),
                    |kilobytes| (kilobytes / 1000).to_string()
                ),
            );
        }
    }
}

/// Runs the program; how long it took and, where the system tells, the most kilobytes that it had.
#[expect(
    clippy::expect_used,
    reason = "without the program there is nothing to measure"
)]
fn run(command: &str, threads: &str, input: &Path, store: &Path) -> (Duration, Option<u64>) {
    let begun = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_quanlo"))
        .args(["--quiet", "--threads", threads, "--store"])
        .arg(store)
        .arg(command)
        .arg(input)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status: PathBuf = ["/proc", &program.id().to_string(), "status"]
        .iter()
        .collect();
    let mut peak = None;
    while program.try_wait().expect("the program runs").is_none() {
        peak = high_water(&status).or(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
    (begun.elapsed(), peak)
}

/// The most memory that a process had so far, in kilobytes, as Linux tells it.
fn high_water(status: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Articles about officials who don't exist, one record on a line; the same for the same number.
fn generated(articles: usize) -> String {
    let mut seed = 2025_u64;
    let mut draw = |below: usize| {
        // Knuth's multiplier: any fixed sequence will do.
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % below
    };
    let mut records = String::new();
    for number in 0..articles {
        let mut text = String::new();
        let paragraphs = 6 + draw(8);
        for paragraph in 0..paragraphs {
            if number % PERSONNEL == 0 {
                let one = |list: &[&'static str], place: usize| list[place % list.len()];
                let (surname, middle, given) = (
                    draw(SURNAMES.len()),
                    draw(MIDDLES.len()),
                    draw(GIVENS.len()),
                );
                let _ = write!(
                    text,
                    "Ngày {}/{}/2017, {} {} quyết định bổ nhiệm ông {} {} {}, {} {}, giữ chức {} {}.\\n",
                    1 + draw(28),
                    1 + draw(12),
                    one(&DECIDERS, paragraph),
                    one(&PROVINCES, number),
                    SURNAMES[surname],
                    MIDDLES[middle],
                    GIVENS[given],
                    one(&ROLES, draw(8)),
                    one(&PROVINCES, number),
                    one(&ROLES, draw(8)),
                    one(&PROVINCES, number),
                );
            } else {
                for _ in 0..3 {
                    let _ = write!(
                        text,
                        "{} {} {}. ",
                        OPENINGS[draw(4)],
                        MIDS[draw(4)],
                        ENDS[draw(4)]
                    );
                }
                text.push_str("\\n");
            }
        }
        let _ = writeln!(
            records,
            "{{\"id\": \"bench-{number}\", \"published\": \"2017-{:02}-15\", \"title\": \"Tin số {number}\", \"text\": \"{text}\"}}",
            1 + number % 12
        );
    }
    records
}

const SURNAMES: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];
const MIDDLES: [&str; 6] = ["Văn", "Hữu", "Đức", "Quang", "Minh", "Xuân"];
const GIVENS: [&str; 6] = ["Mẫu", "Thử", "Ví", "Dụ", "Nháp", "Kiểm"];
const DECIDERS: [&str; 2] = ["Chủ tịch UBND tỉnh", "Ban Thường vụ Tỉnh ủy"];
const PROVINCES: [&str; 5] = ["Lạng Sơn", "Quảng Ngãi", "Sơn La", "Nghệ An", "Cà Mau"];
const ROLES: [&str; 8] = [
    "Giám đốc Sở Nội vụ tỉnh",
    "Phó Giám đốc Sở Y tế tỉnh",
    "Chánh Văn phòng UBND tỉnh",
    "Giám đốc Sở Tài chính tỉnh",
    "Phó Giám đốc Sở Giao thông vận tải tỉnh",
    "Phó Chánh Thanh tra tỉnh",
    "Giám đốc Sở Tư pháp tỉnh",
    "Phó Giám đốc Sở Xây dựng tỉnh",
];
const OPENINGS: [&str; 4] = [
    "Sáng nay, bà con trong vùng",
    "Theo cơ quan khí tượng, mưa lớn",
    "Giá lúa ở đồng bằng",
    "Đội bóng của thành phố",
];
const MIDS: [&str; 4] = [
    "vẫn tiếp tục thay đổi từng ngày, khác hẳn mùa trước",
    "đã được nhiều người nói đến trên các chuyến xe sớm",
    "khiến chợ phiên cuối tuần vắng hơn thường lệ",
    "còn phụ thuộc vào con nước và đường đi",
];
const ENDS: [&str; 4] = [
    "mà chưa ai đoán được bao giờ mới yên",
    "nên các quán ven sông mở cửa muộn",
    "trong khi khách từ xa vẫn kéo về xem",
    "và mọi việc rồi lại đâu vào đấy",
];
