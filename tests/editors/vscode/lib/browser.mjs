// A fresh Chromium that can reach nothing but this host, and tells which other hosts were asked for.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = () => process.env.CHROMIUM || ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()).find(Boolean);

export async function open(tools, viewport = { width: 1280, height: 820 }) {
  const { chromium } = createRequire(join(resolve(tools), 'package.json'))('playwright-core');
  const profile = mkdtempSync(join(tmpdir(), 'imr-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program(), headless: true, viewport,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  const page = context.pages()[0] ?? await context.newPage();
  const outside = new Set();
  page.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url());
    // Files of this computer have such names inside pages that VS Code shows; they are never looked up.
    const local = hostname === '127.0.0.1' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
    if (protocol.startsWith('http') && !local) outside.add(origin);
  });
  const close = async () => { await context.close(); rmSync(profile, { recursive: true, force: true, maxRetries: 5 }); };
  return { page, outside, close };
}

/** The address of a workbench that shows a folder; `payload` is what the web build reads at start. */
export const workbench = (base, folder, payload = []) =>
  `${base}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;

/** How the web build names a file of this computer. */
export const remote = (base, path) => `vscode-remote://${new URL(base).host}${resolve(path)}`;
