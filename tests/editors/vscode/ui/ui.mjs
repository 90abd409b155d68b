// What a user sees and does: squiggle, Problems, hover, outline, typing, light bulb, status, commands, questions.
// node ui.mjs TOOLS BASE FOLDER SEEN      (started by ../lib/run.mjs)
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drive } from '../lib/steps.mjs';
import { QUICK, Workbench } from '../lib/workbench.mjs';

const [tools, base, folder, out] = process.argv.slice(2);
const draft = readFileSync(join(folder, 'contradiction.imr.txt'), 'utf8').split('\n');
/** The zero-based place of the outcome word that contradicts its rationale. */
const line = draft.findIndex((text) => text.startsWith('Home heating unit'));
const character = draft[line].indexOf('Upheld');
const decides = draft.findIndex((text) => text.includes('the request is medically necessary'));
const CONTRADICTION = 'The outcome is Upheld, but the rationale concludes';

const seen = await Workbench.open(tools, base, folder, 'contradiction.imr.txt');
const { page } = seen;
const shot = (name) => seen.screenshot(join(out, name));
const problems = (number) => seen.until(`${number} problems`, async () => {
  const rows = await seen.problems();
  return { seen: rows, ok: rows.length === number };
});
const TOAST = '.notifications-toasts .notification-list-item';
const button = (text) => page.locator(`${TOAST} .monaco-button`, { hasText: text }).first().click();

/** Whether a squiggle lies under the word that the cursor stands before. */
async function underlined(cursor) {
  const boxes = await seen.squiggles();
  return { seen: boxes, ok: boxes.some((b) => Math.abs(b.x - cursor.x) < 4 && Math.abs(b.y + b.height - cursor.y - cursor.height) < 8) };
}

