import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { type Institution, institutionById } from '#identity/server';
import { type HashedEmail, serializeCredential, unsignedBadge, STATUS_LIST_LENGTH } from '#openbadges';
import { crockford, type Locale } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Award, AwardBasis } from '../../award.ts';
import { type AnyBadgeInVersion, validMonthsOf } from '#badges';
import { expiryOf } from '../../expiry.ts';
import type { ApplicationAcceptance, Issuance } from '../../issuance.ts';
import { type Assessor, badgeValues } from './build-badge-values.ts';
import { digestOf } from './issuance-text.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { ensureIssuer, signerOf } from '../issuers/issuers.ts';
import { currentStatusListNumber, statusListAddress } from '../issuers/status-lists.ts';

/** A request to issue one badge: everything that is decided before it is signed. */
export interface AwardRequest {
	readonly person: string;
	readonly institution: string;
	readonly definition: AnyBadgeInVersion;
	readonly locale: Locale;
	readonly basis: AwardBasis;
	/** Evidence to write in the badge; null if the person wants none of it there. */
	readonly evidence: readonly { title: string; link: string | null; reflection: string }[] | null;
	/**
	 * Whether the person wants the badge bound to their e-mail address: it is, if the address is verified when
	 * the issuance is stored. A translation is bound as its original is.
	 */
	readonly bindsEmail?: boolean;
	readonly application: string | null;
	readonly decidedBy: string | null;
	/** The RÉCIT service whose adviser decided; undefined when the institution's own adviser did, or nobody. */
	readonly assessor?: Assessor | undefined;
	/**
	 * The adviser's acceptance, recorded when the award is published; null for a badge that no adviser
	 * decides (by rule).
	 */
	readonly acceptance: ApplicationAcceptance | null;
	/**
	 * The award to translate into `locale`, with the same dates; undefined for a badge that is no
	 * translation.
	 */
	readonly original?: Award | undefined;
	/**
	 * Throws if the one who requested the badge may not have it issued. Called before anything is created,
	 * and again in the write unit that stores the issuance. Undefined if nobody requested it.
	 */
	readonly mayAsk?: ((tx: Queries) => Promise<unknown>) | undefined;
	/** What else is written in the write unit that stores the issuance, if this very request begins it. */
	readonly whenBegun?: ((tx: Queries) => Promise<void>) | undefined;
}

/**
 * What issuing badges of an institution needs: the institution, its issuer, the id of the issuer's active key
 * (`kid`), and the number of its status list in use.
 */
export interface IssuingContext {
	readonly institution: Institution;
	readonly issuer: Issuer;
	readonly kid: string;
	readonly statusList: number;
}

/**
 * Returns an institution, its issuer (created if it has none yet), the id of its active key and the number of
 * its status list in use. Throws `platform.key-missing` (503) if the service has no sealing key.
 */
export async function issuingContextOf(world: World, id: string): Promise<IssuingContext> {
	const institution = await institutionById(world, id);
	const issuer = await ensureIssuer(world, institution.id);
	const { kid } = await signerOf(world, issuer);
	return { institution, issuer, kid, statusList: await currentStatusListNumber(world.db.read, issuer) };
}

/** Writes a pairwise id (UUID) as the `urn:uuid:` by which badges name their recipient. */
export const subjectUrn = (uuid: string): string => `urn:uuid:${uuid}`;
export const newSubjectId = (): string => randomUUID();
/** Draws a random index in a status list. */
export const randomStatusEntry = (): number => randomInt(STATUS_LIST_LENGTH);
/** Generates a random short code (8 characters). */
export const randomShortCode = (): string => crockford(randomBytes(5));

/**
 * Builds an issuance at step `intended`, with its id, key, status entry and the exact text to sign. Stores
 * nothing.
 */
export function buildIssuance(
	world: World,
	{ institution, issuer, kid, statusList }: IssuingContext,
	request: AwardRequest,
	{
		subject,
		statusIndex,
		email,
	}: { readonly subject: string; readonly statusIndex: number; readonly email: HashedEmail | null },
): Issuance {
	const { person, definition, original } = request;
	const createdAt = world.now();
	const awardedAt = original?.awardedAt ?? createdAt;
	const months = validMonthsOf(definition);
	// A translation is the same recognition: it expires with its original.
	const validUntil = original ? original.validUntil : months === null ? null : expiryOf(awardedAt, months);
	const id = world.newId();
	const status = { list: statusListAddress(issuer, statusList), index: statusIndex };
	const values = badgeValues({
		...{ ...request, id, issuer, institution, subject, email, awardedAt, status },
		validUntil,
	});
	const unsigned = serializeCredential(unsignedBadge(values));
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
		shortCode: randomShortCode(),
		unsigned,
		digest: digestOf(unsigned),
		intent: {
			definitionVersion: definition.version,
			frameworkVersion: definition.framework,
			locale: request.locale,
			subject,
			basis: request.basis,
			...(validUntil && { validUntil: validUntil.toISOString() }),
			bindsEmail: request.bindsEmail ?? false,
			email,
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
