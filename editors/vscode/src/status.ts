// The language status: whether the letter in front is ready to sign, and how the checker is.
import * as vscode from 'vscode';
import { LANGUAGE } from './client.ts';
import { PROBLEMS } from './problems.ts';
import { READINESS, type Readiness } from './protocol.ts';
import type { Health, Server } from './server.ts';

/** Counts are asked for when findings have rested for this long, in milliseconds. */
const REST = 100;

export function readinessStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('imr.readiness', { language: LANGUAGE });
  item.name = 'IMR: Ready to Sign?';
  let timer: NodeJS.Timeout | undefined;
  let asked = 0;

  const show = async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== LANGUAGE) return;
    if (server.health !== 'running') return Object.assign(item, unwell(server.health));
    const question = ++asked;
    try {
      const readiness = await server.command<Readiness>(READINESS, { uri: document.uri.toString() });
      // An answer that a later question has overtaken is not shown.
      if (question === asked) Object.assign(item, told(readiness));
    } catch {
      // The server has not heard of the letter yet; its findings bring us back here.
    }
    return undefined;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), REST);
  };
  void show();
  return vscode.Disposable.from(
    item,
    server.onDidChange(soon),
    vscode.window.onDidChangeActiveTextEditor(() => {
      // What was said of another letter goes at once.
      asked++;
      Object.assign(item, READING);
      soon();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => { if (document === vscode.window.activeTextEditor?.document) soon(); }),
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.languages.onDidChangeDiagnostics(soon),
    { dispose: () => clearTimeout(timer) },
  );
}

type Shown = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity' | 'busy' | 'command'>;

const problems = { title: 'Problems', command: PROBLEMS };

/** How a letter stands, in a few words. Hints are left out: the Problems view does not show them. */
export function told({ ready, keptBack, errors, warnings, information }: Readiness): Shown {
  const counts = [some(errors, 'error'), some(warnings, 'warning'), some(information, 'note')].filter(Boolean).join(', ');
  const { Error, Warning, Information } = vscode.LanguageStatusSeverity;
  return {
    text: ready ? `$(pass) Ready to sign${counts && `: ${counts}`}` : `Not ready: ${counts}`,
    detail: [!ready && 'Errors must be put right before signing', keptBack && 'Save the letter to see all of it listed'].filter(Boolean).join('; '),
    severity: !ready ? Error : warnings > 0 ? Warning : Information,
    busy: false,
    command: problems,
  };
}

const READING: Shown = {
  text: 'Reading the letter', detail: '', severity: vscode.LanguageStatusSeverity.Information, busy: true, command: problems,
};

function unwell(health: Health): Shown {
  const { Error, Information } = vscode.LanguageStatusSeverity;
  const restart = { title: 'Restart', command: 'imr.restart' };
  return health === 'failed'
    ? { text: 'Not checked', detail: 'The checker is not running.', severity: Error, busy: false, command: restart }
    : { text: 'Starting the checker', detail: '', severity: Information, busy: true, command: problems };
}

const some = (number: number, what: string) => (number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`);
