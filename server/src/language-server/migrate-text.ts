/** Migrations of texts that need not be open, which files are meant when a person says "all", and what a migration would come to. */
import { type CancellationToken, ResponseError, LSPErrorCodes } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI, Utils } from 'vscode-uri';
import { DOCKERFILE_GLOB, isDockerfileName, SKIPPED_FOLDERS } from '../project/dockerfile-names.ts';
import type {
  DockerfileNames,
  DockerfileNamesMethod,
  MigrateResult,
  MigrateTextMethod,
  MigrateTextParams,
  Outlook,
  OutlookMethod,
  OutlookParams,
  SelectDockerfilesMethod,
  SelectDockerfilesParams,
} from '../protocol.ts';
import type { Documents } from './documents.ts';
import { toMigrateResult } from './migrate-request.ts';
import { strategyName } from './report-markdown.ts';

export const migrateTextMethod: MigrateTextMethod = 'migrateToChainguard/migrateText';
export const dockerfileNamesMethod: DockerfileNamesMethod = 'migrateToChainguard/dockerfileNames';
export const selectDockerfilesMethod: SelectDockerfilesMethod = 'migrateToChainguard/selectDockerfiles';
export const outlookMethod: OutlookMethod = 'migrateToChainguard/outlook';

export const dockerfileNames: DockerfileNames = { glob: DOCKERFILE_GLOB };

export async function migrateText(documents: Documents, params: MigrateTextParams, token: CancellationToken): Promise<MigrateResult> {
  const document = TextDocument.create(params.uri, 'dockerfile', 0, params.text);
  return toMigrateResult(document, await documents.migrateAsDecided(document, params, token));
}

export function selectDockerfiles({ uris }: SelectDockerfilesParams): readonly string[] {
  return uris.filter((uri) => {
    const address = URI.parse(uri);
    return isDockerfileName(Utils.basename(address)) && !address.path.split('/').some((part) => SKIPPED_FOLDERS.has(part));
  });
}

/** Rejects with ContentModified when the document changes meanwhile: the caller will ask again. */
export async function outlook(documents: Documents, { textDocument }: OutlookParams, token: CancellationToken): Promise<Outlook | null> {
  const document = documents.snapshot(textDocument.uri);
  if (document === undefined) return null;
  const { status, strategy, reason } = await documents.migrate(document, undefined, token);
  if (documents.snapshot(textDocument.uri)?.version !== document.version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, `${textDocument.uri} has changed.`);
  }
  const { organization = '' } = await documents.settingsOf(textDocument.uri);
  return { status, strategy: strategyName(strategy), reason: reason ?? '', organization };
}
