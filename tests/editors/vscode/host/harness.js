// What the tests in the extension host share: files of the folder, findings, edits, patience.
'use strict';
const vscode = require('vscode');

const PATIENCE = Number(process.env.PATIENCE_MS || 30000);
const tests = [];
const test = (name, body) => tests.push([name, body]);

async function until(what, probe, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`gave up waiting for ${what}`);
    await pause(20);
  }
}
const pause = (ms) => new Promise((r) => setTimeout(r, ms));

const file = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
const show = async (name) => vscode.window.showTextDocument(typeof name === 'string' ? file(name) : name);

/** Findings of a document, by their rules. */
const findings = (uri) => vscode.languages.getDiagnostics(uri).filter((d) => d.source === 'imr');
const codes = (uri) => findings(uri).map(({ code }) => String(code?.value ?? code)).sort();
const CONTRADICTION = 'outcome-contradicts-rationale';
const contradictions = (uri) => codes(uri).filter((code) => code === CONTRADICTION).length;

/** The place of some words of a text. */
function place(document, words, from = 0) {
  const at = document.getText().indexOf(words, from);
  if (at < 0) throw new Error(`there is no “${words}” in ${document.uri}`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + words.length));
}
/** Replaces words, as by typing. */
async function replace(editor, words, by, from) {
  const range = place(editor.document, words, from);
  if (!(await editor.edit((edit) => edit.replace(range, by)))) throw new Error('the edit was refused');
}
/** Puts a document back as it is on the disk. */
async function revert(editor) {
  await vscode.window.showTextDocument(editor.document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

const actions = (uri, range) => vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, 'quickfix');

module.exports = { tests, test, until, pause, file, show, findings, codes, contradictions, CONTRADICTION, place, replace, revert, actions };
