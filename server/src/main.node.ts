/** The language server as a Node process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { refreshedIndex } from './cli/wolfi-index/refreshed-index.ts';
import { createFolderReader } from './language-server/folder-reader.node.ts';
import { startServer } from './language-server/server.ts';
import { rulesEngine } from './language-server/rules-engine.ts';
import { createVerifier } from './language-server/verifier.node.ts';
import { version } from './version.ts';

startServer(createConnection(ProposedFeatures.all), {
  engine: rulesEngine,
  folderReaders: (folder) => (folder.scheme === 'file' ? createFolderReader(folder.fsPath) : undefined),
  version,
  refreshedIndex: () => refreshedIndex({ currentDirectory: process.cwd(), environment: process.env }),
  verifier: createVerifier(process.env),
});
