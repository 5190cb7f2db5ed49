import { notFound } from '#platform';
import { type Actor, type PersonActor, type Role, signInFirst } from './actor.ts';

/** What somebody wants to act on, with just the facts that decide. */
export type Thing =
	/** A person's own things: answers, trainings, profile, account. */
	| { readonly kind: 'person'; readonly person: string }
	/** An application for recognition, by the person who applies. */
	| { readonly kind: 'application'; readonly person: string; readonly institution: string }
	/** A badge awarded to a person; `decidedBy` is the adviser, null when a rule decided. */
	| {
			readonly kind: 'award';
			readonly person: string;
			readonly institution: string;
			readonly decidedBy: string | null;
			readonly published: boolean;
	  }
	/** A cohort and the advisers who accompany it. */
	| { readonly kind: 'cohort'; readonly institution: string; readonly advisers: readonly string[] }
	/** What an institution opens to those who learn, advise or administer in it. */
	| { readonly kind: 'institution'; readonly institution: string };

/** What somebody wants to do. */
export type Verb = 'read' | 'write' | 'review' | 'revoke' | 'learn' | 'advise' | 'administer';

type Rule<T> = (who: PersonActor, thing: T) => boolean;
type Rules = { readonly [K in Thing['kind']]: { readonly [V in Verb]?: Rule<Extract<Thing, { kind: K }>> } };

const holds =
	(role: Role): Rule<{ institution: string }> =>
	(who, thing) =>
		who.memberships.some((one) => one.role === role && one.institution === thing.institution);

const oneself: Rule<{ person: string }> = (who, thing) => who.id === thing.person;
const adviserThere = holds('adviser');
const administratorThere = holds('administrator');
const adviserAmong: Rule<{ institution: string; advisers: readonly string[] }> = (who, thing) =>
	adviserThere(who, thing) && thing.advisers.includes(who.id);

/** Who may do what. What is not written here is refused: an administrator, for one, reads nobody's profile. */
const RULES: Rules = {
	person: {
		read: oneself,
		write: oneself,
	},
	application: {
		read: (who, it) => oneself(who, it) || adviserThere(who, it),
		write: oneself,
		review: (who, it) => adviserThere(who, it) && !oneself(who, it),
	},
	award: {
		read: (who, it) =>
			it.published || oneself(who, it) || adviserThere(who, it) || administratorThere(who, it),
		write: oneself,
		revoke: (who, it) => (adviserThere(who, it) && it.decidedBy === who.id) || administratorThere(who, it),
	},
	cohort: {
		read: adviserAmong,
		write: adviserAmong,
	},
	institution: {
		learn: holds('learner'),
		advise: adviserThere,
		administer: administratorThere,
	},
};

/** The operator looks after the service (institutions, badges), never reads what people wrote. */
const OPERATOR: ReadonlySet<string> = new Set(['institution administer', 'award read', 'award revoke']);

/** Whether somebody may do something; every server function asks this, pages never decide. */
export function can(actor: Actor, verb: Verb, thing: Thing): boolean {
	if (actor.kind === 'operator') return OPERATOR.has(`${thing.kind} ${verb}`);
	if (actor.kind === 'anonymous')
		return isPublicAnswer(verb, thing) && thing.kind === 'award' && thing.published;
	const rule = (RULES[thing.kind] as { readonly [V in Verb]?: Rule<Thing> })[verb];
	return rule?.(actor, thing) ?? false;
}

/** Reading an award is the one thing offered to anybody. */
const isPublicAnswer = (verb: Verb, thing: Thing) => thing.kind === 'award' && verb === 'read';

/**
 * Refuses what somebody may not do: anonymous is sent to sign in (`identity.sign-in`, 401), anybody else gets the same
 * not-found as for an unknown thing. An unpublished award is not-found for the anonymous too: it must not show that it exists.
 */
export function must(actor: Actor, verb: Verb, thing: Thing): void {
	if (can(actor, verb, thing)) return;
	throw actor.kind === 'anonymous' && !isPublicAnswer(verb, thing) ? signInFirst() : notFound();
}
