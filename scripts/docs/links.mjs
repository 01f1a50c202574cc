// Links between pages: their targets exist, headings included.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const LINK = /\]\(([^()\s]+)\)|\b(?:src|href)="([^"]+)"/g;

/**
 * @param {ReadonlyMap<string, string>} pages path → text
 * @returns {string[]} what is wrong
 */
export function checkLinks(pages) {
  return [...pages].flatMap(([path, text]) =>
    [...withoutCode(text).matchAll(LINK)]
      .map(([, link, attribute]) => link ?? attribute ?? '')
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !isReachable(path, link, pages))
      .map((link) => `${path}: the link ${link} leads nowhere`),
  );
}

/**
 * @param {string} path
 * @param {string} link
 * @param {ReadonlyMap<string, string>} pages
 */
function isReachable(path, link, pages) {
  const [file = '', heading] = link.split('#', 2);
  const target = file === '' ? path : normalize(join(dirname(path), decodeURI(file)));
  if (!existsSync(target)) return false;
  if (heading === undefined) return true;
  const text = pages.get(target) ?? readFileSync(target, 'utf8');
  return [...withoutFences(text).matchAll(/^#+ (.*)$/gm)].some(([, title = '']) => anchorOf(title) === heading);
}

/**
 * The anchor that code hosts give a heading.
 * @param {string} title
 */
function anchorOf(title) {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** @param {string} text */
function withoutFences(text) {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** @param {string} text */
function withoutCode(text) {
  return withoutFences(text).replace(/`[^`\n]*`/g, '');
}
