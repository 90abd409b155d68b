// A stub of the `vscode` module. What is only named is made up: a class, or a function that gives a disposable. What a
// test looks at is real: settings, documents, diagnostics, commands, and what is shown to the user.
'use strict';
const { EventEmitter: Emitter } = require('node:events');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');

class Disposable {
  constructor(f) { this.f = f; }
  dispose() { this.f?.(); }
  static from(...all) { return new Disposable(() => all.forEach((d) => d.dispose())); }
}
class EventEmitter {
  constructor() {
    this.emitter = new Emitter().setMaxListeners(100);
    this.event = (f, self) => {
      const g = (x) => f.call(self, x);
      this.emitter.on('x', g);
      return new Disposable(() => this.emitter.off('x', g));
    };
  }
  fire(x) { this.emitter.emit('x', x); }
  dispose() {}
}
class Position { constructor(line, character) { Object.assign(this, { line, character }); } }
class Range {
  constructor(a, b, c, d) {
    [this.start, this.end] = a instanceof Position ? [a, b] : [new Position(a, b), new Position(c, d)];
  }
}
class Selection extends Range {
  constructor(a, b) { super(a, b); this.active = b; }
}
class Uri {
  constructor(s) {
    this.s = s;
    this.scheme = s.split(':')[0];
    this.fsPath = this.scheme === 'file' ? fileURLToPath(s) : s;
    this.path = this.scheme === 'file' ? this.fsPath : s.slice(this.scheme.length + 1);
  }
  toString() { return this.s; }
  static parse(s) { return new Uri(s); }
  static file(p) { return new Uri(pathToFileURL(p).href); }
  static from({ scheme, path }) { return new Uri(`${scheme}:${path}`); }
  static joinPath(uri, ...parts) { return Uri.file(join(uri.fsPath, ...parts)); }
}
class Diagnostic { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } }
class CancellationTokenSource {
  constructor() {
    const emitter = new EventEmitter();
    this.token = { isCancellationRequested: false, onCancellationRequested: emitter.event };
    this.emitter = emitter;
  }
  cancel() { this.token.isCancellationRequested = true; this.emitter.fire(); }
  dispose() {}
}

/** `known`, and for every other name something harmless of the right kind. */
const any = (known = {}) => new Proxy(known, {
  get(target, key) {
    if (key in target || typeof key === 'symbol') return target[key];
    if (/^on(Did|Will)/.test(key)) return (target[key] = new EventEmitter().event);
    if (/^[A-Z]/.test(key)) return (target[key] = class { constructor(...args) { this.args = args; } });
    return (target[key] = () => new Disposable());
  },
});

/** A kind of code action, to which parts can be added. */
const kind = (value) => ({ value, append: (part) => kind(`${value}.${part}`) });

const state = {
  config: {}, context: new Map(), documents: [], diagnostics: new Map(), commands: {}, log: [], statuses: [],
  /** What was shown to the user: the kind, the message, the buttons. */
  shown: [],
  /** What the user does: a function of what is shown, for messages and for input boxes. */
  press: () => undefined,
  type: () => undefined,
  /** The user calls the progress off as soon as it is shown. */
  callOff: false,
};
const opened = new EventEmitter(), changed = new EventEmitter(), closed = new EventEmitter(), configured = new EventEmitter();
const active = new EventEmitter();

const message = (kind) => async (text, ...buttons) => {
  state.shown.push({ kind, text, buttons });
  return state.press({ kind, text, buttons });
};

class Document {
  constructor(uri, languageId, text) { Object.assign(this, { uri, languageId, text, version: 1, isUntitled: uri.scheme === 'untitled' }); }
  getText() { return this.text; }
  positionAt(offset) {
    const before = this.text.slice(0, offset).split('\n');
    return new Position(before.length - 1, before.at(-1).length);
  }
}
function open(document) {
  state.documents.push(document);
  opened.fire(document);
  return document;
}

