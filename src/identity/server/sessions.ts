import type { Queries, World } from '#platform/server';
import { ANONYMOUS, type Actor, type Membership, personOf } from '../actor.ts';
import { seenIsOld, sessionEnd, sessionStands } from '../session-rules.ts';
import { membershipRows } from './membership-store.ts';
import {
	deleteSession,
	findSession,
	insertSession,
	type Session,
	sessionsOfPerson,
	touchSession,
} from './session-store.ts';
import { isToken, newToken, tokenHash } from './tokens.ts';

/** The cookie that carries a session's token; `__Host-` binds it to this very host, over https or on localhost. */
export const SESSION_COOKIE = '__Host-sid';

/** How the cookie is set; it goes when the browser closes, as one does on a shared computer. */
export const sessionCookie = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** A session to be stored, and its token, which only the person's browser keeps. */
export function newSession(
	person: string,
	now: Date,
	label: string | null,
): { token: string; session: Session } {
	const token = newToken();
	const session = {
		id: tokenHash(token),
		person,
		label,
		createdAt: now,
		seenAt: now,
		expiresAt: sessionEnd(now),
	};
	return { token, session };
}

/** Opens a session inside a write unit; the one it replaces, if any, ends. */
export async function openSession(tx: Queries, session: Session, replaces?: string): Promise<void> {
	if (replaces) await deleteSession(tx, replaces);
	await insertSession(tx, session);
}

const rolesOnly = ({ institution, role, audience }: Membership): Membership => ({
	institution,
	role,
	audience,
});

/** Who a request comes from: the person of a session that stands, otherwise anonymous; never throws for a bad token. */
export async function actorOf(world: World, token: string | undefined): Promise<Actor> {
	if (!token || !isToken(token)) return ANONYMOUS;
	const found = await findSession(world.db.read, tokenHash(token));
	if (!found) return ANONYMOUS;
	const { session, username, displayName, mustChangePassword } = found;
	const memberships = (await membershipRows(world.db.read, session.person)).map(rolesOnly);
	const now = world.now();
	const administrator = memberships.some((membership) => membership.role === 'administrator');
	if (!sessionStands(session, administrator, now)) return ANONYMOUS;
	if (seenIsOld(session, now)) await world.db.write((tx) => touchSession(tx, session.id, now));
	const person = { kind: 'person', id: session.person, username, displayName, session: session.id } as const;
	// A password somebody else gave opens the account alone, to change it: no role until then.
	return mustChangePassword ? { ...person, memberships: [], mustChangePassword } : { ...person, memberships };
}

/** Ends the session in use; nothing happens to somebody who has none. */
export async function signOut(world: World, actor: Actor): Promise<void> {
	if (actor.kind !== 'person') return;
	await world.db.write((tx) => deleteSession(tx, actor.session));
}

/** The open sessions of the person who asks, the present one marked. */
export async function mySessions(world: World, actor: Actor): Promise<(Session & { current: boolean })[]> {
	const me = personOf(actor);
	const now = world.now();
	const administrator = me.memberships.some((membership) => membership.role === 'administrator');
	return (await sessionsOfPerson(world.db.read, me.id))
		.filter((session) => sessionStands(session, administrator, now))
		.map((session) => ({ ...session, current: session.id === me.session }));
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/Edg\//, 'Edge'],
	[/Firefox\/|FxiOS\//, 'Firefox'],
	[/Chrome\/|CriOS\//, 'Chrome'],
	[/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/CrOS/, 'ChromeOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux'],
];

/** « Firefox, Android »: enough for a person to know a device again, and no more is kept of a browser's own words. */
export function deviceLabel(userAgent: string | null | undefined): string | null {
	const first = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
	return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(', ') || null;
}
