//! What the posts of one list share: the body or area that only one of them says.

use super::area::Area;
use super::body::Body;
use super::elided::COMMITTEES;
use super::post::PostMention;
use crate::claim::Level;
use crate::rules::BodyLevel;

/// Gives posts of a list the body or area that only one of them says: «Bí thư Đảng ủy, Chủ tịch UBND
/// phường Chi Lăng», «Tỉnh ủy viên, Bí thư Huyện ủy, Chủ tịch HĐND huyện Nậm Pồ».
pub(super) fn share_bodies(posts: &mut [PostMention]) {
    for i in 0..posts.len() {
        if posts[i].fixed.is_some() {
            continue;
        }
        let (before, rest) = posts.split_at_mut(i);
        let Some((post, after)) = rest.split_first_mut() else {
            continue;
        };
        let others = || {
            after
                .iter()
                .chain(before.iter().rev())
                .filter_map(|other| other.body.as_ref())
        };
        if post.body.is_none()
            && let Some(next) = after.first().filter(|next| leads_to(post, next))
        {
            post.body.clone_from(&next.body);
            post.shared = true;
            continue;
        }
        if post.body.is_none()
            && post.role.starts_with("Phó Bí thư")
            && after.first().is_some_and(is_military)
        {
            continue;
        }
        match &mut post.body {
            None => {
                // «Bí thư, Chủ tịch UBND xã X»: the committee of the same area; «Phó Chủ tịch» has no own body.
                if matches!(
                    post.role.as_str(),
                    "Bí thư" | "Phó Bí thư" | "Phó Bí thư Thường trực"
                ) && let Some(body) = others().find_map(party_committee_beside)
                {
                    post.body = Some(body);
                    post.shared = true;
                } else if let Some(body) = after
                    .iter()
                    .filter_map(|next| next.body.as_ref())
                    .find(|body| body.class != "party" || !commands(&post.role))
                    && (!post.role.ends_with("viên") || post.role == "Chuyên viên")
                    // «câu hỏi của đại biểu, Bộ trưởng Bộ X»: whose deputy it is the ministry doesn't say.
                    && post.role != "Đại biểu"
                    && !body.elided
                {
                    let next = after.first().map(|next| next.role.as_str());
                    post.body = said_for(post, next, body);
                    post.shared = post.body.is_some();
                }
            }
            Some(body) if is_bare_membership(body) => {
                if let Some(organisation) = others().next().and_then(organisation_of) {
                    // «ủy viên BTV, Phó Chủ tịch LĐLĐ tỉnh X»: the organisation's own.
                    body.parent = Some(Box::new(organisation));
                    post.shared = true;
                } else
                // «Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Huyện ủy X»: of the committee beside it.
                if let Some(committee) = others().find_map(committee_of) {
                    if body.name == "Ban Thường vụ" {
                        body.parent = Some(Box::new(committee));
                    } else if let Some(area) = party_area(&committee) {
                        "Ban Chấp hành Đảng bộ".clone_into(&mut body.name);
                        body.area = Some(area);
                    }
                    post.shared = true;
                }
            }
            // «Chuyên viên Văn phòng HĐQT, Trợ lý Tổng Giám đốc Ngân hàng X».
            Some(Body {
                parent: Some(board),
                ..
            }) if is_owned(board) && others().any(|other| owns(other, board)) => {
                let owner = others().find(|other| owns(other, board));
                board.parent = owner.map(|other| owner_of(other, board));
                post.shared = true;
            }
            Some(body) if is_owned(body) && others().any(|other| owns(other, body)) => {
                // «Bí thư Đảng ủy, Chủ tịch HĐTV Tập đoàn X»: the committee of the enterprise.
                let owner = others().find(|other| owns(other, body));
                body.parent = owner.map(|other| owner_of(other, body));
                body.needs_area = false;
                post.shared = true;
            }
            Some(body)
                if is_department(body) && after.iter().any(|next| owner_beside(next).is_some()) =>
            {
                // «Cục trưởng Cục X, Trưởng đoàn thanh tra của Thanh tra Chính phủ».
                body.parent = after.iter().find_map(owner_beside).map(Box::new);
                post.shared = true;
            }
            Some(body) => {
                let others: Vec<&Body> = others().collect();
                take_area(body, &others);
            }
        }
    }
}

