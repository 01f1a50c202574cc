/** The requests beyond the protocol that our own client sends, but for the migration of an open document. */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type {
  InsertPackagesParams,
  MigrateTextParams,
  OutlookParams,
  RulesMethod,
  RuleSummary,
  SearchPackagesParams,
  SelectDockerfilesParams,
} from '../protocol.ts';
import { RULES } from '../rules/index.ts';
import type { Documents } from './documents.ts';
import {
  dockerfileNames,
  dockerfileNamesMethod,
  migrateText,
  migrateTextMethod,
  outlook,
  outlookMethod,
  selectDockerfiles,
  selectDockerfilesMethod,
} from './migrate-text.ts';
import { insertPackages, insertPackagesMethod, searchPackages, searchPackagesMethod } from './package-requests.ts';

const rulesMethod: RulesMethod = 'migrateToChainguard/rules';

/** Errors are the caller's: the client tells the person who asked. */
export function serveOwnRequests(connection: Connection, documents: Documents): void {
  connection.onRequest(migrateTextMethod, (params: MigrateTextParams, token: CancellationToken) => migrateText(documents, params, token));
  connection.onRequest(outlookMethod, (params: OutlookParams, token: CancellationToken) => outlook(documents, params, token));
  connection.onRequest(dockerfileNamesMethod, () => dockerfileNames);
  connection.onRequest(selectDockerfilesMethod, (params: SelectDockerfilesParams) => selectDockerfiles(params));
  connection.onRequest(rulesMethod, (): readonly RuleSummary[] => RULES.map(({ id, title }) => ({ id, title })));
  connection.onRequest(searchPackagesMethod, (params: SearchPackagesParams) => searchPackages(params));
  connection.onRequest(insertPackagesMethod, (params: InsertPackagesParams) => insertPackages(documents, params));
}
