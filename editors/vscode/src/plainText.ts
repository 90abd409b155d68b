// Plain texts that are determinations: offers, once for each, to check them as such.
import * as vscode from 'vscode';
import { LANGUAGE } from './client.ts';
import { isDetermination } from './determination.ts';

const NEVER = 'imr.neverAsk';

/** Takes the text in front for a determination, whatever its name. */
export async function checkPlainText(document = vscode.window.activeTextEditor?.document): Promise<void> {
  if (document) await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}

export function offerForPlainText(memory: vscode.Memento): vscode.Disposable {
  const asked = new Set<string>();
  const offer = async (document: vscode.TextDocument | undefined) => {
    if (document?.languageId !== 'plaintext' || !['file', 'untitled'].includes(document.uri.scheme)) return;
    const name = document.uri.toString();
    if (asked.has(name) || memory.get(NEVER) || !isDetermination(document.getText())) return;
    asked.add(name);
    const [check, never] = ['Check It', 'Never Ask'];
    const answer = await vscode.window.showInformationMessage(
      'This text reads as an Independent Medical Review determination. Check it as one?', check, never);
    if (answer === check) await checkPlainText(document);
    if (answer === never) await memory.update(NEVER, true);
  };
  void offer(vscode.window.activeTextEditor?.document);
  return vscode.window.onDidChangeActiveTextEditor((editor) => void offer(editor?.document));
}
