// @ts-check
/** Stance, basis and confidence: one stop of the keyboard, where single keys act. */
import { $, make } from './dom.js';

export class Pad {
  /** @param {any} frame @param {(name: string) => void} act keys that are no choice */
  constructor(frame, act) {
    this.frame = frame;
    this.act = act;
    this.states = false;
    /** @type {Record<string, string>} */ this.value = { stance: '', basis: '', confidence: '' };
    this.rows = make('div', {});
    this.element = make('div', {
      id: 'pad', tabindex: '0', role: 'group', 'aria-label': 'Stance, basis and confidence, one key each',
    }, this.rows);
    this.element.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.key(event));
    this.draw();
  }

  /** Take the scale of an issue; a stance that it has not is dropped. @param {any} scale */
  on(scale) {
    if (scale === this.frame.scale) return;
    this.frame = { ...this.frame, scale };
    const known = [...scale.levels, ...scale.states].some((one) => one.id === this.value.stance);
    if (!known && !scale.range) this.value.stance = '';
    this.draw();
  }

  /** @param {Record<string, string>} values */
  set(values) {
    Object.assign(this.value, values);
    this.draw();
  }

  draw() {
    const { scale, bases } = this.frame;
    const focused = this.element.contains(document.activeElement);
    const stances = [...scale.levels, ...(this.states || scale.states.some((/** @type {any} */ one) => one.id === this.value.stance)
      ? scale.states : [{ key: '0', id: '', words: 'no position …', sign: '', tone: 'no', more: true }])];
    const rows = [
      scale.range ? this.range(scale.range) : null,
      this.row('Stance', 'stance', scale.range ? stances.filter((one) => !one.key || one.key === '0' || /\D/.test(one.key)) : stances),
      this.row('Basis', 'basis', bases),
      this.row('Confidence', 'confidence', [['h', 'high'], ['m', 'medium'], ['l', 'low']].map(([key, id]) => ({ key, id }))),
      this.acts(),
    ];
    this.rows.replaceChildren(...rows.filter((row) => row !== null));
    if (focused && !this.element.contains(document.activeElement)) this.element.focus();
  }

  /** @param {number[]} bounds */
  range(bounds) {
    const input = make('input', { type: 'number', min: bounds[0], max: bounds[1], step: 'any', id: 'range', value: this.value.stance });
    input.addEventListener('input', () => { this.value.stance = input.value; this.act('changed'); });
    return make('div', { class: 'field' }, make('label', { for: 'range' }, `Stance, ${bounds[0]} to ${bounds[1]}`), input);
  }

  /** @param {string} title @param {string} field @param {any[]} options */
  row(title, field, options) {
    const buttons = options.map((option) => {
      const chosen = this.value[field] === option.id && option.id !== '';
      return make('button', {
        type: 'button', role: option.more ? null : 'radio', 'aria-checked': option.more ? null : String(chosen), tabindex: '-1', title: option.name || null,
        onclick: () => { option.more ? this.open() : this.choose(field, option.id); },
      }, make('kbd', { 'aria-hidden': 'true' }, option.key || ''), option.sign ? make('span', { class: `m ${option.tone}`, 'aria-hidden': 'true' }, option.sign) : null, ` ${option.words || option.id}`);
    });
    return make('div', { class: 'choices' }, make('span', { class: 'title', 'aria-hidden': 'true' }, title), make('div', { role: 'radiogroup', 'aria-label': title }, ...buttons));
  }

  /** What is seldom wanted, for those who do not know its key. */
  acts() {
    const buttons = [['j', 'joint', 'another actor too'], ['q', 'place', 'place without words']].map(([key, act, words]) => make(
      'button', { type: 'button', tabindex: '-1', onclick: () => this.act(act) }, make('kbd', { 'aria-hidden': 'true' }, key), ` ${words}`,
    ));
    return make('div', { class: 'choices' }, make('span', { class: 'title', 'aria-hidden': 'true' }, 'More'), make('div', { role: 'group', 'aria-label': 'More' }, ...buttons));
  }

  open() {
    this.states = true;
    this.draw();
    this.element.focus();
  }

  /** @param {string} field @param {string} id */
  choose(field, id) {
    this.value[field] = this.value[field] === id && field === 'confidence' ? '' : id;
    if (field === 'stance') this.states = false;
    this.draw();
    this.act('changed');
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /** @type {any} */ (event.target).id === 'range') return;
    if (!this.press(digit(event) || event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Act on a key; return whether it means something here. @param {string} key */
  press(key) {
    const { scale, bases } = this.frame;
    if (this.states) {
      const state = scale.states.find((/** @type {any} */ one) => one.key === key);
      if (state) return this.choose('stance', state.id), true;
    }
    const level = scale.levels.find((/** @type {any} */ one) => one.key === key);
    if (level) return this.choose('stance', level.id), true;
    if (key === '0') return this.open(), true;
    if (scale.range && /^\d$/.test(key)) { $('range').focus(); $('range').value = key; this.value.stance = key; return true; }
    const basis = bases.find((/** @type {any} */ one) => one.key === key);
    if (basis) return this.choose('basis', basis.id), true;
    const sure = { h: 'high', m: 'medium', l: 'low' }[key];
    if (sure) return this.choose('confidence', sure), true;
    const acts = { c: 'condition', n: 'note', t: 'translation', d: 'date', p: 'speaker', q: 'place', j: 'joint', Enter: 'save' };
    const act = /** @type {any} */ (acts)[key];
    if (act) this.act(act);
    return Boolean(act);
  }
}

/** The digit of a key by its position, so that keyboards on which digits need Shift work too. @param {KeyboardEvent} event */
export function digit(event) {
  if (/^\d$/.test(event.key)) return event.key;
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return found && !event.shiftKey && !/^[a-z]$/i.test(event.key) ? found[1] : '';
}
