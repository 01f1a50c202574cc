/** The content of one file of a tar archive, as the bytes come in. */

const BLOCK = 512;

/** What is wrong with the archive; half a sentence. */
export class TarProblem extends Error {}

/**
 * Yields the content of the first regular file called `name`, and reads on to the end, so that damage behind it is seen as well.
 * Archives may follow one another: an APKINDEX.tar.gz is a signature (without an end mark of its own) and the index.
 * Throws `TarProblem` for a wrong checksum, an end in the middle, and when there is no such file.
 */
export async function* tarMember(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const header = new Uint8Array(BLOCK);
  let filled = 0;
  let content = 0;
  let padding = 0;
  let wanted = false;
  let found = false;
  for await (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      const rest = chunk.length - at;
      if (content > 0) {
        const taken = Math.min(rest, content);
        if (wanted) yield chunk.subarray(at, at + taken);
        content -= taken;
        at += taken;
      } else if (padding > 0) {
        const taken = Math.min(rest, padding);
        padding -= taken;
        at += taken;
      } else {
        const taken = Math.min(rest, BLOCK - filled);
        header.set(chunk.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled < BLOCK) continue;
        filled = 0;
        // The end mark; another archive may follow.
        if (header.every((byte) => byte === 0)) continue;
        const entry = readHeader(header);
        wanted = !found && entry.regular && entry.name === name;
        found ||= wanted;
        content = entry.size;
        padding = (BLOCK - (entry.size % BLOCK)) % BLOCK;
      }
    }
  }
  if (content > 0 || padding > 0 || header.subarray(0, filled).some((byte) => byte !== 0))
    throw new TarProblem('its tar archive ends in the middle');
  if (!found) throw new TarProblem(`its tar archive holds no ${name}`);
}

interface Entry {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly regular: boolean;
}

/** POSIX ustar: name at 0, size at 124, checksum at 148, type at 156. */
function readHeader(header: Uint8Array): Entry {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (octal(header, 148, 156) !== sum) throw new TarProblem('its tar archive has a header with a wrong checksum');
  const size = octal(header, 124, 136);
  // Sizes from 8 GB on have another form.
  if (size === undefined) throw new TarProblem('its tar archive has a header without a size');
  const type = header[156] ?? 0;
  return { name: text(header, 0, 100).replace(/^\.\//, ''), size, regular: type === 0 || type === 0x30 };
}

function text(header: Uint8Array, from: number, to: number): string {
  const field = header.subarray(from, to);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function octal(header: Uint8Array, from: number, to: number): number | undefined {
  const digits = text(header, from, to).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}
