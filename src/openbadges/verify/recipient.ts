import { createHash, timingSafeEqual } from 'node:crypto';
import { hashIdentity } from '../identity-hash.ts';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { subjectOf } from './structure.ts';

const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest();

/** Whether the badge was issued to the e-mail that was typed (OB 3.0, Verify Recipient); nothing typed, nothing said. */
export function checkRecipient(credential: JsonObject, email: string | undefined): Check<'recipient'> {
	if (email === undefined || email.trim() === '') return check('recipient', 'not-asked');
	const addresses = asList(subjectOf(credential)?.['identifier'])
		.filter(isObject)
		.filter((identity) => identity['identityType'] === 'emailAddress');
	if (addresses.length === 0) return check('recipient', 'no-address');
	const matching = addresses.find((identity) => {
		const held = asText(identity['identityHash']) ?? '';
		const typed =
			identity['hashed'] === true ? hashIdentity(email, asText(identity['salt']) ?? '') : email.trim();
		return timingSafeEqual(digest(held), digest(typed));
	});
	if (!matching) return check('recipient', 'no-match');
	return check('recipient', matching['hashed'] === true ? 'matches' : 'in-clear');
}
