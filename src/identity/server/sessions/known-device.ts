import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { findCredentials } from '../accounts/people-store.ts';

/**
 * Name of the cookie by which a browser that signed in before is recognised; its value contains no person's
 * name.
 */
export const DEVICE_COOKIE = '__Host-device';

/**
 * Attributes of the device cookie. It lasts half a year and survives sign-out, so that strangers' wrong
 * passwords do not lock the owner out of a browser they used before.
 */
export const deviceCookieAttributes = {
	path: '/',
	httpOnly: true,
	secure: true,
	sameSite: 'lax',
	maxAge: 180 * 24 * 3600,
} as const;

/** The account for which a device proves, by an HMAC, that it signed in before. */
export interface DeviceAccount {
	readonly person: string;
	readonly passwordHash: string;
}

/** How many accounts one browser is recognised for; on a shared computer, the last ones that signed in. */
const MOST_ACCOUNTS = 5;
const PARTS = /^[A-Za-z0-9_-]{22}(\.[A-Za-z0-9_-]{22}){1,5}$/;

/**
 * HMAC proving that this device signed in to this account. Keyed by the password hash, which is random and
 * never leaves the database, so that a new password revokes it and no other key has to be kept.
 */
const deviceMac = (device: string, { person, passwordHash }: DeviceAccount): string =>
	createHmac('sha256', passwordHash).update(`device:${person}:${device}`).digest('base64url').slice(0, 22);

/** Compares two HMACs of equal length in constant time. */
const same = (one: string, other: string) => timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * Returns the device's random name from its cookie, if it signed in to this account with its current
 * password; otherwise undefined.
 */
export function recognizedDevice(cookie: string | undefined, account: DeviceAccount): string | undefined {
	if (!cookie || !PARTS.test(cookie)) return undefined;
	const [device = '', ...macs] = cookie.split('.');
	const expected = deviceMac(device, account);
	return macs.some((one) => same(one, expected)) ? device : undefined;
}

/**
 * Returns the device cookie's new value for a browser that just signed in to an account; the device's name
 * and the other accounts of its present cookie are kept.
 */
export function deviceCookieValue(cookie: string | undefined, account: DeviceAccount): string {
	const [device = '', ...macs] = cookie && PARTS.test(cookie) ? cookie.split('.') : [];
	const name = device || randomBytes(16).toString('base64url');
	const mine = deviceMac(name, account);
	const others = macs.filter((one) => one !== mine).slice(0, MOST_ACCOUNTS - 1);
	return [name, mine, ...others].join('.');
}

/**
 * Returns the device cookie's new value after the actor changed their password, which made the earlier value
 * void; undefined when they have no password.
 */
export async function renewedDeviceCookieValue(
	world: Pick<World, 'db'>,
	actor: Actor,
	cookie: string | undefined,
): Promise<string | undefined> {
	const { id } = mustBePerson(actor);
	const hash = (await findCredentials(world.db.read, { id }))?.passwordHash;
	return hash ? deviceCookieValue(cookie, { person: id, passwordHash: hash }) : undefined;
}
