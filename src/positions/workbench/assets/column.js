// @ts-check
/** The right column: one thing at a time. What has to give way is told, so that it can keep what was typed. */
import { $ } from './dom.js';

/** @type {() => void} */ let leave = () => undefined;

/** Put something into the column, in place of what is there.
 * @param {Node[]} content @param {() => void} [left] called before something else takes its place */
export function fill(content, left = () => undefined) {
  const before = leave;
  leave = left;
  before();
  $('side').replaceChildren(...content);
}
