// Checks every letter in the open folders, with a progress that can be called off.
import * as vscode from 'vscode';
import { tellWithProblems } from '../problems.ts';
import { CHECK, type Checked } from '../protocol.ts';
import type { Server } from '../server.ts';

export async function checkWorkspace(server: Server): Promise<Checked | undefined> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage('No folder is open; open the folder of your letters and check again.');
    return undefined;
  }
  const options = { location: vscode.ProgressLocation.Notification, title: 'Checking letters', cancellable: true };
  const checked = await vscode.window.withProgress(options, (progress, calledOff) => {
    let shown = 0;
    const report = (message: string | undefined, percentage: number | undefined) => {
      const increment = Math.max(0, (percentage ?? shown) - shown);
      shown += increment;
      progress.report({ message, increment });
    };
    return server.longCommand<Checked>(CHECK, report, calledOff);
  });
  const { message, errors, warnings, information, cancelled } = checked;
  // What was found by a check that was called off is not listed.
  const listed = !cancelled && errors + warnings + information > 0;
  void tellWithProblems(vscode.window.showInformationMessage, message, listed);
  return checked;
}