const window = any({
  visibleTextEditors: [], activeTextEditor: undefined, tabGroups: any({ all: [] }),
  onDidChangeActiveTextEditor: active.event,
  showErrorMessage: message('error'), showWarningMessage: message('warning'), showInformationMessage: message('information'),
  showInputBox: async (options) => {
    const answer = state.type(options);
    return answer !== undefined && options.validateInput?.(answer) ? undefined : answer;
  },
  showTextDocument: async (document) => {
    const edit = async (make) => { make({ insert: (_at, text) => { document.text = text + document.text; } }); return true; };
    const start = new Position(0, 0);
    window.activeTextEditor = { document, selection: new Selection(start, start), edit, revealRange() {} };
    active.fire(window.activeTextEditor);
    return window.activeTextEditor;
  },
  withProgress: async (_options, work) => {
    const source = new CancellationTokenSource();
    if (state.callOff) setTimeout(() => source.cancel(), 50);
    return work({ report: () => {} }, source.token);
  },
  createOutputChannel: () => {
    const line = (level) => (text) => state.log.push(`${level} ${text}`);
    return any({ logLevel: 3, trace: line('trace'), debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error'), show: line('show') });
  },
});

module.exports = any({
  version: '1.100.0',
  Disposable, EventEmitter, Position, Range, Selection, Uri, Diagnostic, CancellationTokenSource,
  CancellationError: class extends Error {},
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
  LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
  CompletionItemKind: {}, SymbolKind: {}, FoldingRangeKind: {}, InlayHintKind: {},
  CodeActionKind: new Proxy({}, { get: (_, key) => kind(String(key)) }),
  l10n: any({ t: (s) => s }),
  env: any({ appName: 'stub', language: 'en' }),
  extensions: any({ all: [] }),
  workspace: any({
    textDocuments: state.documents, notebookDocuments: [], workspaceFolders: undefined,
    onDidOpenTextDocument: opened.event, onDidChangeTextDocument: changed.event, onDidCloseTextDocument: closed.event,
    onDidChangeConfiguration: configured.event,
    findFiles: async () => [],
    openTextDocument: async ({ content, language }) =>
      open(new Document(Uri.parse(`untitled:Untitled-${state.documents.length + 1}`), language, content)),
    getConfiguration: (section) => any({
      get: (key, otherwise) => state.config[section ? `${section}.${key}` : key] ?? otherwise,
      inspect: () => undefined, has: () => false,
    }),
    createFileSystemWatcher: () => any({}), fs: any({ readFile: async (uri) => readFileSync(uri.fsPath) }),
  }),
  window,
  languages: any({
    match: (selector, document) => ([selector].flat().some((s) => s.language === document.languageId) ? 10 : 0),
    setTextDocumentLanguage: async (document, languageId) => {
      closed.fire(document);
      document.languageId = languageId;
      opened.fire(document);
      return document;
    },
    getDiagnostics: () => [],
    createLanguageStatusItem: (id) => {
      const item = any({ id });
      state.statuses.push(item);
      return item;
    },
    createDiagnosticCollection: () => any({
      set: (uri, list) => state.diagnostics.set(String(uri), list), get: (uri) => state.diagnostics.get(String(uri)),
      has: (uri) => state.diagnostics.has(String(uri)), delete: (uri) => state.diagnostics.delete(String(uri)),
      clear: () => state.diagnostics.clear(), dispose() {},
    }),
  }),
  commands: any({
    registerCommand: (id, f) => { state.commands[id] = f; return new Disposable(() => { delete state.commands[id]; }); },
    executeCommand: async (id, ...args) => (id === 'setContext' ? state.context.set(...args) : state.commands[id]?.(...args)),
  }),
  /** For tests only. */
  stub: Object.assign(state, {
    open: (path, languageId, text) => open(new Document(Uri.file(path), languageId, text)),
    configure: (key, value) => { state.config[key] = value; configured.fire({ affectsConfiguration: (name) => key.startsWith(name) }); },
  }),
});
