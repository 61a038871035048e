// @ts-check
/** Small helpers for the page: the one place where HTML of the server becomes elements. */

const policy = globalThis.trustedTypes?.createPolicy('positions', { createHTML: (/** @type {string} */ text) => text });

/** @param {string} id @returns {any} */
export const $ = (id) => document.getElementById(id);

/** Show HTML that the server made: all text of the data in it is escaped there. The focus stays on what is there again.
 * @param {Element} element @param {string} markup */
export function show(element, markup) {
  const focused = /** @type {any} */ (document.activeElement);
  const had = focused !== element && element.contains(focused);
  element.innerHTML = /** @type {any} */ (policy ? policy.createHTML(markup) : markup);
  if (!had) return;
  const name = (/** @type {any} */ one) => JSON.stringify([one.id, one.className, one.dataset]);
  const again = [...element.querySelectorAll(focused.tagName)].find((one) => name(one) === name(focused)) || element.closest('[tabindex]');
  /** @type {any} */ (again)?.focus({ preventScroll: true });
}

/** @param {any} element */
export const focusNow = (element) => element.focus({ preventScroll: true });

/** Return what gives the focus to an element later, unless somebody has moved it elsewhere meanwhile. */
export function focusLater() {
  const before = document.activeElement;
  return (/** @type {any} */ element) => {
    if ([before, document.body, null].includes(document.activeElement)) focusNow(element);
  };
}

/** Save what a form says, once; it takes nothing meanwhile, which would be lost with it.
 * @param {any} form @param {() => Promise<any>} save */
export async function hold(form, save) {
  if (form.ariaBusy) return;
  const stop = (/** @type {Event} */ event) => { event.preventDefault(); event.stopImmediatePropagation(); };
  const kinds = ['keydown', 'beforeinput', 'mousedown', 'click'];
  form.ariaBusy = 'true';
  for (const kind of kinds) form.addEventListener(kind, stop, true);
  try {
    await save();
  } finally {
    form.ariaBusy = null;
    for (const kind of kinds) form.removeEventListener(kind, stop, true);
  }
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
