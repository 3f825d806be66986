// What readers do, in a real browser: each walk ends where the evidence is seen.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, assertFits, launch, PHONE, picture, read, SMALL_PHONE, WIDE } from "./browser.js";
import { findPages, POST_HOLDERS, WITH_ERROR } from "./pages.js";
import { serve } from "./server.js";

let server;
let browser;
let pages;

before(async () => {
  server = await serve();
  pages = await findPages(server.address);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const reader = (options, act, expected) => read(browser, server.address, options, act, expected);

/** The passage that the address names is marked and in sight; where no script runs it begins at the address's target. */
async function assertPassageInSight(page, quote) {
  await page.waitForLoadState();
  const { text, top, bottom, height } = await page.evaluate(() => {
    const target = document.querySelector(":target");
    const passage = document.querySelector(".text .lit") ?? (target?.textContent ? target : target?.nextElementSibling);
    const { top = -1, bottom = -1 } = passage?.getBoundingClientRect() ?? {};
    return { text: passage?.textContent ?? "", top, bottom, height: innerHeight };
  });
  const [shown, told] = [text, quote].map((words) => words.replace(/\s+/g, " ").trim());
  assert.ok(shown && (told.includes(shown) || shown.includes(told)), `«${shown}» is no part of «${told}»`);
  assert.ok(bottom > 0 && top < height, `the passage lies at ${top} of ${height}`);
}

/** From an official's page to the passage that a step rests on. */
async function followEvidence(page, name) {
  assert.match(await page.locator("h1").textContent(), /Thào A Sếnh/);
  await page.locator("figure.timeline svg").waitFor();
  const evidence = page.locator("details.evidence").nth(1);
  await evidence.locator("summary").click();
  const quote = evidence.locator("li:has(q)").first();
  const words = await quote.locator("q").textContent();
  await picture(page, `${name}-evidence`);
  await quote.locator("a").first().click();
  await page.waitForURL("**/article/**");
  await assertPassageInSight(page, words);
  await picture(page, `${name}-passage`);
}

describe("a reader who knows no SPARQL", () => {
  test("finds an official without accents and sees why a step of the road is believed", () =>
    reader(WIDE, async (page) => {
      await page.goto("/");
      await page.waitForURL("**/vi/");
      const field = page.locator("main input[name=q], input[name=q]").last();
      await field.pressSequentially("thao a se");
      await page.locator("[role=option]", { hasText: "Thào A Sếnh" }).first().waitFor();
      await picture(page, "wide-suggestions");
      await field.press("Enter");
      await page.waitForURL("**/search?q=thao+a+se");
      await page.locator("main a", { hasText: "Thào A Sếnh" }).first().click();
      await page.waitForURL("**/official/**");
      await followEvidence(page, "wide");
    }));

  test("goes the same way where no script runs", () =>
    reader({ ...WIDE, javaScriptEnabled: false }, async (page) => {
      await page.goto("/vi/");
      const field = page.locator("main input[name=q], input[name=q]").last();
      await field.fill("thao a senh");
      await field.press("Enter");
      await page.locator("main a", { hasText: "Thào A Sếnh" }).first().click();
      await page.waitForURL("**/official/**");
      await followEvidence(page, "plain");
    }));

  test("chooses a suggestion by the keys alone, past the skip link, and opens the evidence", () =>
    reader(WIDE, async (page) => {
      await page.goto("/vi/");
      await page.keyboard.press("Tab");
      const skip = page.locator(".skip");
      assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0));
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "content");
      await page.keyboard.press("Shift+Tab");
      for (let tabs = 0; !(await page.evaluate(() => document.activeElement.matches("input[data-suggest]"))); tabs++) {
        assert.ok(tabs < 20, "no search field is reached by Tab");
        await page.keyboard.press("Shift+Tab");
      }
      await page.keyboard.type("thao a senh");
      await page.locator("[role=option]").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/official/**");
      for (let tabs = 0; !(await page.evaluate(() => document.activeElement.matches(".evidence summary"))); tabs++) {
        assert.ok(tabs < 60, "no evidence is reached by Tab");
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Enter");
      assert.ok(await page.locator("details.evidence[open] q").first().isVisible());
    }));

  test("sees who held a post, one after the other, and goes to one of them", () =>
    reader(WIDE, async (page) => {
      await page.goto(`/vi/${pages.post}`);
      const text = await page.locator("main table").first().innerText();
      const [first, second] = ["Nông Ích Thuận", "Bế Thị Hạnh"].map((name) => text.indexOf(name));
      assert.ok(first >= 0 && second > first, text);
      await page.locator("main table a", { hasText: "Bế Thị Hạnh" }).first().click();
      await page.waitForURL("**/official/**");
      assert.match(await page.locator("h1").textContent(), /Bế Thị Hạnh/);
    }));

  test("sees on an article's page which words a claim rests on, from either side", () =>
    reader(WIDE, async (page) => {
      await page.goto(`/vi/${pages.article}`);
      const claim = page.locator(".claim").first();
      const name = await claim.getAttribute("data-claim");
      await claim.hover();
      assert.ok((await page.locator(`.text .lit[data-claim~="${name}"]`).count()) > 0, `no mark belongs to ${name}`);
      await page.mouse.move(0, 0);
      const mark = page.locator(`.text [data-claim~="${name}"] a, .text a:has([data-claim~="${name}"])`).first();
      await mark.focus();
      assert.ok((await page.locator(`.claim.lit[data-claim~="${name}"]`).count()) > 0);
      await page.keyboard.press("Enter");
      await page.waitForURL(/#claim-/);
      await picture(page, "wide-claim");
    }));

  test("changes the language and stays where he is", () =>
    reader(WIDE, async (page) => {
      await page.goto(`/vi/${pages.official}`);
      await page.locator("a.language").click();
      await page.waitForURL(`**/en/${pages.official}`);
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      assert.match(await page.locator("h1").textContent(), /Thào A Sếnh/);
    }));
});

describe("a reader who asks", () => {
  const ask = async (page) => {
    await page.goto("/vi/query?name=post_holders");
    await page.locator("main [name=post]").fill("Bí thư Huyện ủy Trùng Khánh");
    await page.locator("main form:has([name=post]) button:not([type=button])").first().click();
    await page.locator("main table td", { hasText: "Bế Thị Hạnh" }).first().waitFor();
    return page.url();
  };

  for (const [who, options] of [
    ["fills in a named question and hands the link on", WIDE],
    ["does the same where no script runs", { ...WIDE, javaScriptEnabled: false }],
  ]) {
    test(who, async () => {
      let link;
      await reader(options, async (page) => void (link = await ask(page)));
      await reader(options, async (page) => {
        await page.goto(link);
        await page.locator("main table td", { hasText: "Bế Thị Hạnh" }).first().waitFor();
        assert.equal(await page.locator("main [name=post]").inputValue(), "Bí thư Huyện ủy Trùng Khánh");
      });
    });
  }

  test("writes in the editor, is completed, and is shown an error at its place", () =>
    reader(
      WIDE,
      async (page) => {
        await page.goto(`/vi/query?${new URLSearchParams({ query: "SELECT * { ?x a ?y } LIMIT 3" })}`);
        const editor = page.locator(".editor .cm-content");
        await editor.click();
        await page.keyboard.press("Control+a");
        await page.keyboard.type("SELECT ?official { ?official a ql:Offici");
        await page.locator(".editor .cm-tooltip-autocomplete li", { hasText: "ql:Official" }).first().waitFor();
        await picture(page, "wide-completion");
        // The editor takes no key for a choice within 75 ms of offering it: it could have been meant for the text.
        await page.waitForTimeout(150);
        await page.keyboard.press("Enter");
        await page.keyboard.press("Control+Enter");
        await page.locator("main table td").first().waitFor();
        await page.goto(`/vi/${WITH_ERROR}`);
        const underlined = page.locator(".editor .cm-lintRange-error");
        await underlined.waitFor();
        const line = await underlined.evaluate((mark) => [...mark.closest(".cm-content").children].indexOf(mark.closest(".cm-line")) + 1);
        assert.deepEqual([line, await underlined.textContent()], [2, "}"]);
        assert.match(await page.locator("[role=alert]").innerText(), /2/);
        await picture(page, "wide-error");
        await page.locator(".editor .cm-content").focus();
        await page.keyboard.press("Escape");
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.matches(".editor")), false, "Tab does not leave the editor");
      },
      [400],
    ));

  test("is told the error's place where no script runs, and keeps what was written", () =>
    reader(
      { ...WIDE, javaScriptEnabled: false },
      async (page) => {
        await page.goto(`/vi/${WITH_ERROR}`);
        assert.match(await page.locator("[role=alert]").innerText(), /2/);
        assert.match(await page.locator("#query").inputValue(), /WHERE \{ \?x a \}/);
      },
      [400],
    ));

  test("copies the link of an answer", () =>
    reader({ ...WIDE, permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.goto(`/vi/${POST_HOLDERS}`);
      await page.locator("[data-copy]").first().click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(new URL(copied).searchParams.get("name"), "post_holders");
    }));
});

describe("every page", () => {
  /** Does something on each page, and tells of all that fail. */
  const each = async (page, language, act) => {
    const failures = [];
    for (const [kind, path] of Object.entries(pages)) {
      try {
        await page.goto(`/${language}/${path}`);
        await act(kind);
      } catch (error) {
        failures.push(`${kind}: ${error.message}`);
      }
    }
    assert.equal(failures.length, 0, failures.join("\n\n"));
  };

  for (const language of ["vi", "en"]) {
    test(`is accessible, in ${language}`, () =>
      reader(WIDE, (page) =>
        each(page, language, async (kind) => {
          await picture(page, `wide-${language}-${kind}`);
          await assertAccessible(page);
        }),
      ));
  }

  test("is accessible in the dark", () =>
    reader({ ...WIDE, colorScheme: "dark" }, (page) =>
      each(page, "vi", async (kind) => {
        await picture(page, `dark-${kind}`);
        await assertAccessible(page);
      }),
    ));

  for (const [name, options] of Object.entries({ phone: PHONE, small: SMALL_PHONE })) {
    test(`fits a ${name === "phone" ? "phone" : "small phone"} without scrolling sideways, with all evidence opened`, () =>
      reader(options, (page) =>
        each(page, "vi", async (kind) => {
          await picture(page, `${name}-${kind}`);
          await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
          await assertFits(page);
        }),
      ));
  }

  test("prints with its evidence and without its navigation", () =>
    reader(WIDE, (page) =>
      each(page, "vi", async (kind) => {
        const paper = await page.pdf({ preferCSSPageSize: true });
        assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator("header nav").isVisible(), false);
        for (const quote of await page.locator("details.evidence q").all()) {
          assert.ok((await quote.boundingBox())?.height > 0, `${kind}: evidence is closed on paper`);
        }
        await page.setViewportSize({ width: 703, height: 994 });
        await picture(page, `print-${kind}`);
        await page.setViewportSize(WIDE.viewport);
        await page.emulateMedia({ media: "screen" });
      }),
    ));
});
