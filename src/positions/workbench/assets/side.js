// @ts-check
/** The right column: the statement that is looked at, its change and its removal. */
import { $, make, say, show } from './dom.js';
import { get, path, send } from './server.js';
import { setFrame, state } from './state.js';

/** @param {string} address actor/issue/key, and the number of the evidence */
const entryPath = (address) => address.split('/').slice(0, 3);

/** Show an entry. @param {string} address @param {() => void} changed */
export async function showEntry(address, changed) {
  try {
    const found = await get(path('view', 'entry', ...entryPath(address)));
    show($('side'), found.html);
    wire($('side'), changed, () => showEntry(address, changed));
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
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

/** Make a change and take over what it left. @param {string} method @param {string} where @param {any} body @param {() => void} changed */
export async function act(method, where, body, changed) {
  try {
    const answer = await send(method, where, body);
    state.command = answer.command || state.command;
    if (answer.frame) setFrame(answer.frame);
    changed();
    say(answer.said || 'Done.');
    return answer;
  } catch (error) {
    say(/** @type {Error} */ (error).message);
    return null;
  }
}

/** Show the fields of an entry, to be changed. @param {string} address @param {() => void} changed @param {() => void} again */
export async function editEntry(address, changed, again) {
  const found = await get(path('view', 'entry', ...entryPath(address))).catch((error) => { say(error.message); return null; });
  if (!found) return;
  const { levels, states, range } = state.frame.scale;
  const stances = range ? null : [...levels, ...states].map((one) => [one.id, one.words]);
  const words = found.quotes.length === 1 ? found.quotes[0] : null;
  const inputs = [
    stances ? choice('stance', stances, found.fields.stance) : text('stance', found.fields.stance),
    text('date', found.fields.date),
    choice('confidence', [['', 'not said'], ['high', 'high'], ['medium', 'medium'], ['low', 'low']], found.fields.confidence),
    text('condition', found.fields.condition),
    text('note', found.fields.note),
    ...(words ? [
      text('speaker', words.speaker),
      choice('basis', state.frame.bases.map((/** @type {any} */ one) => [one.id, one.id]), words.basis),
      text('quote', words.quote, 'textarea'),
      text('locator', words.locator),
      text('translation', words.translation),
    ] : []),
  ];
  const form = make('form', { class: 'card', 'aria-label': 'Change the entry' }, make('h2', {}, 'Change'), ...inputs, make('p', { class: 'buttons' },
    make('button', { type: 'submit', class: 'main' }, 'Save'), make('button', { type: 'button', onclick: again }, 'Cancel')));
  const before = values(form);
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    const now = values(form);
    const body = Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== before[name]));
    const ofWords = ['speaker', 'basis', 'quote', 'locator', 'translation'].some((name) => name in body);
    act('PUT', path('entries', ...entryPath(address)), ofWords ? { ...body, evidence: 1 } : body, changed);
  });
  form.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Escape') again(); });
  $('side').replaceChildren(form);
  form.querySelector('select, input').focus();
}

/** @param {any} form @returns {Record<string, string>} */
const values = (form) => Object.fromEntries([...form.elements].filter((one) => one.name).map((one) => [one.name, one.value]));

/** @param {string} name @param {string} value @param {string} [kind] */
export function text(name, value, kind = 'input') {
  const input = make(kind, { id: `e-${name}`, name, autocomplete: 'off' });
  input.value = value || '';
  return make('div', { class: 'field' }, make('label', { for: `e-${name}` }, name[0].toUpperCase() + name.slice(1)), input);
}

/** @param {string} name @param {string[][]} options @param {string} value */
export function choice(name, options, value) {
  const select = make('select', { id: `e-${name}`, name }, ...options.map(([id, label]) => make('option', { value: id, selected: id === value }, label)));
  return make('div', { class: 'field' }, make('label', { for: `e-${name}` }, name[0].toUpperCase() + name.slice(1)), select);
}
