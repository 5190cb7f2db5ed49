/** What the page needs from its first answer on, and not before. */
export { askInLines } from './ask-in-lines.ts';
export { default as Result } from './Result.svelte';
