// The patterns of the grammar and of the first line, against lines of letters. VS Code's own engine runs them in the
// real editor; what is used of its dialect here is what it shares with JavaScript, but for the leading `(?i)`.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const extension = join(import.meta.dirname, '../../../../editors/vscode');
const read = (path) => JSON.parse(readFileSync(join(extension, path), 'utf8'));
const { repository } = read('syntaxes/imr.tmLanguage.json');
const manifest = read('package.json');

function scope(line) {
  for (const name of ['heading', 'item', 'outcome', 'field', 'header', 'placeholder']) {
    const { match } = repository[name];
    const found = new RegExp(match.replace(/^\(\?i\)/, ''), match.startsWith('(?i)') ? 'i' : '').exec(line);
    if (found) return [name, ...found.slice(1)];
  }
  return undefined;
}

test('lines are what the checker says they are', () => {
  assert.deepEqual(scope('IMR ISSUES, DECISIONS AND RATIONALES'), ['heading', 'IMR ISSUES, DECISIONS AND RATIONALES']);
  assert.deepEqual(scope('2. Clinical Case Summary:'), ['heading', 'Clinical Case Summary']);
  assert.deepEqual(scope('MRI of the left knee: without contrast: Upheld'), ['item', 'MRI of the left knee: without contrast', 'Upheld']);
  assert.deepEqual(scope('Brace - Overturned.'), ['item', 'Brace', 'Overturned']);
  assert.deepEqual(scope('  Upheld'), ['outcome', 'Upheld']);
  assert.deepEqual(scope('MAXIMUS guideline: Decision based on MTUS'), ['field', 'MAXIMUS guideline:']);
  assert.deepEqual(scope('Decision rationale: So.'), ['field', 'Decision rationale:']);
  assert.deepEqual(scope('Case Number: CM1'), ['header', 'Case Number:']);
  assert.deepEqual(scope('[Treatment as requested]'), ['placeholder']);
});

test('prose is plain', () => {
  for (const line of ['The clinical case summary follows.', 'The denial was upheld.', 'He was received: well', '']) {
    assert.equal(scope(line), undefined, line);
  }
});

test('a letter is known by its first line', () => {
  const [{ firstLine }] = manifest.contributes.languages;
  for (const line of ['Case Number: CM16-0000001', 'HOW THE IMR FINAL DETERMINATION WAS MADE']) assert.match(line, new RegExp(firstLine));
  assert.doesNotMatch('The case number is 5', new RegExp(firstLine));
});

test('what the manifest names is there', () => {
  const { contributes } = manifest;
  const files = [contributes.languages[0].configuration, contributes.languages[0].icon.light, contributes.languages[0].icon.dark,
    contributes.grammars[0].path, contributes.snippets[0].path, manifest.icon];
  for (const step of contributes.walkthroughs[0].steps) files.push(...Object.values(step.media.image ?? { md: step.media.markdown }));
  for (const path of files) assert.ok(readFileSync(join(extension, path)).length > 0, path);
});
