import {
	type HashedEmail,
	serializeCredential,
	type JsonObject,
	parseStrictJson,
	unsignedReissue,
} from '#openbadges';
import { isUniqueViolation, type World } from '#platform/server';
import { badgeAddress } from '../../addresses.ts';
import type { Award, AwardBasis } from '../../award.ts';
import type { Issuance, Reissue } from '../../issuance.ts';
import { boundEmailOf } from '../binding/bound-email.ts';
import { type BatchContext, verificationDataOf } from './lint-or-sign.ts';
import { drawUnusedStatusEntries, withUnusedEntryAndCode } from './store-intents.ts';
import { awardsByIds } from '../award-store.ts';
import { uniqueKey, keyPartsOfIssuance, keyPartsOfReissue } from './unique-key.ts';
import { addIssuances, digestsByEntry, issuanceIdsUnderWayByKey } from './issuance-store.ts';
import { digestOf } from './issuance-text.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { signerOf } from '../issuers/issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { randomShortCode } from './prepare-award.ts';
import { currentStatusListNumber, statusListAddress } from '../issuers/status-lists.ts';
import type { ItemResult } from './signing-task.ts';
import type { SigningPool } from './signing-pool.ts';

/** An award whose text and basis are still stored, because its holder has not left. */
export type IntactAward = Award & { readonly credential: string; readonly basis: AwardBasis };

/** Which compromised key's awards are to be signed again, and why. */
export interface ReissueRequest {
	/** The compromised key that had signed the awards, as multikey. */
	readonly kid: string;
	readonly reason: string;
}

/** Whether an award can be signed again: it is not revoked, and its text and basis are still stored. */
export const isIntact = (award: Award): award is IntactAward =>
	award.revokedAt === null && award.credential !== null && award.basis !== null;

const isReissuable = (award: Award, kid: string): award is IntactAward =>
	award.kid === kid && isIntact(award);

/**
 * Verifies signed texts, and requires each to be exactly the text that was stored and signed. Otherwise an
 * attacker with write access to the database could get forgeries signed again. With `despiteCompromise`, a
 * compromised key counts as if it were only retired.
 */
export async function checkSignedTexts(
	{ world, pool, issuer }: BatchContext,
	awards: readonly IntactAward[],
	{ despiteCompromise }: { readonly despiteCompromise: boolean },
): Promise<readonly ItemResult[]> {
	const digests = await digestsByEntry(world.db.read, issuer.id, awards);
	const known = await verificationDataOf(world, issuer, awards);
	return pool.run({
		kind: 'check',
		...known,
		keys: known.keys.map((key) =>
			despiteCompromise && key.state === 'compromised' ? { ...key, state: 'retired' } : key,
		),
		items: awards.map((award) => ({
			text: award.credential,
			// Awards from before issuing had steps have no stored digest.
			digest: digests.get(`${award.statusList}:${award.statusIndex}`) ?? null,
			createdAt: award.awardedAt,
			expected: [
				{ what: 'id', path: ['id'], value: badgeAddress(issuer.origin, award.id) },
				{ what: 'issuer', path: ['issuer', 'id'], value: issuer.did },
				{ what: 'recipient', path: ['credentialSubject', 'id'], value: award.subject },
			],
		})),
		open: null,
	});
}

/**
 * Returns a date at least one second after that of the earlier text, so that verifiers can tell which text is
 * newer.
 */
function dateAfter(now: Date, earlier: JsonObject): Date {
	const next = Date.parse(String(earlier['validFrom'])) + 1000;
	return new Date(Math.max(now.getTime(), next));
}

/** What an award is signed again for; with `email`, the address to bind it to, or null for none. */
export interface ReissuePurpose extends Required<Pick<Reissue, 'cause' | 'reason'>> {
	readonly email?: HashedEmail | null;
}

/**
 * Builds an issuance at step `intended` that signs an award again with the active key and another status
 * entry. Stores nothing.
 */
