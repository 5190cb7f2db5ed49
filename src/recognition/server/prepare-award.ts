import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { institutionById } from '#identity/server';
import { credentialText, issueCredential, openBadge, STATUS_LIST_LENGTH, verify } from '#openbadges';
import { crockford, type Locale } from '#platform';
import { isUniqueViolation, type World } from '#platform/server';
import type { Award, AwardBasis } from '../award.ts';
import type { BadgeDefinition } from '../definition.ts';
import { standingAward } from './award-store.ts';
import { badgeValues } from './badge-values.ts';
import { subjectOf } from './issuer-store.ts';
import { ensureIssuer, signerOf } from './issuers.ts';
import { ownRegister } from './register.ts';
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
}

/** Tries of a new list entry and short code: each is taken already less than one time in two. */
const TRIES = 12;

/**
 * Builds, signs and verifies a badge, outside any write unit. Throws `platform.key-missing` (503), with nothing
 * written, when the sealing key is not there; throws when our own verifier does not find what was signed valid.
 */
export async function prepareAward(world: World, wanted: ToAward): Promise<Award> {
	const institution = await institutionById(world, wanted.institution);
	const issuer = await ensureIssuer(world, institution.id);
	const key = await signerOf(world, issuer);
	const uuid = await world.db.write((tx) => subjectOf(tx, wanted.person, issuer.id, randomUUID()));
	const awardedAt = world.now();
	const statusList = await openList(world.db.read, issuer);
	const statusIndex = randomInt(STATUS_LIST_LENGTH);
	const id = world.newId();
	const subject = `urn:uuid:${uuid}`;
	const values = badgeValues({
		...wanted,
		id,
		issuer,
		institution,
		subject,
		awardedAt,
		status: { list: statusListAddress(issuer, statusList), index: statusIndex },
	});
	const credential = credentialText(await issueCredential(openBadge(values), { key, created: awardedAt }));
	const { verdict } = await verify(credential, ownRegister(world));
	if (verdict !== 'valid') throw new Error(`A badge of ours does not verify: ${verdict}.`);
	return {
		id,
		application: wanted.application,
		person: wanted.person,
		institution: institution.id,
		issuer: issuer.id,
		badge: wanted.definition.id,
		definitionVersion: wanted.definition.version,
		locale: wanted.locale,
		subject,
		credential,
		kid: key.kid,
		statusList,
		statusIndex,
		shortCode: crockford(randomBytes(5)),
		basis: wanted.basis,
		decidedBy: wanted.decidedBy,
		awardedAt,
		publishedAt: null,
		showsName: false,
		revokedAt: null,
		revokedBy: null,
		revocationReason: null,
	};
}

/**
 * Prepares a badge and stores it with what goes along, in one write unit. When the person already holds this badge
 * (given meanwhile by somebody else), `standing` gets the award that stands instead; when only its list entry or its
 * short code is taken, another one is signed.
 */
export async function giveAward<T>(
	world: World,
	wanted: ToAward,
	store: (award: Award) => Promise<T>,
	standing: (award: Award) => Promise<T>,
): Promise<T> {
	for (let tries = 1; ; tries += 1) {
		const award = await prepareAward(world, wanted);
		try {
			return await store(award);
		} catch (problem) {
			if (!isUniqueViolation(problem) || tries === TRIES) throw problem;
			const before = await standingAward(world.db.read, wanted.person, wanted.definition.id);
			if (before) return standing(before);
		}
	}
}
