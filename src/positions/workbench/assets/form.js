// @ts-check
/** The form: whose stance on what a passage is. It has a fixed place, and the text stays in sight. */
import { Combobox } from './combobox.js';
import { cursor, draw, words } from './cursor.js';
import { $, explained, focusLater, hold, make, say } from './dom.js';
import { dropDraft, keepDraft, refillWith, takeWaiting } from './drafts.js';
import { Pad } from './pad.js';
import { Refused, get, lastOnly, path, send } from './server.js';
import { fill } from './side.js';
import { setFrame, state } from './state.js';

const NEW = {
  name: 'Name of the new actor', short: 'Short name, for tables (may stay empty)',
  title: 'Title of the new issue', proposition: 'Proposition: a sentence that one can be for or against',
};
/** @typedef {(answer: any, source: string, here: boolean, focus: (element: any) => void) => void} Saved */
/** @type {Form | null} */ let open = null;
export const isOpen = () => open !== null;

// another tab may have kept its own draft meanwhile
addEventListener('pagehide', () => { if (open?.typed) open.keep(); });

/** @param {Saved} saved @param {() => void} left @param {string} [stance] a key that was pressed
 * @param {(source: string) => void} [stale] when the text is no longer the one in which the passage was chosen */
export async function openForm(saved, left, stance = '', stale = left) {
  if (!cursor.block) return;
  if (state.frame.broken.length) { say('Nothing can be coded until the file is mended: the line above says where.'); return; }
  open = new Form(saved, left);
  open.stale = stale;
  const form = open;
  fill([form.element], () => form.putAway());
  const kept = takeWaiting(state.text.id);
  if (kept) form.refill(kept);
  if (stance) form.pad.press(stance);
  form.focusFirst();
  await form.guess();
}

export function closeForm() {
  open = null;
}

