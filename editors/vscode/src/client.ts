// What the language client is told: which files, when to check, and what to ask the user before a command goes out.
import * as vscode from 'vscode';
import { createInterface } from 'node:readline';
import { LanguageClient, RevealOutputChannelOn, type ErrorHandler, type LanguageClientOptions } from 'vscode-languageclient/node';
import { acceptWithReason } from './commands/acceptFinding.ts';
import { ACCEPT, type Acceptable } from './protocol.ts';

/** The language of letters. */
export const LANGUAGE = 'imr';

/** What the server is told of: letters, in files or not yet, and the settings beside them. */
export const SELECTOR = [
  { scheme: 'file', language: LANGUAGE },
  { scheme: 'untitled', language: LANGUAGE },
  { scheme: 'file', pattern: '**/imr.toml' },
  { scheme: 'file', pattern: '**/.imr-allow.toml' },
];

/** When letters are checked, by the setting. */
export const validate = (): string => vscode.workspace.getConfiguration('imr').get('validate', 'onType');

/** A client that logs what befalls the checker, and tells the user nothing of it: that is done once it stays away. */
export class CalmClient extends LanguageClient {
  override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
    super.error(message, data, showNotification === 'force' ? false : showNotification);
  }

  override createDefaultErrorHandler(maxRestartCount?: number): ErrorHandler {
    const usual = super.createDefaultErrorHandler(maxRestartCount);
    return { error: usual.error.bind(usual), closed: async () => ({ ...await usual.closed(), handled: true }) };
  }
}

export function clientOptions(log: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: SELECTOR,
    initializationOptions: () => ({ validate: validate() }),
    outputChannel: log,
    // Nothing opens by itself: a failure shows in the status and, if there is something to do, in a message.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: (error) => {
      log.error(String(error));
      return false;
    },
    diagnosticCollectionName: LANGUAGE,
    stdioOptions: {
      stdout: () => {},
      // The server's log has levels of its own; none of it is an error of the client.
      stderr: (input) => void createInterface({ input }).on('line', (line) => log.info(line)),
    },
    middleware: {
      executeCommand: (command, args, next) =>
        command === ACCEPT ? acceptWithReason(args[0] as Acceptable, (full) => next(command, [full])) : next(command, args),
    },
  };
}
