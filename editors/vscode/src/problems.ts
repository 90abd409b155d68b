// The Problems view.
import * as vscode from 'vscode';

/** Shows the view, and never hides it: the command of its key does both. */
export const PROBLEMS = 'workbench.panel.markers.view.focus';

/** Tells the user something, and offers the list of findings if there are some to see. */
export async function tellWithProblems(
  say: (message: string, ...items: string[]) => Thenable<string | undefined>,
  message: string,
  some: boolean,
): Promise<void> {
  const show = 'Show Problems';
  if (await say(message, ...(some ? [show] : [])) === show) await vscode.commands.executeCommand(PROBLEMS);
}
