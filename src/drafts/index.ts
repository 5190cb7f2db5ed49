/** Texts that are not sent yet. */
export { type Draft, DRAFT, type FormName, isKeepable, sameTyped, type Typed, typedAmong } from './draft.ts';
