import { type Actor, personOf } from '../../actor.ts';
import { holderName } from './tokens.ts';

/**
 * Names, in a browser, the person whose things wait there: the same from one session to the next, different for each
 * person, and telling nothing of who they are. Anonymous gets `identity.sign-in` (401).
 */
export const holderOf = (actor: Actor): string => holderName(personOf(actor).id);