/// Whether a post without a body was the way to the next, in that one's body: «Phó Bí thư rồi Bí thư Huyện đoàn X».
fn leads_to(post: &PostMention, next: &PostMention) -> bool {
    let named = next.body.as_ref().is_some_and(|body| !body.elided);
    next.then && named && is_kindred(&post.role, &next.role)
}

/// Whether a post is in a military committee of a city, which has another Party committee than the city: «Phó Bí thư, Phó
/// Chủ tịch Ủy ban Quân quản Sài Gòn - Gia Định».
fn is_military(post: &PostMention) -> bool {
    let name = post.body.as_ref().map(|body| body.name.as_str());
    name.is_some_and(|name| name.starts_with("Ủy ban Quân quản"))
}

/// The body that another post of the list says for one without a body; `next` is the role behind it.
fn said_for(post: &PostMention, next: Option<&str>, body: &Body) -> Option<Body> {
    // «Phó Chủ tịch kiêm Tổng Thư ký Hội X», «Phó Hiệu trưởng, Chủ tịch Công đoàn Trường X».
    // «Bí thư, Ủy viên Ban cán sự đảng Bộ X» are both of the Party's group.
    let inner = matches!(
        body.name.as_str(),
        "Công đoàn" | "Đảng ủy" | "Chi bộ" | "Ban cán sự đảng" | "Đảng đoàn"
    ) && !post.role.contains("Bí thư")
        // «Phó Tổng Giám đốc kiêm Ủy viên HĐTV Tổng công ty X».
        || body.name.starts_with("Hội đồng ") && post.role.contains("Giám đốc")
        // «Phó Chủ tịch kiêm Trưởng Tiểu ban X, Hội đồng Y».
        || body.name.starts_with("Tiểu ban ") && post.role.contains("Chủ tịch");
    // «Trợ lý Bộ trưởng kiêm Vụ trưởng Vụ X, Bộ Y».
    let of_ministry = post.role.ends_with("Bộ trưởng") || post.role.ends_with("Thứ trưởng");
    let around = body.parent.as_deref().filter(|parent| {
        // «Thẩm phán cao cấp, Chánh Văn phòng Tòa án nhân dân tối cao».
        let judges = matches!(parent.class.as_str(), "court" | "procuracy")
            && body.name == "Văn phòng"
            && post.head.as_deref() != Some("Văn phòng");
        inner || judges || of_ministry && parent.class == "ministry"
    });
    // «Phó Tham mưu trưởng kiêm Trưởng phòng Tác chiến Quân khu X»: an office has no staff to command.
    let above = (body.parent.as_deref())
        .filter(|_| commands(&post.role))
        .filter(|_| body.name.starts_with("Phòng "));
    let body = around.or(above).unwrap_or(body);
    let fitting = fitting_role(&post.role, body);
    let body = fitting.as_ref().unwrap_or(body);
    match post.head.as_deref() {
        // «Chánh Văn phòng, Người phát ngôn Bộ Công an».
        Some(head @ ("Văn phòng" | "Thanh tra" | "Hội đồng")) if !body.name.starts_with(head) =>
        {
            // «Phó Văn phòng, Trưởng phòng X, Công an tỉnh Y»: an office has none of its own.
            let office = body.name.starts_with("Phòng ");
            let body = body.parent.as_deref().filter(|_| office).unwrap_or(body);
            Some(Body {
                name: head.to_owned(),
                parent: Some(Box::new(body.clone())),
                area: None,
                ..body.clone()
            })
        }
        Some("Bộ")
            if body.name.starts_with("Hội đồng")
                || body.name.starts_with("Tổ ")
                || next.is_some_and(|next| next.starts_with("Phó ")) =>
        {
            None
        }
        // «chuyên viên, phó phòng, trưởng phòng, Phó Giám đốc Sở X»: of one of its offices.
        Some("Phòng") if has_offices(body) => Some(body.clone()),
        // «Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ».
        Some(head) if head != "Bộ" && !body.name.starts_with(head) => None,
        _ => Some(body.clone()),
    }
}

