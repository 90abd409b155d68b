// Shows what a rule checks and why: of the finding under the cursor, or of any rule.
import * as vscode from 'vscode';
import schema from '../../../imr.schema.json';
import { EXPLAIN, type Explanation } from '../protocol.ts';
import type { Server } from '../server.ts';

/** The scheme of the pages that rules are explained on. */
const SCHEME = 'imr-rule';

/** `code` comes from a link or key binding; without it the user chooses. */
export async function explainRule(code?: unknown): Promise<void> {
  const chosen = typeof code === 'string' ? code : await choose();
  if (!chosen) return;
  const page = vscode.Uri.from({ scheme: SCHEME, path: `/${chosen}.md` });
  try {
    // Before the preview, which shows a page that cannot be read as an empty one.
    await vscode.workspace.openTextDocument(page);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  } catch (error) {
    void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
  }
}

/** The pages, as the server writes them. */
export function rulePages(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path }) => {
      const code = path.replace(/^\/|\.md$/g, '');
      return (await server.command<Explanation>(EXPLAIN, { code })).markdown;
    },
  });
}

async function choose(): Promise<string | undefined> {
  const here = codesHere();
  if (here.length === 1) return here[0];
  const rules = Object.entries(schema.$defs.Severities.properties).map(([label, { description }]) => ({ label, detail: description }));
  const first = (rule: { label: string }) => (here.includes(rule.label) ? 0 : 1);
  rules.sort((a, b) => first(a) - first(b) || a.label.localeCompare(b.label));
  return (await vscode.window.showQuickPick(rules, { title: 'Explain a rule', matchOnDetail: true }))?.label;
}

/** The rules of the findings under the cursor. */
function codesHere(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const under = vscode.languages.getDiagnostics(editor.document.uri).filter((d) => d.source === 'imr' && d.range.contains(editor.selection.active));
  const code = ({ code }: vscode.Diagnostic) => String(typeof code === 'object' ? code.value : code);
  return [...new Set(under.map(code))];
}
