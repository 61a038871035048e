// @ts-check
/** What was typed and not saved: it waits for the next form, and in this browser. */

/** What this browser keeps under a name; null where that is nothing, or cannot be read. @param {string} name */
function kept(name) {
  try { return JSON.parse(localStorage.getItem(name) || 'null'); } catch { return null; }
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
const keptFields = () => kept(FIELDS) || [];

/** What was typed into an entry's fields and not saved. @param {string} address */
export const fieldsOf = (address) => keptFields().find(([one]) => one === address)?.[1];

/** Keep what was typed into an entry's fields, or, with nothing, forget it. @param {string} address @param {any} [typed] */
export function keepFields(address, typed) {
  const others = keptFields().filter(([one]) => one !== address);
  const all = typed ? [...others, [address, typed]] : others;
  localStorage.setItem(FIELDS, JSON.stringify(all.slice(-MOST)));
}

/** The draft that was kept when the page was closed, if any. */
export const draft = () => kept(DRAFT);
