// Where the checker is looked for, in which order, and what is said when there is none.
import test from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { find, isOlder, OLDEST } from '../../../../editors/vscode/src/discovery.ts';

/** A computer with these programs: path to what it prints. */
function computer(t, programs) {
  const root = mkdtempSync(join(tmpdir(), 'imr-discovery-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [path, script] of Object.entries(programs)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const places = { setting: '', extension: join(root, 'ext'), home: join(root, 'home'), path: `${join(root, 'bin')}:/none`, platform: 'linux' };
  return { root, look: (more) => find({ ...places, ...more }) };
}
const tells = (version) => `echo imr-ls ${version}`;

test('the setting goes before the bundled program, and that before PATH', async (t) => {
  const { root, look } = computer(t, { 'own/imr': tells('1.2.3'), 'ext/server/imr-ls': tells('1.0.0'), 'bin/imr-ls': tells('2.0.0') });
  assert.deepEqual(await look({ setting: join(root, 'own/imr') }), { path: join(root, 'own/imr'), origin: 'setting', version: '1.2.3' });
  assert.deepEqual(await look({}), { path: join(root, 'ext/server/imr-ls'), origin: 'bundled', version: '1.0.0' });
  assert.equal((await look({ extension: join(root, 'none') })).origin, 'PATH');
});

test('a setting may begin at home, and must be a whole path', async (t) => {
  const { look } = computer(t, { 'home/bin/imr-ls': tells(OLDEST) });
  assert.equal((await look({ setting: ' ~/bin/imr-ls ' })).origin, 'setting');
  assert.match((await look({ setting: 'bin/imr-ls' })).message, /whole path/);
});

test('a program that the setting names is never passed over', async (t) => {
  const { root, look } = computer(t, { 'ext/server/imr-ls': tells('1.0.0'), 'old/imr-ls': tells('0.0.9'), 'other/imr-ls': 'echo gcc 12.2.0', 'bad/imr-ls': 'exit 3' });
  const said = async (path) => (await look({ setting: join(root, path) })).message;
  assert.match(await said('none/imr-ls'), /no program on this computer/);
  assert.match(await said('old/imr-ls'), new RegExp(`version 0\\.0\\.9; this extension needs ${OLDEST}`));
  assert.match(await said('other/imr-ls'), /another program/);
  assert.match(await said('bad/imr-ls'), /does not run/);
});

test('a bundled program that does not run here gives way to PATH', async (t) => {
  const { root, look } = computer(t, { 'ext/server/imr-ls': 'exit 1', 'bin/imr-ls': tells('1.0.0') });
  assert.equal((await look({})).origin, 'PATH');
  const { message } = await look({ path: '' });
  assert.ok(message.includes(join(root, 'ext/server/imr-ls')) && /does not run/.test(message) && /Install/.test(message), message);
});

test('a program that hangs is given up', async (t) => {
  const { look } = computer(t, { 'bin/imr-ls': 'exec sleep 60' });
  assert.match((await look({ patience: 200 })).message, /does not run/);
});

test('with none the message says what to do', async (t) => {
  const { look } = computer(t, {});
  assert.match((await look({})).message, /not found.*Install the package.*PATH/);
});

test('relative folders on PATH are left out: they would be in the folder of the letters', async (t) => {
  const { root, look } = computer(t, { 'imr-ls': tells('1.0.0') });
  const before = process.cwd();
  process.chdir(root);
  t.after(() => process.chdir(before));
  for (const path of ['.', '', './', ':.']) assert.match((await look({ path })).message, /not found/);
});

test('versions are compared by their numbers', () => {
  for (const [older, newer] of [['0.1.0', '0.1.1'], ['0.9.0', '0.10.0'], ['1.9.9', '2.0.0']]) {
    assert.ok(isOlder(older, newer) && !isOlder(newer, older), `${older} ${newer}`);
  }
  assert.ok(!isOlder('0.1.0', '0.1.0') && !isOlder('0.1.0-dev', '0.1.0') && !isOlder('0.1.0+3', '0.1.0'));
});
