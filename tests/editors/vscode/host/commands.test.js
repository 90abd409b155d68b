// The extension's commands, by their ids, as menus and key bindings call them.
'use strict';
const assert = require('node:assert/strict');
const { existsSync, readFileSync } = require('node:fs');
const vscode = require('vscode');
const { test, until, pause, file, show, findings, codes, contradictions, CONTRADICTION, actions } = require('./harness.js');

test('every command of the manifest is there', async () => {
  const { packageJSON, isActive } = vscode.extensions.getExtension('imr-ls.imr');
  assert.equal(isActive, true);
  const known = await vscode.commands.getCommands(true);
  const missing = packageJSON.contributes.commands.map(({ command }) => command).filter((id) => !known.includes(id));
  assert.deepEqual(missing, []);
});

test('a new determination has its items, no findings yet, and the cursor at the first thing to write', async () => {
  await vscode.commands.executeCommand('imr.newDetermination', 2);
  const { document, selection } = vscode.window.activeTextEditor;
  assert.equal(document.languageId, 'imr');
  assert.equal(document.isUntitled, true);
  assert.equal(document.getText().match(/^Decision rationale:/gm).length, 2);
  assert.equal(document.lineAt(selection.active.line).text, 'State(s) of Licensure: ');
  assert.equal(selection.active.character, document.lineAt(selection.active.line).text.length);
  const symbols = await until('its outline', async () => {
    const all = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
    return all?.find(({ name }) => name.startsWith('IMR ISSUES'));
  });
  assert.equal(symbols.children.length, 2);
  await pause(500);
  const unwritten = codes(document.uri).filter((code) => /^(missing|empty)-/.test(code));
  assert.deepEqual(unwritten, [], 'what is merely not written yet is kept back');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('the sample draft opens with its contradiction', async () => {
  await vscode.commands.executeCommand('imr.openSample');
  const { document } = vscode.window.activeTextEditor;
  await until('its finding', () => contradictions(document.uri) === 1);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('readiness is that of the letter in front', async () => {
  await show('contradiction.imr.txt');
  const contradicting = await vscode.commands.executeCommand('imr.showReadiness');
  assert.equal(contradicting.ready, false);
  assert.equal(contradicting.errors, 1);
  await show('sound.imr.txt');
  assert.equal((await vscode.commands.executeCommand('imr.showReadiness')).ready, true);
});

test('a rule is explained on a page of its own', async () => {
  await vscode.commands.executeCommand('imr.explainRule', CONTRADICTION);
  const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`imr-rule:/${CONTRADICTION}.md`));
  assert.match(page.getText(), /Why/);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});

test('checking the folder finds what is in letters that are not open', async () => {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await until('closed letters to be silent', () => codes(file('accepted.imr')).length === 0);
  const checked = await vscode.commands.executeCommand('imr.checkWorkspace');
  // Two named otherwise are letters too: by their first line, and by their text.
  assert.equal(checked.cancelled, false);
  assert.ok(checked.files >= 6, JSON.stringify(checked));
  assert.ok(checked.errors >= 4, JSON.stringify(checked));
  await until('the finding of a letter that is not open', () => contradictions(file('accepted.imr')) === 1);
});

test('an accepted finding is gone, for the reason that is kept beside the letter and not in it', async () => {
  const { document } = await show('accepted.imr');
  const before = document.getText();
  await until('the finding', () => contradictions(document.uri) === 1);
  const offered = await actions(document.uri, findings(document.uri)[0].range);
  const { command } = offered.find((action) => action.command?.command === 'imr-ls.acceptFinding');
  const [finding] = command.arguments;
  await vscode.commands.executeCommand(command.command, { ...finding, reason: 'Agreed on with the lead reviewer.' });
  await until('the finding to go', () => findings(document.uri).length === 0);
  const list = readFileSync(file('.imr-allow.toml').fsPath, 'utf8');
  assert.match(list, /Agreed on with the lead reviewer\./);
  assert.ok(!list.includes('heating'), 'no word of the letter');
  assert.equal(document.getText(), before);
  assert.equal(document.isDirty, false);
  assert.ok(existsSync(file('accepted.imr').fsPath));
});
