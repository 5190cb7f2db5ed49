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
import { type Issuer, subjectIdOf } from '../issuers/issuer-store.ts';
import { ensureIssuer, signerOf } from '../issuers/issuers.ts';
import { openList, statusListAddress } from '../issuers/status-lists.ts';

/** A badge to issue: everything that is decided before it is signed. */
export interface AwardRequest {
	readonly person: string;
	readonly institution: string;
	readonly definition: BadgeDefinition;
	readonly locale: Locale;
	readonly basis: AwardBasis;
	/** Evidence to write in the badge; null if the person wants none there. */
	readonly evidence: readonly { title: string; link: string | null; reflection: string }[] | null;
	readonly application: string | null;
	readonly decidedBy: string | null;
	/** The acceptance to record with it; null for a badge by rule. */
	readonly acceptance: Acceptance | null;
	/** The award to translate into `locale`, with its dates: one recognition, two badges. */
	readonly original?: Award | undefined;
	/** Called in the write unit that stores the intent, if somebody asked for the badge; throws if they no longer may. */
	readonly mayAsk?: ((tx: Queries) => Promise<unknown>) | undefined;
}

/** What every new badge of an institution needs: its issuer, the id of the active key, the number of the open status list. */
export interface IssuingContext {
	readonly institution: Institution;
	readonly issuer: Issuer;
	readonly kid: string;
	readonly statusList: number;
}

/** The issuing context of an institution; creates its issuer the first time. Throws `platform.key-missing` (503). */
export async function issuingContextOf(world: World, id: string): Promise<IssuingContext> {
	const institution = await institutionById(world, id);
	const issuer = await ensureIssuer(world, institution.id);
	const { kid } = await signerOf(world, issuer);
	return { institution, issuer, kid, statusList: await openList(world.db.read, issuer) };
}

/** A pairwise id (UUID) as the `urn:uuid:` that badges hold. */
export const subjectUrn = (uuid: string): string => `urn:uuid:${uuid}`;
export const newSubjectId = (): string => randomUUID();
/** A random index in a status list. */
export const randomEntry = (): number => randomInt(STATUS_LIST_LENGTH);
/** A random short code (8 characters). */
export const randomCode = (): string => crockford(randomBytes(5));

/** Builds an issuance: exact text, id, status entry and key. Stores nothing. */
export function buildIssuance(
	world: World,
	{ institution, issuer, kid, statusList }: IssuingContext,
	request: AwardRequest,
	{ subject, statusIndex }: { readonly subject: string; readonly statusIndex: number },
): Issuance {
	const { person, definition, original } = request;
	const createdAt = world.now();
	const awardedAt = original?.awardedAt ?? createdAt;
	const id = world.newId();
	const status = { list: statusListAddress(issuer, statusList), index: statusIndex };
	const values = badgeValues({ ...request, id, issuer, institution, subject, awardedAt, status });
	const unsigned = credentialText(openBadge(values));
	return {
		id,
		person,
		institution: institution.id,
		badge: definition.id,
		application: request.application,
		issuer: issuer.id,
		kid,
		statusList,
		statusIndex,
		shortCode: randomCode(),
		unsigned,
		digest: digestOf(unsigned),
		intent: {
			definitionVersion: definition.version,
			locale: request.locale,
			subject,
			basis: request.basis,
			decidedBy: request.decidedBy,
			acceptance: request.acceptance,
			...(original && { sibling: { of: original.id, awardedAt: awardedAt.toISOString() } }),
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
 * Builds an issuance with a random status entry. Stores nothing, but for the issuer the first time. Throws
 * `platform.key-missing` (503).
 */
export async function prepareIssuance(world: World, request: AwardRequest): Promise<Issuance> {
	const context = await issuingContextOf(world, request.institution);
	const existing = await subjectIdOf(world.db.read, request.person, context.issuer.id);
	const subject = subjectUrn(existing ?? newSubjectId());
	return buildIssuance(world, context, request, { subject, statusIndex: randomEntry() });
}
