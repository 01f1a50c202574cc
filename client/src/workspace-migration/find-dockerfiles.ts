/** Which files are meant: all Dockerfiles of the workspace, of some folders, or the files that were chosen. What a Dockerfile is, the server knows. */
import * as vscode from 'vscode';
import type {
  DockerfileNames,
  DockerfileNamesMethod,
  SelectDockerfilesMethod,
  SelectDockerfilesParams,
} from '../../../server/src/protocol.ts';
import type { LanguageServer } from '../language-server.ts';

const namesMethod: DockerfileNamesMethod = 'migrateToChainguard/dockerfileNames';
const selectMethod: SelectDockerfilesMethod = 'migrateToChainguard/selectDockerfiles';

/**
 * `scopes`: files and folders; undefined for the whole workspace. Each file is found once, sorted by address. What `files.exclude` and
 * `search.exclude` hide is not found, unless the file itself was chosen.
 */
export async function findDockerfiles(
  server: LanguageServer,
  scopes: readonly vscode.Uri[] | undefined,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const wanted = scopes ?? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const { glob } = await server.request<DockerfileNames>(namesMethod, undefined, token);
  const found = await Promise.all(wanted.map((scope) => findBelow(server, scope, glob, token)));
  const byAddress = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  return [...byAddress.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, uri]) => uri);
}

async function findBelow(
  server: LanguageServer,
  scope: vscode.Uri,
  glob: string,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const { type } = await vscode.workspace.fs.stat(scope);
  if ((type & vscode.FileType.Directory) === 0) return (await isDockerfile(server, scope, token)) ? [scope] : [];
  const candidates = await vscode.workspace.findFiles(new vscode.RelativePattern(scope, glob), excluded(scope), undefined, token);
  return await select(server, candidates, token);
}

/** People may have told VS Code that a file of another name is a Dockerfile. */
async function isDockerfile(server: LanguageServer, uri: vscode.Uri, token: vscode.CancellationToken): Promise<boolean> {
  if ((await select(server, [uri], token)).length > 0) return true;
  return (await vscode.workspace.openTextDocument(uri)).languageId === 'dockerfile';
}

async function select(
  server: LanguageServer,
  candidates: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const byAddress = new Map(candidates.map((uri) => [server.addressOf(uri), uri]));
  const params: SelectDockerfilesParams = { uris: [...byAddress.keys()] };
  const selected = await server.request<readonly string[]>(selectMethod, params, token);
  return selected.flatMap((address) => byAddress.get(address) ?? []);
}

/** What is hidden from the search, as one glob. Conditions (`when`) have no counterpart in globs: such a row hides nothing. */
function excluded(scope: vscode.Uri): string | undefined {
  const patterns = ['files', 'search'].flatMap((section) => {
    const setting = vscode.workspace.getConfiguration(section, scope).get<Readonly<Record<string, unknown>>>('exclude', {});
    return Object.entries(setting).flatMap(([pattern, value]) => (value === true ? [pattern] : []));
  });
  return patterns.length === 0 ? undefined : `{${[...new Set(patterns)].join(',')}}`;
}
