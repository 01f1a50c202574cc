/** Reads workspace folders through the client: for servers without a disk, and for folders that are not on one. */
import type { Connection } from 'vscode-languageserver';
import { type URI, Utils } from 'vscode-uri';
import type {
  ReadDirectoryMethod,
  ReadDirectoryParams,
  ReadDirectoryResult,
  ReadFileMethod,
  ReadFileParams,
  ReadFileResult,
} from '../protocol.ts';
import { listFolder, maximumFileSize, readInside, unreadable } from './folder-reading.ts';
import type { FolderReader } from './project-files.ts';

const readFileMethod: ReadFileMethod = 'migrateToChainguard/readFile';
const readDirectoryMethod: ReadDirectoryMethod = 'migrateToChainguard/readDirectory';

/** For clients that answer both requests (`readsFiles` among their initialization options). */
export function createClientFolderReader(connection: Connection, root: URI): FolderReader {
  const uriOf = (path: string): string => Utils.joinPath(root, path).toString();
  const readFile = async (path: string): Promise<ReadFileResult> => {
    const params: ReadFileParams = { uri: uriOf(path), maximumSize: maximumFileSize };
    return await connection.sendRequest<ReadFileResult>(readFileMethod, params);
  };
  return {
    read: (path) =>
      readInside(path, async () => {
        try {
          const answer = await readFile(path);
          if (answer.state === 'failed') return { state: 'unreadable', reason: answer.reason };
          return answer.state === 'unreadable' ? unreadable(answer.why) : answer;
        } catch (error) {
          return { state: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
        }
      }),
    async list() {
      const readDirectory = async (path: string): Promise<ReadDirectoryResult> => {
        const params: ReadDirectoryParams = { uri: path === '' ? root.toString() : uriOf(path) };
        return await connection.sendRequest<ReadDirectoryResult>(readDirectoryMethod, params);
      };
      try {
        const top = await readDirectory('');
        return await listFolder(async (path) => ({ ...(path === '' ? top : await readDirectory(path)), complete: true }));
      } catch (error) {
        connection.console.warn(`${root.toString()} cannot be listed: ${String(error)}`);
        return undefined;
      }
    },
  };
}
