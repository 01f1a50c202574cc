// Takes a picture of the window and writes it as a PNG with a palette: windows have few colours, and a third of the bytes is enough for them.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

// Not by `import`: its types refer to those of Node, which the type-aware lint of the other scripts does without.
const sharp = createRequire(import.meta.url)('sharp');

/** @typedef {{ x: number, y: number, width: number, height: number }} Area in CSS pixels */

/**
 * @param {import('playwright-core').Page} page
 * @param {string} file
 * @param {Area} [area] the whole window without it
 */
export async function shoot(page, file, area) {
  // Menus and hovers fade in.
  await page.waitForTimeout(700);
  const picture = await page.screenshot(area === undefined ? {} : { clip: area });
  mkdirSync(dirname(file), { recursive: true });
  const { size } = await sharp(picture).png({ palette: true, effort: 10, compressionLevel: 9 }).toFile(file);
  console.log(`${file}  ${Math.round(size / 1024)} KB`);
}
