// Accepting a finding: from its light bulb, or from the palette for what stands under the cursor.
import * as vscode from 'vscode';
import { ACCEPT, type Acceptable } from '../protocol.ts';

/** Asks for the reason and has the finding accepted; nothing happens if none is given. */
export async function acceptWithReason(finding: Acceptable, accept: (full: Acceptable) => unknown): Promise<void> {
  if (typeof finding.reason !== 'string') {
    const reason = await vscode.window.showInputBox({
      title: `Accept this finding (${finding.code})`,
      prompt: 'Why is the letter right as it stands? Name no patient: the reason is kept in .imr-allow.toml.',
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() ? undefined : 'A finding is accepted for a reason.'),
    });
    if (!reason?.trim()) return;
    finding = { ...finding, reason: reason.trim() };
  }
  try {
    await accept(finding);
  } catch (error) {
    void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Accepts what stands under the cursor; of several findings the user chooses one. */
export async function acceptFinding(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider', editor.document.uri, editor.selection, vscode.CodeActionKind.QuickFix.value);
  const offers = actions.filter((action) => action.command?.command === ACCEPT);
  if (offers.length === 0) {
    const saved = editor.document.isUntitled ? 'Save the letter first: findings are accepted in files.' : 'No finding stands here; put the cursor on an underlined word.';
    void vscode.window.showInformationMessage(saved);
    return;
  }
  const label = (offer: vscode.CodeAction) => offer.diagnostics?.[0]?.message ?? offer.title;
  const chosen = offers.length === 1
    ? offers[0]
    : (await vscode.window.showQuickPick(offers.map((offer) => ({ label: label(offer), offer })), { title: 'Which finding is to be accepted?' }))?.offer;
  if (chosen?.command) await vscode.commands.executeCommand(chosen.command.command, ...(chosen.command.arguments ?? []));
}
