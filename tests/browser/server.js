// The program under test: a store of the example articles, and a server of it.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const QUANLO = process.env.QUANLO || "quanlo";
const ARTICLES = new URL("../../examples/articles", import.meta.url).pathname;

/** Builds the store and serves it; the answer has the address and a way to end it. */
export async function serve() {
  const folder = mkdtempSync(join(tmpdir(), "quanlo-browser-"));
  const store = join(folder, "store");
  execFileSync(QUANLO, ["--quiet", "--store", store, "build", ARTICLES]);
  const server = spawn(QUANLO, ["--store", store, "serve", "--listen", "127.0.0.1:0"]);
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const address = await new Promise((resolve, reject) => {
    let said = "";
    const hear = (bytes) => {
      said += bytes;
      const told = /http:\/\/[\d.]+:\d+/.exec(said);
      if (told) resolve(told[0]);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.once("exit", () => reject(new Error(`the server ended before it told its address: ${said}`)));
  });
  return { address, stop };
}

/** Asks the server by SPARQL, and gives one object for each row. */
export async function select(address, query) {
  const url = `${address}/sparql?${new URLSearchParams({ query })}`;
  const answer = await fetch(url, { headers: { Accept: "application/sparql-results+json" } });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  const { results } = await answer.json();
  return results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, { value }]) => [name, value])));
}
