// @ts-check
/** Changes that somebody else made: one stream a browser, shared by its tabs. */
import { authorization } from './server.js';

/** @param {(kind: string, said: any) => void} hear */
export function listen(hear) {
  const channel = new BroadcastChannel('positions-events');
  channel.onmessage = ({ data }) => hear(data.kind, data.said);
  const held = async () => {
    for (;;) {
      await read((kind, said) => {
        hear(kind, said);
        channel.postMessage({ kind, said });
      }).catch(() => undefined);
      hear('gone', {});
      channel.postMessage({ kind: 'gone', said: {} });
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  };
  if (navigator.locks) navigator.locks.request('positions-events', held);
  else held();
}

/** @param {(kind: string, said: any) => void} hear */
async function read(hear) {
  const answer = await fetch('/events', { headers: authorization() });
  if (!answer.ok || !answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let kept = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    kept += value;
    const events = kept.split('\n\n');
    kept = events.pop() || '';
    for (const event of events) {
      const found = /^event: (\w+)\ndata: (.*)$/.exec(event);
      if (found) hear(found[1], JSON.parse(found[2]));
    }
  }
}
