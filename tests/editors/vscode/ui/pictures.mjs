// Takes the pictures of the extension's README and walkthrough: the sample draft, light and dark, and its light bulb.
// node pictures.mjs TOOLS BASE FOLDER SEEN      (started by ../lib/run.mjs)
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { drive } from '../lib/steps.mjs';
import { Workbench } from '../lib/workbench.mjs';

const [tools, base, folder, out] = process.argv.slice(2);
const images = resolve(import.meta.dirname, '../../../../editors/vscode/images');
const settings = join(dirname(folder), 'data/User/settings.json');
const draft = readFileSync(join(folder, 'contradiction.imr.txt'), 'utf8').split('\n');
const line = draft.findIndex((text) => text.startsWith('Home heating unit'));

const seen = await Workbench.open(tools, base, folder, 'contradiction.imr.txt');
const { page } = seen;
const set = async (more) => {
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, 'utf8')), ...more }));
  await page.waitForTimeout(3000);
};
const picture = (name, clip) => page.screenshot({ path: join(images, name), clip });

await drive(seen, out, [
  ['the window is tidy', async () => {
    await page.setViewportSize({ width: 1120, height: 760 });
    await set({ 'window.commandCenter': false, 'workbench.layoutControl.enabled': false, 'editor.stickyScroll.enabled': false, 'breadcrumbs.enabled': false, 'editor.fontSize': 13 });
    await seen.press('Control+Shift+M');
    await page.hover('#status\\.languageStatus');
    await seen.see('.hover-language-status', /Not ready: 1 error/);
    await page.locator('.hover-language-status .element', { hasText: 'Not ready' }).locator('.codicon-pin').click();
    await seen.press('Escape');
    await seen.command('Explorer: Focus on Outline View');
    await page.waitForTimeout(500);
    // The outline gets the room of the files, of which there are few.
    await page.locator('.split-view-view .pane-header', { hasText: 'letters' }).first().click();
    await seen.goTo(draft.length - 1, 0);
    await seen.goTo(line + 1, 0);
    await page.mouse.move(900, 600);
    await page.waitForTimeout(800);
  }],
  ['light', () => picture('light.png')],
  ['dark', async () => {
    const toggle = async () => {
      await seen.command('Preferences: Toggle between Light/Dark Themes');
      await page.waitForTimeout(2000);
    };
    await toggle();
    // The outline takes the new theme's colours with the next findings only.
    await seen.command('IMR: Restart the Checker');
    await page.waitForTimeout(4000);
    await picture('dark.png');
    await toggle();
  }],
  ['the light bulb', async () => {
    await seen.press('Control+B');
    const at = await seen.goTo(line, draft[line].indexOf('Upheld') + 2);
    await seen.press('Control+.');
    await seen.see('.action-widget', 'Change the outcome');
    await page.waitForTimeout(500);
    await picture('fix.png', { x: 48, y: at.y - 130, width: 960, height: 250 });
    await seen.press('Escape');
  }],
]);
