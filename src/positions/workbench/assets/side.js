// @ts-check
/** The right column: one thing at a time, and the statement that is looked at there, its change and its removal. */
import { $, explained, hold, make, say, show } from './dom.js';
import { fieldsOf, keepFields } from './drafts.js';
import { get, path, send } from './server.js';
import { scaleOf, setFrame, state } from './state.js';

/** @type {() => void} */ let gaveWay = () => undefined;
let turn = 0;

/** Put something into the column, in place of what is there, which is told, so that it can keep what was typed.
 * @param {Node[]} content @param {() => void} [left] called before something else takes its place */
export function fill(content, left = () => undefined) {
  const before = gaveWay;
  gaveWay = left;
  turn += 1;
  before();
  $('side').replaceChildren(...content);
}

/** Whether something is filled in there: what others change does not take its place. */
export const holdsForm = () => $('side').querySelector('form') !== null;

/** Wait for what is to be put there: null where something else was put there, or asked for, meanwhile.
 * @param {Promise<any>} asked */
export async function forColumn(asked) {
  turn += 1;
  return ifUnmoved(asked);
}

/** The same for what nobody has asked for. @param {Promise<any>} asked */
async function ifUnmoved(asked) {
  const mine = turn;
  const found = await asked;
  return mine === turn ? found : null;
}

/** @param {string} address actor/issue/key, and the number of the evidence */
const entryPath = (address) => address.split('/').slice(0, 3);

/** Show an entry. @param {string} address @param {() => void} changed */
export async function showEntry(address, changed) {
  try {
    const found = await forColumn(get(path('view', 'entry', ...entryPath(address))));
    if (!found) return;
    fill([]);
    show($('side'), found.html);
    wire($('side'), changed, () => showEntry(address, changed));
  } catch (error) {
    say(/** @type {Error} */ (error).message);
    if (/** @type {any} */ (error).code === 'entry-gone') changed();
  }
}

/** Another program has changed the dataset: the entry that is looked at is shown as it is now. @param {() => void} changed @param {() => void} gone */
export async function refreshEntry(changed, gone) {
  const card = /** @type {any} */ ($('side').querySelector('article.card'));
  if (!card) return;
  const focused = [...card.querySelectorAll('button')].indexOf(document.activeElement);
  const found = await ifUnmoved(entryNow(card.dataset.entry));
  if (!found || !card.isConnected) return;
  if (!found.html) { gone(); return; }
  show($('side'), found.html);
  const now = /** @type {any} */ ($('side').querySelector('article.card'));
  wire($('side'), changed, () => showEntry(now.dataset.entry, changed));
  now.querySelectorAll('button')[focused]?.focus();
}

/** An entry as it is now: it has another address where its content has changed, and is the only one of its cell.
 * @param {string} address */
async function entryNow(address) {
  const [actor, issue] = entryPath(address);
  const found = await get(path('view', 'entry', ...entryPath(address))).catch(() => null);
  if (found) return found;
  const cards = await cardsOf(actor, issue).catch(() => []);
  return { html: cards.length === 1 ? cards[0].outerHTML : '' };
}

/** The entries of a cell, as they are shown. @param {string} actor @param {string} issue @returns {Promise<any[]>} */
export async function cardsOf(actor, issue) {
  const cell = make('div');
  show(cell, (await get(path('view', 'cell', actor, issue))).html);
  return [...cell.querySelectorAll('article.card')];
}

/** Where an entry is now; empty where that cannot be known. @param {string} address @returns {Promise<string>} */
async function addressNow(address) {
  const holder = make('div');
  show(holder, (await entryNow(address)).html);
  return /** @type {any} */ (holder.querySelector('article.card'))?.dataset.entry || '';
}

/** Let the buttons of entries act. @param {Element} place @param {() => void} changed @param {() => void} again */
export function wire(place, changed, again) {
  for (const button of /** @type {any} */ (place.querySelectorAll('button.change'))) {
    button.onclick = () => editEntry(button.dataset.entry, changed, again);
  }
  for (const button of /** @type {any} */ (place.querySelectorAll('button.delete'))) {
    button.onclick = () => remove(button.dataset.entry, button.dataset.evidence, changed);
  }
}

