/** `migrateToChainguard/verify`: migrates an open document, has both texts built and compared by what the environment brings, and tells how far it is. */
import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import type { VerifyMethod, VerifyParams, VerifyResult } from '../protocol.ts';
import type { Side, VerifyProgress } from '../verify/request.ts';
import type { Verification } from '../verify/result.ts';
import { type Documents, throwIfCancelled } from './documents.ts';
import { verdictSentence, verificationMarkdown } from './verification-markdown.ts';

export const verifyMethod: VerifyMethod = 'migrateToChainguard/verify';

export interface VerifyOrder {
  readonly original: string;
  readonly migrated: string;
  /** Paths of the machine, absolute. */
  readonly dockerfile: string;
  readonly context: string;
  readonly engine: string | undefined;
  readonly port: number | 'none' | undefined;
  /** Undefined: `/`. */
  readonly paths: readonly string[] | undefined;
}

/** Builds and compares; resolves once everything is removed again, also when it is aborted. */
export type Verifier = (order: VerifyOrder, signal: AbortSignal, progress: (event: VerifyProgress) => void) => Promise<Verification>;

/** Rejects with ContentModified as `migrateDocument` does; whatever else stands in the way is a result with its reason. */
export async function verifyDocument(
  connection: Connection,
  documents: Documents,
  verifier: Verifier,
  params: VerifyParams,
  token: CancellationToken,
): Promise<VerifyResult> {
  const { uri, version } = params.textDocument;
  const document = documents.snapshot(uri);
  if (document?.version !== version) throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open at version ${version}.`);
  const address = URI.parse(uri);
  const name = Utils.basename(address);
  if (address.scheme !== 'file') return impossible(name, l10n.t('Only a file on disk has a folder to be built from. Save it first.'));
  const { migration, uriOf } = await documents.migrateAsDecided(
    document,
    params.strategy === undefined ? {} : { strategy: params.strategy },
    token,
  );
  if (migration.status !== 'migrated') return idle(name, migration.status === 'unchanged', migration.reason ?? '');
  const folder = await documents.ask(uri, ({ context }) => context.folder, token);
  if (folder === undefined)
    return impossible(name, l10n.t('The extension is switched off for this file, so its build context is not known.'));

  const aborting = new AbortController();
  const listener = token.onCancellationRequested(() => aborting.abort());
  const tell = progressTeller(connection, params.workDoneToken);
  try {
    throwIfCancelled(token);
    const order = {
      original: document.getText(),
      migrated: migration.text,
      dockerfile: address.fsPath,
      context: URI.parse(uriOf(folder)).fsPath,
      engine: params.engine,
      port: params.port,
      paths: params.paths,
    };
    const verification = await verifier(order, aborting.signal, tell.report);
    return toResult(name, verification);
  } finally {
    listener.dispose();
    tell.end();
  }
}

function toResult(name: string, verification: Verification): VerifyResult {
  return {
    outcome: outcomeOf(verification),
    message: verdictSentence(verification),
    ports: verification.kind === 'port-unclear' ? verification.ports : [],
    markdown: verificationMarkdown(name, verification),
  };
}

function outcomeOf(verification: Verification): VerifyResult['outcome'] {
  switch (verification.kind) {
    case 'compared':
      return verification.same ? 'same' : 'different';
    case 'port-unclear':
    case 'cancelled':
      return verification.kind;
    case 'build-failed':
      return verification.side === 'migrated' && verification.cause === 'dockerfile' ? 'different' : 'impossible';
    case 'engine-unusable':
    case 'engine-failed':
    case 'original-does-not-run':
      return 'impossible';
  }
}

function idle(name: string, isUnchanged: boolean, reason: string): VerifyResult {
  const headline = isUnchanged
    ? l10n.t('There is nothing to compare.')
    : l10n.t('The file is not converted, so there is nothing to compare.');
  const message = `${headline} ${reason}`.trim();
  return { ...impossible(name, message), outcome: isUnchanged ? 'nothing' : 'impossible' };
}

function impossible(name: string, message: string): VerifyResult {
  return { outcome: 'impossible', message, ports: [], markdown: verificationMarkdown(name, { kind: 'engine-failed', message }) };
}

interface ProgressTeller {
  readonly report: (event: VerifyProgress) => void;
  readonly end: () => void;
}

function progressTeller(connection: Connection, token: VerifyParams['workDoneToken']): ProgressTeller {
  if (token === undefined) return { report: () => undefined, end: () => undefined };
  const send = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void => {
    connection.sendProgress(WorkDoneProgress.type, token, value).catch(() => {
      // The connection is closing: there is nobody left to tell.
    });
  };
  send({ kind: 'begin', title: l10n.t('Build and Compare'), cancellable: true });
  return {
    report: (event) => send({ kind: 'report', message: describe(event) }),
    end: () => send({ kind: 'end' }),
  };
}

function describe(event: VerifyProgress): string {
  switch (event.step) {
    case 'build':
      return building(event.side);
    case 'build-line':
      return `${building(event.side)}: ${event.line.replace(/\p{Cc}+/gu, ' ').slice(0, 80)}`;
    case 'run':
      return event.side === 'original' ? l10n.t('running the original image') : l10n.t('running the migrated image');
    case 'remove':
      return l10n.t('removing what was made');
  }
}

function building(side: Side): string {
  return side === 'original' ? l10n.t('building the original Dockerfile') : l10n.t('building the migrated Dockerfile');
}
