// What the pages gain by a script; each works without it.

/** The words of this script, in the language of the page. */
const WORDS = {
  en: { copied: "Copied", found: (n) => (n === 1 ? "1 suggestion" : `${n} suggestions`) },
  vi: { copied: "Đã sao chép", found: (n) => `${n} gợi ý` },
}[document.documentElement.lang === "vi" ? "vi" : "en"];

// Text and claims side by side
//
// Both sides carry data-claim with the names of the claims they belong to. What tells a claim has the id «claim-NAME»;
// the passages of the text carry data-start and data-end, in code points, as «#char=START,END» names them.

const claimsOf = (element) => (element.dataset.claim ?? "").split(" ").filter(Boolean);

/** The claims that stay lit when the pointer has left. */
let chosen = [];

/** Lights up everything that belongs to one of these claims, and nothing else. */
function light(names) {
  for (const element of document.querySelectorAll("[data-claim]")) {
    element.classList.toggle("lit", claimsOf(element).some((name) => names.includes(name)));
  }
}

/** Opens what hides an element, and its own evidence. */
function open(element) {
  for (let at = element; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  const own = element.querySelector("details.evidence");
  if (own) own.open = true;
}

const isClaim = (element) => element.id.startsWith("claim-");

/** Brings the other side into view, where it isn't. */
function show(element) {
  element?.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

/** What is marked within a span of the text: the smallest parts that lie in it, not what holds them. */
function passagesIn(start, end) {
  const within = ({ dataset }) => Number(dataset.start) < end && Number(dataset.end) > start;
  const found = [...document.querySelectorAll("[data-start]")].filter(within);
  return found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
}

/** Follows the address: to a claim, or to a span of the text. */
function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  const target = hash && document.getElementById(hash);
  const span = /^char=(\d+),(\d+)$/.exec(hash);
  if (span) {
    chosen = [];
    document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
    const passages = passagesIn(Number(span[1]), Number(span[2]));
    if (passages.length === 0 && target) passages.push(target);
    const claims = [...document.querySelectorAll(`.claim a[href="#${hash}"]`)].map((link) => link.closest(".claim"));
    for (const claim of claims) {
      open(claim);
      claim.classList.add("lit");
    }
    claims[0]?.scrollIntoView({ block: "nearest" });
    passages.forEach((element) => element.classList.add("lit"));
    passages[0]?.scrollIntoView({ block: "center" });
  } else if (target) {
    open(target);
    chosen = claimsOf(target);
    light(chosen);
    target.scrollIntoView({ block: "nearest" });
  }
}

function linkClaims() {
  const sides = [...document.querySelectorAll("[data-claim]")];
  if (sides.length === 0) return;
  for (const side of sides) {
    const names = claimsOf(side);
    side.addEventListener("pointerenter", () => light(names));
    side.addEventListener("pointerleave", () => light(chosen));
    side.addEventListener("focusin", () => light(names));
    side.addEventListener("focusout", () => light(chosen));
    side.addEventListener("click", (event) => {
      if (event.target.closest("summary, button, a[href]:not([href^='#'])")) return;
      chosen = names;
      light(chosen);
      const others = sides.filter((other) => isClaim(other) !== isClaim(side) && claimsOf(other).some((name) => names.includes(name)));
      others.filter(isClaim).forEach(open);
      show(others[0]);
    });
  }
}

// Suggestions under a search field: a list box that the field controls (the combobox pattern of ARIA)

const DELAY = 120;

function suggest(input, number) {
  const list = document.createElement("ul");
  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.getAttribute("aria-label") || "…");
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "unseen";
  status.setAttribute("role", "status");
  input.after(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }

  let [timer, asked, active] = [0, "", -1];
  const choose = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    const option = list.children[active];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const close = () => {
    clearTimeout(timer);
    asked = "";
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const fill = (found) => {
    list.replaceChildren(
      ...found.map(({ label, kind, href, detail }, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.dataset.href = href;
        const part = (className, text) => {
          const span = document.createElement("span");
          span.className = className;
          span.textContent = text;
          return span;
        };
        option.append(part("label", label), part("kind", kind), part("detail", detail ?? ""));
        return option;
      }),
    );
    status.textContent = WORDS.found(found.length);
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  };
  const ask = async () => {
    const words = input.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 2) return close();
    try {
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : [];
      // An answer that was overtaken by more typing, or by leaving the field, is not wanted any more.
      if (asked === words && document.activeElement === input) fill(found);
    } catch {
      close();
    }
  };
  const go = (option) => location.assign(option.dataset.href);

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && count) {
      event.preventDefault();
      choose(active + 1 < count ? active + 1 : -1);
    } else if (event.key === "ArrowUp" && count) {
      event.preventDefault();
      choose(active === -1 ? count - 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      go(list.children[active]);
    }
  });
  // Before the field loses the focus and closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
}

// Links to be handed on

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const focused = document.activeElement;
    // Only pages from this machine or by https may write to the clipboard; others select the text in a field.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    focused?.focus();
  }
}

function copyLink(button) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(new URL(button.dataset.copy || location.href, location.href).href);
    button.textContent = WORDS.copied;
    setTimeout(() => (button.textContent = words), 2000);
  });
}

// Paper hides nothing

let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened = [];
});

linkClaims();
document.querySelectorAll("input[data-suggest]").forEach(suggest);
document.querySelectorAll("button[data-copy]").forEach(copyLink);
addEventListener("hashchange", follow);
follow();
