import type { Audience, Role } from './actor.ts';

/**
 * What an administrator may do for many people at once: give a role (a learner’s with an audience), remove one,
 * close or open accounts, or send each a link to choose a new password.
 */
export const BULK_ACTS = [
	'give-teacher',
	'give-staff',
	'give-student',
	'give-adviser',
	'give-administrator',
	'remove-learner',
	'remove-adviser',
	'remove-administrator',
	'close',
	'open',
	'new-password',
] as const;

/** One of the acts for many people at once. */
export type BulkAct = (typeof BULK_ACTS)[number];

/**
 * Why an act for many people leaves somebody out: it is the administrator who does it, they are already so, it is
 * their only role, their account is also another institution’s or an operator’s, it is closed, it has no verified
 * address that takes mail, they were sent as many links as an hour allows, or they no longer belong to the
 * institution.
 */
export const LEFT_OUT = [
	'self',
	'already',
	'only-role',
	'elsewhere',
	'closed',
	'no-address',
	'links-lately',
	'gone',
] as const;

/** Why an act for many people leaves somebody out. */
export type LeftOut = (typeof LEFT_OUT)[number];

/** The role that an act gives or removes, with the audience that it gives; null for an act about accounts. */
export function roleOfAct(
	act: BulkAct,
): { readonly gives: boolean; readonly role: Role; readonly audience: Audience | null } | null {
	const [verb, what] = act.split('-');
	if (verb === 'remove') return { gives: false, role: what as Role, audience: null };
	if (verb !== 'give') return null;
	return what === 'adviser' || what === 'administrator'
		? { gives: true, role: what, audience: null }
		: { gives: true, role: 'learner', audience: what as Audience };
}

/** What decides whether an act for many people leaves somebody out. */
export interface BulkFacts {
	/** The roles that they hold in the institution. */
	readonly roles: readonly Role[];
	/** Whose statements they answer there as a learner. */
	readonly audience: Audience | null;
	/** Whether their account also opens what the administrator does not administer. */
	readonly elsewhere: boolean;
	readonly disabled: boolean;
	/** Whether they showed that they read mail at their address, which takes it. */
	readonly reachable: boolean;
}

/** Why an act leaves out a person about whom these facts are known; null when it does not. */
export function leftOutOf(act: BulkAct, facts: BulkFacts | undefined, isSelf: boolean): LeftOut | null {
	if (!facts || facts.roles.length === 0) return 'gone';
	if (isSelf) return 'self';
	const { roles, audience, elsewhere, disabled, reachable } = facts;
	const one = roleOfAct(act);
	if (one) {
		const has = roles.includes(one.role) && (one.audience === null || one.audience === audience);
		if (has === one.gives) return 'already';
		return !one.gives && roles.length === 1 ? 'only-role' : null;
	}
	if (act !== 'new-password' && disabled === (act === 'close')) return 'already';
	if (elsewhere) return 'elsewhere';
	if (act !== 'new-password') return null;
	if (disabled) return 'closed';
	return reachable ? null : 'no-address';
}
