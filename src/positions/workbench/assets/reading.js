// @ts-check
/** The screen on which texts are read and coded. */
import { askFind, blockAt, blockOf, choose, chooseAgain, cursor, draw, first, fromMouse, letter, name, nudge, step, wholeSentence, words } from './cursor.js';
import { $, focusLater, focusNow, hold, make, say, show } from './dom.js';
import { refillWith } from './drafts.js';
import { closeForm, isOpen, openForm } from './form.js';
import { placeOf, sentences, spanOf } from './offsets.js';
import { digit } from './pad.js';
import { get, lastOnly, path } from './server.js';
import { act, editEntry, fill, forColumn, holdsForm, refreshEntry, remove, showEntry } from './side.js';
import { markOpenSource, state } from './state.js';

/** @type {string} */ let looked = '';
/** @type {Promise<void>} */ let looking = Promise.resolve();
/** @type {Promise<any>} */ let drawing = Promise.resolve();
const lastPlaces = lastOnly();
/** The version of the dataset whose statements the text shows. @type {string} */ let drawn = '';

/** Draw the text anew where what it shows has changed while another screen was looked at. */
export async function freshText() {
  if (state.text && !isOpen() && drawn !== state.frame?.version) await statementsChanged();
}

/** Draw one text after the other, so that the last one that was asked for stays. @param {() => Promise<any>} draw */
function inTurn(draw) {
  drawing = drawing.catch(() => undefined).then(draw);
  return drawing;
}

/** Open a source's text. @param {string} id @returns {Promise<void>} */
export const openText = (id) => inTurn(() => drawText(id, false));

/** Draw the open text anew, in place; the right column stays. @returns {Promise<boolean>} whether the text is another one now */
export const redraw = () => inTurn(async () => {
  const before = state.text?.sha256;
  if (state.text) await drawText(state.text.id, true);
  return state.text?.sha256 !== before;
});

/** Another program has changed the text: it is drawn anew, at once or when the form is left. @param {string} sha256 */
export async function textChanged(sha256) {
  if (state.text.sha256 === sha256) return;
  if (isOpen()) drawn = '';
  else if (!(await redraw())) return;
  say('The text of this source has changed.');
}

/** Another program has changed the dataset: its statements are drawn anew, in the text and beside it. */
export async function statementsChanged() {
  if (isOpen()) return refreshLook();
  await redraw();
  return refreshEntry(changed, hint);
}

/** @param {string} id @param {boolean} again whether it is the one that is open */
async function drawText(id, again) {
  let found;
  try {
    found = await get(path('view', 'text', id));
  } catch (error) {
    const { message, hint } = /** @type {any} */ (error);
    cursor.block = null;
    show($('look'), '');
    $('text').replaceChildren(make('p', {}, message), make('p', { class: 'quiet' }, hint || ''));
    state.text = { id, sha256: '' };
    return;
  }
  const kept = { top: $('middle').scrollTop, start: cursor.start, end: cursor.end, had: Boolean(cursor.block), words: words() };
  const same = again && state.text?.sha256 === found.sha256;
  state.text = found;
  drawn = found.version;
  show($('text'), found.html);
  cursor.block = null;
  if (!same) Object.assign(cursor, { more: [], naming: null });
  if (same && kept.had) {
    choose(blockAt(kept.start), kept.start, kept.end, { scroll: false, quiet: true });
    $('middle').scrollTop = kept.top;
  } else {
    $('middle').scrollTop = again ? kept.top : 0;
    if (again && kept.had) chooseAgain(kept.words, kept.start);
    if (!again && !isOpen()) hint();
  }
  markOpenSource();
  refreshLook();
}

/** List the places to look anew; nobody waits for it but who asks for a place. */
export function refreshLook() {
  if (!state.text) return;
  looking = lastPlaces(get(path('view', 'look', state.text.id)).catch(() => ({ html: '' }))).then((found) => {
    if (found) show($('look'), found.html);
  });
}

/** What the right column says while nothing is looked at. */
export function hint() {
  fill([make('h2', {}, 'Coding'), make('p', { class: 'quiet' },
    'Choose a sentence with the arrow keys or words with the mouse. Enter codes it; a digit codes it with that stance. ? lists the keys.'),
  make('p', { class: 'buttons' }, make('button', { type: 'button', onclick: () => code() }, 'Code what is chosen'))]);
}

/** Leave the right column for the text, which others may have changed meanwhile. */
const back = (/** @type {(element: any) => void} */ focus = focusNow) => {
  hint();
  focus($('text'));
  freshText();
};

