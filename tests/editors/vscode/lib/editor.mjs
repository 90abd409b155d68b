// One VS Code with the packaged extension, with a home, settings and a folder of its own; gone without a trace.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

/** Nothing pops up, nothing is saved or fetched behind our back. */
const QUIET = {
  'files.autoSave': 'off', 'editor.hover.delay': 100, 'editor.acceptSuggestionOnEnter': 'off',
  'workbench.startupEditor': 'none', 'workbench.enableExperiments': false, 'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden', 'editor.minimap.enabled': false, 'git.enabled': false,
  'telemetry.telemetryLevel': 'off', 'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never',
};

const freePort = () => new Promise((done) => {
  const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
});

export class Editor {
  /** `how`: more options of the command line; `trust: false` for a folder that is not trusted. */
  constructor(tools, vsix, out, { options = [], trust = true } = {}) {
    Object.assign(this, { tools, vsix, out, options, trust });
  }

  async start(fill) {
    mkdirSync(this.out, { recursive: true });
    this.home = mkdtempSync(join(tmpdir(), 'imr-vscode-'));
    this.folder = join(this.home, 'letters');
    mkdirSync(this.folder);
    fill(this.folder);
    // A web window takes settings of the machine from Machine only.
    for (const level of ['User', 'Machine']) {
      mkdirSync(join(this.home, 'data', level), { recursive: true });
      writeFileSync(join(this.home, 'data', level, 'settings.json'), JSON.stringify(QUIET));
    }
    writeFileSync(join(this.home, 'config.yaml'), 'auth: none\n');     // an empty file is an error
    const env = {
      ...process.env, HOME: this.home,
      EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',   // else a gallery is asked at start
    };
    const entry = [join(this.tools, 'node_modules/code-server/out/node/entry.js'), '--config', join(this.home, 'config.yaml'),
      '--user-data-dir', join(this.home, 'data'), '--extensions-dir', join(this.home, 'extensions')];

    const installed = spawnSync(process.execPath, [...entry, '--install-extension', this.vsix], { env, encoding: 'utf8' });
    if (installed.status !== 0) throw new Error(installed.stdout + installed.stderr);
    this.extension = join(this.home, 'extensions', readdirSync(join(this.home, 'extensions')).find((name) => name.startsWith('imr-ls.')));

    const port = await freePort();
    this.base = `http://127.0.0.1:${port}`;
    const log = openSync(join(this.out, 'editor.log'), 'w');
    const trust = this.trust ? ['--disable-workspace-trust'] : [];
    // In a process group of its own: its file watcher outlives it otherwise.
    this.child = spawn(process.execPath, [...entry, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry',
      '--disable-update-check', '--disable-getting-started-override', ...trust, ...this.options],
      { env, stdio: ['ignore', log, log], detached: true });
    for (let i = 0; i < 300; i++) {
      if (await fetch(`${this.base}/healthz`).then((r) => r.ok, () => false)) return;
      await sleep(100);
    }
    throw new Error(`VS Code did not start: see ${join(this.out, 'editor.log')}`);
  }

  async end() {
    const { child } = this;
    if (child) {
      const signal = (name) => { try { process.kill(-child.pid, name); return true; } catch { return false; } };
      signal('SIGTERM');
      for (let i = 0; i < 50 && signal(0); i++) await sleep(100);
      signal('SIGKILL');
    }
    if (this.home && existsSync(this.home)) rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
