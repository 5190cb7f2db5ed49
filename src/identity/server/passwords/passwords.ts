import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { crockford, Refusal } from '#platform';
import { fairJobRunner, type PasswordCost, type World } from '#platform/server';
import { normalPassword, passwordProblem } from './new-password/password-rule.ts';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
// Each hash takes 19 MiB and about 20 ms of a core, so only two run at once, to leave room for pages. The
// queue serves addresses and devices in turn, so that a hundred requests from one do not delay the others;
// its limits let a class sign in at once.
const inTurn = fairJobRunner(
	2,
	{ waiting: 96, waitingEach: 48 },
	() => new Refusal('identity.busy', { status: 503 }),
);

/** The part of the world that hashing needs. */
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
 * Hashes a password with Argon2id, as a PHC string (`$argon2id$v=19$m=…`). `whose` names the queue in which
 * the hashing waits its turn: an address, a device, a person, or `command`. Throws `identity.busy` (503) when
 * too many hashes are waiting.
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

// Hashed instead when there is no account or no password, so that the response takes the same time.
const nobody = { salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };

/**
 * Compares a password with a stored hash. A null hash (no account) takes the same time and is never right.
 * `weak` is true when the hash was made at another cost than the present one, and should be replaced.
 * `whose`: see `hashPassword`.
 */
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

/** Generates a temporary password (60 random bits), to be shown once and then changed: `k7m2-9xqp-3htw`. */
export function generatePassword(): string {
	const all = crockford(randomBytes(8));
	const password = [all.slice(0, 4), all.slice(4, 8), all.slice(8, 12)].join('-');
	// One in some hundreds looks like a commonly guessed password, which the rules refuse: then another is
	// generated.
	return passwordProblem(password) ? generatePassword() : password;
}

/**
 * Returns whether a password has the form of a generated one (`k7m2-9xqp-3htw`), which nobody can guess in
 * any number of tries.
 */
export const hasGeneratedForm = (password: string): boolean =>
	/^(?:[0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}$/.test(password);
