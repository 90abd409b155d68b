// Which plain texts are taken for determinations.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDetermination } from '../../../../editors/vscode/src/determination.ts';

const fixture = (name) => readFileSync(join(import.meta.dirname, '../../../fixtures', name), 'utf8');

test('letters are', () => {
  for (const name of ['contradiction.imr.txt', 'sound.imr.txt', 'three_items.imr.txt']) {
    const text = fixture(name);
    for (const ends of ['\n', '\r\n', '\r']) assert.ok(isDetermination(text.replaceAll('\n', ends)), name);
  }
  assert.ok(isDetermination('  clinical case summary:\n'));
  assert.ok(isDetermination('MAXIMUS guideline: MTUS.\nDecision rationale: So.\n'));
});

test('other texts are not', () => {
  for (const text of ['', 'Buy paper.\n', 'The clinical case summary is on page 2.\n', 'Decision rationale: we meet on Monday.\n', '\u{1D54F}'.repeat(1000)]) {
    assert.ok(!isDetermination(text), text.slice(0, 40));
  }
});
