import type { Queries, World } from '#platform/server';
import { ANONYMOUS, type Actor, hasPrivileges, mustBePerson } from '../../actor.ts';
import { isLastSeenStale, sessionEnd, isSessionValid } from '../../session-rules.ts';
import {
	deleteSession,
	findSession,
	insertSession,
	type Session,
	sessionsOfPerson,
	updateLastSeen,
} from './session-store.ts';
import { personOfSession } from '../current-actor.ts';
import { newToken, personPseudonym, tokenHash } from './tokens.ts';

/** The cookie that carries a session's token; `__Host-` binds it to this host, over https or on localhost. */
export const SESSION_COOKIE = '__Host-sid';

/** Attributes of the session cookie. It is deleted when the browser closes, as suits a shared computer. */
export const sessionCookieAttributes = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** Makes a session to be stored, and its token, which only the person's browser keeps. */
export function newSession(
	person: string,
	now: Date,
	label: string | null = null,
): { token: string; session: Session } {
	const token = newToken();
	const session = {
		id: tokenHash(token),
		person,
		label,
		institution: null,
		createdAt: now,
		seenAt: now,
		expiresAt: sessionEnd(now),
	};
	return { token, session };
}

/** Opens a session inside a write unit, and ends the one it replaces, if any. */
export async function openSession(tx: Queries, session: Session, replaces?: string | null): Promise<void> {
	if (replaces) await deleteSession(tx, replaces);
	await insertSession(tx, session);
}

/**
 * Returns the actor of a request: the person of a valid session, otherwise anonymous. Never throws for a bad
 * token. Stores the time of the request on the session, at most once a minute.
 */
export async function actorOf(world: World, token: string | undefined): Promise<Actor> {
	if (!token) return ANONYMOUS;
	const now = world.now();
	const found = await personOfSession(world.db.read, tokenHash(token), now);
	if (!found) return ANONYMOUS;
	const { actor, session } = found;
	if (isLastSeenStale(session, now)) await world.db.write((tx) => updateLastSeen(tx, session.id, now));
	return actor;
}

/**
 * Returns the pseudonym (`actorPseudonym`) of the person whose session a browser holds, even if that session
 * has expired. Returns null for an unknown token, a deleted session or a closed account.
 */
export async function pseudonymOfSession(world: Pick<World, 'db'>, token: string): Promise<string | null> {
	const found = await findSession(world.db.read, tokenHash(token));
	return found ? personPseudonym(found.session.person) : null;
}

/** Ends the session that the actor uses; does nothing for an actor without one. */
export async function signOut(world: World, actor: Actor): Promise<void> {
	if (actor.kind !== 'person' || actor.session === null) return;
	const { session } = actor;
	await world.db.write((tx) => deleteSession(tx, session));
}

/** Returns the actor's open sessions; `current` marks the one that this request uses. */
export async function mySessions(world: World, actor: Actor): Promise<(Session & { current: boolean })[]> {
	const me = mustBePerson(actor);
	const now = world.now();
	const privileged = hasPrivileges(me);
	return (await sessionsOfPerson(world.db.read, me.id))
		.filter((session) => isSessionValid(session, privileged, now))
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

/**
 * Reduces a User-Agent header to a label such as « Firefox, Android », enough for a person to recognise a
 * device: nothing else of the header is stored. Null if nothing is recognised.
 */
export function deviceLabel(userAgent: string | null | undefined): string | null {
	const first = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
	return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(', ') || null;
}
