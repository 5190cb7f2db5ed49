import { notFound } from '#platform';
import { type Actor, isReviewer, type PersonActor, type Role, signInRefusal } from './actor.ts';

/** What an actor wants to act on, with only the facts that decide whether they may. */
export type Resource =
	/** What belongs to a person: answers, training, profile, account. */
	| { readonly kind: 'person'; readonly person: string }
	/** An application for a badge; `person` is the applicant. */
	| { readonly kind: 'application'; readonly person: string; readonly institution: string }
	/**
	 * An award, held by `person`; `decidedBy` is the adviser, or null for a badge that no adviser decided.
	 */
	| {
			readonly kind: 'award';
			readonly person: string;
			readonly institution: string;
			readonly decidedBy: string | null;
			readonly published: boolean;
	  }
	/** A cohort and the advisers who accompany it. */
	| { readonly kind: 'cohort'; readonly institution: string; readonly advisers: readonly string[] }
	/** An institution, in which somebody learns, advises or administers. */
	| { readonly kind: 'institution'; readonly institution: string }
	/** The service itself: which institutions it holds. */
	| { readonly kind: 'service' };

/** What an actor wants to do with a `Resource`. */
export type Verb =
	'read' | 'write' | 'review' | 'revoke' | 'learn' | 'advise' | 'administer' | 'curate' | 'operate';

type Rule<T> = (who: PersonActor, thing: T) => boolean;
type Rules = {
	readonly [K in Resource['kind']]: { readonly [V in Verb]?: Rule<Extract<Resource, { kind: K }>> };
};

const holds =
	(role: Role): Rule<{ institution: string }> =>
	(who, thing) =>
		who.memberships.some((one) => one.role === role && one.institution === thing.institution);

const oneself: Rule<{ person: string }> = (who, thing) => who.id === thing.person;
const adviserThere = holds('adviser');
const administratorThere = holds('administrator');
/** An adviser to whom the institution itself gave the role. */
const ownAdviserThere: Rule<{ institution: string }> = (who, thing) =>
	who.memberships.some(
		(one) => one.role === 'adviser' && one.institution === thing.institution && !one.byAgreement,
	);
/** An adviser there, except one whom an agreement lets accompany cohorts only. */
const reviewerThere: Rule<{ institution: string }> = (who, thing) =>
	who.memberships.some((one) => isReviewer(one) && one.institution === thing.institution);
const adviserAmong: Rule<{ institution: string; advisers: readonly string[] }> = (who, thing) =>
	adviserThere(who, thing) && thing.advisers.includes(who.id);

/**
 * The rights of signed-in persons. Anything not written here is refused: an administrator, for example, may
 * read nobody's profile, and the operator opens no institution.
 */
const RULES: Rules = {
	person: {
		read: oneself,
		write: oneself,
	},
	application: {
		read: (who, it) => oneself(who, it) || reviewerThere(who, it),
		write: oneself,
		review: (who, it) => reviewerThere(who, it) && !oneself(who, it),
	},
	award: {
		read: (who, it) =>
			it.published || oneself(who, it) || reviewerThere(who, it) || administratorThere(who, it),
		write: oneself,
		revoke: (who, it) => (reviewerThere(who, it) && it.decidedBy === who.id) || administratorThere(who, it),
	},
	cohort: {
		read: adviserAmong,
		write: adviserAmong,
	},
	institution: {
		learn: holds('learner'),
		advise: adviserThere,
		administer: administratorThere,
		// What the institution offers its people to learn.
		curate: (who, it) => administratorThere(who, it) || ownAdviserThere(who, it),
	},
	service: {
		operate: (who) => who.operator === true,
	},
};

/**
 * The rights of the operator's command, which runs the service (institutions, badges) and never reads what
 * people wrote.
 */
const OPERATOR: ReadonlySet<string> = new Set([
	'institution administer',
	'award read',
	'award revoke',
	'service operate',
]);

/**
 * Returns whether an actor may do this (`verb`) to this thing. Every server function must ask it or `must`;
 * pages never decide.
 */
export function can(actor: Actor, verb: Verb, thing: Resource): boolean {
	if (actor.kind === 'operator') return OPERATOR.has(`${thing.kind} ${verb}`);
	if (actor.kind === 'anonymous')
		return isPublicAnswer(verb, thing) && thing.kind === 'award' && thing.published;
	const rule = (RULES[thing.kind] as { readonly [V in Verb]?: Rule<Resource> })[verb];
	return rule?.(actor, thing) ?? false;
}

/** True for reading an award, the only thing that anybody may do without signing in. */
const isPublicAnswer = (verb: Verb, thing: Resource) => thing.kind === 'award' && verb === 'read';

/**
 * Throws unless the actor may do this (`verb`) to this thing: `identity.sign-in` (401) for an anonymous
 * visitor, and for anybody else the not-found (404) that a thing which does not exist gets. An anonymous
 * visitor gets not-found for an unpublished award too, so as not to reveal that it exists.
 */
export function must(actor: Actor, verb: Verb, thing: Resource): void {
	if (can(actor, verb, thing)) return;
	throw actor.kind === 'anonymous' && !isPublicAnswer(verb, thing) ? signInRefusal() : notFound();
}
