import { isIdentityOf } from '../identity-match.ts';
import type { Identity } from '../identity-match.ts';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';

/** Who an assertion names (OB 2.0, IdentityObject; 0.5: the address or its hash, alone), and whether by an e-mail. */
export function identityOf(assertion: JsonObject): Identity & { readonly isEmail: boolean } {
	const given = assertion['recipient'];
	if (!isObject(given)) {
		const salt = asText(assertion['salt']) ?? '';
		return { held: asText(given) ?? '', salt, isEmail: true };
	}
	return {
		held: asText(given['identity']) ?? '',
		salt: asText(given['salt']) ?? asText(assertion['salt']) ?? '',
		isEmail: asList(given['type']).some((type) => /^e-?mail(_?address)?$/i.test(String(type))),
	};
}

/** Whether the badge was given to the e-mail that was typed (OB 2.0, IdentityObject and IdentityHash). */
export function checkRecipient(assertion: JsonObject, typed: string | undefined): Check<'recipient'> {
	const email = typed?.trim() ?? '';
	const { isEmail, ...identity } = identityOf(assertion);
	if (identity.held === '') return check('recipient', 'names-nobody');
	if (email === '') return check('recipient', 'not-asked');
	if (!isEmail) return check('recipient', 'no-address');
	const found = isIdentityOf(identity, email);
	if (found === undefined) return check('recipient', 'no-match');
	return check('recipient', found === 'hashed' ? 'matches' : 'in-clear');
}
