/** What runs on this machine now. */
import { readdirSync, readFileSync } from 'node:fs';

/** Words of each process, with blanks between them. */
export function commandLines(): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      // It ended in the meantime.
      return '';
    }
  });
}
