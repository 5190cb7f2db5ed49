import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Queries, World } from '#platform/server';
import { type Lots, lotsFrom, NUMBERS_PER_DRAW, NUMBERS_PER_PERSON } from '../lots.ts';
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

/** Draws the random numbers that belong to a text: an HMAC (SHA-256) of it under the secret. */
function numbersOf(secret: KeyObject, text: string): number[] {
	const bytes = createHmac('sha256', secret).update(text).digest();
	return Array.from({ length: NUMBERS_PER_DRAW }, (_, at) => bytes.readUInt32BE(at * 4) / 2 ** 32);
}

/**
 * Draws the random numbers of a person's lots in a dimension. The first belong to the person, the others to the
 * person and the dimension: somebody who has the same level everywhere can be shuffled everywhere alike, so
 * that comparing dimensions does not lift the doubt (decision 85). Neither source nor date is part of them, so
 * the lots never change.
 */
export const lotNumbers = (secret: KeyObject, person: string, slug: string): number[] => [
	...numbersOf(secret, person).slice(0, NUMBERS_PER_PERSON),
	...numbersOf(secret, `${person}\n${slug}`).slice(NUMBERS_PER_PERSON),
];

/** Draws a person's lots in a dimension from the secret. */
export const lotsOf = (secret: KeyObject, person: string, slug: string): Lots =>
	lotsFrom(lotNumbers(secret, person, slug));