class Form {
  /** @param {Saved} saved @param {() => void} left */
  constructor(saved, left) {
    this.saved = saved;
    this.left = left;
    this.source = state.text;
    this.spans = [...cursor.more, { start: cursor.start, end: cursor.end }].sort((a, b) => a.start - b.start);
    this.placeOnly = false;
    this.id = crypto.randomUUID();
    this.request = '';
    this.asked = '';
    this.saving = false;
    /** @type {any[]} */ this.joint = [];
    /** @type {any} */ this.order = null;
    /** @type {any} */ this.extra = {};
    /** @type {(source: string) => void} */ this.stale = left;
    this.typed = false;
    this.previewed = lastOnly();
    this.actor = new Combobox('Actor', { fresh: 'actor', options: () => this.actors(), chosen: (one) => this.pickActor(one) });
    this.issue = new Combobox('Issue', { fresh: 'issue', options: () => this.issues(), chosen: (one) => this.pickIssue(one) });
    this.speaker = new Combobox('Speaker', { free: true, options: () => this.speakers(), chosen: (one) => { if (one) this.speaker.touched = true; this.pad.element.focus(); } });
    this.speaker.input.addEventListener('input', () => { this.speaker.touched = true; });
    this.pad = new Pad(state.frame, (name) => this.act(name));
    this.newActor = make('div', { class: 'fresh', hidden: true });
    this.newIssue = make('div', { class: 'fresh', hidden: true });
    this.proposition = make('p', { class: 'proposition' });
    this.why = make('p', { class: 'quiet why' });
    this.cell = make('div', { class: 'cell-said', role: 'status' });
    this.names = make('p', { class: 'joint' });
    this.more = make('details', {}, make('summary', {}, 'Date, condition, note, translation'),
      ...['date', 'condition', 'note', 'translation'].map((name) => this.field(name)));
    this.quote = make('blockquote', {}, this.spans.length > 1 ? `${this.spans.length} passages` : words());
    this.element = make('form', { id: 'form', 'aria-label': 'Code this passage', 'data-ready': 'no', novalidate: true },
      make('h2', {}, 'Code this'), this.quote, this.names, this.actor.element, this.newActor, this.why, this.issue.element, this.proposition,
      this.newIssue, this.pad.element, this.speaker.element, this.more, this.cell,
      make('p', { class: 'buttons' }, make('button', { type: 'submit', class: 'main' }, 'Save'), make('button', { type: 'button', onclick: () => this.leave() }, 'Cancel')));
    this.element.addEventListener('submit', (/** @type {Event} */ event) => { event.preventDefault(); this.save(); });
    this.element.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.key(event));
    this.element.addEventListener('input', () => this.keep());
  }

  /** @param {string} name */
  field(name) {
    this.extra[name] = make('input', { id: `f-${name}`, name, autocomplete: 'off' });
    return make('div', { class: 'field' }, make('label', { for: `f-${name}` }, name[0].toUpperCase() + name.slice(1)), this.extra[name]);
  }

  /** What the server guesses of the passage; what was typed meanwhile stays. */
  async guess() {
    const [span] = this.spans;
    const found = await get(`${path('text', this.source.id, 'at')}?start=${span.start}&end=${span.end}`).catch(() => null);
    if (found && open === this) {
      this.order = found.issues;
      this.guessed = found;
      if (this.spans.length === 1) this.quote.textContent = found.quote;
      if (!this.actor.input.value && this.newActor.hidden && !this.joint.length && found.actor) {
        this.actor.set(this.actors().find((one) => one.id === found.actor) || null);
        this.why.textContent = found.why ? `${this.actor.input.value}: ${found.why}` : '';
        if (document.activeElement === this.actor.input) this.focusFirst();
      }
      if (!this.pad.value.basis) this.pad.set({ basis: found.basis });
      if (!this.extra.date.value) this.extra.date.value = found.date;
      this.guessSpeaker();
      if (document.activeElement === this.issue.input) this.issue.draw();
    }
    this.element.dataset.ready = 'yes';
  }

  /** The last speaker for this actor and basis in this source; else who is named beside the passage. */
  guessSpeaker() {
    if (this.speaker.touched) return;
    const actor = this.actor.value?.id;
    const known = state.frame.speakers.filter((/** @type {any} */ one) => one.actor === actor && one.source === this.source.id);
    const best = known.findLast((/** @type {any} */ one) => one.basis === this.pad.value.basis) || known.at(-1);
    const near = this.guessed?.actor === actor || !this.guessed?.actor ? this.guessed?.speaker : null;
    const name = best?.speaker && this.pad.value.basis !== 'reported' ? best.speaker : near || '';
    this.speaker.set(name ? { id: name, label: name, name: '' } : null);
  }

  actors() {
    const all = state.frame.actors;
    const known = state.recent.map((id) => all.find((/** @type {any} */ one) => one.id === id)).filter(Boolean);
    const near = all.filter((/** @type {any} */ one) => one.id === this.guessed?.actor);
    return [...new Set([...near, ...known, ...all])].filter((one) => !this.joint.includes(one));
  }

  issues() {
    const order = this.order || [];
    return [...state.frame.issues].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  }

  speakers() {
    const names = [this.guessed?.speaker, ...state.frame.speakers.map((/** @type {any} */ one) => one.speaker).reverse()];
    return [...new Set(names.filter(Boolean))].map((name) => ({ id: name, label: name, name: '' }));
  }

  /** @param {any} option */
  pickActor(option) {
    this.keep();
    if (option?.fresh) return this.fresh(this.newActor, { name: option.fresh, short: '' }, this.issue.input);
    this.newActor.hidden = true;
    this.guessSpeaker();
    this.focusFirst();
  }

  /** @param {any} option */
  pickIssue(option) {
    this.keep();
    this.proposition.textContent = option && !option.fresh ? option.name : '';
    if (option?.fresh) return this.fresh(this.newIssue, { title: option.fresh, proposition: '' }, this.pad.element);
    this.newIssue.hidden = true;
    this.pad.on(option?.scale || state.frame.scale);
    if (option) this.focusFirst();
    this.preview();
  }

  /** Open the fields of a new actor or issue in place. @param {any} place @param {Record<string, string>} values @param {any} next */
  fresh(place, values, next) {
    const inputs = Object.entries(values).map(([name, value]) => {
      const input = make('input', { id: `new-${name}`, name, autocomplete: 'off' });
      input.value = value;
      return make('div', { class: 'field' }, make('label', { for: `new-${name}` }, /** @type {any} */ (NEW)[name]), input);
    });
    place.replaceChildren(...inputs);
    place.hidden = false;
    place.onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      const all = [...place.querySelectorAll('input')];
      (all[all.indexOf(/** @type {any} */ (event.target)) + 1] || next).focus();
    };
    place.querySelectorAll('input')[1].focus();
  }

  /** Focus what is empty first: actor, issue, then the pad. */
  focusFirst() {
    if (!this.actor.value && this.newActor.hidden) this.actor.input.focus();
    else if (!this.issue.value && this.newIssue.hidden) this.issue.input.focus();
    else this.pad.element.focus();
  }

  /** @param {string} name */
  act(name) {
    if (name === 'save') this.save();
    else if (name === 'changed') { this.guessSpeaker(); this.preview(); this.keep(); }
    else if (name === 'speaker') { this.speaker.touched = true; this.speaker.input.focus(); }
    else if (name === 'place') {
      this.placeOnly = !this.placeOnly;
      this.quote.classList.toggle('place-only', this.placeOnly);
      say(this.placeOnly ? 'Only the place is cited, without the words.' : 'The words are quoted.');
    } else if (name === 'joint') this.addJoint();
    else { this.more.open = true; this.extra[name].focus(); }
  }

  addJoint() {
    if (!this.actor.value) return this.actor.input.focus();
    this.joint.push(this.actor.value);
    this.names.textContent = `Together: ${this.joint.map((one) => one.label).join(', ')} and`;
    this.actor.set(null);
    this.actor.input.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === 'Escape') { event.preventDefault(); this.leave(); }
  }

  /** Take over what a draft holds; the passage is the one that is chosen now. @param {any} body */
  refill(body) {
    this.typed = true;
    const known = (/** @type {any[]} */ all, /** @type {any} */ id) => all.find((one) => one.id === id) || null;
    const actors = [...(body.actors || [])];
    const last = actors.pop();
    for (const id of actors) {
      this.actor.set(known(state.frame.actors, id));
      if (this.actor.value) this.addJoint();
    }
    if (last && typeof last === 'object') this.fresh(this.newActor, { name: '', short: '', ...last }, this.issue.input);
    else this.actor.set(known(state.frame.actors, last));
    if (body.issue && typeof body.issue === 'object') this.fresh(this.newIssue, { title: '', proposition: '', ...body.issue }, this.pad.element);
    else {
      const issue = known(state.frame.issues, body.issue);
      this.issue.set(issue);
      this.proposition.textContent = issue?.name || '';
      this.pad.on(issue?.scale || state.frame.scale);
    }
    this.pad.set({ stance: body.stance || '', basis: body.basis || '', confidence: body.confidence || '' });
    if (body.speaker) {
      this.speaker.set({ id: body.speaker, label: body.speaker, name: '' });
      this.speaker.touched = true;
    }
    for (const [name, input] of Object.entries(this.extra)) input.value = body[name] || '';
    this.more.open = ['condition', 'note', 'translation'].some((name) => body[name]);
    if (body.place_only) this.act('place');
    this.keep(); // the draft is this form's now
  }

  leave() {
    open = null;
    dropDraft(this.id);
    this.left();
  }

  /** Give way to something else in the column; what was typed waits for the next form in this source. */
  putAway() {
    if (open !== this) return;
    open = null;
    if (this.typed && !this.saving) this.setAside('');
  }

  /** @param {string} why */
  setAside(why) {
    this.keep();
    refillWith(this.body());
    say(`${why} What you typed is kept: choose a passage and press Enter to go on with it.`.trim());
  }

  /** Keep a draft in this browser. */
  keep() {
    this.typed = true;
    keepDraft(this.id, { source: this.source.id, spans: this.spans, body: this.body() });
  }

  body() {
    /** @param {any} place */
    const made = (place) => Object.fromEntries([...place.querySelectorAll('input')].map((input) => [input.name, input.value]));
    const last = !this.newActor.hidden ? made(this.newActor) : this.actor.value?.id;
    const [span, ...more] = this.spans;
    return {
      source: this.source.id, sha256: this.source.sha256, start: span.start, end: span.end, more,
      place_only: this.placeOnly,
      actors: [...this.joint.map((one) => one.id), ...(last ? [last] : [])],
      issue: !this.newIssue.hidden ? made(this.newIssue) : this.issue.value?.id,
      ...this.pad.value, speaker: this.speaker.input.value,
      ...Object.fromEntries(Object.entries(this.extra).map(([name, input]) => [name, input.value])),
      how: this.how || '', old_date: this.oldDate || '',
    };
  }

  /** Say before saving what becomes of the cell. */
  async preview() {
    const body = this.body();
    if (!body.stance || !body.issue || !body.actors.length || this.cell.querySelector('button')) return;
    const found = await this.previewed(send('POST', '/preview', body).catch((error) => ({ refused: error.message })));
    if (!found || open !== this || this.cell.querySelector('button')) return;
    this.cell.textContent = found.refused || (found.said === 'a first entry' ? '' : `Saves: ${found.said}`);
  }

  async save() {
    const body = this.body();
    if (!body.actors.length) { say('Which actor?'); return this.actor.input.focus(); }
    if (!body.issue) { say('Which issue?'); return this.issue.input.focus(); }
    if (!body.stance) { say('Which stance? Press a digit.'); return this.pad.element.focus(); }
    return hold(this.element, () => this.sent(body));
  }

  /** @param {any} body */
  async sent(body) {
    const asked = JSON.stringify(body);
    if (asked !== this.asked) this.request = crypto.randomUUID();
    Object.assign(this, { asked, saving: true });
    const focus = focusLater();
    try {
      const answer = await send('POST', '/statements', { ...body, request: this.request });
      const here = open === this;
      if (here) open = null;
      dropDraft(this.id);
      for (const one of body.actors) if (typeof one === 'string') state.recent = [one, ...state.recent.filter((id) => id !== one)];
      state.command = answer.command;
      cursor.more = [];
      setFrame(answer.frame);
      this.saved(answer, this.source.id, here, focus);
      draw();
      say(answer.said, answer.remarks);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refused(error, focus);
    } finally { this.saving = false; }
  }

  /** @param {Refused} error @param {(element: any) => void} focus */
  refused(error, focus) {
    // without an answer it may have been done: the same request asks again
    if (error.status) Object.assign(this, { asked: '', how: '', oldDate: '' });
    if (open !== this) return this.setAside(`Not saved: ${explained(error)}`);
    if (error.code === 'text-changed') {
      refillWith(this.body());
      open = null;
      return this.stale(this.source.id);
    }
    const said = [make('p', { role: 'alert' }, error.message), error.hint ? make('p', { class: 'quiet' }, error.hint) : null];
    const ways = Object.entries(error.choices || {}).map(([how, text], at) => make('button', {
      type: 'button', onclick: () => this.choose(how),
    }, make('kbd', {}, String(at + 1)), ` ${text}`));
    this.cell.replaceChildren(...said.filter(Boolean), ...ways);
    this.cell.onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (ways[Number(event.key) - 1]) { event.preventDefault(); ways[Number(event.key) - 1].click(); }
    };
    if (ways.length) focus(ways[0]);
  }

  /** @param {string} how */
  choose(how) {
    this.cell.replaceChildren();
    if (how === 'date') { this.more.open = true; return this.extra.date.focus(); }
    if (how !== 'old_date') { this.how = how; return this.save(); }
    const input = make('input', { id: 'old-date', autocomplete: 'off' });
    input.onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      this.oldDate = input.value;
      this.save();
    };
    this.cell.replaceChildren(make('label', { for: 'old-date' }, 'Date of the older one (YYYY, YYYY-MM or YYYY-MM-DD)'), input);
    input.focus();
  }
}
