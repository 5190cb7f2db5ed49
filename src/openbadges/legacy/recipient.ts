import { createHash, timingSafeEqual } from 'node:crypto';
import { asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';

const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest();
const same = (left: string, right: string) => timingSafeEqual(digest(left), digest(right));
const HASHED = /^(sha256|md5)\$([0-9a-f]+)$/i;

interface Identity {
	readonly held: string;
	readonly hashed: boolean;
	readonly salt: string;
	readonly isEmail: boolean;
}

function identityOf(assertion: JsonObject): Identity {
	const given = assertion['recipient'];
	const salt = asText(assertion['salt']) ?? '';
	// 0.5: the address or its hash, alone.
	if (!isObject(given)) {
		const held = asText(given) ?? '';
		return { held, hashed: HASHED.test(held), salt, isEmail: true };
	}
	return {
		held: asText(given['identity']) ?? '',
		hashed: given['hashed'] === true,
		salt: asText(given['salt']) ?? '',
		isEmail: given['type'] === 'email',
	};
}

/** Whether the badge was given to the e-mail that was typed (OB 2.0, IdentityObject and IdentityHash). */
export function checkRecipient(assertion: JsonObject, typed: string | undefined): Check<'recipient'> {
	const email = typed?.trim() ?? '';
	if (email === '') return check('recipient', 'not-asked');
	const { held, hashed, salt, isEmail } = identityOf(assertion);
	if (!isEmail || held === '') return check('recipient', 'no-address');
	if (!hashed) return check('recipient', same(held, email) ? 'in-clear' : 'no-match');
	const algorithm = HASHED.exec(held)?.[1]?.toLowerCase() ?? 'sha256';
	// Some issuers hashed the address as it was typed, others in lower case.
	const matches = [email, email.toLowerCase()].some((one) =>
		same(held, `${algorithm}$${createHash(algorithm).update(`${one}${salt}`, 'utf8').digest('hex')}`),
	);
	return check('recipient', matches ? 'matches' : 'no-match');
}