/** @param {string} address @param {string | undefined} evidence @param {() => void} changed */
export async function remove(address, evidence, changed) {
  await act('DELETE', path('entries', ...entryPath(address)), evidence ? { evidence: Number(evidence) } : {}, changed);
}

/** Make a change and take over what it left.
 * @param {string} method @param {string} where @param {any} body @param {() => void} changed @param {(error: any) => void} [refused] */
export async function act(method, where, body, changed, refused = () => undefined) {
  try {
    const answer = await send(method, where, body);
    state.command = answer.command || state.command;
    if (answer.frame) setFrame(answer.frame);
    changed();
    say(answer.said || 'Done.', answer.remarks);
    return answer;
  } catch (error) {
    say(explained(error));
    refused(error);
    return null;
  }
}

/** Show the fields of an entry, to be changed. @param {string} address @param {() => void} changed @param {() => void} again
 * @param {string} [said] what to say where something was typed before */
export async function editEntry(address, changed, again, said = 'What you had typed and not saved is here again.') {
  const found = await forColumn(get(path('view', 'entry', ...entryPath(address))).catch((error) => { say(error.message); return null; }));
  if (!found) return;
  const [actor, issue] = entryPath(address);
  const { levels, states, range } = scaleOf(issue);
  const stances = range ? null : [...levels, ...states].map((one) => [one.id, one.words]);
  const named = (/** @type {any[]} */ all) => all.map((one) => [one.id, one.label]);
  const several = found.quotes.length > 1;
  const inputs = [
    choice('actor', named(state.frame.actors), actor),
    choice('issue', named(state.frame.issues), issue),
    stances ? choice('stance', stances, found.fields.stance) : text('stance', found.fields.stance),
    text('date', found.fields.date),
    choice('confidence', [['', 'not said'], ['high', 'high'], ['medium', 'medium'], ['low', 'low']], found.fields.confidence),
    text('condition', found.fields.condition),
    text('note', found.fields.note),
    ...found.quotes.map((/** @type {any} */ words, /** @type {number} */ at) => make('fieldset', { 'data-evidence': at + 1 },
      make('legend', {}, several ? `Words ${at + 1} of ${found.quotes.length}` : 'Words'),
      text('speaker', words.speaker, 'input', at),
      choice('basis', state.frame.bases.map((/** @type {any} */ one) => [one.id, one.id]), words.basis, at),
      text('quote', words.quote, 'textarea', at),
      text('locator', words.locator, 'input', at),
      text('translation', words.translation, 'input', at))),
  ];
  const form = make('form', { class: 'card', 'aria-label': 'Change the entry' }, make('h2', {}, 'Change'), ...inputs, make('p', { class: 'buttons' },
    make('button', { type: 'submit', class: 'main' }, 'Save'), make('button', { type: 'button', onclick: () => leave(again) }, 'Cancel')));
  const before = values(form);
  let ended = false;
  /** @param {() => void} next */
  const leave = (next) => { ended = true; keepFields(address); fill([]); next(); };
  const save = async (/** @type {any} */ how = {}) => {
    const body = { ...difference(values(form), before), ...how };
    await act('PUT', path('entries', ...entryPath(address)), body, () => leave(changed), (error) => (error.code === 'entry-gone' ? goOn() : ask(form, error, save)));
  };
  const kept = () => {
    const typed = difference(values(form), before);
    keepFields(address, same(typed, NOTHING) ? undefined : typed);
    return !same(typed, NOTHING);
  };
  /** Put what was typed into the entry as it is now, to be looked at and saved. */
  const goOn = async () => {
    const typed = difference(values(form), before);
    const now = await addressNow(address);
    const fresh = now && await get(path('view', 'entry', ...entryPath(now))).catch(() => null);
    if (!form.isConnected) return;
    const fits = fresh && typed.items.every((/** @type {any} */ one) => fresh.quotes[one.evidence - 1]?.quote === found.quotes[one.evidence - 1].quote);
    if (!fits) return ask(form, { message: 'Another program has removed this entry, or changed its words. What you typed stays here, to be copied.' }, save);
    keepFields(now, typed);
    leave(() => editEntry(now, changed, () => showEntry(now, changed), 'Another program has changed this entry meanwhile. What you typed is in it as it is now: save it again.'));
  };
  const giveWay = () => {
    if (ended || !kept()) return;
    say('What you typed is kept: change the entry again to go on with it.');
  };
  form.addEventListener('submit', (/** @type {Event} */ event) => { event.preventDefault(); hold(form, save); });
  form.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Escape') leave(again); });
  form.addEventListener('input', kept);
  fill([form], giveWay);
  const typed = fieldsOf(address);
  if (typed) refill(form, typed, said);
  form.querySelector('select, input').focus();
}

