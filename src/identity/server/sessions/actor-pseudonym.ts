import { type Actor, mustBePerson } from '../../actor.ts';
import { personPseudonym } from './tokens.ts';

/**
 * Returns a pseudonym of the signed-in person, under which their browser keeps drafts and answers not yet
 * sent. It is the same in every session, differs for each person, and does not reveal who they are. Throws
 * `identity.sign-in` (401) for an anonymous visitor.
 */
export const actorPseudonym = (actor: Actor): string => personPseudonym(mustBePerson(actor).id);
