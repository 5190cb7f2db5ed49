import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { World } from '#platform/server';
import { type Actor, personOf } from '../../actor.ts';
import { findCredentials } from '../accounts/people-store.ts';

/** The cookie by which a browser that signed in before is known again; it names nobody. */
export const DEVICE_COOKIE = '__Host-device';

/** How the cookie is set: for half a year, sign-out included, so that a stranger’s tries elsewhere keep nobody out. */
export const deviceCookie = {
	path: '/',
	httpOnly: true,
	secure: true,
	sameSite: 'lax',
	maxAge: 180 * 24 * 3600,
} as const;

/** An account as a device is tied to it. */
export interface Tied {
	readonly person: string;
	readonly passwordHash: string;
}

/** Accounts that one browser is known for: on a shared computer, the last ones that signed in. */
const MOST_ACCOUNTS = 5;
const PARTS = /^[A-Za-z0-9_-]{22}(\.[A-Za-z0-9_-]{22}){1,5}$/;

/**
 * What ties a device to an account. The key is the hash of the account's password, which is random and never leaves the
 * database: another password ends every tie, and there is no other key to keep.
 */
const tie = (device: string, { person, passwordHash }: Tied): string =>
	createHmac('sha256', passwordHash).update(`device:${person}:${device}`).digest('base64url').slice(0, 22);

/** Whether two ties are the same; each has the length of a tie. */
const same = (one: string, other: string) => timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The device that a cookie names, when somebody signed in to that very account from it, with the present password. */
export function deviceOf(cookie: string | undefined, account: Tied): string | undefined {
	if (!cookie || !PARTS.test(cookie)) return undefined;
	const [device = '', ...ties] = cookie.split('.');
	const expected = tie(device, account);
	return ties.some((one) => same(one, expected)) ? device : undefined;
}

/** The cookie of a browser from which somebody just signed in, whatever cookie it had. */
export function rememberDevice(cookie: string | undefined, account: Tied): string {
	const [device = '', ...ties] = cookie && PARTS.test(cookie) ? cookie.split('.') : [];
	const name = device || randomBytes(16).toString('base64url');
	const mine = tie(name, account);
	const others = ties.filter((one) => one !== mine).slice(0, MOST_ACCOUNTS - 1);
	return [name, mine, ...others].join('.');
}

/** The cookie of the browser in use after its person changed their password, which ended what tied them. */
export async function rememberThisDevice(
	world: Pick<World, 'db'>,
	actor: Actor,
	cookie: string | undefined,
): Promise<string | undefined> {
	const { id } = personOf(actor);
	const hash = (await findCredentials(world.db.read, { id }))?.passwordHash;
	return hash ? rememberDevice(cookie, { person: id, passwordHash: hash }) : undefined;
}
