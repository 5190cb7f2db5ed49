import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Queries, World } from '#platform/server';
import { type Lots, lotsFrom, NUMBERS_PER_DRAW } from '../lots.ts';
import { findLotsSecret, insertLotsSecret } from './cohort-store.ts';

const ID = 'lots';
const BOUND_TO = 'portrait-lots';

/**
 * Reads the secret from which people's lots are drawn, or creates it the first time, inside the write unit.
 * Throws `platform.key-missing` (503) without the sealing key. One secret serves the whole service: with one
 * per institution, cohorts of two institutions would show two draws for the same person. It never changes,
 * because every level would then be drawn again.
 */
export async function lotsSecret(tx: Queries, world: Pick<World, 'now' | 'seal'>): Promise<KeyObject> {
	const sealed = await findLotsSecret(tx, ID);
	if (sealed !== undefined) return createSecretKey(world.seal.open(sealed, BOUND_TO));
	const secret = randomBytes(32);
	await insertLotsSecret(tx, { id: ID, sealed: world.seal.seal(secret, BOUND_TO), createdAt: world.now() });
	return createSecretKey(secret);
}

/**
 * Draws a person's lots in a dimension from an HMAC (SHA-256) of the person's id and the dimension's slug
 * under the secret. Neither source nor date is part of it, so the lots never change.
 */
export function lotsOf(secret: KeyObject, person: string, slug: string): Lots {
	const bytes = createHmac('sha256', secret).update(`${person}\n${slug}`).digest();
	return lotsFrom(Array.from({ length: NUMBERS_PER_DRAW }, (_, at) => bytes.readUInt32BE(at * 4) / 2 ** 32));
}
