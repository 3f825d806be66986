// The browser: readers of several kinds, and what holds on every page that they see.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = process.env.SCREENSHOTS;

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });

export const WIDE = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
export const SMALL_PHONE = { ...PHONE, viewport: { width: 360, height: 640 } };

/**
 * Opens a page for a reader and lets him do something; then nothing may have been wrong meanwhile: no error in the
 * console (where violations of the Content-Security-Policy stand too), none in a script, no request to another host.
 * The statuses of addresses that are wrong on purpose are `expected`.
 */
export async function read(browser, address, options, act, expected = []) {
  const context = await browser.newContext({ baseURL: address, locale: "vi-VN", ...options });
  const wrong = [];
  context.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // What can't be loaded is told by its response.
    if (!message.text().startsWith("Failed to load resource")) wrong.push(`${message.location().url}: ${message.text()}`);
  });
  context.on("weberror", (error) => wrong.push(error.error().stack));
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== address && protocol !== "data:") wrong.push(`a request to ${request.url()}`);
  });
  context.on("response", (response) => {
    const status = response.status();
    if (status >= 400 && !expected.includes(status)) wrong.push(`${response.url()} answers ${status}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await act(page);
  } catch (error) {
    if (wrong.length > 0) error.message += `\nMeanwhile:\n${wrong.join("\n")}`;
    throw error;
  } finally {
    await context.close();
  }
  assertNone(wrong);
}

const assertNone = (wrong) => assert.equal(wrong.length, 0, [...new Set(wrong)].join("\n"));

/** Keeps a picture of the page in the folder SCREENSHOTS, if it is given. */
export async function picture(page, name) {
  if (!SCREENSHOTS) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** Nothing on the page is hard to read or to reach for whoever can't see or can't use a mouse. */
export async function assertAccessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" … ")}`);
  assertNone(found);
}

/** The page is as wide as the window: what is wider scrolls in its own frame. */
export async function assertFits(page) {
  const wide = await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const isWide = (element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".scroll, .timeline, .chart");
    return [...document.querySelectorAll("body *")].filter(isWide).map((element) => element.outerHTML.slice(0, 120)).slice(0, 5);
  });
  assertNone(wide);
  const { scrolls, height } = await page.evaluate(() => {
    scrollTo(1000, 0);
    const answer = { scrolls: scrollX, height: document.body.scrollHeight };
    scrollTo(0, 0);
    return answer;
  });
  assert.equal(scrolls, 0, `${page.url()} scrolls sideways`);
  assert.ok(height > 0);
}
