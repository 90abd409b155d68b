// Settings files beside the letters: checked as they are typed, and in force once they are saved.
'use strict';
const assert = require('node:assert/strict');
const { writeFileSync, rmSync } = require('node:fs');
const vscode = require('vscode');
const { test, until, file, show, findings, contradictions, replace } = require('./harness.js');

test('a mistake in imr.toml is shown while it is typed, and what is right is in force at once', async () => {
  writeFileSync(file('imr.toml').fsPath, 'profil = "final"\n');
  try {
    const editor = await show('imr.toml');
    await until('the mistake', () => findings(editor.document.uri).some(({ message }) => /profile/.test(message)));
    await replace(editor, 'profil =', 'profile =');
    await until('the mistake to go', () => findings(editor.document.uri).length === 0);

    const letter = await show('contradiction.imr.txt');
    await until('the finding', () => contradictions(letter.document.uri) === 1);
    await vscode.window.showTextDocument(editor.document);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await vscode.window.activeTextEditor.edit((edit) => edit.insert(end, '[severity]\noutcome-contradicts-rationale = "off"\n'));
    await editor.document.save();
    await until('the rule to be off', () => findings(letter.document.uri).length === 0);
  } finally {
    rmSync(file('imr.toml').fsPath, { force: true });
  }
  await until('the rule to hold again', () => contradictions(file('contradiction.imr.txt')) === 1);
});

test('no settings of the extension name a rule', () => {
  const { configuration } = vscode.extensions.getExtension('imr-ls.imr').packageJSON.contributes;
  assert.deepEqual(Object.keys(configuration.properties).sort(), ['imr.server.path', 'imr.trace.server', 'imr.validate']);
  assert.equal(configuration.properties['imr.server.path'].scope, 'machine');
});
