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
  const editor = await open('', languageId);
  // Written into an empty letter instead of opened with it: what is merely not written yet is then kept back.
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
  // To the first thing to write: behind a label that has nothing after it.
  const label = /: $/m.exec(text);
  const at = editor.document.positionAt(label ? label.index + label[0].length : 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at));
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
