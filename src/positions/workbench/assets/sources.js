// @ts-check
/** The first run, and new sources: a pasted text or a dropped file. */
import { $, explained, focusLater, hold, make, say } from './dom.js';
import { openText } from './reading.js';
import { openDialog } from './screens.js';
import { Refused, lastOnly, send } from './server.js';
import { text } from './side.js';
import { setFrame, state } from './state.js';

const FIELDS = { title: 'Title', author: 'Author', publisher: 'Publisher', date: 'Date (YYYY, YYYY-MM or YYYY-MM-DD)', url: 'Web address' };

/** Whether there is nothing yet to add a source to. */
let noDataset = false;
/** Takes a file into the open form. @type {(file: File) => void} */ let takeFile = () => undefined;

/** Another program has begun the dataset: what was typed to begin one can still be read. */
export function begunByOthers() {
  noDataset = false;
  const asked = $('begin')?.querySelector('[role=alert]');
  if (asked) asked.textContent = 'Another program has begun a dataset here: Esc shows it.';
}

/** Offer to begin, where there is no dataset: at once, and again for as long as there is none. @param {(remarks: string[]) => void} begun */
export function offerToBegin(begun) {
  noDataset = true;
  $('text').replaceChildren(make('p', {}, 'There is no dataset in this folder yet.'), make('p', { class: 'buttons' },
    make('button', { type: 'button', class: 'main', onclick: () => askToBegin(begun) }, 'Begin a dataset')));
  askToBegin(begun);
}

/** Ask for a title, a scale and the first issues. @param {(remarks: string[]) => void} begun */
function askToBegin(begun) {
  const issues = make('textarea', { id: 'b-issues', name: 'issues', rows: '6', placeholder: 'Parking: Parking in the centre should cost more' });
  const scale = make('select', { id: 'b-scale', name: 'scale' },
    make('option', { value: 'five-point' }, 'five points: strongly oppose to strongly support'), make('option', { value: 'three-point' }, 'three points: oppose, neutral, support'));
  const title = text('title', '');
  const error = make('p', { role: 'alert' });
  const form = make('form', { id: 'begin' }, make('h2', { id: 'dialog-title' }, 'Begin a dataset'), title,
    make('div', { class: 'field' }, make('label', { for: 'b-scale' }, 'Scale'), scale),
    make('div', { class: 'field' }, make('label', { for: 'b-issues' }, 'Issues, one a line: Title: the sentence that a stance is for or against'), issues),
    error, make('p', { class: 'buttons' }, make('button', { type: 'submit', class: 'main' }, 'Begin')));
  const save = async () => {
    try {
      const answer = await send('POST', '/begin', { title: title.querySelector('input').value, scale: scale.value, issues: issues.value });
      setFrame(answer.frame);
      close();
      noDataset = false;
      $('text').replaceChildren();
      begun(answer.remarks);
      say(answer.said, answer.remarks);
    } catch (refused) { error.textContent = explained(refused); }
  };
  form.addEventListener('submit', (/** @type {Event} */ event) => { event.preventDefault(); hold(form, save); });
  const close = openDialog(form);
  title.querySelector('input').focus();
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

/** Ask for a text or a file; what it says of itself is filled in, to be confirmed.
 * @param {File} [dropped] @param {string[]} [remarks] what is to be said of what was done before */
export function addSource(dropped, remarks = []) {
  if (noDataset) { askToBegin((remarks) => addSource(dropped, remarks)); return; }
  const pasted = make('textarea', { id: 's-text', rows: '8', placeholder: 'Paste the text here' });
  const file = make('input', { type: 'file', id: 's-file', accept: '.txt,.md,.html,.htm,.pdf,.docx,.eml' });
  const fields = Object.entries(FIELDS).map(([name, label]) => text(name, '', 'input', 0, label));
  const said = make('p', { role: 'status' });
  /** @type {{name: string, data: string} | null} */ let chosen = null;
  /** @type {Promise<any>} */ let reading = Promise.resolve();
  const lastRead = lastOnly();
  /** Read what the last of several files says of itself; what was typed stays. @param {string} name @param {Promise<Uint8Array>} bytes */
  const read = async (name, bytes) => {
    chosen = null;
    const sent = bytes.then((found) => ({ name, data: base64(found) }));
    const found = await lastRead(sent.then(async (file) => ({ file, ...await send('POST', '/sources/read', file) })).catch((error) => ({ error })));
    if (!found) return;
    if (found.error) {
      said.textContent = found.error instanceof Refused ? explained(found.error) : `${name} cannot be read: it may have been moved, or be a folder.`;
      return;
    }
    chosen = found.file;
    for (const field of fields) {
      const input = field.querySelector('input');
      if (!input.value || input.value === input.dataset.found) input.value = input.dataset.found = found.found[input.name] || '';
    }
    said.textContent = [`${found.length.toLocaleString('en')} characters of text.`, ...found.remarks].join(' ');
  };
  /** @param {File} one */
  const take = (one) => { reading = read(one.name, one.arrayBuffer().then((found) => new Uint8Array(found))); };
  file.onchange = () => file.files[0] && take(file.files[0]);
  pasted.onchange = () => { if (pasted.value.trim()) reading = read('pasted.txt', Promise.resolve(new TextEncoder().encode(pasted.value))); };
  const form = make('form', { id: 'source-form' }, make('h2', { id: 'dialog-title' }, 'Add a source'), ...remarks.map((one) => make('p', { class: 'note' }, one)),
    make('div', { class: 'field' }, make('label', { for: 's-file' }, 'File: text, Markdown, HTML, PDF, Word or mail'), file),
    make('div', { class: 'field' }, make('label', { for: 's-text' }, 'Or its text'), pasted), said, ...fields,
    make('p', { class: 'buttons' }, make('button', { type: 'submit', class: 'main' }, 'Add'), make('button', { type: 'button', onclick: () => close() }, 'Cancel')));
  const save = async () => {
    await reading;
    if (pasted.value.trim() && !file.files[0]) chosen = { name: 'pasted.txt', data: base64(new TextEncoder().encode(pasted.value)) };
    if (!chosen) { said.textContent = 'Choose a file, or paste a text.'; return; }
    const values = Object.fromEntries(fields.map((field) => [field.querySelector('input').name, field.querySelector('input').value]));
    const id = chosen.name === 'pasted.txt' ? slug(values.title) : undefined;
    try {
      const answer = await send('POST', '/sources', { ...chosen, ...values, id });
      state.command = answer.command;
      setFrame(answer.frame);
      close();
      const focus = focusLater();
      await openText(answer.id);
      focus($('text'));
      say(answer.said);
    } catch (error) { said.textContent = explained(error); }
  };
  form.addEventListener('submit', (/** @type {Event} */ event) => { event.preventDefault(); hold(form, save); });
  const close = openDialog(form);
  takeFile = take;
  if (dropped) take(dropped);
}

/** @param {string} title */
const slug = (title) => title.toLowerCase().normalize('NFD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '') || undefined;

export function beginSources() {
  $('add-source').onclick = () => addSource();
  $('sources').addEventListener('click', (/** @type {Event} */ event) => {
    const button = /** @type {any} */ (event.target).closest('button.source');
    if (!button) return;
    const focus = focusLater();
    openText(button.dataset.source).then(() => focus($('text')));
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files || [];
    if (!file || !(state.frame || noDataset)) return;
    if (!$('dialog').open) addSource(file);
    else if ($('source-form')) takeFile(file);
  });
}
