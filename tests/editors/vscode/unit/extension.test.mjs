// The built extension with the real language client and the real checker, and a stub for the editor.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const vscode = require('vscode');
const { stub } = vscode;
const extension = resolve(import.meta.dirname, '../../../../editors/vscode');
const draft = readFileSync(join(import.meta.dirname, '../../../fixtures/contradiction.imr.txt'), 'utf8');

const until = async (what, probe) => {
  for (let i = 0; i < 3000; i++) {
    const value = await probe();
    if (value) return value;
    await new Promise((r) => setTimeout(r, 10));
  }
  throw new Error(`gave up waiting for ${what}`);
};
const shown = (pattern) => until(`a message ${pattern}`, () => stub.shown.find(({ text }) => pattern.test(text)));
/** The checkers that were started here and live. */
const checkers = () => {
  const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  const read = all.map((line) => line.trim().split(/\s+/));
  return read.filter(([, parent, state, ...args]) => Number(parent) === process.pid && state[0] !== 'Z' && args.includes('serve'))
    .map(([pid]) => Number(pid));
};
const findings = (document) => (stub.diagnostics.get(String(document.uri)) ?? []).map(({ code }) => code?.value ?? code);

const folder = mkdtempSync(join(tmpdir(), 'imr-unit-'));
const installed = join(folder, 'extension');
mkdirSync(installed);
cpSync(join(extension, 'out'), join(installed, 'out'), { recursive: true });
process.env.PATH = '/usr/bin:/bin';

const { activate, deactivate } = require(join(installed, 'out/extension.js'));
const memory = new Map();
const context = {
  subscriptions: [], extensionUri: vscode.Uri.file(installed), extensionPath: installed,
  globalState: { get: (key) => memory.get(key), update: async (key, value) => { memory.set(key, value); } },
};

