// A letter that is written: findings go and come with the words, also beyond the basic plane, untitled and on saving.
'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { test, until, pause, show, findings, contradictions, place, replace, revert } = require('./harness.js');

const LAST = 'the request is medically necessary';

test('typing clears a finding and brings it back', async () => {
  const editor = await show('contradiction.imr.txt');
  const { uri } = editor.document;
  await until('the finding', () => contradictions(uri) === 1);
  await replace(editor, LAST, 'the request is not medically necessary');
  await until('it to go', () => findings(uri).length === 0);
  await replace(editor, 'the request is not medically necessary', LAST);
  await until('it to come back', () => contradictions(uri) === 1);
  await revert(editor);
});

test('findings stay on their words while characters beyond the basic plane are typed above and before them', async () => {
  const editor = await show('astral.imr');
  const { document } = editor;
  await until('the finding', () => contradictions(document.uri) === 1);
  for (const typed of ['💊', '𝕏𝕐\n', 'é']) {
    await editor.edit((edit) => edit.insert(place(document, 'Home heating').start, typed));
  }
  await replace(editor, '𝕏💊 The injured', '💊💊💊 The injured');
  const outcome = () => place(document, 'Upheld', document.getText().indexOf('heating unit for')).start;
  await until('the finding on its word', () => findings(document.uri).length === 1 && findings(document.uri)[0].range.start.isEqual(outcome()));
  await revert(editor);
});

test('an untitled letter is checked', async () => {
  const { document: draft } = await show('contradiction.imr.txt');
  const untitled = await vscode.workspace.openTextDocument({ language: 'imr', content: draft.getText() });
  await vscode.window.showTextDocument(untitled);
  await until('its finding', () => contradictions(untitled.uri) === 1);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await until('its finding to go with it', () => findings(untitled.uri).length === 0);
});

test('a plain text is checked once it is taken for a letter, and not before', async () => {
  const editor = await show('plain.txt');
  assert.equal(editor.document.languageId, 'plaintext');
  assert.equal(findings(editor.document.uri).length, 0);
  await vscode.commands.executeCommand('imr.checkPlainText');
  await until('its finding', () => contradictions(editor.document.uri) === 1);
});

test('with onSave a new finding waits for saving, and a cured one goes at once', async () => {
  const settings = () => vscode.workspace.getConfiguration('imr');
  const editor = await show('sound.imr.txt');
  const { document } = editor;
  const before = document.getText();
  await settings().update('validate', 'onSave', vscode.ConfigurationTarget.Global);
  try {
    await pause(500);
    const outcome = /: (Upheld|Overturned)$/m.exec(before);
    const other = outcome[1] === 'Upheld' ? 'Overturned' : 'Upheld';
    await replace(editor, outcome[0], `: ${other}`);
    await pause(1500);
    assert.equal(findings(document.uri).length, 0, 'nothing new before saving');
    await document.save();
    await until('the finding after saving', () => contradictions(document.uri) === 1);
    await replace(editor, `: ${other}`, outcome[0]);
    await until('what is cured to go at once', () => findings(document.uri).length === 0);
    await document.save();
    await settings().update('validate', undefined, vscode.ConfigurationTarget.Global);
    await pause(500);
    await replace(editor, outcome[0], `: ${other}`);
    await until('the finding with the keystroke again', () => contradictions(document.uri) === 1);
    await replace(editor, `: ${other}`, outcome[0]);
    await document.save();
  } finally {
    await settings().update('validate', undefined, vscode.ConfigurationTarget.Global);
  }
  assert.equal(document.getText(), before);
});