const NOTHING = { items: [] };

/** @param {any} one @param {any} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Put what was typed before into the fields again; what has changed in the others since stays. @param {any} form @param {any} typed @param {string} said */
function refill(form, typed, said) {
  const { items, ...own } = typed;
  const sets = items.map((/** @type {any} */ { evidence, ...one }) => [form.querySelector(`fieldset[data-evidence="${evidence}"]`), one]);
  for (const [place, said] of [[form, own], ...sets]) {
    for (const [name, value] of Object.entries(said)) {
      const input = place?.querySelector(`[name="${name}"]`);
      if (input) input.value = value;
    }
  }
  say(said);
}

/** What the fields say: those of the entry, and those of each of its words. @param {any} form */
function values(form) {
  const said = (/** @type {any} */ all) => Object.fromEntries([...all].map((one) => [one.name, one.value]));
  const own = [...form.elements].filter((one) => one.name && !one.closest('fieldset'));
  const items = [...form.querySelectorAll('fieldset')].map((set) => said([...set.elements].filter((one) => one.name)));
  return { own: said(own), items };
}

/** What of it has changed, as the server takes it. @param {any} now @param {any} before */
function difference(now, before) {
  const other = (/** @type {any} */ fresh, /** @type {any} */ old) => Object.fromEntries(Object.entries(fresh).filter(([name, value]) => value !== old[name]));
  const items = now.items.map((/** @type {any} */ one, /** @type {number} */ at) => ({ evidence: at + 1, ...other(one, before.items[at]) }));
  return { ...other(now.own, before.own), items: items.filter((/** @type {any} */ one) => Object.keys(one).length > 1) };
}

/** Ask what becomes of the entries of a cell that is taken. @param {any} form @param {any} error @param {(how: any) => void} save */
function ask(form, error, save) {
  const place = form.querySelector('.cell-said') || form.appendChild(make('div', { class: 'cell-said' }));
  const date = make('input', { 'aria-label': 'Date of the older one', autocomplete: 'off', placeholder: 'YYYY-MM-DD' });
  const ways = Object.entries(error.choices || {}).map(([how, words]) => {
    const on = { date: () => form.elements.date.focus(), old_date: () => save({ old_date: date.value }) };
    return make('button', { type: 'button', onclick: on[/** @type {'date'} */ (how)] || (() => save({ how })) }, String(words));
  });
  place.replaceChildren(make('p', { role: 'alert' }, error.message), ...(error.choices?.old_date ? [date] : []), ...ways);
  (ways[0] || form.querySelector('button')).focus();
}

/** @param {string} name @param {string} value @param {string} [kind] @param {number} [at] which of several, from 0
 * @param {string} [label] */
export function text(name, value, kind = 'input', at = 0, label = name[0].toUpperCase() + name.slice(1)) {
  const id = at ? `e-${name}-${at}` : `e-${name}`;
  const input = make(kind, { id, name, autocomplete: 'off' });
  input.value = value || '';
  return make('div', { class: 'field' }, make('label', { for: id }, label), input);
}

/** @param {string} name @param {string[][]} options @param {string} value @param {number} [at] which of several, from 0 */
function choice(name, options, value, at = 0) {
  const id = at ? `e-${name}-${at}` : `e-${name}`;
  const select = make('select', { id, name }, ...options.map(([option, label]) => make('option', { value: option, selected: option === value }, label)));
  return make('div', { class: 'field' }, make('label', { for: id }, name[0].toUpperCase() + name.slice(1)), select);
}
