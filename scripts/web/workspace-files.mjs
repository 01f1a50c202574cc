// What a virtual workspace holds at its beginning.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {Readonly<Record<string, string>>} folders the folder on disk behind each path of the workspace
 * @returns {Record<string, string>} each file's bytes in base64
 */
export function filesBelow(folders) {
  /** @type {Record<string, string>} */
  const files = {};
  for (const [prefix, folder] of Object.entries(folders)) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, name);
      if (statSync(file).isFile()) files[join('/', prefix, name)] = readFileSync(file, 'base64');
    }
  }
  return files;
}
