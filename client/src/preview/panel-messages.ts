/** What the report panel and the extension say to each other. Types only: the panel runs in a page of its own. */
import type { Decisions, DecisionState, MigrateResult } from '../../../server/src/protocol.ts';
import type { PanelTexts } from './panel-texts.ts';

export type { Decisions, DecisionState, PanelTexts };

/** Everything that the panel shows. */
export interface PanelState {
  /** Address of the document. */
  readonly document: string;
  /** As people know it: relative to its workspace folder. */
  readonly name: string;
  readonly result: Pick<MigrateResult, 'status' | 'strategy' | 'reason' | 'report' | 'outside' | 'nextSteps'>;
  readonly decided: Decisions;
  readonly decisions: DecisionState | undefined;
  /** Why the shown result is not that of the document as it is; empty when it is. */
  readonly problem: string;
  /** Whether there is a terminal to put commands into. */
  readonly terminal: boolean;
  /** Whether the document lies in a folder that can have settings of its own. */
  readonly folder: boolean;
}

export type ToPanel =
  | { readonly kind: 'state'; readonly state: PanelState; readonly texts: PanelTexts }
  /** An answer is awaited; a state follows. */
  | { readonly kind: 'busy' }
  /** Something was done; to be read out. */
  | { readonly kind: 'said'; readonly text: string };

export type FromPanel =
  /** The page has loaded and knows nothing yet. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'decide'; readonly decisions: Decisions }
  | { readonly kind: 'ask-again' }
  /** A 0-based line of the old text. */
  | { readonly kind: 'reveal'; readonly line: number }
  | { readonly kind: 'open'; readonly uri: string; readonly line: number | undefined }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'terminal'; readonly text: string }
  | { readonly kind: 'save'; readonly where: 'repository' | 'settings' }
  | { readonly kind: 'apply' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'plain-report' };
