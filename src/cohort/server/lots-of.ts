import { createHmac, randomBytes } from 'node:crypto';
import type { Queries, World } from '#platform/server';
import { type Lots, lotsFrom, NUMBERS_PER_DRAW } from '../lots.ts';
import { findSecret, insertSecret } from './store.ts';

const ID = 'lots';
const BOUND_TO = 'portrait-lots';

/**
 * The secret that people's lots are drawn with, made at need inside the write unit; throws `platform.key-missing`
 * (503) without the sealing key. One for the whole service: with one for each institution, two cohorts of two
 * institutions would show two draws of the same person. It never changes, or every level would be drawn again.
 */
export async function lotsSecret(tx: Queries, world: Pick<World, 'now' | 'seal'>): Promise<Uint8Array> {
	const sealed = await findSecret(tx, ID);
	if (sealed !== undefined) return world.seal.open(sealed, BOUND_TO);
	const secret = randomBytes(32);
	await insertSecret(tx, { id: ID, sealed: world.seal.seal(secret, BOUND_TO), createdAt: world.now() });
	return secret;
}

/** A person's lots in a dimension: the same for ever, from an HMAC (SHA-256) that no source and no date enters. */
export function lotsOf(secret: Uint8Array, person: string, slug: string): Lots {
	const bytes = createHmac('sha256', secret).update(`${person}\n${slug}`).digest();
	return lotsFrom(Array.from({ length: NUMBERS_PER_DRAW }, (_, at) => bytes.readUInt32BE(at * 4) / 2 ** 32));
}
