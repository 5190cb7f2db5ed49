import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { crockford } from '#platform';
import type { Queries, World } from '#platform/server';
import { SLIP_CODE } from '../../roster/slip-code.ts';
import { findLotsSecret, insertLotsSecret } from '../cohort-store.ts';

const ID = 'slips';
const BOUND_TO = 'roster-slips';

/**
 * Reads the secret from which the codes of slips follow, or creates it the first time, inside the write unit.
 * Throws `platform.key-missing` (503) without the sealing key.
 */
export async function slipsSecret(tx: Queries, world: Pick<World, 'now' | 'seal'>): Promise<KeyObject> {
	const sealed = await findLotsSecret(tx, ID);
	if (sealed !== undefined) return createSecretKey(world.seal.open(sealed, BOUND_TO));
	const secret = randomBytes(32);
	await insertLotsSecret(tx, { id: ID, sealed: world.seal.seal(secret, BOUND_TO), createdAt: world.now() });
	return createSecretKey(secret);
}

/**
 * The code on the slip of a row of a roster (its id): twelve characters of an HMAC, 60 bits that nobody guesses,
 * the same whenever the slip is printed.
 */
export const slipCodeOf = (secret: KeyObject, row: string): string =>
	crockford(createHmac('sha256', secret).update(row).digest()).slice(0, SLIP_CODE);

/** SHA-256 of the code of a slip, in hexadecimal: all that is stored of it. */
export const slipHash = (code: string): string => createHash('sha256').update(`slip:${code}`).digest('hex');
