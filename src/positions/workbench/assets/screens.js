// @ts-check
/** The other screens: grid, as it stands, problems, history. Each is HTML of the server. */
import { $, explained, focusLater, hold, make, say, show } from './dom.js';
import { digit } from './pad.js';
import { changed, freshText, goTo } from './reading.js';
import { get, lastOnly, path, send } from './server.js';
import { act, cardsOf, editEntry, showEntry, text, wire } from './side.js';
import { scaleOf, setFrame, state } from './state.js';

/** @param {string} name */
export async function goScreen(name) {
  const focus = focusLater();
  state.screen = name;
  for (const tab of /** @type {any} */ (document.querySelectorAll('[data-screen]'))) {
    if (tab.dataset.screen === name) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  $('screen-text').hidden = name !== 'text';
  $('screen-other').hidden = name === 'text';
  if (name === 'text') {
    await freshText();
    return focus($('text'));
  }
  await refreshScreen();
  return focus($('screen-other').querySelector('td button[tabindex="0"]') || $('screen-other'));
}

const lastScreen = lastOnly();

/** Draw the screen anew; what is looked at stays in sight. */
export async function refreshScreen() {
  if (state.screen === 'text') return undefined;
  const query = state.screen === 'reconcile' ? `?at=${disputed}` : '';
  const found = await lastScreen(get(path('view', state.screen) + query).catch((error) => ({ html: '', error })));
  if (!found || state.screen === 'text') return undefined;
  const place = $('screen-other');
  const top = place.scrollTop;
  const active = /** @type {any} */ (document.activeElement);
  const cell = active?.dataset?.actor ? [active.dataset.actor, active.dataset.issue] : null;
  show(place, found.html);
  failed = Boolean(found.error);
  if (failed) return place.append(make('p', {}, explained(found.error)));
  place.scrollTop = top;
  if (state.screen === 'grid') grid(cell);
  if (state.screen === 'problems') problems();
  if (state.screen === 'history') past();
  if (state.screen === 'reconcile') reconcile(found);
  return undefined;
}

/** Whether the screen could not be drawn. */
let failed = false;

/** Draw it once it can be: the dataset may be there again as it was. */
export const retryScreen = () => (failed ? refreshScreen() : undefined);

let disputed = 0;

/** Decide between two coders' readings, one cell after the other. @param {any} found */
function reconcile(found) {
  disputed = found.at || 0;
  for (const button of /** @type {any} */ ($('screen-other').querySelectorAll('button.step'))) {
    button.onclick = () => { disputed = Number(button.dataset.at); refreshScreen().then(() => $('screen-other').focus()); };
  }
  for (const button of /** @type {any} */ ($('screen-other').querySelectorAll('button.decide'))) {
    const { actor, issue, key, keep } = button.dataset;
    button.onclick = () => act('POST', '/reconcile', { actor, issue, key, keep: keep ? keep.split('\n') : [] }, async () => {
      for (const one of /** @type {any} */ ($('screen-other').querySelectorAll('button.decide'))) one.disabled = true; // it is decided
      await refreshScreen();
      $('screen-other').focus();
    });
  }
}

/** @param {KeyboardEvent} event */
function reconcileKey(event) {
  if (state.screen !== 'reconcile' || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const ways = /** @type {any[]} */ ([...$('screen-other').querySelectorAll('button.decide')]);
  const steps = /** @type {any[]} */ ([...$('screen-other').querySelectorAll('button.step')]);
  const button = ways[Number(digit(event)) - 1] || { ArrowLeft: steps[0], ArrowRight: steps[1] }[event.key];
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
}

/** One cell is the stop of the keyboard; arrows go on from there. @param {string[] | null} at */
function grid(at) {
  const cells = /** @type {any[]} */ ([...$('screen-other').querySelectorAll('button.cell')]);
  const first = cells.find((one) => at && one.dataset.actor === at[0] && one.dataset.issue === at[1]) || cells[0];
  if (!first) return;
  first.tabIndex = 0;
  if (at) first.focus();
}

/** @param {KeyboardEvent} event */
function gridKey(event) {
  const cell = /** @type {any} */ (event.target).closest?.('button.cell');
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = cell.closest('tr');
  const column = [...row.children].indexOf(cell.parentElement);
  const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const way = /** @type {any} */ (ways)[event.key];
  if (way) {
    const rows = [...row.parentElement.children];
    const next = rows[rows.indexOf(row) + way[0]]?.children[column + way[1]]?.querySelector('button.cell');
    event.preventDefault();
    if (!next) return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    return;
  }
  if (event.repeat) return;
  const { levels, states } = scaleOf(cell.dataset.issue);
  const found = [...levels].find((one) => one.key && one.key === digit(event)) || states.find((/** @type {any} */ one) => one.key === event.key && event.key !== 's');
  const silent = event.key === 's' ? states.find((/** @type {any} */ one) => one.id === 'silent') : null;
  if (found || silent) {
    event.preventDefault();
    event.stopPropagation();
    codeCell(cell, (silent || found).id);
  }
}

/** Code a cell without words; where it has an entry, its stance is changed. @param {any} cell @param {string} stance */
function codeCell(cell, stance) {
  const { actor, issue } = cell.dataset;
  coding = coding.catch(() => undefined).then(() => code(actor, issue, stance));
  return coding;
}

/** One stance after the other: the second finds what the first has left. @type {Promise<any>} */ let coding = Promise.resolve();

/** @param {string} actor @param {string} issue @param {string} stance */
async function code(actor, issue, stance) {
  const cards = await cardsOf(actor, issue);
  if (!cards.length) await act('POST', '/statements', { actors: [actor], issue, stance }, refreshScreen);
  else if (cards.length === 1) await act('PUT', path('entries', ...cards[0].dataset.entry.split('/')), { stance }, refreshScreen);
  else say('This cell has several entries: open it with Enter.');
}

/** Open a cell in a dialog. @param {string} actor @param {string} issue */
export async function openCell(actor, issue) {
  const found = await get(path('view', 'cell', actor, issue)).catch((error) => { say(error.message); return null; });
  if (!found) return;
  const holder = make('div', {});
  show(holder, found.html);
  const heading = holder.querySelector('h2');
  if (heading) heading.id = 'dialog-title';
  const close = openDialog(holder, make('p', { class: 'buttons' }, make('button', { type: 'button', onclick: () => close() }, 'Close')));
  wire(holder, () => { close(); refreshScreen(); }, () => undefined);
  for (const button of /** @type {any} */ (holder.querySelectorAll('button.to-text'))) {
    button.onclick = async () => { close(); await goScreen('text'); await goTo(button.dataset.entry, button.dataset.source); };
  }
  for (const button of /** @type {any} */ (holder.querySelectorAll('button.change'))) {
    button.onclick = async () => { close(); await goScreen('text'); await editEntry(button.dataset.entry, changed, changed); };
  }
}

/** Open a dialog, unless there is one, in which something may be typed; return what closes this one and no other.
 * @param {...any} content */
export function openDialog(...content) {
  if (!$('dialog').open) {
    $('dialog').replaceChildren(...content);
    $('dialog').showModal();
  }
  return () => { if (content[0].isConnected) $('dialog').close(); };
}

/** The fields of an actor or issue, to be changed. @param {string} kind @param {string} id */
function openPart(kind, id) {
  const known = state.frame[kind].find((/** @type {any} */ one) => one.id === id);
  if (!known) return say('This actor or issue was renamed or removed meanwhile.');
  const fields = kind === 'actors' ? [text('name', known.name), text('short', known.label === known.name ? '' : known.label)] : [text('title', known.label), text('proposition', known.name)];
  const form = make('form', {}, make('h2', { id: 'dialog-title' }, known.label), ...fields, text('id', id), make('p', { class: 'buttons' },
    make('button', { type: 'submit', class: 'main' }, 'Save'),
    make('button', { type: 'button', onclick: () => drop({}) }, 'Delete'),
    make('button', { type: 'button', onclick: () => close() }, 'Cancel')));
  const asked = form.appendChild(make('div', { role: 'alert' }));
  const gone = () => { close(); refreshScreen(); };
  /** Delete the part; what hangs on it only when that was asked for. @param {any} how */
  const drop = (how) => act('DELETE', path(kind, id), how, gone, (error) => {
    const all = make('button', { type: 'button', onclick: () => drop({ with_positions: true }) }, 'Delete it with them');
    asked.replaceChildren(make('p', {}, explained(error)), ...(error.code === 'still-used' ? [all] : []));
  });
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    const body = Object.fromEntries([...form.elements].filter((one) => one.name).map((one) => [one.name, one.value]));
    hold(form, () => act('PUT', path(kind, id), body, gone, (error) => asked.replaceChildren(make('p', {}, explained(error)))));
  });
  const close = openDialog(form);
  return undefined;
}