/// Whether a body is one that is made of offices: a department of a province or of a ministry.
fn has_offices(body: &Body) -> bool {
    let heads = ["Sở ", "Vụ ", "Cục ", "Chi cục "];
    !body.elided && heads.iter().any(|head| body.name.starts_with(head))
}

/// The body that a role without one shares with a committee of the Party, where it can't be that committee's:
/// «Chủ tịch, Bí thư Huyện ủy X» is of the People's Committee, «Phó Bí thư, Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy X» of the
/// Tỉnh ủy.
fn fitting_role(role: &str, body: &Body) -> Option<Body> {
    if body.name == "Ủy ban Kiểm tra" && role.contains("Bí thư") {
        return body.parent.as_deref().cloned();
    }
    let chairs = matches!(
        role,
        "Chủ tịch" | "Phó Chủ tịch" | "Phó Chủ tịch Thường trực"
    );
    if !chairs || body.class != "party" {
        return None;
    }
    let area = party_area(body).filter(|_| committee_of(body).is_some())?;
    Some(Body {
        name: "Ủy ban nhân dân".to_owned(),
        class: "committee".to_owned(),
        level: None,
        bare: false,
        needs_area: true,
        area: Some(area),
        parent: None,
        ..body.clone()
    })
}

/// Whether a role is one of command, in an army or a command of it and in no committee.
pub(super) fn commands(role: &str) -> bool {
    let roles = ["Tư lệnh", "Tham mưu trưởng", "Chính ủy", "Chỉ huy trưởng"];
    roles.iter().any(|command| role.ends_with(command))
}

/// Whether a body's name is that of units of an army of which there are many: a soldier's life goes through several.
pub(super) fn is_unit(name: &str) -> bool {
    let units = [
        "Tiểu đoàn",
        "Trung đoàn",
        "Lữ đoàn",
        "Sư đoàn",
        "Đại đội",
        "Đại đoàn",
    ];
    units.contains(&name)
}

/// Whether a body is a department of a ministry that does not say of which.
fn is_department(body: &Body) -> bool {
    let heads = ["Cục ", "Vụ "];
    body.parent.is_none()
        && body.area.is_none()
        && heads.iter().any(|head| body.name.starts_with(head))
}

/// The ministry or central body whose delegation the next post of a list leads.
fn owner_beside(next: &PostMention) -> Option<Body> {
    let delegation = next.body.as_ref()?;
    let parent = delegation.parent.as_deref()?;
    let central = matches!(parent.class.as_str(), "government" | "ministry") && !parent.elided;
    (delegation.name.starts_with("Đoàn") && central).then(|| parent.clone())
}

/// Whether a post is that of somebody who serves a member of a committee: «Thư ký Ủy viên Bộ Chính trị».
pub(super) fn serves_member(post: &PostMention) -> bool {
    ["Trợ lý Ủy viên", "Thư ký Ủy viên"]
        .iter()
        .any(|role| post.role == *role)
}

/// Whether two roles are held in one kind of body, so that the second says the body of both: «Phó Giám đốc,
/// Giám đốc Công an tỉnh X», «Chánh Văn phòng kiêm Người phát ngôn Bộ X», «Bộ trưởng, Chủ nhiệm Văn phòng X».
pub(super) fn is_kindred(role: &str, next: &str) -> bool {
    let head = |role: &str| {
        let role = role.strip_prefix("Phó ").unwrap_or(role).to_lowercase();
        let suffixes = [
            " thường trực",
            " phụ trách",
            " chuyên trách",
            " chính",
            " cao cấp",
        ];
        let end = suffixes.iter().find_map(|suffix| role.strip_suffix(suffix));
        end.unwrap_or(&role).to_owned()
    };
    head(role) == head(next)
        || role == "Bộ trưởng" && next == "Chủ nhiệm"
        || role == "Thứ trưởng" && next == "Bộ trưởng"
}

