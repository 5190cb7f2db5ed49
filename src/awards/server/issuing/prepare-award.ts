import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { type Institution, institutionById } from '#identity/server';
import { credentialText, openBadge, STATUS_LIST_LENGTH } from '#openbadges';
import { crockford, type Locale } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Award, AwardBasis } from '../../award.ts';
import type { BadgeDefinition } from '#badges';
import type { Acceptance, Issuance } from '../../issuance.ts';
import { badgeValues } from './badge-values.ts';
import { digestOf } from './issuance-text.ts';
import { type Issuer, standingSubject } from '../issuers/issuer-store.ts';
import { ensureIssuer, signerOf } from '../issuers/issuers.ts';
import { openList, statusListAddress } from '../issuers/status-lists.ts';

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
	/** Asked in the write unit that stores the intent, for a badge that somebody asks for; throws if they may no more. */
	readonly mayAsk?: ((tx: Queries) => Promise<unknown>) | undefined;
}

/** What every badge of an institution begins with: its issuing body, the key that signs now, the list that is open. */
export interface Desk {
	readonly institution: Institution;
	readonly issuer: Issuer;
	readonly kid: string;
	readonly statusList: number;
}

/** Throws `platform.key-missing` (503) when the sealing key is not there; makes the issuing body, the first time. */
export async function deskOf(world: World, id: string): Promise<Desk> {
	const institution = await institutionById(world, id);
	const issuer = await ensureIssuer(world, institution.id);
	const { kid } = await signerOf(world, issuer);
	return { institution, issuer, kid, statusList: await openList(world.db.read, issuer) };
}

/** The pairwise id as badges hold it. */
export const subjectFrom = (uuid: string): string => `urn:uuid:${uuid}`;
/** A new pairwise id. */
export const newSubject = (): string => randomUUID();
/** An entry of a status list, at random. */
export const randomEntry = (): number => randomInt(STATUS_LIST_LENGTH);
/** A short code, at random. */
export const randomCode = (): string => crockford(randomBytes(5));

/** Builds the exact text of a badge, with its serial, its status entry and the key that will sign it; stores nothing. */
export function buildIssuance(
	world: World,
	{ institution, issuer, kid, statusList }: Desk,
	wanted: ToAward,
	{ subject, statusIndex }: { readonly subject: string; readonly statusIndex: number },
): Issuance {
	const { person, definition, sibling } = wanted;
	const createdAt = world.now();
	const awardedAt = sibling?.awardedAt ?? createdAt;
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
		shortCode: randomCode(),
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
		reissueOf: null,
		createdAt,
		updatedAt: createdAt,
	};
}

/**
 * Builds the exact text of a badge, with its serial, its status entry and the key that will sign it; stores nothing but
 * the issuing body, the first time. Throws `platform.key-missing` (503) when the sealing key is not there.
 */
export async function prepareIssuance(world: World, wanted: ToAward): Promise<Issuance> {
	const desk = await deskOf(world, wanted.institution);
	const standing = await standingSubject(world.db.read, wanted.person, desk.issuer.id);
	const subject = subjectFrom(standing ?? newSubject());
	return buildIssuance(world, desk, wanted, { subject, statusIndex: randomEntry() });
}
