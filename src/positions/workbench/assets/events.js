// @ts-check
/** Changes that somebody else made: one stream a browser, shared by its tabs. */
import { authorization } from './server.js';

/** @param {(kind: string, said: any) => void} hear */
export function listen(hear) {
  const channel = new BroadcastChannel('positions-events');
  channel.onmessage = ({ data }) => hear(data.kind, data.said);
  const held = async () => {
    for (;;) {
      const tell = (/** @type {string} */ kind, /** @type {any} */ said) => {
        hear(kind, said);
        channel.postMessage({ kind, said });
      };
      tell(await read(tell).catch(() => 'gone'), {});
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  };
  if (navigator.locks) navigator.locks.request('positions-events', held);
  else held();
}

/** Pass on what the stream says; return how it ended. @param {(kind: string, said: any) => void} hear @returns {Promise<string>} */
async function read(hear) {
  const answer = await fetch('/events', { headers: authorization() });
  if (answer.status === 401) return 'refused';
  if (!answer.ok || !answer.body) return 'gone';
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let kept = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return 'gone';
    kept += value;
    const events = kept.split('\n\n');
    kept = events.pop() || '';
    for (const event of events) {
      const found = /^event: (\w+)\ndata: (.*)$/.exec(event);
      if (found) hear(found[1], JSON.parse(found[2]));
    }
  }
}
