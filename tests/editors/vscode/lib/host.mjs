// Runs the tests of ../host inside the extension host of a running VS Code.
// node host.mjs TOOLS BASE FOLDER SEEN EXTENSION      (started by run.mjs)
import { join, resolve } from 'node:path';
import { open, remote, workbench } from './browser.mjs';

const [tools, base, folder, seen, extension] = process.argv.slice(2);
const tests = resolve(import.meta.dirname, '../host/index.js');
const LIMIT = 360000;

const { page, outside, close } = await open(tools);
// By these two the web build hands what a test run says, and how it ended, to its page.
let ended;
const end = new Promise((r) => { ended = r; });
await page.exposeFunction('codeAutomationLog', (_level, args) => {
  if (process.env.VERBOSE || /^(ok|not ok|#) /.test(String(args[0]))) console.log(...args);
});
await page.exposeFunction('codeAutomationExit', (code) => ended(code));
await page.goto(workbench(base, folder, [
  // The folder under development stands in for the installed extension: it is the installed one.
  ['extensionDevelopmentPath', remote(base, extension)],
  ['extensionTestsPath', remote(base, tests)],
  ['skipWelcome', 'true'],
]));
const code = await Promise.race([end, new Promise((r) => setTimeout(() => r(`none within ${LIMIT} ms`), LIMIT))]);
await page.screenshot({ path: join(seen, 'end.png') }).catch(() => {});
if (outside.size > 0) console.log('not ok - hosts outside were asked for:', [...outside].join(' '));
await close();
if (code !== 0) console.log('the extension host ended with', code);
process.exit(code === 0 && outside.size === 0 ? 0 : 1);
