// A letter that is opened: what is found in it, where, and what is said about it.
'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { test, until, file, show, findings, codes, contradictions, CONTRADICTION, place, actions, revert } = require('./harness.js');

test('a contradiction is found, on its word, with the deciding sentence beside it', async () => {
  const from = Date.now();
  const editor = await show('contradiction.imr.txt');
  const shown = Date.now();
  const { document } = editor;
  assert.equal(document.languageId, 'imr');
  await until('the contradiction', () => contradictions(document.uri) === 1);
  console.log(
    `# first findings ${Date.now() - shown} ms after a cold window showed the draft (itself ${shown - from} ms), the start ` +
      'of the extension and of the checker included',
  );
  const found = findings(document.uri);
  assert.deepEqual(codes(document.uri), [CONTRADICTION]);
  const [{ range, message, severity, relatedInformation }] = found;
  const outcome = place(document, 'Upheld', document.getText().indexOf('Home heating unit'));
  assert.deepEqual(range, outcome);
  assert.equal(severity, vscode.DiagnosticSeverity.Error);
  assert.match(message, /Upheld.*medically necessary/);
  assert.match(document.getText(relatedInformation[0].location.range), /^(?:is )?medically necessary$/);
});

test('a sound letter has no findings, and neither has a text that is no letter', async () => {
  const { document } = await show('sound.imr.txt');
  const lenses = () => vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri);
  await until('the checker to know it', async () => (await lenses()).length > 0);
  assert.deepEqual(codes(document.uri), []);
  const notes = await show('notes.txt');
  assert.equal(notes.document.languageId, 'plaintext');
  assert.deepEqual(vscode.languages.getDiagnostics(notes.document.uri), []);
});

test('a letter is known by its first line where its name tells nothing', async () => {
  const { document } = await show('letter');
  assert.equal(document.languageId, 'imr');
  await until('its finding', () => contradictions(document.uri) === 1);
});

test('the outline has sections, items and fields', async () => {
  const symbols = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', file('contradiction.imr.txt'));
  const sections = symbols.map(({ name }) => name);
  assert.ok(sections.includes('CLINICAL CASE SUMMARY'), String(sections));
  const issues = symbols.find(({ name }) => name.startsWith('IMR ISSUES'));
  assert.equal(issues.children.length, 2);
  assert.match(issues.children[1].name, /Home heating unit/);
  assert.equal(issues.children[1].children.length, 3);
});

test('sections can be folded', async () => {
  const folds = await vscode.commands.executeCommand('vscode.executeFoldingRangeProvider', file('contradiction.imr.txt'));
  const { document } = await show('contradiction.imr.txt');
  assert.ok(folds.some(({ start }) => document.lineAt(start).text === 'CLINICAL CASE SUMMARY'));
});

test('over an outcome it is explained, over a citation the guideline', async () => {
  const { document } = await show('contradiction.imr.txt');
  const over = async (range) => {
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, range.start.translate(0, 1));
    return hovers.flatMap(({ contents }) => contents).map((c) => (typeof c === 'string' ? c : c.value)).join('\n');
  };
  assert.match(await over(place(document, 'Upheld', document.getText().indexOf('Home heating'))), /denial/i);
  assert.match(await over(place(document, 'MAXIMUS guideline')), /guideline/i);
});

test('a line over each item says how it stands', async () => {
  const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', file('contradiction.imr.txt'), 10);
  const titles = lenses.map(({ command }) => command?.title);
  assert.equal(titles.length, 2);
  assert.match(titles[0], /^Overturned · .*no findings/);
  assert.match(titles[1], /^Upheld · rationale: medically necessary · 1 finding/);
});

test('and leads to the words that conclude', async () => {
  const editor = await show('contradiction.imr.txt');
  const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', editor.document.uri, 10);
  const { command, arguments: given } = lenses[1].command;
  await vscode.commands.executeCommand(command, ...given);
  await until('the words', () => /medically necessary/.test(editor.document.getText(vscode.window.activeTextEditor.selection)));
});

test('structure has colours from the checker', async () => {
  const uri = file('contradiction.imr.txt');
  const legend = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', uri);
  assert.deepEqual([...legend.tokenTypes], [
    'namespace', 'class', 'property', 'enumMember', 'function', 'variable', 'number', 'string',
  ]);
  const tokens = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', uri);
  assert.ok(tokens.data.length > 0);
});

test('a quick fix puts the outcome right, and undoing it brings the finding back', async () => {
  const editor = await show('contradiction.imr.txt');
  const { uri } = editor.document;
  const [finding] = findings(uri);
  const offered = await actions(uri, finding.range);
  const fix = offered.find(({ title }) => /Overturned/.test(title));
  assert.match(fix.title, /\(review\)$/);
  assert.notEqual(fix.isPreferred, true);
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  assert.match(editor.document.getText(), /Home heating unit for the left knee, purchase: Overturned/);
  await until('the finding to go', () => findings(uri).length === 0);
  await vscode.commands.executeCommand('undo');
  await until('the finding to come back', () => contradictions(uri) === 1);
  await revert(editor);
});
