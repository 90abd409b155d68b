// The folder that a phase opens: copies of our own drafts, and what the phase needs beside them.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const fixtures = resolve(import.meta.dirname, '../../../fixtures');

/** How many letters there are to check while somebody presses Cancel. */
const MANY = 4000;

export function workspace(folder, phase) {
  for (const name of ['contradiction.imr.txt', 'sound.imr.txt', 'three_items.imr.txt']) {
    copyFileSync(join(fixtures, name), join(folder, name));
  }
  if (phase === 'pictures') return;
  const draft = readFileSync(join(fixtures, 'contradiction.imr.txt'), 'utf8');
  writeFileSync(join(folder, 'astral.imr'), draft.replace('The injured worker', '𝕏💊 The injured worker'));
  writeFileSync(join(folder, 'accepted.imr'), draft);
  writeFileSync(join(folder, 'letter'), draft);
  writeFileSync(join(folder, 'plain.txt'), draft);
  writeFileSync(join(folder, 'pasted.txt'), draft);
  writeFileSync(join(folder, 'notes.txt'), 'Buy paper.\n');
  if (phase === 'ui') {
    mkdirSync(join(folder, 'archive'));
    // Long ones: checking them takes long enough to be stopped by hand.
    const long = draft + draft.slice(draft.indexOf('Home heating')).repeat(20);
    for (let i = 0; i < MANY; i++) writeFileSync(join(folder, 'archive', `${i}.imr`), long);
  }
  if (phase === 'untrusted') foreignProgram(folder);
}

/** Settings of the folder that name a program in it, which would leave a mark. */
function foreignProgram(folder) {
  const program = join(folder, 'imr-ls');
  writeFileSync(program, `#!/bin/sh\ntouch '${join(folder, 'was-run')}'\necho imr-ls 9.9.9\n`);
  chmodSync(program, 0o755);
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'imr.server.path': program }));
}