/** Code what is chosen. @param {string} [stance] */
export function code(stance = '') {
  if (!cursor.block) {
    first();
    return say('Nothing was chosen: choose a passage, and press Enter.');
  }
  return openForm(saved, () => { closeForm(); back(); }, stance, passageAgain);
}

/** The text has changed under a form: what was typed waits for the passage to be chosen in the new one.
 * @param {string} source */
async function passageAgain(source) {
  closeForm();
  if (state.text?.id !== source) await openText(source);
  await changed();
  say('The text has changed. What you typed is kept: choose the passage again and press Enter.');
}

/** Go on with a draft that was kept when the page was closed. @param {any} kept */
export function resume(kept) {
  refillWith(kept.body);
  const span = kept.spans.at(-1);
  if (kept.body.sha256 !== state.text.sha256 || !span) {
    return say('What you had typed is kept, and the text has changed since: choose the passage again and press Enter.');
  }
  cursor.more = kept.spans.slice(0, -1);
  choose(blockAt(span.start), span.start, span.end);
  code();
  return isOpen() && say('What you had typed and not saved is here again.');
}

/** Show what was saved: in the text, unless another one has been opened meanwhile.
 * @param {any} answer @param {string} source @param {boolean} here whether the form was still in the column
 * @param {(element: any) => void} focus */
function saved(answer, source, here, focus) {
  if (answer.before === drawn) drawn = answer.frame.version;
  const paragraphs = source === state.text?.id ? answer.paragraphs || {} : {};
  for (const [number, markup] of Object.entries(paragraphs)) {
    const old = $(`b${number}`);
    if (!old) continue;
    const holder = document.createElement('div');
    show(holder, /** @type {string} */ (markup));
    const fresh = /** @type {Element} */ (holder.firstElementChild);
    old.replaceWith(fresh);
    if (cursor.block === old) choose(fresh, cursor.start, cursor.end, { scroll: false, quiet: true });
  }
  if (here) back(focus);
  refreshLook();
}

/** After a change that may be anywhere: the text is drawn anew, in place. A form that is open stays. */
export async function changed() {
  if (!holdsForm()) {
    hint();
    if (!$('find')) $('text').focus({ preventScroll: true });
  }
  await redraw();
}

/** Act on statements once they are drawn as they are now: a change gives an entry another address. @param {() => any} act */
const drawnFirst = (act) => () => drawing.then(act, act);

/** The statement that is looked at, at the address that it has now. @returns {string} */
const inColumn = () => /** @type {any} */ ($('side').querySelector('article.card'))?.dataset.entry || '';

/** The statements under the cursor. */
function here() {
  if (!cursor.block) return [];
  const marks = [...cursor.block.querySelectorAll('mark')];
  const found = marks.filter((mark) => {
    const [start, end] = spanOf(cursor.block, mark);
    return start < cursor.end && cursor.start < end;
  });
  return [...new Set(found.flatMap((mark) => (mark.dataset.entry || '').split(' ')))];
}

/** Show the statement under the cursor, then the next of several. @param {string} [address] */
export async function look(address = '') {
  const all = here();
  const next = address || all[(all.indexOf(looked) + 1) % Math.max(1, all.length)];
  if (!next) return say('Nothing is coded here.');
  looked = next;
  mark(next);
  await showEntry(next, changed);
}

/** @param {string} address */
function mark(address) {
  for (const one of $('text').querySelectorAll('.looked')) one.classList.remove('looked');
  for (const one of $('text').querySelectorAll('[data-entry]')) {
    if (one.dataset.entry.split(' ').includes(address)) one.classList.add('looked');
  }
}

/** Go to a statement in its text. @param {string} address @param {string} source */
export async function goTo(address, source) {
  const focus = focusLater();
  if (source && state.text?.id !== source) await openText(source);
  const found = [...$('text').querySelectorAll('mark')].find((one) => (one.dataset.entry || '').split(' ').includes(address));
  if (!found) return say('These words are not found in the text.');
  const block = blockOf(found);
  focus($('text'));
  choose(block, ...spanOf(/** @type {any} */ (block), found));
  await look(address);
}

/** The next or previous statement of the text. @param {1|-1} way */
function nextStatement(way) {
  const labels = [...$('text').querySelectorAll('button.label')];
  if (!labels.length) return say('Nothing is coded in this text.');
  const at = labels.findIndex((one) => one.dataset.entry === looked);
  const next = labels[(at + way + labels.length) % labels.length];
  return goTo(next.dataset.entry, state.text.id);
}

/** The next place that looks like a statement. */
async function nextPlace() {
  await looking;
  const places = [...$('look').querySelectorAll('button.place')];
  const next = places.find((one) => Number(one.dataset.start) > (cursor.block ? cursor.start : -1)) || places[0];
  if (next) toPlace(next);
  else say('No other place looks like a statement.');
}

