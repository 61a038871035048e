// @ts-check
/** The cursor of the text: a sentence, or words of it, chosen by keyboard or mouse. */
import { $, make, say, speak } from './dom.js';
import { paragraph, placeOf, pointIn, sentences, toPoints, toUnits, wordsOf } from './offsets.js';

const highlights = /** @type {any} */ (globalThis.CSS)?.highlights;

export const cursor = {
  /** @type {any} */ block: null,
  start: 0,
  end: 0,
  /** @type {{start: number, end: number}[]} */ more: [],
  /** @type {null | {edge: string, prefix: string}} */ naming: null,
  moved: () => undefined,
};

export const blocks = () => /** @type {any[]} */ ([...$('text').querySelectorAll('.block')]);

/** The sentence of a block that holds a place. @param {any} block @param {number} place */
const around = (block, place) => sentences(block).findLast(([start]) => start <= place) || sentences(block)[0];

/** @param {any} block @param {number} start @param {number} end @param {{scroll?: boolean, quiet?: boolean}} [how] */
export function choose(block, start, end, how = {}) {
  if (!block) return;
  cursor.block?.classList.remove('here');
  Object.assign(cursor, { block, start, end });
  block.classList.add('here');
  draw();
  if (how.scroll !== false) intoView(block);
  if (!how.quiet) speak(words());
  cursor.moved();
}

/** Scroll no more than is needed. @param {any} block */
function intoView(block) {
  const pane = $('middle').getBoundingClientRect();
  const range = rangeOf(block, cursor.start, cursor.end);
  const found = range?.getBoundingClientRect() || block.getBoundingClientRect();
  if (!found.height) block.scrollIntoView({ block: 'center' });
  else if (found.top < pane.top + 40) $('middle').scrollTop -= pane.top + 60 - found.top;
  else if (found.bottom > pane.bottom - 40) $('middle').scrollTop += found.bottom - pane.bottom + 80;
}

/** @param {any} block @param {number} start @param {number} end */
function rangeOf(block, start, end) {
  const range = document.createRange();
  range.setStart(...pointIn(block, start));
  let last = block;
  while (blockAfter(last) && Number(paragraph(blockAfter(last)).at) < end) last = blockAfter(last);
  range.setEnd(...pointIn(last, end));
  return range;
}

/** @param {any} block */
const blockAfter = (block) => blocks()[blocks().indexOf(block) + 1];

/** Draw what is chosen. */
export function draw() {
  if (!highlights || !cursor.block) return;
  const Kind = /** @type {any} */ (globalThis).Highlight;
  highlights.set('chosen', new Kind(rangeOf(cursor.block, cursor.start, cursor.end)));
  const more = cursor.more.map(({ start, end }) => rangeOf(blockAt(start), start, end));
  highlights.set('more', new Kind(...more));
}

/** The block that holds a place. @param {number} place */
export function blockAt(place) {
  return blocks().findLast((block) => paragraph(block).at <= place) || blocks()[0];
}

/** The words that are chosen. */
export function words() {
  if (!cursor.block) return '';
  const { text, at } = paragraph(cursor.block);
  return text.slice(toUnits(text, cursor.start - at), toUnits(text, cursor.end - at));
}

/** Choose the whole sentence around the cursor. */
export function wholeSentence() {
  if (!cursor.block) return first();
  const [start, end] = around(cursor.block, cursor.start);
  cursor.naming = null;
  choose(cursor.block, start, end);
}

export function first() {
  const block = blocks()[0];
  if (block) choose(block, ...sentences(block)[0]);
}

/** Go a sentence on or back; with `extend` only the end, or the start, goes. @param {1|-1} way @param {boolean} extend */
export function step(way, extend) {
  cursor.naming = null;
  if (!cursor.block) return first();
  const all = blocks();
  let number = all.indexOf(cursor.block);
  let here = sentences(cursor.block);
  const from = extend && way > 0 ? cursor.end - 1 : cursor.start;
  let at = Math.max(0, here.findLastIndex(([start]) => start <= from)) + way;
  if (at < 0 || at >= here.length) {
    number += way;
    if (!all[number] || extend) return;
    here = sentences(all[number]);
    at = way > 0 ? 0 : here.length - 1;
  }
  const [start, end] = here[at];
  if (!extend) choose(all[number], start, end);
  else if (way > 0) choose(all[number], cursor.start, end);
  else choose(all[number], start, cursor.end);
}

/** Move an edge by a word. @param {'start'|'end'} edge @param {1|-1} way */
export function nudge(edge, way) {
  if (!cursor.block) return first();
  cursor.naming = null;
  const all = wordsOf(cursor.block);
  if (edge === 'start') {
    const at = all.findIndex((word) => word.end > cursor.start) + way;
    if (all[at] && all[at].start < cursor.end) choose(cursor.block, all[at].start, cursor.end);
  } else {
    const at = all.findLastIndex((word) => word.start < cursor.end) + way;
    if (all[at] && all[at].end > cursor.start) choose(cursor.block, cursor.start, all[at].end);
  }
}

