import { notFound, Refusal } from '#platform';

/** What a person does in an institution; one person may hold several roles. */
export type Role = 'learner' | 'adviser' | 'administrator';

/** All roles, in the order in which pages show them. */
export const ROLES = ['learner', 'adviser', 'administrator'] as const satisfies readonly Role[];

/** The roles in which one reads what other people did, or decides for them. */
export const ROLES_OVER_OTHERS = ['adviser', 'administrator'] as const satisfies readonly Role[];

/**
 * The audiences that statements and situations are written for: teachers (enseignant), staff (personnel),
 * students (étudiant).
 */
export const AUDIENCES = ['teacher', 'staff', 'student'] as const;

/** Whose statements a learner answers: a teacher's, a staff member's or a student's. */
export type Audience = (typeof AUDIENCES)[number];

/** Returns whether a value is the id of an audience. */
export const isAudience = (word: unknown): word is Audience =>
	(AUDIENCES as readonly unknown[]).includes(word);

/**
 * The agreement by which an adviser of a RÉCIT service advises in another institution: the service, and whether
 * they decide applications there, or only accompany cohorts.
 */
export interface ByAgreement {
	readonly agreement: string;
	readonly service: string;
	readonly reviews: boolean;
}

/** A role that a person holds in an institution; only a learner has an audience. */
export interface Membership {
	readonly institution: string;
	readonly role: Role;
	readonly audience: Audience | null;
	/** Absent for a role that the institution itself gave. */
	readonly byAgreement?: ByAgreement;
}

/** Returns whether this role lets its person decide applications in its institution. */
export const isReviewer = ({ role, byAgreement }: Pick<Membership, 'role' | 'byAgreement'>): boolean =>
	role === 'adviser' && byAgreement?.reviews !== false;

/**
 * How many notices a person has not read, and the time up to which they have seen all of them (null: none
 * seen); see `src/notices`.
 */
export interface NoticeReadState {
	readonly unread: number;
	readonly seenAt: Date | null;
}

/** An institution where a person holds roles, and so may choose to act. */
export interface Place {
	readonly id: string;
	readonly name: string;
	readonly roles: readonly Role[];
	/** True where the person acts by an agreement of the institution with their service. */
	readonly byAgreement?: true;
	/** True where the person decides applications when they act there. */
	readonly reviews?: true;
}

/** A signed-in person, with everything that decides what they may do. */
export interface PersonActor {
	readonly kind: 'person';
	readonly id: string;
	readonly username: string;
	readonly displayName: string;
	/**
	 * The roles that count now: all those in the institution where the person acts, then those of learner
	 * elsewhere, since what one learns follows one everywhere. Without a session (the operator's command acts
	 * for them), all their roles.
	 */
	readonly memberships: readonly Membership[];
	/** Where the person may act, the present place first. Absent when the operator's command acts for them. */
	readonly places?: readonly Place[];
	/** True for a person who runs the service; it opens no institution. */
	readonly operator?: boolean;
	/**
	 * Id of the session in use: the hash of its token, never the token. Null when the operator's command acts
	 * for this person.
	 */
	readonly session: string | null;
	/** True when their password was set by somebody else: until they change it, they may do nothing else. */
	readonly mustChangePassword?: boolean;
	/** The person's count of unread notices; absent when the operator's command acts for them. */
	readonly notices?: NoticeReadState;
	/**
	 * IANA time zone of the institution where they learn, or else of their oldest role. Absent without a
	 * role, and when the operator's command acts for them.
	 */
	readonly timeZone?: string;
	/**
	 * The latest revision of the badges that institutions have of their own, as the session was read; absent
	 * where none has any, and when the operator's command acts for them.
	 */
	readonly ownBadges?: number;
}

/**
 * Who asks for something: an anonymous visitor, a signed-in person, or the operator's command on the server
 * itself.
 */
export type Actor = { readonly kind: 'anonymous' } | PersonActor | { readonly kind: 'operator' };

/** The actor of a visitor who has not signed in. */
export const ANONYMOUS: Actor = { kind: 'anonymous' };

/** Creates the refusal (`identity.sign-in`, 401) after which pages lead to the sign-in page. */
export const signInRefusal = () => new Refusal('identity.sign-in', { status: 401 });

/**
 * Returns the actor as the signed-in person. Throws `identity.sign-in` (401) for an anonymous visitor, and
 * not-found (404) for the operator, who has no account.
 */
export function mustBePerson(actor: Actor): PersonActor {
	if (actor.kind === 'person') return actor;
	throw actor.kind === 'anonymous' ? signInRefusal() : notFound();
}

/** Returns the actor's first membership with this role. Throws not-found (404) when they have none. */
export function mustHoldRole(actor: Actor, role: Role): Membership {
	const found = mustBePerson(actor).memberships.find((membership) => membership.role === role);
	if (!found) throw notFound();
	return found;
}

/**
 * Returns the actor's membership as a learner, in the institution where they act if they learn there. Throws
 * not-found (404) when they have none.
 */
export const mustBeLearner = (actor: Actor): Membership => mustHoldRole(actor, 'learner');

/**
 * Returns whether a person administers some institution, or runs the service: their sessions end sooner.
 */
export const hasPrivileges = ({
	operator = false,
	places = [],
	memberships,
}: Pick<PersonActor, 'operator' | 'places' | 'memberships'>): boolean =>
	operator ||
	memberships.some(({ role }) => role === 'administrator') ||
	places.some(({ roles }) => roles.includes('administrator'));

/**
 * Returns whether a person administers this institution, even if they act in another one now.
 */
export const administersAnywhere = ({ memberships, places = [] }: PersonActor, institution: string) =>
	memberships.some((one) => one.role === 'administrator' && one.institution === institution) ||
	places.some(({ id, roles }) => id === institution && roles.includes('administrator'));

/**
 * Returns the distinct roles of the actor that count now, in the order of `ROLES`. An actor who is not a
 * signed-in person has none.
 */
export function rolesOf(actor: Actor): Role[] {
	if (actor.kind !== 'person') return [];
	return ROLES.filter((role) => actor.memberships.some((membership) => membership.role === role));
}

/** Returns whether the actor decides applications where they act. */
export const reviewsApplications = (actor: Actor): boolean =>
	actor.kind === 'person' && actor.memberships.some(isReviewer);

/**
 * Returns the id of the RÉCIT service in whose name the actor decides applications in an institution, by an
 * agreement; null when the institution itself gave them the role of adviser.
 */
export function serviceOfAdviser(actor: PersonActor, institution: string): string | null {
	const reviewing = actor.memberships.filter((one) => isReviewer(one) && one.institution === institution);
	const own = reviewing.some(({ byAgreement }) => !byAgreement);
	return own ? null : (reviewing[0]?.byAgreement?.service ?? null);
}

/** Where a person may act, the present place first; nothing where there is no choice. */
export function placesToChoose(actor: Actor): readonly Place[] {
	const places = (actor.kind === 'person' && actor.places) || [];
	return places.length > 1 ? places : [];
}

/**
 * Path of the page to open after signing in: `/today` for a person with a role, `/operator` for the operator,
 * `/account` for anybody else.
 */
export const landingPath = (held: readonly Role[], operator = false): string =>
	held.length > 0 ? '/today' : operator ? '/operator' : '/account';
