// @ts-check
/** What the page knows: the frame that every screen shares, and the text that is open. */
import { $, show } from './dom.js';
import { banner } from './server.js';

export const state = {
  /** @type {any} */ frame: null,
  /** @type {any} */ text: null,
  screen: 'text',
  command: '',
  /** @type {string[]} */ recent: [],
};

/** The scale of an issue: its own, or the dataset's. @param {string} issue */
export const scaleOf = (issue) => state.frame.issues.find((/** @type {any} */ one) => one.id === issue)?.scale || state.frame.scale;

/** @param {any} frame */
export function setFrame(frame) {
  state.frame = frame;
  $('title').textContent = frame.title;
  document.title = `${frame.title} · positions`;
  show($('sources'), frame.sources);
  markOpenSource();
  $('coder').textContent = frame.coder ? `coder ${frame.coder}` : '';
  $('tab-reconcile').hidden = !frame.reconcile;
  $('others').hidden = !frame.coder;
  $('others').textContent = frame.blind ? 'Show others' : 'Hide others';
  for (const name of ['undo', 'redo']) {
    $(name).disabled = !frame[name];
    $(name).title = frame[name] ? `${frame[name].said} (${name === 'undo' ? 'Ctrl+Z' : 'Ctrl+Shift+Z'})` : '';
  }
  sayBroken();
}

/** Mark in the list the source whose text is open. */
export function markOpenSource() {
  for (const button of $('sources').querySelectorAll('button')) {
    if (button.dataset.source === state.text?.id) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

/** Say what is wrong with the file; nothing where it is in order. */
export function sayBroken() {
  const broken = state.frame?.broken[0];
  banner(broken ? `The file is broken${broken.line ? ` in line ${broken.line}` : ''}: ${broken.message}. You see its last state in order.` : '');
  document.body.classList.toggle('broken', Boolean(broken));
}
