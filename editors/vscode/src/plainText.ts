// Plain texts that are determinations: a button over each, and once for each a question, to check them as such.
import * as vscode from 'vscode';
import { LANGUAGE } from './client.ts';
import { isDetermination } from './determination.ts';

const NEVER = 'imr.neverAsk';
/** The key by which the manifest shows the button. */
const BUTTON = 'imr.plainDetermination';
/** A text is looked at when typing has rested for this long, in milliseconds. */
const REST = 1000;

/** Takes the text in front for a determination, whatever its name. */
export async function checkPlainText(document = vscode.window.activeTextEditor?.document): Promise<void> {
  if (document) await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}

export function offerForPlainText(memory: vscode.Memento): vscode.Disposable {
  const asked = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    clearTimeout(timer);
    const document = vscode.window.activeTextEditor?.document;
    const plain = document?.languageId === 'plaintext' && ['file', 'untitled'].includes(document.uri.scheme);
    const determination = plain && isDetermination(document.getText());
    void vscode.commands.executeCommand('setContext', BUTTON, determination);
    if (!determination || asked.has(document.uri.toString()) || memory.get(NEVER)) return;
    asked.add(document.uri.toString());
    void ask(document, memory);
  };
  look();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(look),
    // Also what changes its language: it is closed and opened.
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId !== 'plaintext') return;
      clearTimeout(timer);
      timer = setTimeout(look, REST);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

async function ask(document: vscode.TextDocument, memory: vscode.Memento): Promise<void> {
  const [check, never] = ['Check It', 'Never Ask'];
  const answer = await vscode.window.showInformationMessage(
    'This text reads as an Independent Medical Review determination. Check it as one?', check, never);
  if (answer === check) await checkPlainText(document);
  if (answer === never) await memory.update(NEVER, true);
}
