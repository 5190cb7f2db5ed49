import { identityMatch } from '../identity-match.ts';
import { asList, asText, isObject, type JsonObject } from '../json.ts';
import { checkResult, type Check } from '../report.ts';
import { subjectOf } from './shape/structure.ts';

// The types of identity that mean an e-mail: `emailAddress` (OB 3.0, IdentifierTypeEnum); issuers also write
// `email`, `ext:email`, or the address of the term.
const EMAIL = /(^|[:#/])e-?mail(_?address)?$/i;

/**
 * The identities in the subject of a badge that may be an e-mail: those of that type, and those without a
 * type.
 */
const addressesOf = (subject: JsonObject) =>
	asList(subject['identifier'])
		.filter(isObject)
		.filter(({ identityType }) => asText(identityType) === undefined || EMAIL.test(String(identityType)))
		.map(({ identityHash, salt }) => ({ held: asText(identityHash) ?? '', salt: asText(salt) ?? '' }))
		.filter(({ held }) => held !== '');

/**
 * Whether the badge was issued to the e-mail that was typed (OB 3.0, Verify Recipient); `not-asked` if none
 * was typed.
 */
export function checkRecipient(credential: JsonObject, email: string | undefined): Check<'recipient'> {
	const subject = subjectOf(credential) ?? {};
	const id = asText(subject['id']);
	if (id === undefined && asList(subject['identifier']).length === 0)
		return checkResult('recipient', 'names-nobody');
	if (email === undefined || email.trim() === '') return checkResult('recipient', 'not-asked');
	const mail = id !== undefined && /^mailto:/i.test(id) ? [{ held: id, salt: '' }] : [];
	const addresses = [...addressesOf(subject), ...mail];
	if (addresses.length === 0) return checkResult('recipient', 'no-address');
	const found = addresses.map((one) => identityMatch(one, email));
	if (found.includes('hashed')) return checkResult('recipient', 'matches');
	return checkResult('recipient', found.includes('in-clear') ? 'in-clear' : 'no-match');
}
