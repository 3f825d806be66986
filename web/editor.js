// The query editor: turns <textarea id="query"> into CodeMirror with SPARQL's colours, completion and the error at its place.
//
// The textarea stays in the form and is kept in step, so that the form is sent as it would be without this script.
// The editor lives in a shadow root, because only there its styles need no <style> element, which the pages'
// Content-Security-Policy forbids.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const KEYWORDS = `ASK BASE BIND BOUND BY COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESCRIBE DISTINCT EXISTS FILTER
  GRAPH GROUP GROUP_CONCAT HAVING IF IN IRI LANG LANGMATCHES LCASE LIMIT MAX MIN MINUS MONTH NOT OFFSET OPTIONAL ORDER
  PREFIX REGEX REPLACE SAMPLE SELECT SEPARATOR STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS SUBSTR SUM
  UCASE UNDEF UNION VALUES WHERE YEAR`.split(/\s+/);

const VIETNAMESE = {
  Completions: "Gợi ý",
  "Control character": "Ký tự điều khiển",
  "current completion": "gợi ý đang chọn",
  Diagnostics: "Lỗi",
  "No diagnostics": "Không có lỗi",
};

// Colours are the page's own, so that they follow its light and dark dress.
const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--edge)", borderRadius: ".3rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { font: ".875rem/1.5 var(--mono)", minHeight: "12rem", maxHeight: "70vh" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--tint)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--tint)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--selected)",
  },
  "&.cm-focused .cm-matchingBracket": { background: "var(--selected)" },
  ".cm-tooltip": { color: "var(--ink)", background: "var(--raised)", border: "1px solid var(--edge)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--on-accent)", background: "var(--accent)" },
  ".cm-completionDetail": { color: "inherit", opacity: ".8" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy 2px var(--wrong)", background: "var(--wrong-tint)" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--wrong)" },
  ".cm-lint-marker-error": { content: "none", borderRadius: "50%", width: ".7em", height: ".7em", background: "var(--wrong)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--code-value)" },
  { tag: [tags.atom, tags.standard(tags.variableName), tags.definition(tags.variableName)], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--soft)" },
]);

/** The prefixes and terms that the page knows: {prefixes: {ql: IRI}, terms: [{name, kind, label}]}. */
function vocabulary() {
  try {
    const { prefixes = {}, terms = [] } = JSON.parse(document.getElementById("vocabulary").textContent);
    return { prefixes, terms };
  } catch {
    return { prefixes: {}, terms: [] };
  }
}

const ICONS = { class: "class", property: "property", function: "function", individual: "constant" };

/** Completes terms, prefixes, keywords and the query's own variables; a prefix that is not declared is declared. */
function completion({ prefixes, terms }) {
  const declaration = (state, name) => {
    const prefix = name.slice(0, name.indexOf(":") + 1);
    const declared = new RegExp(`\\bprefix\\s+${prefix}\\s*<`, "i").test(state.doc.toString());
    const iri = prefixes[prefix.slice(0, -1)];
    return iri && !declared ? `PREFIX ${prefix} <${iri}>\n` : "";
  };
  const apply = (view, { label }, from, to) => {
    const declared = declaration(view.state, label);
    const changes = [{ from, to, insert: label }];
    if (declared) changes.unshift({ from: 0, insert: declared });
    view.dispatch({ changes, selection: { anchor: declared.length + from + label.length }, userEvent: "input.complete" });
  };
  const names = terms.map(({ name, kind, label }) => ({ label: name, detail: label, type: ICONS[kind], apply }));
  const words = [
    ...Object.keys(prefixes).map((prefix) => ({ label: `${prefix}:`, detail: prefixes[prefix], type: "namespace", apply })),
    ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
    ...names,
  ];
  return (context) => {
    if (/comment|string/.test(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    const variable = context.matchBefore(/[?$][\w\u00c0-\u1ef9]*/);
    if (variable) {
      const all = context.state.doc.toString().match(/[?$][\w\u00c0-\u1ef9]+/g) ?? [];
      const others = [...new Set(all)].filter((label) => label !== variable.text);
      return { from: variable.from, options: others.map((label) => ({ label, type: "variable" })) };
    }
    const word = context.matchBefore(/[\w-]*:?[\w.-]*/);
    if (!context.explicit && (!word || word.from === word.to)) return null;
    const options = word?.text.includes(":") ? names : words;
    return { from: word?.from ?? context.pos, options, validFor: /^[\w-]*:?[\w.-]*$/ };
  };
}

/** Where the server found an error: lines and columns from 1, columns in code points. */
function errorRange(doc, { errorLine, errorColumn }) {
  const number = Number(errorLine);
  if (!number) return null;
  const line = doc.line(Math.min(number, doc.lines));
  const before = [...line.text].slice(0, Math.max(Number(errorColumn) - 1, 0)).join("");
  const from = line.from + before.length;
  const word = /^(?:[?$@:\w.-]+|.)/u.exec(doc.sliceString(from, line.to));
  if (word) return { from, to: from + word[0].length };
  return { from: Math.max(line.from, from - 1), to: from };
}

/**
 * Writes over selected text without the browser's help: Chromium would keep the look of what is replaced in a style
 * attribute, which the pages' policy forbids.
 */
const writeOver = EditorView.domEventHandlers({
  beforeinput({ inputType, data }, view) {
    const { from, to, empty } = view.state.selection.main;
    if (inputType !== "insertText" || !data || empty) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
    const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert));
    if (!isHandled) view.dispatch(insert());
    return true;
  },
});

function start(area) {
  const words = vocabulary();
  const label = area.labels?.[0];
  const submit = () => (area.form?.requestSubmit(), true);
  const keepInStep = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    area.value = update.state.doc.toString();
    // What the server said was about another text.
    queueMicrotask(() => update.view.dispatch(setDiagnostics(update.view.state, [])));
  });

  const host = document.createElement("div");
  host.className = "editor";
  area.after(host);
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        lintGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        StreamLanguage.define(sparql),
        syntaxHighlighting(colours),
        autocompletion({ override: [completion(words)] }),
        // Tab is not bound: it leaves the editor, as it leaves any field.
        keymap.of([
          { key: "Mod-Enter", run: submit },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.contentAttributes.of({ "aria-label": label?.textContent.trim() || "SPARQL", tabindex: "0" }),
        EditorState.phrases.of(document.documentElement.lang === "vi" ? VIETNAMESE : {}),
        theme,
        keepInStep,
        writeOver,
      ],
    }),
  });
  area.hidden = true;
  label?.addEventListener("click", () => view.focus());

  const error = errorRange(view.state.doc, area.dataset);
  if (error) {
    const message = area.dataset.errorMessage || "";
    view.dispatch(setDiagnostics(view.state, [{ ...error, severity: "error", message }]));
    view.dispatch({ selection: { anchor: error.from }, effects: EditorView.scrollIntoView(error.from, { y: "center" }) });
    view.focus();
  }

  // The browser puts back what was typed when one returns to the page, and a reset form its first text.
  const follow = () => {
    if (area.value !== view.state.doc.toString()) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
    }
  };
  addEventListener("pageshow", follow);
  area.addEventListener("input", follow);
  area.form?.addEventListener("reset", () => setTimeout(follow));
}

const area = document.getElementById("query");
if (area instanceof HTMLTextAreaElement) start(area);