/** Begin to name the first or last word by its letters; again: the next word that begins so.
 * @param {'start'|'end'} edge */
export function name(edge) {
  if (!cursor.block) first();
  if (!cursor.block) return;
  if (cursor.naming?.edge === edge && cursor.naming.prefix) {
    toWord(edge, cursor.naming.prefix, edge === 'start' ? cursor.start + 1 : cursor.end);
  } else cursor.naming = { edge, prefix: '' };
}

/** Take a letter of the word that is named; return whether one was being named. @param {string} letter */
export function letter(letter) {
  if (!cursor.naming || !cursor.block || !/^[\p{L}\p{N}'’-]$/u.test(letter)) return false;
  const { edge, prefix } = cursor.naming;
  const wanted = prefix + letter.toLowerCase();
  const low = edge === 'start' ? around(cursor.block, cursor.start)[0] : cursor.start;
  if (toWord(edge, wanted, prefix ? (edge === 'start' ? cursor.start : low) : low)) cursor.naming.prefix = wanted;
  return true;
}

/** @param {string} edge @param {string} prefix @param {number} from */
function toWord(edge, prefix, from) {
  const found = wordsOf(cursor.block).find((word) => word.start >= from && word.text.startsWith(prefix));
  if (!found) return false;
  if (edge === 'end') choose(cursor.block, cursor.start, found.end);
  else choose(cursor.block, found.start, cursor.end > found.start ? cursor.end : around(cursor.block, found.start)[1]);
  return true;
}

/** Take over what the mouse has selected, snapped to words. @param {boolean} exact */
export function fromMouse(exact) {
  const selection = document.getSelection();
  if (!selection || !selection.rangeCount) return false;
  const range = selection.getRangeAt(0);
  const begin = blockOf(range.startContainer);
  if (!begin || selection.isCollapsed) return false;
  const finish = blockOf(range.endContainer) || begin;
  const start = placeOf(begin, range.startContainer, range.startOffset);
  let end = placeOf(finish, range.endContainer, range.endOffset);
  if (finish === begin || end <= paragraph(finish).at) end = Math.min(Math.max(end, start), endOf(begin));
  if (end <= start) return false;
  const inside = exact ? [] : wordsOf(begin).filter((word) => word.end > start);
  const last = exact ? [] : wordsOf(blockAt(end - 1)).filter((word) => word.start < end);
  choose(begin, inside.length ? inside[0].start : start, last.length ? last[last.length - 1].end : end, { scroll: false });
  return true;
}

/** @param {any} block */
const endOf = (block) => sentences(block).at(-1)?.[1] || 0;

/** @param {Node} node */
export const blockOf = (node) => (node instanceof Element ? node : node.parentElement)?.closest('#text .block') || null;

/** Choose the words that were chosen in the text before, at the nearest place where they are.
 * @param {string} wanted @param {number} near */
export function chooseAgain(wanted, near) {
  const places = wanted ? blocks().flatMap((block) => {
    const { text, at } = paragraph(block);
    const found = [];
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + 1)) found.push({ block, start: at + toPoints(text, from) });
    return found;
  }) : [];
  const [best] = places.sort((one, other) => Math.abs(one.start - near) - Math.abs(other.start - near));
  if (best) choose(best.block, best.start, best.start + [...wanted].length, { scroll: false, quiet: true });
}

/** Find words in the text, from the cursor on. @param {string} wanted */
function find(wanted) {
  const low = wanted.toLowerCase();
  const all = blocks();
  if (!all.length) return say('There is no text to find it in.');
  const from = Math.max(0, all.indexOf(cursor.block));
  for (let number = 0; number <= all.length; number += 1) {
    const block = all[(from + number) % all.length];
    const { text, at } = paragraph(block);
    const begin = number === 0 && cursor.block ? [...text].slice(0, cursor.start - at + 1).join('').length : 0;
    const found = text.toLowerCase().indexOf(low, begin);
    if (found < 0) continue;
    const start = at + [...text.slice(0, found)].length;
    return choose(block, start, start + [...wanted].length);
  }
  return say(`“${wanted}” is not in this text.`);
}

/** Ask for words to find. */
export function askFind() {
  if ($('find')) return $('find').focus();
  const input = make('input', { id: 'find', 'aria-label': 'Find in the text', placeholder: 'Find in the text', autocomplete: 'off' });
  const close = () => { input.remove(); $('text').focus({ preventScroll: true }); };
  input.onkeydown = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && input.value) { const wanted = input.value; close(); find(wanted); }
  };
  $('middle').prepend(input);
  return input.focus();
}
