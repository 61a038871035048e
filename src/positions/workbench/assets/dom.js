// @ts-check
/** Small helpers for the page: the one place where HTML of the server becomes elements. */

const policy = globalThis.trustedTypes?.createPolicy('positions', { createHTML: (/** @type {string} */ text) => text });

/** @param {string} id @returns {any} */
export const $ = (id) => document.getElementById(id);

/** Show HTML that the server made: all text of the data in it is escaped there.
 * @param {Element} element @param {string} markup */
export function show(element, markup) {
  element.innerHTML = /** @type {any} */ (policy ? policy.createHTML(markup) : markup);
}

/** Make an element; children that are text are text.
 * @param {string} name @param {Record<string, any>} [attributes] @param {...(Node|string|null)} children
 * @returns {any} */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Say something to people who listen, and show it for a while: what is long, longer.
 * @param {string} text @param {string[]} [remarks] sentences to add */
export function say(text, remarks = []) {
  const place = $('said');
  const all = [remarks.length && !/[.!?]$/.test(text) ? `${text}.` : text, ...remarks].join(' ');
  place.textContent = all;
  place.classList.add('shown');
  clearTimeout(place.timer);
  place.timer = setTimeout(() => place.classList.remove('shown'), 6000 + 60 * Math.max(0, all.length - 60));
}

/** What was refused, and what to do, as sentences. @param {any} error @returns {string} */
export function explained(error) {
  const sentences = [error.message, error.hint].filter(Boolean).map((said) => said[0].toUpperCase() + said.slice(1));
  return sentences.map((said) => (/[.!?]$/.test(said) ? said : `${said}.`)).join(' ');
}

/** Say the sentence under the cursor to people who listen. @param {string} text */
export function speak(text) {
  $('spoken').textContent = text.slice(0, 400);
}
