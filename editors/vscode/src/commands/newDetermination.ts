// A blank determination, in an editor and in no file yet; and the sample draft, the same way.
import * as vscode from 'vscode';
import { NEW, type Letter } from '../protocol.ts';
import type { Server } from '../server.ts';

const MOST = 50;

/** `items` comes from a key binding; without it the user is asked. */
export async function newDetermination(server: Server, items?: unknown): Promise<void> {
  const number = typeof items === 'number' ? items : await askItems();
  if (number === undefined) return;
  const { text, languageId } = await server.command<Letter>(NEW, { items: number });
  const editor = await open(text, languageId);
  // To the first thing to write: the end of a label that has nothing after it.
  const label = /^.*: *$/m.exec(text);
  if (label) {
    const at = editor.document.positionAt(label.index + label[0].length);
    editor.selection = new vscode.Selection(at, at);
  }
}

/** A draft with a contradiction in it, to look at. */
export async function openSample(extension: vscode.Uri): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'out', 'sample.imr.txt'));
  await open(new TextDecoder().decode(bytes), 'imr');
}

async function open(content: string, language: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

async function askItems(): Promise<number | undefined> {
  const number = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : 0);
  const answer = await vscode.window.showInputBox({
    title: 'New determination',
    prompt: 'How many items or services are in dispute?',
    value: '1',
    validateInput: (text) => (number(text) >= 1 && number(text) <= MOST ? undefined : `A number from 1 to ${MOST}.`),
  });
  return answer === undefined ? undefined : number(answer);
}
