// @ts-check
/** The right column: one thing at a time. What has to give way is told, so that it can keep what was typed. What was
 * typed and not saved waits here for the next form, and in this browser. */
import { $ } from './dom.js';

/** @type {() => void} */ let leave = () => undefined;
let turn = 0;

/** Put something into the column, in place of what is there.
 * @param {Node[]} content @param {() => void} [left] called before something else takes its place */
export function fill(content, left = () => undefined) {
  const before = leave;
  leave = left;
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
export async function ifUnmoved(asked) {
  const mine = turn;
  const found = await asked;
  return mine === turn ? found : null;
}

const DRAFT = 'positions-draft';

/** What was typed and not saved, by source. @type {Map<string, any>} */ const waiting = new Map();

/** Let the next form in the draft's source begin with what the draft holds. @param {any} body */
export const refillWith = (body) => { waiting.set(body.source, body); };

/** What waits for a form in a source, once. @param {string} source */
export function takeWaiting(source) {
  const body = waiting.get(source);
  waiting.delete(source);
  return body;
}

/** Keep a draft in this browser. @param {string} form whose it is @param {{source: string, spans: any[], body: any}} kept */
export const keepDraft = (form, kept) => localStorage.setItem(DRAFT, JSON.stringify({ ...kept, form }));

/** Forget the draft of a form: not that of another one, which another tab may hold. @param {string} form */
export function dropDraft(form) {
  if (draft()?.form === form) localStorage.removeItem(DRAFT);
}

const FIELDS = 'positions-fields';
/** Of how many entries what was typed is kept. */
const MOST = 20;

/** @returns {[string, any][]} */
function keptFields() {
  try { return JSON.parse(localStorage.getItem(FIELDS) || '[]'); } catch { return []; }
}

/** What was typed into an entry's fields and not saved. @param {string} address */
export const fieldsOf = (address) => keptFields().find(([one]) => one === address)?.[1];

/** Keep what was typed into an entry's fields, or, with nothing, forget it. @param {string} address @param {any} [typed] */
export function keepFields(address, typed) {
  const others = keptFields().filter(([one]) => one !== address);
  const all = typed ? [...others, [address, typed]] : others;
  localStorage.setItem(FIELDS, JSON.stringify(all.slice(-MOST)));
}

/** The draft that was kept when the page was closed, if any. */
export function draft() {
  try { return JSON.parse(localStorage.getItem(DRAFT) || 'null'); } catch { return null; }
}