await drive(seen, out, [
  ['a squiggle lies under the contradiction', async () => {
    await seen.see('.statusbar-item', /^\D*1\D+0/);
    const cursor = await seen.goTo(line, character);
    await seen.until('the squiggle under Upheld', () => underlined(cursor));
    assert.equal((await seen.squiggles()).length, 1);
  }],
  ['Problems has its row, with the place', async () => {
    await seen.press('Control+Shift+M');
    const [row] = await problems(1);
    assert.ok(row.startsWith('Error') && row.includes(CONTRADICTION), row);
    assert.ok(row.includes(`line ${line + 1}`), row);
  }],
  ['a line over each item says how it stands', async () => {
    await seen.goTo(line, character);
    await seen.see('.codelens-decoration', /Upheld · rationale: medically necessary · 1 finding/);
  }],
  ['the mouse over the word tells why, and what the word means', async () => {
    const cursor = await seen.goTo(line, character);
    await page.mouse.move(cursor.x + 80, cursor.y + 80);
    await page.mouse.move(cursor.x + 4, cursor.y + cursor.height / 2, { steps: 5 });
    await seen.see('.monaco-hover', CONTRADICTION);
    await seen.see('.monaco-hover', /denial/);
    await shot('hover.png');
    await page.mouse.move(1000, 20);
    await seen.press('Escape');
  }],
  ['the outline has sections and items', async () => {
    await seen.press('Control+1');
    await seen.press('Control+Shift+O');
    const wanted = ['CLINICAL CASE SUMMARY', 'Home heating unit for the left knee'];
    const has = (rows) => ({ seen: rows, ok: wanted.every((name) => rows.some((row) => row.includes(name))) });
    await seen.until('the symbols', async () => has(await seen.symbols()));
    await seen.press('Escape');
    await seen.command('Explorer: Focus on Outline View');
    await seen.until('the outline', async () => has(await seen.outline()));
  }],
  ['the language status says that it is not ready, stays in view once pinned, and leads to the problems', async () => {
    await page.hover('#status\\.languageStatus');
    await seen.see('.hover-language-status', /Not ready: 1 error/);
    await shot('status.png');
    await page.locator('.hover-language-status .element', { hasText: 'Not ready' }).locator('.codicon-pin').click();
    await seen.press('Escape');
    await seen.see('.statusbar-item', /Not ready: 1 error/);
    await seen.command('View: Hide Panel');
    await page.locator('.statusbar-item', { hasText: 'Not ready' }).click();
    await problems(1);
  }],
  ['typing “not” clears the finding, and the status with it', async () => {
    await seen.goTo(decides, draft[decides].indexOf('medically'));
    await seen.type('not ');
    await seen.until('no squiggle', async () => { const boxes = await seen.squiggles(); return { seen: boxes, ok: boxes.length === 0 }; });
    await seen.see('.statusbar-item', 'Ready to sign');
    for (let i = 0; i < 4; i++) await seen.press('Backspace');
    const cursor = await seen.goTo(line, character);
    await seen.until('the squiggle again', () => underlined(cursor));
  }],
  ['the light bulb puts the outcome right', async () => {
    await seen.goTo(line, character);
    await seen.press('Control+.');
    await seen.see('.action-widget', 'Change the outcome to Overturned');
    await seen.see('.action-widget', 'Accept this finding');
    await shot('bulb.png');
    await seen.see('.action-widget .monaco-list-row.focused', 'Change the outcome');
    await seen.press('Enter');
    await seen.until('no squiggle', async () => (await seen.squiggles()).length === 0);
    await seen.see('.editor-instance .view-line', /purchase:.Overturned/);
    await seen.press('Control+Z');
    await seen.until('the squiggle again', async () => (await seen.squiggles()).length === 1);
    await seen.press('Control+S');
  }],
  ['a plain text is checked after one click', async () => {
    await seen.openFile('plain.txt');
    await seen.see(TOAST, 'reads as an Independent Medical Review determination');
    assert.equal((await seen.squiggles()).length, 0);
    await seen.wait('.editor-actions [aria-label="Check This Text as a Determination"]');
    await button('Check It');
    await seen.goTo(line, character);
    await seen.wait('.editor-instance .squiggly-error');
  }],
  ['and one that was passed over, by the button over it', async () => {
    await seen.openFile('pasted.txt');
    await seen.see(TOAST, 'reads as an Independent Medical Review determination');
    await seen.command('Notifications: Clear All Notifications');
    await page.locator('.editor-actions [aria-label="Check This Text as a Determination"]').first().click();
    await seen.goTo(line, character);
    await seen.wait('.editor-instance .squiggly-error');
  }],
  ['a new determination asks for the number of items', async () => {
    await seen.command('IMR: New Determination');
    await seen.see('.quick-input-widget', 'How many items or services are in dispute?');
    await seen.type('2');
    await seen.press('Enter');
    await seen.see('.editor-instance .view-line', /HOW.THE.IMR.FINAL.DETERMINATION/);
    await seen.see('.statusbar-item', /Not ready/);
    await shot('new.png');
    await seen.command('View: Revert and Close Editor');
  }],
  ['checking the folder shows how far it is, and stops when it is told to', async () => {
    await seen.command('IMR: Check All Letters in the Open Folders');
    await seen.see(TOAST, /Checking letters/);
    await shot('checking.png');
    await button('Cancel');
    await seen.see(TOAST, /Stopped after \d+ letters/);
  }],
  ['a finding is accepted for a reason, asked for by the palette', async () => {
    await seen.openFile('accepted.imr');
    await seen.goTo(line, character + 2);
    await seen.wait('.editor-instance .squiggly-error');
    await seen.command('IMR: Accept the Finding Under the Cursor');
    await seen.see('.quick-input-widget', 'Why is the letter right as it stands?');
    await seen.type('Agreed on with the lead reviewer.');
    await shot('accept.png');
    await seen.press('Enter');
    await seen.until('no squiggle', async () => (await seen.squiggles()).length === 0);
    assert.match(readFileSync(join(folder, '.imr-allow.toml'), 'utf8'), /Agreed on with the lead reviewer\./);
    assert.ok(existsSync(join(folder, 'accepted.imr')));
  }],
  ['readiness is told in words', async () => {
    await seen.openFile('contradiction.imr.txt');
    await seen.command('IMR: Is This Letter Ready to Sign?');
    await seen.see(TOAST, 'Not ready to be signed: 1 error.');
    await seen.command('Notifications: Clear All Notifications');
  }],
  ['any rule can be chosen from a list, to be explained', async () => {
    await seen.goTo(line + 1, 0);
    await seen.command('IMR: Explain a Rule');
    await seen.see(QUICK, /basis-contradiction/);
    await shot('rules.png');
    await seen.press('Escape');
  }],
  ['the rule of a finding is explained beside the letter', async () => {
    await seen.goTo(line, character + 1);
    await seen.command('IMR: Explain a Rule');
    await seen.see('.tab', /outcome-contradicts-rationale/);
    await page.waitForTimeout(2000);
    await shot('rule.png');
  }],
  ['restarted, it finds the same', async () => {
    await seen.openFile('contradiction.imr.txt');
    await seen.command('IMR: Restart the Checker');
    const cursor = await seen.goTo(line, character);
    await seen.until('the squiggle under Upheld', () => underlined(cursor));
    await shot('end.png');
  }],
]);
