// The workbench as a user has it: open a file, type, press keys, read lists, look where a squiggle is.
import { join } from 'node:path';
import { open, remote, workbench } from './browser.mjs';

/** How long something may take, on a machine that does much else. */
const LIMIT = Number(process.env.PATIENCE_MS || 60000);
const PATIENCE = { timeout: LIMIT };
const MARKERS = '.markers-panel-container .monaco-list-row, .markers-panel .monaco-list-row';
const OUTLINE = '.outline-pane .monaco-list-row, .outline-tree .monaco-list-row';
export const QUICK = '.quick-input-widget .monaco-list-row';
const TEXT = '.editor-instance .view-lines';

export class Workbench {
  /** Opens a folder, with one of its files in front. */
  static async open(tools, base, folder, file) {
    const seen = new Workbench();
    Object.assign(seen, await open(tools), { base, folder });
    await seen.page.goto(workbench(base, folder, file ? [['openFile', remote(base, join(folder, file))]] : []));
    await seen.page.waitForSelector('.monaco-workbench', { timeout: 120000 });
    if (file) await seen.page.waitForSelector(`${TEXT} .view-line`, { timeout: 120000 });
    return seen;
  }

  async until(what, probe, patience = LIMIT) {
    const end = Date.now() + patience;
    let last;
    for (;;) {
      last = await probe();
      if (last === true || last?.ok) return last.seen;
      if (Date.now() > end) throw new Error(`gave up waiting for ${what}; last seen: ${JSON.stringify(last?.seen ?? last)}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Waits for something in the page. */
  wait(selector) { return this.page.waitForSelector(selector, PATIENCE); }
  press(keys) { return this.page.keyboard.press(keys); }
  type(text, delay = 10) { return this.page.keyboard.type(text, { delay }); }
  screenshot(path) { return this.page.screenshot({ path }); }
  /** Waits for this text anywhere in some part of the page. */
  see(selector, text) {
    return this.until(`“${text}” in ${selector}`, async () => {
      const seen = await this.texts(selector);
      return { seen, ok: seen.some((t) => (text instanceof RegExp ? text.test(t) : t.includes(text))) };
    });
  }
  async texts(selector) {
    return (await this.page.locator(selector).evaluateAll((all) => all.map((e) => e.innerText || e.getAttribute('aria-label') || ''))).filter(Boolean);
  }

  /** Presses a key that opens the box on top, again if a page that loads has swallowed it. */
  async ask(keys) {
    const input = this.page.locator('.quick-input-widget input').first();
    await this.until(`the box that ${keys} opens`, async () => {
      await this.press(keys);
      return input.waitFor({ state: 'visible', timeout: 5000 }).then(() => true, () => false);
    });
  }

  /** A command of the palette, by its whole title. */
  async command(title) {
    await this.ask('F1');
    await this.type(title);
    await this.until(`the command ${title}`, async () => {
      const seen = (await this.texts(`${QUICK}.focused`)).map((text) => text.split('\n')[0]);
      return { seen, ok: seen.some((text) => text.startsWith(title)) };
    });
    await this.press('Enter');
  }

  /** A file of the folder, by the Explorer. */
  async openFile(name) {
    await this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`).first().dblclick();
    await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`, PATIENCE);
    await this.page.waitForSelector(`${TEXT} .view-line`, PATIENCE);
  }

  /** Puts the cursor at a zero-based place, by Go to Line, and gives where it is on the screen. */
  async goTo(line, character) {
    await this.press('Control+1');
    await this.ask('Control+G');
    await this.type(`${line + 1}:${character + 1}`);
    await this.press('Enter');
    await this.page.waitForTimeout(300);
    return this.page.locator('.editor-instance .cursors-layer .cursor').first().boundingBox();
  }

  /** The boxes of what is underlined in red in the text. */
  async squiggles() {
    return this.page.locator('.editor-instance .view-overlays .squiggly-error')
      .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().toJSON()));
  }

  /** All rows of a list. Only those in view are in the page, so it is scrolled from top to end in small steps. */
  async rows(selector) {
    const box = await this.page.evaluate((s) => document.querySelector(s)?.closest('.monaco-list')?.getBoundingClientRect().toJSON(), selector);
    if (!box) return [];
    await this.page.mouse.move(box.x + 40, box.y + box.height / 2);
    const step = Math.max(40, box.height / 2);
    const seen = new Set();
    for (const by of [-step, step]) {
      let shown, before;
      do {
        before = shown;
        const now = await this.page.locator(selector).evaluateAll((all) => all.map((r) => r.getAttribute('aria-label') ?? ''));
        now.forEach((label) => seen.add(label));
        shown = now.sort().join('\n');
        await this.page.mouse.wheel(0, by);
        await this.page.waitForTimeout(60);
      } while (shown !== before);
    }
    return [...seen];
  }
  /** The findings that the Problems view lists; it lists their files too. */
  async problems() { return (await this.rows(MARKERS)).filter((label) => /^(Error|Warning|Info)\b/.test(label)); }
  outline() { return this.rows(OUTLINE); }
  symbols() { return this.rows(QUICK); }
}
