// A folder that is not trusted and whose settings name a program of its own: letters are checked, by ours.
// node untrusted.mjs TOOLS BASE FOLDER SEEN      (started by ../lib/run.mjs)
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { drive } from '../lib/steps.mjs';
import { Workbench } from '../lib/workbench.mjs';

const [tools, base, folder, out] = process.argv.slice(2);
const seen = await Workbench.open(tools, base, folder, 'contradiction.imr.txt');
const mark = join(folder, 'was-run');

await drive(seen, out, [
  ['the folder is not trusted', () => seen.see('.statusbar-item', 'Restricted Mode')],
  ['its letters are checked all the same', async () => {
    await seen.goTo(50, 0);
    await seen.wait('.editor-instance .squiggly-error');
    await seen.screenshot(join(out, 'untrusted.png'));
  }],
  ['and its program was not run, not by a restart either', async () => {
    await seen.command('IMR: Restart the Checker');
    await seen.page.waitForTimeout(3000);
    await seen.wait('.editor-instance .squiggly-error');
    assert.ok(!existsSync(mark), 'the program of the folder was run');
  }],
]);