/// Gives a body, or the one it belongs to, the area that another body of the list says: «Ủy viên Ban Thường vụ
/// Tỉnh ủy, Giám đốc Công an tỉnh X».
fn take_area(body: &mut Body, others: &[&Body]) {
    if let Some(parent) = body.parent.as_deref_mut() {
        take_area(parent, others);
    } else if let Some(area) = others.iter().find_map(|other| shared_area(body, other)) {
        body.area = Some(area);
    } else if let Some(same) = others
        .iter()
        .filter_map(|other| other.parent.as_deref())
        .find(|other| other.name == body.name && other.area.is_some())
        && body.area.is_none()
    {
        // «Ủy viên Ban Thường vụ Tỉnh ủy, Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy X».
        body.area.clone_from(&same.area);
    }
}

/// Whether a body is a standing or executive committee that does not say whose.
pub(super) fn is_bare_membership(body: &Body) -> bool {
    matches!(body.name.as_str(), "Ban Thường vụ" | "Ban Chấp hành")
        && body.parent.is_none()
        && body.area.is_none()
}

/// The mass organisation that a body is or belongs to.
fn organisation_of(body: &Body) -> Option<Body> {
    let mut owners = std::iter::successors(Some(body), |body: &&Body| body.parent.as_deref());
    let mut owner = owners
        .find(|body| body.class == "mass" && !body.elided)
        .cloned()?;
    // «Văn phòng Trung ương Đoàn» is an office of it.
    if owner.name.ends_with(UNION) {
        UNION.clone_into(&mut owner.name);
    }
    Some(owner)
}

/// The Youth Union at the centre.
const UNION: &str = "Trung ương Đoàn";

/// The Party committee that a body is, belongs to, or stands beside.
fn committee_of(body: &Body) -> Option<Body> {
    // «Đảng ủy», «Đảng ủy Công an Trung ương», «Quân ủy Trung ương».
    let named = |body: &Body| {
        ["Đảng ủy", "Quân ủy"]
            .iter()
            .any(|head| body.name.starts_with(head))
    };
    let is_committee = |body: &Body| body.class == "party" && (body.bare || named(body));
    if is_committee(body) {
        return Some(body.clone());
    }
    match body.parent.as_deref() {
        Some(parent) if is_committee(parent) => Some(parent.clone()),
        Some(_) => None,
        None => party_committee_beside(body),
    }
}

/// The area of a Party committee, with the level word that «Đảng bộ» takes: «Tỉnh ủy Yên Bái» → «tỉnh Yên Bái».
pub(super) fn party_area(committee: &Body) -> Option<Area> {
    let word = match COMMITTEES.iter().find(|(name, _)| *name == committee.name) {
        Some((_, word)) => word,
        None => committee.area.as_ref()?.word.as_deref()?,
    };
    let level = match committee.level {
        Some(BodyLevel::Fixed(level)) => Some(level),
        _ => None,
    };
    let named = committee.area.clone();
    let area = named.unwrap_or(Area {
        word: None,
        level,
        name: None,
        units: Vec::new(),
        within: None,
    });
    Some(Area {
        word: Some(word.to_owned()),
        level: area.level.or(level),
        ..area
    })
}

/// Whether a body is a committee inside another body that the text leaves to the context.
pub(super) fn is_owned(body: &Body) -> bool {
    matches!(
        body.name.as_str(),
        "Đảng ủy"
            | "Ban cán sự đảng"
            | "Đảng đoàn"
            | "Chi bộ"
            | "Hội đồng Thành viên"
            | "Hội đồng Quản trị"
            | "Ban Kiểm soát"
    ) && body.area.is_none()
        && body.parent.is_none()
}

