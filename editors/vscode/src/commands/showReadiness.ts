// Says in a message whether the letter in front is ready to sign.
import * as vscode from 'vscode';
import { LANGUAGE } from '../client.ts';
import { READINESS, type Readiness } from '../protocol.ts';
import type { Server } from '../server.ts';

export async function showReadiness(server: Server): Promise<Readiness | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== LANGUAGE) {
    void vscode.window.showInformationMessage('No determination is in front; open one and ask again.');
    return undefined;
  }
  const readiness = await server.command<Readiness>(READINESS, { uri: document.uri.toString() });
  void tell(readiness);
  return readiness;
}

async function tell({ ready, message, warnings, information }: Readiness): Promise<void> {
  const show = 'Show Problems';
  const offers = !ready || warnings + information > 0 ? [show] : [];
  const say = ready ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if (await say(message, ...offers) === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
