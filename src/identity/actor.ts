import { notFound, Refusal } from '#platform';

/** What a person does in an institution; one person may hold several roles. */
export type Role = 'learner' | 'adviser' | 'administrator';

/** The roles, in the order they are shown. */
export const ROLES = ['learner', 'adviser', 'administrator'] as const satisfies readonly Role[];

/** Whose statements a learner answers: enseignant, personnel, étudiant. */
export const AUDIENCES = ['teacher', 'staff', 'student'] as const;

/** One of the three audiences. */
export type Audience = (typeof AUDIENCES)[number];

/** True when a word is the id of an audience. */
export const isAudience = (word: unknown): word is Audience =>
	(AUDIENCES as readonly unknown[]).includes(word);

/** One role of a person in one institution; only a learner has an audience. */
export interface Membership {
	readonly institution: string;
	readonly role: Role;
	readonly audience: Audience | null;
}

/** A signed-in person, with everything that decides what they may do. */
export interface PersonActor {
	readonly kind: 'person';
	readonly id: string;
	readonly username: string;
	readonly displayName: string;
	readonly memberships: readonly Membership[];
	/** The id of the session in use (the hash of its token, never the token); null: the command acts for them. */
	readonly session: string | null;
	/** Somebody else gave the password: nothing is open but changing it. */
	readonly mustChangePassword?: boolean;
}

/** Who asks: anybody, a signed-in person, or the command line on the server itself. */
export type Actor = { readonly kind: 'anonymous' } | PersonActor | { readonly kind: 'operator' };

/** Somebody who has not signed in. */
export const ANONYMOUS: Actor = { kind: 'anonymous' };

/** The refusal that leads to the sign-in page (401). */
export const signInFirst = () => new Refusal('identity.sign-in', { status: 401 });

/** The signed-in person. Throws `identity.sign-in` (401) for an anonymous visitor, not-found for the operator, who has no account. */
export function personOf(actor: Actor): PersonActor {
	if (actor.kind === 'person') return actor;
	throw actor.kind === 'anonymous' ? signInFirst() : notFound();
}

/** The first membership with a role, or not-found. */
export function membershipAs(actor: Actor, role: Role): Membership {
	const found = personOf(actor).memberships.find((membership) => membership.role === role);
	if (!found) throw notFound();
	return found;
}

/** The membership a person learns under (the first one with the role learner), or not-found. */
export const learnerMembership = (actor: Actor): Membership => membershipAs(actor, 'learner');

/** The distinct roles somebody holds, all institutions together, in the order they are shown. */
export function roles(actor: Actor): Role[] {
	if (actor.kind !== 'person') return [];
	return ROLES.filter((role) => actor.memberships.some((membership) => membership.role === role));
}

/** Where a person arrives after signing in: what waits for them if they advise, else the accounts, else their profile. */
export function landingPath(held: readonly Role[]): string {
	if (held.includes('adviser')) return '/review';
	if (held.includes('administrator')) return '/people';
	return held.includes('learner') ? '/profile' : '/account';
}