/** @param {any} button */
function toPlace(button) {
  $('text').focus({ preventScroll: true });
  const start = Number(button.dataset.start);
  choose(blockAt(start), start, Number(button.dataset.end));
}

/** Read to the end: what this source is silent on. */
export async function readToTheEnd() {
  if (!state.text) return;
  const source = state.text.id;
  const found = await forColumn(get(path('view', 'silent', source)).catch((error) => { say(error.message); return null; }));
  if (!found) return;
  const holder = make('div', {});
  show(holder, found.html);
  const save = make('button', { type: 'submit', class: 'main' }, 'Mark as silent');
  const form = make('form', { 'aria-label': 'Read to the end' }, make('h2', {}, 'Read to the end'), holder, make('p', { class: 'buttons' },
    found.count ? save : null, make('button', { type: 'button', onclick: () => back() }, 'Cancel')));
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    const cells = [...form.querySelectorAll('input:checked')].map((box) => ({ actor: box.dataset.actor, issue: box.dataset.issue }));
    hold(form, () => act('POST', '/silent', { source, cells }, () => { fill([]); changed(); }));
  });
  form.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Escape') back(); });
  fill([form]);
  (form.querySelector('input') || form.querySelector('button')).focus();
}

/** Keys that go on while they are held: no other one codes or deletes twice. */
const HELD = /^(Arrow|[nNlo,.]$)/;

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.target !== $('text') || event.ctrlKey || event.metaKey || event.altKey) return;
  const pressed = event.key;
  if (letter(pressed)) return event.preventDefault();
  const stance = digit(event);
  if (event.repeat && !HELD.test(pressed)) return event.preventDefault();
  /** @type {Record<string, () => any>} */
  const acts = {
    ArrowDown: () => step(1, event.shiftKey), ArrowUp: () => step(-1, event.shiftKey),
    ArrowLeft: () => nudge(event.shiftKey ? 'end' : 'start', -1), ArrowRight: () => nudge(event.shiftKey ? 'end' : 'start', 1),
    ',': () => name('start'), '.': () => name('end'), Escape: wholeSentence, Enter: () => code(),
    '+': () => { if (!cursor.block) return; cursor.more.push({ start: cursor.start, end: cursor.end }); draw(); say('Passage kept: choose the next.'); },
    o: drawnFirst(() => look()), e: drawnFirst(() => { const one = inColumn() || here()[0]; if (one) editEntry(one, changed, back); }),
    Delete: drawnFirst(() => { const [one] = here().includes(looked) ? [looked] : here(); if (one) remove(one, one.split('/')[3], changed); }),
    n: drawnFirst(() => nextStatement(1)), N: drawnFirst(() => nextStatement(-1)), l: nextPlace, '/': askFind, R: readToTheEnd,
  };
  const act = stance ? () => code(stance) : acts[pressed];
  if (!act) return undefined;
  event.preventDefault();
  event.stopPropagation();
  if (!'.,'.includes(pressed)) cursor.naming = null;
  return act();
}

export function beginReading() {
  $('text').addEventListener('keydown', key);
  $('text').addEventListener('focus', () => { if (!cursor.block) first(); });
  $('middle').addEventListener('mouseup', (/** @type {MouseEvent} */ event) => {
    const target = /** @type {any} */ (event.target);
    if (target.closest('button')) return;
    if (fromMouse(event.altKey)) return;
    const block = blockOf(target);
    if (!block) return;
    const marked = target.closest('mark');
    const caret = /** @type {any} */ (document).caretPositionFromPoint?.(event.clientX, event.clientY);
    if (caret && block.contains(caret.offsetNode)) {
      const place = placeOf(block, caret.offsetNode, caret.offset);
      const [start, end] = sentences(block).findLast(([low]) => low <= place) || sentences(block)[0];
      choose(block, start, end, { scroll: false });
      if (marked) look(marked.dataset.entry.split(' ')[0]);
    }
  });
  $('text').addEventListener('click', (/** @type {Event} */ event) => {
    const label = /** @type {any} */ (event.target).closest('button.label');
    if (label) goTo(label.dataset.entry, state.text.id);
  });
  $('side').addEventListener('click', (/** @type {Event} */ event) => {
    const button = /** @type {any} */ (event.target).closest('button.to-text');
    if (button) goTo(button.dataset.entry, button.dataset.source);
  });
  $('look').addEventListener('click', (/** @type {Event} */ event) => {
    const button = /** @type {any} */ (event.target).closest('button.place');
    if (button) toPlace(button);
  });
  $('silent').addEventListener('click', readToTheEnd);
}
