// @ts-check
/** The page begins here. */
import { $, explained, say } from './dom.js';
import { draft } from './drafts.js';
import { listen } from './events.js';
import { beginKeys } from './keys.js';
import { beginReading, hint, openText, resume, statementsChanged, textChanged } from './reading.js';
import { beginScreens, refreshScreen, retryScreen } from './screens.js';
import { Refused, banner, comeIn, get, idle } from './server.js';
import { addSource, beginSources, begunByOthers, offerToBegin } from './sources.js';
import { sayBroken, setFrame, state } from './state.js';

/** Show the first text that can be read, or ask for one. */
async function firstText() {
  const kept = draft();
  const buttons = [...$('sources').querySelectorAll('button')];
  const wanted = buttons.find((one) => one.dataset.source === kept?.source) || buttons[0];
  if (!wanted) { hint(); return addSource(); }
  await openText(wanted.dataset.source);
  if (kept && kept.source === wanted.dataset.source) return resume(kept);
  return $('text').focus({ preventScroll: true });
}

/** The frame as it is now: one that an action has brought while it was asked for is newer. @returns {Promise<any>} */
async function freshFrame() {
  const before = state.frame;
  const frame = await get('/view/frame').catch((error) => {
    if (before && error.code === 'no-dataset') banner('The dataset is not there any more. What you have typed is kept.');
    return null;
  });
  return frame && state.frame !== before ? freshFrame() : frame;
}

let looking = false;

/** The dataset was away when the page asked for something: look until it is back. The server tells nothing of one that
 * is back, as it was, before it has looked itself. */
async function lookAgain() {
  if (looking || !state.frame) return;
  looking = true;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  looking = false; // where it is still away, the answer asks for this again
  const frame = await get('/view/frame').catch(() => null);
  if (frame) hear('version', frame);
}

/** A new address that the terminal shows may be opened where the page is open: what is typed stays. */
async function comeInAgain() {
  if (location.hash.length < 2) return;
  await comeIn();
  if (!state.frame) location.reload();
}

/** Whether that is said of another state than the one that is shown: another tab may have shown or hidden others.
 * @param {any} said */
const isOther = ({ version, blind = state.frame?.blind }) => version !== state.frame?.version || blind !== state.frame?.blind;

/** @param {string} kind @param {any} said */
async function hear(kind, said) {
  if (kind === 'bye' || kind === 'gone') {
    banner('The workbench has ended or does not answer. What you have typed is kept; start it again in the terminal.');
    return;
  }
  if (kind === 'refused') {
    banner('The workbench was started again: open the new address that the terminal shows. What you have typed is kept.');
    return;
  }
  if (kind === 'text') return said.source === state.text?.id ? textChanged(said.sha256) : undefined;
  await idle(); // a change of one's own comes with its answer
  if (said.version !== undefined && (isOther(said) || kind === 'broken')) {
    const before = state.frame;
    const frame = await freshFrame();
    if (!frame || (!isOther(frame) && kind !== 'broken')) return undefined;
    setFrame(frame);
    if (!before) { begunByOthers(); return firstText(); }
    if (state.screen !== 'text') return refreshScreen();
    return statementsChanged();
  }
  sayBroken();
  return retryScreen();
}

async function begin() {
  beginReading();
  beginScreens();
  beginSources();
  beginKeys();
  addEventListener('hashchange', comeInAgain);
  document.addEventListener('no-dataset', lookAgain);
  addEventListener('unhandledrejection', (event) => {
    if (!(event.reason instanceof Refused)) return;
    event.preventDefault();
    say(explained(event.reason)); // whoever asked has nothing to add
  });
  if (!(await comeIn())) return banner('Open the address that the terminal shows: it lets you in, once.');
  try {
    setFrame(await get('/view/frame'));
    await firstText();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'no-dataset') offerToBegin((remarks) => addSource(undefined, remarks));
    else banner(error.message);
  }
  document.body.dataset.ready = 'yes';
  if (error401()) return undefined;
  return listen(hear);
}

const error401 = () => !$('banner').hidden && $('banner').textContent.includes('press Enter');

begin();
