// @ts-check
/** Asking the server, with the secret that the page's own storage keeps. */
import { $ } from './dom.js';

const KEPT = 'positions-secret';

export class Refused extends Error {
  /** @param {number} status @param {any} said */
  constructor(status, said) {
    super(said.message || 'something went wrong in the workbench, and nothing was changed');
    this.status = status;
    this.code = said.code || '';
    this.hint = said.hint || '';
    this.choices = said.choices || null;
  }
}

/** Spend the token in the address for a secret, once; return whether the page is let in. */
export async function comeIn() {
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(null, '', '/');
    const answer = await fetch('/session', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token }),
    }).catch(() => null);
    if (answer?.ok) localStorage.setItem(KEPT, (await answer.json()).secret);
  }
  return localStorage.getItem(KEPT) !== null;
}

export const authorization = () => ({ Authorization: `Bearer ${localStorage.getItem(KEPT) || ''}` });

/** @param {string} text @param {boolean} [lasting] */
export function banner(text, lasting = true) {
  const place = $('banner');
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
  document.body.classList.toggle('stopped', Boolean(text) && lasting);
}

/** @type {Set<Promise<any>>} */ const sending = new Set();
/** Actions without an answer yet, by what they ask. @type {Map<string, Promise<any>>} */ const unanswered = new Map();

/** Wait until every action that was sent is answered. */
export const idle = () => Promise.allSettled([...sending]);

/** @param {string} method @param {string} path @param {any} [body] @returns {Promise<any>} */
async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: { ...authorization(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    banner('The workbench does not answer. What you have typed is kept; start it again in the terminal.');
    throw new Refused(0, { message: 'the workbench does not answer' });
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 401) banner(said.message);
  if (said.code === 'no-dataset') document.dispatchEvent(new Event('no-dataset'));
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}

/** @param {string} path */
export const get = (path) => ask('GET', path);

/** Send an action. One that is sent again, or before it is answered, gets the first answer: a key may be pressed twice.
 * @param {string} method @param {string} path @param {any} [body] */
export function send(method, path, body = {}) {
  const asked = JSON.stringify([method, path, body]);
  const answer = unanswered.get(asked) || ask(method, path, { request: crypto.randomUUID(), ...body });
  unanswered.set(asked, answer);
  sending.add(answer);
  answer.catch(() => undefined).finally(() => {
    unanswered.delete(asked);
    setTimeout(() => sending.delete(answer), 50);
  });
  return answer;
}

/** Let only the last of several questions have an answer: an earlier one that comes late is null.
 * @returns {(asked: Promise<any>) => Promise<any>} */
export function lastOnly() {
  let turn = 0;
  return async (asked) => {
    turn += 1;
    const mine = turn;
    const found = await asked;
    return mine === turn ? found : null;
  };
}

/** @param {...string} parts */
export const path = (...parts) => '/' + parts.map(encodeURIComponent).join('/');