function problems() {
  for (const button of /** @type {any} */ ($('screen-other').querySelectorAll('button.open'))) {
    button.onclick = async () => { await goScreen('text'); await showEntry(button.dataset.entry, changed); };
  }
  for (const button of /** @type {any} */ ($('screen-other').querySelectorAll('button.use'))) {
    button.onclick = () => act('PUT', path('entries', ...button.dataset.entry.split('/')), { evidence: Number(button.dataset.evidence), quote: button.dataset.quote }, refreshScreen);
  }
}

function past() {
  $('do-undo').onclick = () => takeBack('undo');
  $('do-redo').onclick = () => takeBack('redo');
}

/** @param {'undo' | 'redo'} what */
export async function takeBack(what) {
  const last = state.frame?.[what];
  if (!last) return say(what === 'undo' ? 'There is nothing to undo.' : 'There is nothing to redo.');
  await act('POST', `/${what}`, { expected: last.id }, () => (state.screen === 'text' ? changed() : refreshScreen()));
}

export function beginScreens() {
  for (const tab of /** @type {any} */ (document.querySelectorAll('[data-screen]'))) tab.onclick = () => goScreen(tab.dataset.screen);
  $('screen-other').addEventListener('keydown', gridKey);
  $('screen-other').addEventListener('keydown', reconcileKey);
  $('screen-other').addEventListener('click', (/** @type {Event} */ event) => {
    const cell = /** @type {any} */ (event.target).closest('button.cell, button.to-cell');
    const part = /** @type {any} */ (event.target).closest('button.part');
    if (cell) openCell(cell.dataset.actor, cell.dataset.issue);
    if (part) openPart(part.dataset.kind, part.dataset.id);
  });
  $('undo').onclick = () => takeBack('undo');
  $('redo').onclick = () => takeBack('redo');
  $('others').onclick = async () => {
    setFrame(await send('POST', '/others', { shown: state.frame.blind }));
    if (state.screen === 'text') changed();
    else refreshScreen();
  };
}
