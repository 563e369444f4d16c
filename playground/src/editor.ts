/** One editor, and a state for each file that has been opened: undo, selection and scrolling stay with the file. */

import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { StreamLanguage, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { dockerFile } from "@codemirror/legacy-modes/mode/dockerfile";
import { javascript } from "@codemirror/legacy-modes/mode/javascript";
import { python } from "@codemirror/legacy-modes/mode/python";
import { ruby } from "@codemirror/legacy-modes/mode/ruby";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

import { change, offset } from "./position";
import type { Finding, Range } from "./protocol";

export interface Events {
  /** The user or a fix has changed a file. */
  changed(path: string, text: string): void;
  /** A finding's fix is wanted. */
  fix(finding: Finding): void;
}

export class Editor {
  private view: EditorView;
  private path = "";
  private states = new Map<string, EditorState>();
  private findings: Finding[] = [];

  constructor(
    parent: HTMLElement,
    private events: Events,
  ) {
    this.view = new EditorView({ parent });
  }

  /** Forgets all files. */
  clear(): void {
    this.states.clear();
    this.path = "";
  }

  forget(path: string): void {
    this.states.delete(path);
    if (this.path === path) this.path = "";
  }

  show(path: string, text: string): void {
    if (path === this.path) return;
    if (this.path) this.states.set(this.path, this.view.state);
    this.path = path;
    this.view.setState(this.states.get(path) ?? this.state(path, text));
    this.mark();
  }

  /** Gives a file another text; the change can be undone. */
  rewrite(path: string, before: string, after: string): void {
    const changes = change(before, after);
    if (!changes) return;
    // A step of its own for undo, whatever was typed just before.
    const transaction = { changes, annotations: isolateHistory.of("full") };
    if (path === this.path) this.view.dispatch(transaction);
    else {
      const state = this.states.get(path);
      if (state) this.states.set(path, state.update(transaction).state);
      this.events.changed(path, after);
    }
  }

  /** Underlines what is found in the file that is shown. */
  setFindings(findings: Finding[]): void {
    this.findings = findings;
    this.mark();
  }

  /** Selects a range of the file that is shown. */
  select({ start, end }: Range): void {
    const { doc } = this.view.state;
    const [anchor, head] = [offset(doc, start), offset(doc, end)];
    this.view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }

  private mark(): void {
    const { doc } = this.view.state;
    const own = this.findings.filter((finding) => finding.path === this.path);
    const diagnostics = own.map((finding): Diagnostic => {
      const from = offset(doc, finding.range.start);
      const { rule, severity, fix } = finding;
      return {
        from,
        to: Math.max(from, offset(doc, finding.range.end)),
        severity,
        source: rule,
        message: finding.help ? `${finding.message}\n${finding.help}` : finding.message,
        actions: fix ? [{ name: fixName(fix), apply: () => this.events.fix(finding) }] : [],
      };
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  private state(path: string, doc: string): EditorState {
    return EditorState.create({
      doc,
      extensions: [
        // Only this ends a line, so that every other character, a carriage return too, stays as it is.
        EditorState.lineSeparator.of("\n"),
        EditorState.tabSize.of(4),
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        drawSelection(),
        history(),
        indentOnInput(),
        bracketMatching(),
        highlightSelectionMatches(),
        syntaxHighlighting(classHighlighter),
        // The tab key is left alone: with the keyboard one has to get out again.
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap]),
        language(path),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": `Text of ${path}` }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) this.events.changed(path, update.state.doc.toString());
        }),
      ],
    });
  }
}

/** How a fix is offered: on a button, where backticks mean nothing. */
export function fixName({ title, safe }: { title: string; safe: boolean }): string {
  const plain = title.replaceAll("`", "");
  return safe ? `Fix: ${plain}` : `Fix (check the result): ${plain}`;
}

const LANGUAGES: [RegExp, () => Extension][] = [
  [/(^|\/)(Docker|Container)file([.-][\w.-]+)?$|\.(docker|container)file$/i, () => StreamLanguage.define(dockerFile)],
  [/\.ya?ml$/, yaml],
  [/\.json$/, json],
  [/\.toml$/, () => StreamLanguage.define(toml)],
  [/\.py$/, () => StreamLanguage.define(python)],
  [/\.[cm]?[jt]sx?$/, () => StreamLanguage.define(javascript)],
  [/\.rb$|(^|\/)(Gemfile|Rakefile|config\.ru)$/, () => StreamLanguage.define(ruby)],
  [/\.(ba|z)?sh$|(^|\/)(bin|scripts)\/[^./]+$/, () => StreamLanguage.define(shell)],
];

function language(path: string): Extension {
  return LANGUAGES.find(([name]) => name.test(path))?.[1]() ?? [];
}
