/** The previews that are open, and which of them a person means. */
import * as vscode from 'vscode';
import { diffTabOf, diffTabs } from './diff-tabs.ts';
import type { ReportPanel } from './panel.ts';
import type { PreviewSession } from './session.ts';

export interface Preview {
  readonly session: PreviewSession;
  /** Address of the converted text. */
  readonly converted: vscode.Uri;
  panel: ReportPanel | undefined;
  /** Its diff has been seen among the tabs: without it, it is closed. */
  opened: boolean;
}

export class OpenPreviews {
  readonly #byConverted = new Map<string, Preview>();

  get all(): readonly Preview[] {
    return [...this.#byConverted.values()];
  }

  /** Takes the place of the one with the same address. */
  add(preview: Preview): void {
    this.#byConverted.set(preview.converted.toString(), preview);
  }

  withText(converted: vscode.Uri): Preview | undefined {
    return this.#byConverted.get(converted.toString());
  }

  of(document: vscode.Uri): Preview | undefined {
    return this.all.find(({ session }) => session.uri.toString() === document.toString());
  }

  /** The one whose panel or diff has the focus, else that of the document in the active editor, else the last one that was opened. */
  active(): Preview | undefined {
    const focused = this.all.find(({ panel }) => panel?.active);
    if (focused !== undefined) return focused;
    const diff = diffTabOf(vscode.window.tabGroups.activeTabGroup.activeTab);
    if (diff !== undefined) return this.withText(diff.converted);
    const edited = vscode.window.activeTextEditor?.document.uri;
    const last = diffTabs().at(-1);
    return (edited && this.of(edited)) ?? (last && this.withText(last.converted));
  }

  /** Where the other panels are: all stand in one group. */
  get panelColumn(): vscode.ViewColumn | undefined {
    return this.all.map(({ panel }) => panel?.column).find((column) => column !== undefined);
  }

  /** Beside a diff stands the panel of the same document, where a panel stands at all. */
  showPanelOf(diff: vscode.Tab): void {
    const converted = diff.isActive ? diffTabOf(diff)?.converted : undefined;
    const panel = converted && this.withText(converted)?.panel;
    if (panel === undefined || panel.visible) return;
    if (this.all.some((other) => other.panel?.visible)) panel.reveal(true);
  }

  /** Takes those out whose diffs are closed, and returns them. */
  takeClosed(): readonly Preview[] {
    const open = new Set(diffTabs().map(({ converted }) => converted.toString()));
    for (const [key, preview] of this.#byConverted) if (open.has(key)) preview.opened = true;
    const closed = this.all.filter(({ converted, opened }) => opened && !open.has(converted.toString()));
    for (const { converted } of closed) this.#byConverted.delete(converted.toString());
    return closed;
  }
}
