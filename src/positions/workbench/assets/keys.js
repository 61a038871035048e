// @ts-check
/** Keys that act on every screen, and the list of all. */
import { cursor } from './cursor.js';
import { $, make, say } from './dom.js';
import { openDialog, goScreen, takeBack } from './screens.js';
import { state } from './state.js';

const KEYS = [
  ['In the text', [
    ['Down, Up', 'next, previous sentence; with Shift: longer'],
    [', and letters', 'begin at the first word that begins so; again: the next'],
    ['. and letters', 'end at the first word that begins so'],
    ['Left, Right', 'move the beginning by a word; with Shift the end'],
    ['Esc', 'the whole sentence'],
    ['Enter, or 1 to 9', 'code it; with a digit: that stance'],
    ['+', 'keep this passage, and choose another one to quote with it'],
    ['o', 'the statement here, then the next; e changes it, Delete removes it'],
    ['n, Shift+N', 'next, previous statement'],
    ['l', 'next place to look'],
    ['/', 'find'],
    ['Shift+R', 'read to the end'],
  ]],
  ['In the form', [
    ['letters', 'find an actor or issue; Tab or Enter takes the first'],
    ['1 to 9, 0', 'stance; 0 and a letter: no position'],
    ['s r a i', 'stated, reported, attributed, inferred'],
    ['h m l', 'confidence'],
    ['p d c n t', 'speaker, date, condition, note, translation'],
    ['j', 'another actor of a joint statement'],
    ['q', 'cite the place without the words'],
    ['Enter', 'save and return to the text'],
    ['Esc', 'leave without saving'],
  ]],
  ['Everywhere', [
    ['g, then t g a p h r', 'text, grid, as it stands, problems, history, reconcile'],
    ['Ctrl+Z, Ctrl+Shift+Z', 'undo, redo'],
    ['w', 'the last action as a command'],
    ['?', 'this list'],
  ]],
];

export function help() {
  const parts = KEYS.flatMap(([title, keys]) => [
    make('h3', {}, /** @type {string} */ (title)),
    make('dl', { class: 'keys' }, .../** @type {string[][]} */ (keys).flatMap(([key, does]) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, does)])),
  ]);
  openDialog(make('h2', { id: 'dialog-title' }, 'Keys'), ...parts, make('p', { class: 'buttons' }, make('button', { type: 'button', onclick: () => $('dialog').close() }, 'Close')));
}

function asCommand() {
  if (!state.command) return say('Nothing was done yet.');
  return openDialog(make('h2', { id: 'dialog-title' }, 'As a command'), make('pre', { tabindex: '0' }, make('code', {}, state.command)),
    make('p', { class: 'buttons' }, make('button', { type: 'button', onclick: () => $('dialog').close() }, 'Close')));
}

/** Whether letters typed there are text. @param {any} target */
const isField = (target) => target.closest?.('input, textarea, select, dialog, [aria-busy=true]');

export function beginKeys() {
  let going = false;
  /** @type {EventTarget | null} */ let pressed = null;
  $('keys').onclick = help;
  document.addEventListener('keydown', (event) => {
    if (!event.repeat) pressed = event.target;
    else if (event.target !== pressed && !/^(Arrow|Tab)/.test(event.key)) { // a key that is held acts where it was pressed
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const field = isField(event.target);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !field) {
      event.preventDefault();
      takeBack(event.shiftKey ? 'redo' : 'undo');
      return;
    }
    const naming = cursor.naming && event.target === $('text') && /^[\p{L}\p{N}'’-]$/u.test(event.key);
    if (field || naming || event.ctrlKey || event.metaKey || event.altKey) return;
    const screens = /** @type {any} */ ({ t: 'text', g: 'grid', a: 'stands', p: 'problems', h: 'history', ...(state.frame?.reconcile ? { r: 'reconcile' } : {}) });
    if (going && screens[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      going = false;
      goScreen(screens[event.key]);
      return;
    }
    going = event.key === 'g' && !/** @type {any} */ (event.target).closest?.('#pad');
    if (event.key === '?') { event.preventDefault(); help(); }
    if (event.key === 'w' && !/** @type {any} */ (event.target).closest?.('#pad')) { event.preventDefault(); asCommand(); }
  }, true);
}
