// @ts-check
/** A list to choose from by letters, after the ARIA pattern: what begins so comes first, then any word. */
import { make } from './dom.js';

let number = 0;

/** @typedef {{id: string, label: string, name: string, fresh?: string}} Option */

export class Combobox {
  /** @param {string} label @param {{options: () => Option[], chosen: (option: Option | null) => void, fresh?: string, free?: boolean}} how */
  constructor(label, how) {
    const id = `combo-${number += 1}`;
    this.how = how;
    /** @type {Option | null} */ this.value = null;
    /** @type {Option[]} */ this.shown = [];
    this.active = 0;
    this.input = make('input', {
      id, role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
      'aria-controls': `${id}-list`, spellcheck: 'false',
    });
    this.list = make('ul', { id: `${id}-list`, role: 'listbox', 'aria-label': label, hidden: true });
    this.element = make('div', { class: 'field combo' }, make('label', { for: id }, label), this.input, this.list);
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.key(event));
    this.input.addEventListener('focus', () => { this.input.select(); this.draw(); });
    this.input.addEventListener('blur', () => this.close());
    this.list.addEventListener('mousedown', (/** @type {MouseEvent} */ event) => {
      event.preventDefault();
      const at = [...this.list.children].indexOf(/** @type {any} */ (event.target).closest('li'));
      if (at >= 0) this.take(this.shown[at]);
    });
  }

  /** @param {Option | null} option */
  set(option) {
    this.value = option;
    this.input.value = option ? option.label : '';
    this.input.title = option ? option.name : '';
  }

  typed() {
    this.value = this.how.free ? { id: this.input.value, label: this.input.value, name: '' } : null;
    this.active = 0;
    this.draw();
  }

  matches() {
    const typed = this.input.value.trim().toLowerCase();
    const all = this.how.options();
    if (!typed || (this.value && this.value.label === this.input.value && !this.how.free)) return all;
    /** @param {Option} option */
    const rank = (option) => {
      const texts = [option.id, option.label, option.name].map((text) => text.toLowerCase());
      if (texts.slice(0, 2).some((text) => text.startsWith(typed)) || texts[2].startsWith(typed)) return 0;
      return texts.some((text) => text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed))) ? 1 : 2;
    };
    const ranked = all.map((option) => ({ option, rank: rank(option) })).filter((one) => one.rank < 2);
    return ranked.sort((a, b) => a.rank - b.rank).map((one) => one.option);
  }

  draw() {
    const typed = this.input.value.trim();
    this.shown = this.matches().slice(0, 50);
    if (this.how.fresh && typed && !this.value) {
      this.shown.push({ id: '', label: `New ${this.how.fresh} “${typed}” …`, name: '', fresh: typed });
    }
    this.active = Math.min(this.active, Math.max(0, this.shown.length - 1));
    this.list.replaceChildren(...this.shown.map((option, at) => make(
      'li', { role: 'option', id: `${this.input.id}-${at}`, 'aria-selected': String(at === this.active) },
      make('b', {}, option.label), option.name && option.name !== option.label ? make('small', {}, ` ${option.name}`) : null,
    )));
    this.list.hidden = !this.shown.length;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    if (this.shown.length) this.input.setAttribute('aria-activedescendant', `${this.input.id}-${this.active}`);
    else this.input.removeAttribute('aria-activedescendant');
    this.list.children[this.active]?.scrollIntoView({ block: 'nearest' });
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    if (!this.how.free && !this.value) this.input.value = '';
  }

  /** @param {Option} option */
  take(option) {
    if (!option.fresh) this.set(option);
    this.input.placeholder = option.fresh ? 'a new one, below' : '';
    this.how.chosen(option);
    this.close();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const open = !this.list.hidden && this.shown.length > 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.active += event.key === 'ArrowDown' ? 1 : -1;
      this.active = Math.max(0, Math.min(this.active, this.shown.length - 1));
      this.draw();
    } else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && open && this.wants()) {
      this.take(this.shown[this.active]);
    } else if (event.key === 'Enter') {
      this.how.chosen(this.value);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether Enter takes the first of the list: not where a text of one's own stands in a free field. */
  wants() {
    if (this.how.free) return this.active > 0 || !this.input.value.trim() || this.shown.length > 0 && this.input.value.trim().length < 3;
    return !this.value || this.input.value !== this.value.label || this.active > 0;
  }
}
