import { identityMatch } from '../identity-match.ts';
import type { RecipientIdentity } from '../identity-match.ts';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';

/**
 * The recipient of an assertion (OB 2.0, IdentityObject; in 0.5, only the e-mail or its hash), and whether it
 * is an e-mail.
 */
export function identityOf(assertion: JsonObject): RecipientIdentity & { readonly isEmail: boolean } {
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

/** Whether the badge was issued to the e-mail that was typed (OB 2.0, IdentityObject and IdentityHash). */
export function checkLegacyRecipient(assertion: JsonObject, typed: string | undefined): Check<'recipient'> {
	const email = typed?.trim() ?? '';
	const { isEmail, ...identity } = identityOf(assertion);
	if (identity.held === '') return checkResult('recipient', 'names-nobody');
	if (email === '') return checkResult('recipient', 'not-asked');
	if (!isEmail) return checkResult('recipient', 'no-address');
	const found = identityMatch(identity, email);
	if (found === undefined) return checkResult('recipient', 'no-match');
	return checkResult('recipient', found === 'hashed' ? 'matches' : 'in-clear');
}
