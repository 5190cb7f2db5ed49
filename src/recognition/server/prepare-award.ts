import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { institutionById } from '#identity/server';
import { credentialText, openBadge, STATUS_LIST_LENGTH } from '#openbadges';
import { crockford, type Locale } from '#platform';
import type { World } from '#platform/server';
import type { Award, AwardBasis } from '../award.ts';
import type { BadgeDefinition } from '../definition.ts';
import type { Acceptance, Issuance } from '../issuance.ts';
import { badgeValues } from './badge-values.ts';
import { standingSubject } from './issuer-store.ts';
import { ensureIssuer, signerOf } from './issuers.ts';
import { openList, statusListAddress } from './status-lists.ts';

/** What is decided about a badge before it is signed. */
export interface ToAward {
	readonly person: string;
	readonly institution: string;
	readonly definition: BadgeDefinition;
	readonly locale: Locale;
	readonly basis: AwardBasis;
	/** What is written of the evidence in the badge; null when the person wants none of it there. */
	readonly evidence: readonly { title: string; link: string | null; reflection: string }[] | null;
	readonly application: string | null;
	readonly decidedBy: string | null;
	/** The acceptance that goes with it; null for a badge by rule. */
	readonly acceptance: Acceptance | null;
	/** The award to say again in this language, with its dates: one recognition, two badges. */
	readonly sibling?: Award | undefined;
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Builds the exact text of a badge, with its serial, its status entry and the key that will sign it; stores nothing but
 * the issuing body, the first time. Throws `platform.key-missing` (503) when the sealing key is not there.
 */
export async function prepareIssuance(world: World, wanted: ToAward): Promise<Issuance> {
	const { person, definition, sibling } = wanted;
	const institution = await institutionById(world, wanted.institution);
	const issuer = await ensureIssuer(world, institution.id);
	const { kid } = await signerOf(world, issuer);
	const subject = `urn:uuid:${(await standingSubject(world.db.read, person, issuer.id)) ?? randomUUID()}`;
	const createdAt = world.now();
	const awardedAt = sibling?.awardedAt ?? createdAt;
	const statusList = await openList(world.db.read, issuer);
	const statusIndex = randomInt(STATUS_LIST_LENGTH);
	const id = world.newId();
	const status = { list: statusListAddress(issuer, statusList), index: statusIndex };
	const values = badgeValues({ ...wanted, id, issuer, institution, subject, awardedAt, status });
	const unsigned = credentialText(openBadge(values));
	return {
		id,
		person,
		institution: institution.id,
		badge: definition.id,
		application: wanted.application,
		issuer: issuer.id,
		kid,
		statusList,
		statusIndex,
		shortCode: crockford(randomBytes(5)),
		unsigned,
		digest: digestOf(unsigned),
		intent: {
			definitionVersion: definition.version,
			locale: wanted.locale,
			subject,
			basis: wanted.basis,
			decidedBy: wanted.decidedBy,
			acceptance: wanted.acceptance,
			...(sibling && { sibling: { of: sibling.id, awardedAt: awardedAt.toISOString() } }),
		},
		step: 'intended',
		proof: null,
		voided: null,
		createdAt,
		updatedAt: createdAt,
	};
}