export function buildReissue(
	world: World,
	issuer: Issuer,
	award: IntactAward,
	{
		kid,
		statusList,
		statusIndex,
		cause,
		reason,
		email,
	}: Pick<Issuance, 'kid' | 'statusList' | 'statusIndex'> & ReissuePurpose,
): Issuance {
	const earlier = parseStrictJson(award.credential) as JsonObject;
	const createdAt = dateAfter(world.now(), earlier);
	const status = { list: statusListAddress(issuer, statusList), index: statusIndex };
	const how = { validFrom: createdAt, status, ...(email !== undefined && { email }) };
	const unsigned = serializeCredential(unsignedReissue(earlier, how));
	const { person, institution, badge, locale, subject, basis, decidedBy, translationOf } = award;
	const { definitionVersion, frameworkVersion } = award;
	const validUntil = award.validUntil?.toISOString() ?? null;
	return {
		...{ person, institution, badge, kid, statusList, statusIndex, unsigned, createdAt },
		id: world.newId(),
		application: null,
		issuer: issuer.id,
		// A short code that is never used, since the award keeps its own; the column requires one.
		shortCode: randomShortCode(),
		digest: digestOf(unsigned),
		intent: {
			...{ definitionVersion, frameworkVersion, locale, subject, basis, decidedBy, validUntil },
			acceptance: null,
			...(translationOf !== null && {
				sibling: { of: translationOf, awardedAt: award.awardedAt.toISOString() },
			}),
			email: email === undefined ? boundEmailOf(award) : email,
			reissue: { kid: award.kid, awardedAt: String(earlier['awardedDate']), cause, reason },
		},
		step: 'intended',
		proof: null,
		voided: null,
		reissueOf: award.id,
		updatedAt: createdAt,
	};
}

/** The result of storing the issuances that sign awards again. */
export interface ReissueIntentsResult {
	/** Ids of the issuances, whether begun before or stored now. */
	readonly issuances: readonly string[];
	/** Ids of the awards that were left out because their stored text failed its check. */
	readonly altered: readonly string[];
}

/**
 * Stores, in one write unit, the issuances that sign awards of one issuer again: same texts and addresses, a
 * newer date, another status entry and the active key. Those already under way are returned too. Throws
 * `recognition.issuing-halted` and `platform.key-missing` (503).
 */
export async function storeReissueIntents(
	world: World,
	pool: SigningPool,
	issuer: Issuer,
	ids: readonly string[],
	why: ReissueRequest,
): Promise<ReissueIntentsResult> {
	const { read } = world.db;
	const awards = (await awardsByIds(read, ids)).filter((award) => isReissuable(award, why.kid));
	await mustBeIssuing(read, issuer.institution);
	const begun = await issuanceIdsUnderWayByKey(read, awards.map(keyPartsOfReissue));
	const fresh = awards.filter((award) => !begun.has(uniqueKey(keyPartsOfReissue(award))));
	const results = await checkSignedTexts({ world, pool, issuer }, fresh, { despiteCompromise: true });
	const sound = fresh.filter((_, at) => results[at]?.kind === 'sound');
	const altered = fresh.filter((_, at) => results[at]?.kind === 'fault').map(({ id }) => id);
	const { kid } = await signerOf(world, issuer);
	const statusList = await currentStatusListNumber(read, issuer);
	const entries = await drawUnusedStatusEntries(read, { issuer: issuer.id, statusList }, sound.length);
	const purpose = { cause: 'key-compromised', reason: why.reason } as const;
	const built = sound.map((award, at) =>
		buildReissue(world, issuer, award, { kid, statusList, statusIndex: entries[at]!, ...purpose }),
	);
	try {
		const added = await world.db.write(async (tx) => {
			await mustBeIssuing(tx, issuer.institution);
			const still = new Set(
				(await awardsByIds(tx, ids)).filter((award) => isReissuable(award, why.kid)).map(({ id }) => id),
			);
			const meanwhile = await issuanceIdsUnderWayByKey(tx, built.map(keyPartsOfIssuance));
			const ready = (await withUnusedEntryAndCode(tx, built)).filter(
				(one) => still.has(one.reissueOf!) && !meanwhile.has(uniqueKey(keyPartsOfIssuance(one))),
			);
			await addIssuances(tx, ready);
			return ready.map(({ id }) => id);
		});
		return { issuances: [...begun.values(), ...added], altered };
	} catch (problem) {
		if (!isUniqueViolation(problem)) throw problem;
		return { issuances: [...begun.values()], altered };
	}
}
