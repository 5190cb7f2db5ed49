import { badgeAddress } from '../../addresses.ts';
import type { Issuance } from '../../issuance.ts';
import { achievementId } from './build-badge-values.ts';
import type { ExpectedValue } from './issuance-text.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { statusListAddress } from '../issuers/status-lists.ts';

/**
 * The values that the text of an issuance must contain, from the issuance's columns. Computed separately from
 * the code that builds the badge, so that each checks the other.
 */
export function expectedValuesOf(issuance: Issuance, issuer: Issuer): readonly ExpectedValue[] {
	const second = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`;
	const expected = (what: string, value: string | null | undefined, ...path: readonly string[]) => ({
		what,
		path,
		value: value ?? null,
	});
	const { reissue, sibling, email, validUntil, locale = 'fr' } = issuance.intent ?? {};
	const identifier = ['credentialSubject', 'identifier'] as const;
	// A translation has the date of its original. An award signed again has a new `validFrom`, and keeps its
	// `awardedDate`.
	const validFrom = sibling && !reissue ? new Date(sibling.awardedAt) : issuance.createdAt;
	return [
		expected('id', badgeAddress(issuer.origin, issuance.reissueOf ?? issuance.id), 'id'),
		expected('issuer', issuer.did, 'issuer', 'id'),
		expected('date', second(validFrom), 'validFrom'),
		expected('date of award', reissue?.awardedAt ?? second(validFrom), 'awardedDate'),
		expected('end', validUntil ? second(new Date(validUntil)) : null, 'validUntil'),
		expected('recipient', issuance.intent?.subject, 'credentialSubject', 'id'),
		...(email
			? [
					expected('e-mail', email.hash, ...identifier, '0', 'identityHash'),
					expected('salt', email.salt, ...identifier, '0', 'salt'),
					expected('second identifier', null, ...identifier, '1'),
				]
			: [expected('e-mail', null, ...identifier)]),
		expected(
			'achievement',
			achievementId(
				issuer.origin,
				{ id: issuance.badge, version: issuance.intent?.definitionVersion ?? 0 },
				locale,
			),
			'credentialSubject',
			'achievement',
			'id',
		),
		expected(
			'status list',
			statusListAddress(issuer, issuance.statusList),
			'credentialStatus',
			'statusListCredential',
		),
		expected('status entry', String(issuance.statusIndex), 'credentialStatus', 'statusListIndex'),
		expected('proof', null, 'proof'),
	];
}
