// The extension: what it starts, when, and which command does what.
import * as vscode from 'vscode';
import { SELECTOR, validate } from './client.ts';
import { acceptFinding } from './commands/acceptFinding.ts';
import { checkWorkspace } from './commands/checkWorkspace.ts';
import { explainRule, rulePages } from './commands/explainRule.ts';
import { newDetermination, openSample } from './commands/newDetermination.ts';
import { showReadiness } from './commands/showReadiness.ts';
import type { Trouble } from './discovery.ts';
import { checkPlainText, offerForPlainText } from './plainText.ts';
import { Server } from './server.ts';
import { readinessStatus } from './status.ts';

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('IMR', { log: true });
  const own = (server = new Server(context.extensionUri, log, tell));
  const commands: Record<string, (...args: unknown[]) => unknown> = {
    'imr.newDetermination': (items) => newDetermination(own, items),
    'imr.checkWorkspace': () => checkWorkspace(own),
    'imr.acceptFinding': acceptFinding,
    'imr.showReadiness': () => showReadiness(own),
    'imr.explainRule': explainRule,
    'imr.checkPlainText': () => checkPlainText(),
    'imr.openSample': () => openSample(context.extensionUri),
    'imr.restart': () => own.restart(),
    'imr.showLog': () => log.show(),
  };
  for (const [id, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(id, told(run)));
  }
  context.subscriptions.push(
    log, own, rulePages(own), readinessStatus(own), offerForPlainText(context.globalState),
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('imr.server.path')) void own.restart();
      else if (change.affectsConfiguration('imr.validate')) void own.configure(validate());
    }),
  );
  // A plain text alone starts nothing: the checker comes with the first letter or the first settings.
  vscode.workspace.textDocuments.forEach(startFor);
  void startForSettings();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

function startFor(document: vscode.TextDocument): void {
  if (vscode.languages.match(SELECTOR, document) > 0) void server?.start();
}

/** Settings are checked also where no letter is open yet. */
async function startForSettings(): Promise<void> {
  const found = await vscode.workspace.findFiles('{imr.toml,.imr-allow.toml}', undefined, 1);
  if (found.length > 0) void server?.start();
}

/** A command whose failure is told to the user, in the server's own sentence. */
function told(run: (...args: unknown[]) => unknown): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    try {
      return await run(...args);
    } catch (error) {
      void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
}

/** Why there is no checker, and what to do about it. */
async function tell({ message, setting }: Trouble): Promise<void> {
  const [settings, again, log] = ['Open Settings', 'Try Again', 'Show Log'];
  switch (await vscode.window.showErrorMessage(message, ...(setting ? [settings] : []), again, log)) {
    case settings: return void vscode.commands.executeCommand('workbench.action.openSettings', 'imr.server.path');
    case again: return void server?.restart();
    case log: return void vscode.commands.executeCommand('imr.showLog');
  }
}
