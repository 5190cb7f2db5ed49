import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { crockford, Refusal } from '#platform';
import { fairQueue, type PasswordCost, type World } from '#platform/server';
import { normalPassword, passwordProblem } from './new-password/password-rule.ts';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
// Each hash takes 19 MiB and some 20 ms of a core: two at a time leave the pages their share.
// Served in turn for each address or device, so that a hundred of one leave others their place; a class signs in at once.
const inTurn = fairQueue(
	2,
	{ waiting: 96, waitingEach: 48 },
	() => new Refusal('identity.busy', { status: 503 }),
);

/** A world as far as hashing goes. */
type Hashing = Pick<World, 'passwordCost'>;

const derive = (
	password: string,
	nonce: Buffer,
	cost: PasswordCost,
	tagLength: number,
	whose: string,
): Promise<Buffer> =>
	inTurn(
		whose,
		() =>
			new Promise((resolve, reject) =>
				argon2('argon2id', { message: normalPassword(password), nonce, tagLength, ...cost }, (error, key) =>
					error ? reject(error) : resolve(key),
				),
			),
	);

const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/**
 * Hashes a password, as a PHC string (`$argon2id$v=19$m=…`), in the turn of `whose` (an address, a device, a person, or
 * nobody for the command); refuses with `identity.busy` (503) when too many wait.
 */
export async function hashPassword(
	{ passwordCost }: Hashing,
	password: string,
	whose = 'command',
): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const key = await derive(password, salt, passwordCost, KEY_BYTES, whose);
	const { memory, passes, parallelism } = passwordCost;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(key)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

// Compared with when there is no account or no password: the answer takes as long as for a real one.
const nobody = { salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };

/** Compares a password with a hash (null: no account, same time, never right); `weak` asks for a new hash. */
export async function verifyPassword(
	{ passwordCost: cost }: Hashing,
	hash: string | null,
	password: string,
	whose = 'command',
): Promise<{ right: boolean; weak: boolean }> {
	const read = hash === null ? null : PHC.exec(hash);
	if (!read) {
		await derive(password, nobody.salt, cost, KEY_BYTES, whose);
		return { right: false, weak: false };
	}
	const [memory, passes, parallelism] = [Number(read[1]), Number(read[2]), Number(read[3])];
	const expected = Buffer.from(String(read[5]), 'base64');
	const key = await derive(
		password,
		Buffer.from(String(read[4]), 'base64'),
		{ memory, passes, parallelism },
		expected.length,
		whose,
	);
	const same = memory === cost.memory && passes === cost.passes && parallelism === cost.parallelism;
	return { right: timingSafeEqual(key, expected), weak: !same };
}

/** A password made for somebody, to be shown once and changed: `k7m2-9xqp-3htw` (60 random bits). */
export function generatePassword(): string {
	const all = crockford(randomBytes(8));
	const password = [all.slice(0, 4), all.slice(4, 8), all.slice(8, 12)].join('-');
	// One in some hundreds is taken for one that is guessed first, and would be refused: another is made.
	return passwordProblem(password) ? generatePassword() : password;
}

/** Whether a password looks like one that was made for somebody; no number of tries guesses one of those. */
export const looksGenerated = (password: string): boolean =>
	/^(?:[0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}$/.test(password);
