// @ts-check
/** Places in the text: the server counts code points, the page UTF-16 units. */

/** A word, a hyphenated compound or a figure: the same rule as the server's. */
export const WORD = /[\p{L}\p{N}\p{M}]+(?:['’‑‐-][\p{L}\p{N}\p{M}]+|(?<=\p{Nd})[.,:](?=\p{Nd})\p{Nd}+)*/gu;

/** The paragraph's text and its beginning in the whole. @param {Element} block */
export function paragraph(block) {
  const words = /** @type {any} */ (block.querySelector('.w'));
  return { words, text: words.textContent || '', at: Number(words.dataset.at) };
}

/** @param {string} text @param {number} points */
export function toUnits(text, points) {
  let units = 0;
  for (let seen = 0; seen < points && units < text.length; seen += 1) {
    units += /** @type {number} */ (text.codePointAt(units)) > 0xffff ? 2 : 1;
  }
  return units;
}

/** @param {string} text @param {number} units */
export function toPoints(text, units) {
  let points = 0;
  for (let at = 0; at < units; points += 1) at += /** @type {number} */ (text.codePointAt(at)) > 0xffff ? 2 : 1;
  return points;
}

/** The sentences of a block as spans in the whole text. @param {Element} block @returns {[number, number][]} */
export function sentences(block) {
  const { words, text, at } = paragraph(block);
  const starts = words.dataset.s.split(' ').map(Number);
  const end = toPoints(text, text.length);
  return starts.map((/** @type {number} */ start, /** @type {number} */ number) => {
    const next = number + 1 < starts.length ? starts[number + 1] : end;
    const piece = text.slice(toUnits(text, start), toUnits(text, next)).trimEnd();
    return [at + start, at + start + toPoints(piece, piece.length)];
  });
}

/** The words of a block as spans in the whole text. @param {Element} block */
export function wordsOf(block) {
  const { text, at } = paragraph(block);
  return [...text.matchAll(WORD)].map((match) => {
    const start = at + toPoints(text, match.index);
    return { start, end: start + toPoints(match[0], match[0].length), text: match[0].toLowerCase() };
  });
}

/** @param {Element} block @param {number} offset in the whole text @returns {[Node, number]} */
export function pointIn(block, offset) {
  const { words, text, at } = paragraph(block);
  let left = toUnits(text, Math.max(0, offset - at));
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  let last = node;
  while (node) {
    const length = (node.nodeValue || '').length;
    if (left <= length) return [node, left];
    left -= length;
    last = node;
    node = walker.nextNode();
  }
  return last ? [last, (last.nodeValue || '').length] : [words, 0];
}

/** The place in the whole text of a point in a block. @param {Element} block @param {Node} node @param {number} offset */
export function placeOf(block, node, offset) {
  const { words, text, at } = paragraph(block);
  const range = document.createRange();
  range.selectNodeContents(words);
  try { range.setEnd(node, offset); } catch { return at; }
  return at + toPoints(text, Math.min(text.length, range.toString().length));
}

/** From where to where in the whole text an element of a block reaches. @param {Element} block @param {Element} element
 * @returns {[number, number]} */
export function spanOf(block, element) {
  const text = element.textContent || '';
  const start = placeOf(block, element, 0);
  return [start, start + toPoints(text, text.length)];
}