/// Whether a body has a committee or council of its own: a ministry, a department, an enterprise.
fn owns(body: &Body, committee: &Body) -> bool {
    let board = matches!(
        committee.name.as_str(),
        "Hội đồng Thành viên" | "Hội đồng Quản trị" | "Ban Kiểm soát"
    );
    if board && body.class == "mass" {
        // «Chủ tịch Công đoàn phía Bắc Mabank».
        return false;
    }
    let own = matches!(
        body.class.as_str(),
        "ministry"
            | "department"
            | "enterprise"
            | "school"
            | "hospital"
            | "police"
            | "mass"
            | "government"
            | "court"
            | "procuracy"
    ) && (body.name.contains(' ') || body.class == "enterprise" && !body.elided)
        || body.class == "military" && body.level.is_some()
        || body.name.starts_with("Ủy ban ") && body.class == "commission"
        || match committee.name.as_str() {
            // The Party groups of elected bodies and of the People's Committees.
            "Ban cán sự đảng" => body.name == "Ủy ban nhân dân",
            "Đảng đoàn" => body.class == "front" || body.name == "Hội đồng nhân dân",
            "Đảng ủy" | "Chi bộ" if body.name.contains(' ') => {
                matches!(body.class.as_str(), "institute" | "press")
                    || committee.name == "Chi bộ" && body.name.starts_with("Ban ")
            }
            _ => false,
        };
    own || body
        .parent
        .as_deref()
        .is_some_and(|parent| owns(parent, committee))
}

/// The body that a committee is of, which another body of the list is or belongs to.
fn owner_of(other: &Body, committee: &Body) -> Box<Body> {
    match &other.parent {
        Some(parent) if owns(parent, committee) => parent.clone(),
        _ => Box::new(other.clone()),
    }
}

/// The area of another body, where it is the one that this body lacks.
fn shared_area(body: &Body, other: &Body) -> Option<Area> {
    if body.parent.is_some()
        || !body.needs_area
        || body.area.as_ref().is_some_and(|area| area.name.is_some())
    {
        return None;
    }
    let area = other.area.as_ref().filter(|area| area.name.is_some())?;
    let level_of = |body: &Body, area: Option<&Area>| {
        area.and_then(|area| area.level).or(match body.level {
            Some(BodyLevel::Fixed(level)) => Some(level),
            _ => None,
        })
    };
    let theirs = level_of(other, Some(area));
    let same_word = |word: &str| area.word.as_deref() == Some(word);
    let fits = match (body.name.as_str(), &body.area) {
        (_, Some(mine)) => {
            mine.word.as_deref().is_some_and(same_word)
                || mine.level.is_some() && mine.level == theirs
        }
        ("Đảng ủy", None) => theirs == Some(Level::Commune),
        ("Thành ủy", None) => same_word("thành phố"),
        (_, None) => match body.level {
            Some(BodyLevel::Fixed(level)) => theirs == Some(level),
            Some(BodyLevel::City) => same_word("thành phố"),
            None => true,
        },
    };
    fits.then(|| Area {
        word: body
            .area
            .as_ref()
            .and_then(|a| a.word.clone())
            .or_else(|| if body.bare { None } else { area.word.clone() }),
        ..area.clone()
    })
}

/// The Party committee of the area of a state body: «Đảng ủy» beside «UBND xã X».
pub(super) fn party_committee_beside(other: &Body) -> Option<Body> {
    if other.parent.is_some() {
        return None;
    }
    let area = other.area.as_ref()?;
    let (name, bare, level) = match area.word.as_deref()? {
        "xã" | "phường" | "thị trấn" | "đặc khu" => ("Đảng ủy", false, None),
        "huyện" => ("Huyện ủy", true, Some(BodyLevel::Fixed(Level::District))),
        "quận" => ("Quận ủy", true, Some(BodyLevel::Fixed(Level::District))),
        "thị xã" => ("Thị ủy", true, Some(BodyLevel::Fixed(Level::District))),
        "thành phố" => ("Thành ủy", true, Some(BodyLevel::City)),
        "tỉnh" => ("Tỉnh ủy", true, Some(BodyLevel::Fixed(Level::Province))),
        _ => return None,
    };
    Some(Body {
        level,
        bare,
        needs_area: true,
        area: Some(Area {
            word: if bare { None } else { area.word.clone() },
            ..area.clone()
        }),
        ..Body::named(name.to_owned(), "party", other.start..other.end)
    })
}