test('the extension', async (t) => {
  // Else a failure leaves the checker, and node, running.
  t.after(async () => { if (process.env.VERBOSE) console.log(stub.log, stub.shown); await deactivate(); rmSync(folder, { recursive: true, force: true }); });
  activate(context);
  const run = (id, ...args) => stub.commands[id](...args);

  await t.test('starts nothing for a plain text, and asks once whether a letter is one', async () => {
    const notes = stub.open(join(folder, 'notes.txt'), 'plaintext', 'Buy paper.\n');
    await vscode.window.showTextDocument(notes);
    const letter = stub.open(join(folder, 'letter.txt'), 'plaintext', draft);
    for (const document of [letter, notes, letter]) await vscode.window.showTextDocument(document);
    assert.equal(stub.shown.length, 1);
    assert.equal(stub.context.get('imr.plainDetermination'), true);
    assert.match(stub.shown[0].text, /reads as an Independent Medical Review determination/);
    assert.deepEqual(stub.log, []);
  });

  await t.test('says once what to do where there is no checker, also when a command wants it', async () => {
    stub.shown.length = 0;
    await run('imr.restart');
    const { text, buttons } = await shown(/was not found/);
    assert.match(text, /Install the package/);
    assert.deepEqual(buttons, ['Open Settings', 'Try Again', 'Show Log']);
    await run('imr.newDetermination', 1);
    await shown(/is not running.*Restart/);
    assert.equal(stub.shown.filter(({ kind }) => kind === 'error').length, 1);
  });

  await t.test('says so when the setting names something else, and starts when it names the checker', async () => {
    writeFileSync(join(folder, 'else'), '#!/bin/sh\necho else 1.0\n', { mode: 0o755 });
    stub.configure('imr.server.path', join(folder, 'else'));
    await shown(/imr\.server\.path names .*another program/);
    stub.configure('imr.server.path', resolve(process.env.IMR_LS));
    await until('the checker', () => stub.log.some((line) => /imr-ls \S+ \(setting\)/.test(line)));
  });

  await t.test('finds the bundled checker first when nothing is set', async () => {
    mkdirSync(join(installed, 'server'));
    symlinkSync(resolve(process.env.IMR_LS), join(installed, 'server/imr-ls'));
    stub.configure('imr.server.path', '');
    await until('the bundled checker', () => stub.log.some((line) => /imr-ls \S+ \(bundled\)/.test(line)));
  });

  await t.test('one click has a plain text checked', async () => {
    const letter = stub.open(join(folder, 'other.txt'), 'plaintext', draft);
    stub.press = ({ buttons }) => buttons[0];
    await vscode.window.showTextDocument(letter);
    await until('the contradiction', () => findings(letter).includes('outcome-contradicts-rationale'));
    stub.press = () => undefined;
    assert.equal(letter.languageId, 'imr');
    assert.equal(stub.context.get('imr.plainDetermination'), false);
    const [status] = stub.statuses;
    await until('the status', () => /Not ready: 1 error/.test(status.text));
    assert.match(status.command.command, /markers\.view\.focus$/);
  });

  await t.test('who wants no questions is asked none any more', async () => {
    stub.shown.length = 0;
    stub.press = ({ buttons }) => buttons[1];
    await vscode.window.showTextDocument(stub.open(join(folder, 'third.txt'), 'plaintext', draft));
    stub.press = () => undefined;
    await until('the wish to be kept', () => memory.size === 1);
    await vscode.window.showTextDocument(stub.open(join(folder, 'fourth.txt'), 'plaintext', draft));
    assert.equal(stub.shown.length, 1);
  });

  await t.test('a new determination has as many items as the user says, within reason', async () => {
    stub.type = ({ validateInput }) => { assert.ok(validateInput('0') && validateInput('x') && validateInput('51') && !validateInput('50')); return '3'; };
    await run('imr.newDetermination');
    const { document } = vscode.window.activeTextEditor;
    assert.equal(document.getText().match(/^Decision rationale:/gm).length, 3);
    const documents = stub.documents.length;
    stub.type = () => undefined;
    await run('imr.newDetermination');
    assert.equal(stub.documents.length, documents, 'who thinks better of it gets none');
  });

  await t.test('checking the folder needs one, and can be called off', async () => {
    stub.shown.length = 0;
    await run('imr.checkWorkspace');
    await shown(/No folder is open/);
  });

  await t.test('a finding is accepted for a reason, or not at all', async () => {
    const path = join(folder, 'accept.imr');
    writeFileSync(path, draft);
    const letter = stub.open(path, 'imr', draft);
    await until('the contradiction', () => findings(letter).includes('outcome-contradicts-rationale'));
    const finding = { uri: String(letter.uri), version: 1, code: 'outcome-contradicts-rationale', place: '0000000000000000' };
    stub.type = ({ validateInput }) => { assert.ok(validateInput(' ')); return undefined; };
    stub.shown.length = 0;
    await run('imr-ls.acceptFinding', finding);
    assert.deepEqual(stub.shown, []);
    // A fingerprint of nothing: the server's refusal reaches the user in its own words.
    stub.type = () => 'Agreed on.';
    await run('imr-ls.acceptFinding', finding);
    await shown(/changed since/);
  });

  await t.test('restarts are one after the other, and those that wait are one', async () => {
    const starts = () => stub.log.filter((line) => /imr-ls \S+ \(/.test(line)).length;
    const before = starts();
    await Promise.all(Array.from({ length: 6 }, () => run('imr.restart')));
    assert.ok(starts() - before <= 2, `${starts() - before} starts`);
    const { document } = vscode.window.activeTextEditor;
    assert.equal(document.languageId, 'imr');
    assert.equal((await run('imr.showReadiness')).ready, false);
  });

  await t.test('a checker that keeps dying comes back quietly, then is told of once, and can be started again', async () => {
    stub.shown.length = 0;
    const told = () => stub.shown.find(({ text }) => /does not run/.test(text));
    for (let dead; !told();) {
      const found = await until('another checker, or the end', () => told() ?? checkers().find((pid) => pid !== dead));
      if (found !== told()) process.kill(dead = found, 'SIGKILL');
    }
    assert.deepEqual(told().buttons, ['Try Again', 'Show Log']);
    assert.equal(stub.shown.length, 1, JSON.stringify(stub.shown));
    await run('imr.restart');
    assert.equal((await run('imr.showReadiness')).ready, false);
  });

  await t.test('no word of a draft is in the log', () => {
    const words = ['heating', 'McMurray', 'loading dock'];
    assert.deepEqual(stub.log.filter((line) => words.some((word) => line.includes(word))), []);
  });
});
