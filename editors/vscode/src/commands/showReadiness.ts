// Says in a message whether the letter in front is ready to sign.
import * as vscode from 'vscode';
import { LANGUAGE } from '../client.ts';
import { tellWithProblems } from '../problems.ts';
import { READINESS, type Readiness } from '../protocol.ts';
import type { Server } from '../server.ts';

export async function showReadiness(server: Server): Promise<Readiness | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== LANGUAGE) {
    void vscode.window.showInformationMessage('No determination is in front; open one and ask again.');
    return undefined;
  }
  const readiness = await server.command<Readiness>(READINESS, { uri: document.uri.toString() });
  const { ready, message, warnings, information } = readiness;
  const say = ready ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  void tellWithProblems(say, message, !ready || warnings + information > 0);
  return readiness;
}
