import { badgeAddress } from '../../addresses.ts';
import type { Issuance } from '../../issuance.ts';
import { achievementId } from './badge-values.ts';
import type { ExpectedValue } from './issuance-text.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { statusListAddress } from '../issuers/status-lists.ts';

/**
 * The values that the text of an issuance must contain, from the issuance's columns. Computed separately from
 * the code that builds the badge, so that each checks the other.
 */
export function expectedValuesOf(issuance: Issuance, issuer: Issuer): readonly ExpectedValue[] {
	const second = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`;
	const fact = (what: string, wanted: string | null | undefined, ...path: readonly string[]) => ({
		what,
		path,
		wanted: wanted ?? null,
	});
	const { reissue, sibling, locale = 'fr' } = issuance.intent ?? {};
	// A translation has the date of its original. An award signed again has a new `validFrom`, and keeps its
	// `awardedDate`.
	const validFrom = sibling && !reissue ? new Date(sibling.awardedAt) : issuance.createdAt;
	return [
		fact('id', badgeAddress(issuer.origin, issuance.reissueOf ?? issuance.id), 'id'),
		fact('issuer', issuer.did, 'issuer', 'id'),
		fact('date', second(validFrom), 'validFrom'),
		fact('date of award', reissue?.awardedAt ?? second(validFrom), 'awardedDate'),
		fact('recipient', issuance.intent?.subject, 'credentialSubject', 'id'),
		fact(
			'achievement',
			achievementId(issuer.origin, issuance.badge, locale),
			'credentialSubject',
			'achievement',
			'id',
		),
		fact(
			'status list',
			statusListAddress(issuer, issuance.statusList),
			'credentialStatus',
			'statusListCredential',
		),
		fact('status entry', String(issuance.statusIndex), 'credentialStatus', 'statusListIndex'),
		fact('proof', null, 'proof'),
	];
}
