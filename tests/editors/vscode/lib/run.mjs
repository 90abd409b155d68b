// The phases, one after the other, each in an editor of its own: unsaved text of one would show in the next.
// node run.mjs TOOLS VSIX SERVER SEEN [PHASE…]      (started by ../run)
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor } from './editor.mjs';
import { workspace } from './workspace.mjs';

const [tools, vsix, server, seen] = process.argv.slice(2, 6).map((a) => resolve(a));
const here = resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(6);

/** A script to its end: true if it passed. */
function script(args, seconds, env = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit', timeout: seconds * 1000, env: { ...process.env, ...env } });
    child.once('exit', (status) => done(status === 0));
  });
}

const phases = {
  /** The logic of commands and of the search for the checker, with a stub of `vscode`. */
  unit: () => {
    const tests = readdirSync(join(here, 'unit')).filter((name) => name.endsWith('.test.mjs')).map((name) => join(here, 'unit', name));
    return script(['--no-warnings', '--import', join(here, 'unit/hook.mjs'), '--test', ...tests], 120, { IMR_LS: server });
  },
  /** Tests in the extension host, with the whole of the real `vscode`. */
  host: () => inEditor('host', { options: ['--vscode-option', 'enable-smoke-test-driver'] }),
  /** What a user sees and does. */
  ui: () => inEditor('ui', {}),
  /** Not a test: the pictures of the extension's README and walkthrough, taken anew. Only if it is named. */
  pictures: () => inEditor('pictures', {}),
  /** A folder that is not trusted, and that names a program of its own. */
  untrusted: () => inEditor('untrusted', { trust: false }),
};

async function inEditor(phase, how) {
  const editor = new Editor(tools, vsix, join(seen, phase), how);
  try {
    await editor.start((folder) => workspace(folder, phase));
    return await script([join(here, phase === 'host' ? 'lib/host.mjs' : `ui/${phase}.mjs`), tools, editor.base, editor.folder, join(seen, phase), editor.extension], 420);
  } catch (error) {
    console.log(String(error?.message ?? error));
    return false;
  } finally {
    await editor.end();
  }
}

let failed = 0;
for (const name of wanted.length > 0 ? wanted : Object.keys(phases).filter((name) => name !== 'pictures')) {
  if (!phases[name]) { console.error(`run: there is no phase ${name}`); process.exit(2); }
  mkdirSync(join(seen, name), { recursive: true });
  console.log(`\n== ${name}`);
  const from = Date.now();
  const passed = await phases[name]();
  if (!passed) failed++;
  console.log(`== ${name}: ${passed ? 'passed' : 'FAILED'} in ${((Date.now() - from) / 1000).toFixed(0)} s`);
}
process.exit(failed > 0 ? 1 : 0);
