// The checker's life: started anew, twice at once, and after it died.
'use strict';
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const vscode = require('vscode');
const { test, until, show, findings, contradictions } = require('./harness.js');

/** The checkers that this extension host has started and that live. */
function checkers() {
  const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  const read = all.map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line)?.slice(1)).filter(Boolean);
  return read.filter(([, parent, state, args]) => Number(parent) === process.pid && !state.startsWith('Z') && / serve\b/.test(args)).map(([pid]) => Number(pid));
}

test('restarting, also twice at once, leaves one checker that finds the same', async () => {
  const { document } = await show('contradiction.imr.txt');
  await until('the finding', () => contradictions(document.uri) === 1);
  const [before] = checkers();
  await Promise.all([1, 2, 3].map(() => vscode.commands.executeCommand('imr.restart')));
  await until('the finding anew', () => contradictions(document.uri) === 1);
  await until('one checker', () => checkers().length === 1);
  assert.notEqual(checkers()[0], before);
  assert.equal(findings(document.uri).length, 1, 'nothing is shown twice');
});

test('started anew it has its first findings soon', async () => {
  const { document } = await show('contradiction.imr.txt');
  const from = Date.now();
  await vscode.commands.executeCommand('imr.restart');
  await until('the finding', () => contradictions(document.uri) === 1);
  const took = Date.now() - from;
  console.log(`# first findings ${took} ms after the checker was started anew`);
  assert.ok(took < 10000, `${took} ms`);
});

test('a checker that dies comes back, and the letter as it stands is checked', async () => {
  const { document } = await show('contradiction.imr.txt');
  const [before] = checkers();
  process.kill(before, 'SIGKILL');
  await until('another checker', () => checkers().length === 1 && checkers()[0] !== before);
  await until('the finding', () => contradictions(document.uri) === 1);
  const readiness = await until('an answer', () => vscode.commands.executeCommand('imr.showReadiness'));
  assert.equal(readiness.errors, 1);
});
