import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { crockford } from '#platform';
import { normalPassword } from '../password-rule.ts';
import { boundedQueue } from './bounded-queue.ts';

/** Argon2id as OWASP asks at least: memory in KiB, passes, lanes. Raising these upgrades each hash at its next sign-in. */
export const ARGON = { memory: 19_456, passes: 2, parallelism: 1 } as const;

const KEY_BYTES = 32;
const SALT_BYTES = 16;
// Each hash takes 19 MiB and some 20 ms of a core: two at a time leave the pages their share.
const inTurn = boundedQueue(2, 64);

interface Cost {
	readonly memory: number;
	readonly passes: number;
	readonly parallelism: number;
}

const derive = (password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> =>
	inTurn(
		() =>
			new Promise((resolve, reject) =>
				argon2('argon2id', { message: normalPassword(password), nonce, tagLength, ...cost }, (error, key) =>
					error ? reject(error) : resolve(key),
				),
			),
	);

const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** Hashes a password, as a PHC string (`$argon2id$v=19$m=…`); refuses with `identity.busy` (503) when too many wait. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const key = await derive(password, salt, ARGON, KEY_BYTES);
	const { memory, passes, parallelism } = ARGON;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(key)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

// Compared with when there is no account or no password: the answer takes as long as for a real one.
const nobody = { salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };

/** Compares a password with a hash (null: no account, same time, never right); `weak` asks for a new hash. */
export async function verifyPassword(
	hash: string | null,
	password: string,
): Promise<{ right: boolean; weak: boolean }> {
	const read = hash === null ? null : PHC.exec(hash);
	if (!read) {
		await derive(password, nobody.salt, ARGON, KEY_BYTES);
		return { right: false, weak: false };
	}
	const [memory, passes, parallelism] = [Number(read[1]), Number(read[2]), Number(read[3])];
	const expected = Buffer.from(String(read[5]), 'base64');
	const key = await derive(
		password,
		Buffer.from(String(read[4]), 'base64'),
		{ memory, passes, parallelism },
		expected.length,
	);
	const same = memory === ARGON.memory && passes === ARGON.passes && parallelism === ARGON.parallelism;
	return { right: timingSafeEqual(key, expected), weak: !same };
}

/** A password made for somebody, to be shown once and changed: `k7m2-9xqp-3htw` (60 random bits). */
export function generatePassword(): string {
	const all = crockford(randomBytes(8));
	return [all.slice(0, 4), all.slice(4, 8), all.slice(8, 12)].join('-');
}
