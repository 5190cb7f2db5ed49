import { credentialText, type JsonObject, parseStrictJson, renewedBadge } from '#openbadges';
import { isUniqueViolation, type World } from '#platform/server';
import { badgeAddress } from '../../addresses.ts';
import type { Award, AwardBasis } from '../../award.ts';
import type { Issuance } from '../../issuance.ts';
import { knownOf } from './lint-or-sign.ts';
import { freeEntries, stillFree } from './store-intents.ts';
import { awardsByIds } from '../award-store.ts';
import { activeKey, namedAward, namedIssuance } from './unique-key.ts';
import { addIssuances, digestsByEntry, underWayAmong } from './issuance-store.ts';
import { digestOf } from './issuance-text.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { signerOf } from '../issuers/issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { randomCode } from './prepare-award.ts';
import { openList, statusListAddress } from '../issuers/status-lists.ts';
import type { Finding } from './signing-task.ts';
import type { Workshop } from './signing-pool.ts';

/** An award with its text and what it rests on: one whose person has not left. */
type Whole = Award & { readonly credential: string; readonly basis: AwardBasis };

/** Why awards of a key are signed anew. */
export interface Why {
	/** The key that signed them, trusted no more. */
	readonly kid: string;
	readonly reason: string;
}

const standing = (award: Award, kid: string): award is Whole =>
	award.kid === kid && award.revokedAt === null && award.credential !== null && award.basis !== null;

/**
 * Looks at signed texts as if their key were only retired: each must be, whole, what was once intended and signed. Whoever
 * holds the stolen key and could write in the database must not get their forgeries signed anew.
 */
async function looked(
	world: World,
	workshop: Workshop,
	issuer: Issuer,
	awards: readonly Whole[],
): Promise<readonly Finding[]> {
	const digests = await digestsByEntry(world.db.read, issuer.id, awards);
	const known = await knownOf(world, issuer, awards);
	return workshop.order({
		kind: 'check',
		...known,
		keys: known.keys.map((key) => (key.state === 'compromised' ? { ...key, state: 'retired' } : key)),
		pieces: awards.map((award) => ({
			text: award.credential,
			// Awards older than the steps of issuing have no intent.
			digest: digests.get(`${award.statusList}:${award.statusIndex}`) ?? null,
			createdAt: award.awardedAt,
			facts: [
				{ what: 'id', path: ['id'], wanted: badgeAddress(issuer.origin, award.id) },
				{ what: 'issuer', path: ['issuer', 'id'], wanted: issuer.did },
				{ what: 'recipient', path: ['credentialSubject', 'id'], wanted: award.subject },
			],
		})),
		open: null,
	});
}

/** Later than the earlier text by a second at least, lest nobody can tell which is newer. */
function dateAfter(now: Date, earlier: JsonObject): Date {
	const next = Date.parse(String(earlier['validFrom'])) + 1000;
	return new Date(Math.max(now.getTime(), next));
}

function reissueOf(
	world: World,
	issuer: Issuer,
	award: Whole,
	{ kid, statusList, statusIndex, why }: Pick<Issuance, 'kid' | 'statusList' | 'statusIndex'> & { why: Why },
): Issuance {
	const earlier = parseStrictJson(award.credential) as JsonObject;
	const createdAt = dateAfter(world.now(), earlier);
	const status = { list: statusListAddress(issuer, statusList), index: statusIndex };
	const unsigned = credentialText(renewedBadge(earlier, { validFrom: createdAt, status }));
	const { person, institution, badge, definitionVersion, locale, subject, basis, decidedBy, siblingOf } =
		award;
	return {
		...{ person, institution, badge, kid, statusList, statusIndex, unsigned, createdAt },
		id: world.newId(),
		application: null,
		issuer: issuer.id,
		// The award keeps its own: this one will serve nobody.
		shortCode: randomCode(),
		digest: digestOf(unsigned),
		intent: {
			...{ definitionVersion, locale, subject, basis, decidedBy },
			acceptance: null,
			...(siblingOf !== null && { sibling: { of: siblingOf, awardedAt: award.awardedAt.toISOString() } }),
			reissue: { kid: why.kid, awardedAt: String(earlier['awardedDate']), reason: why.reason },
		},
		step: 'intended',
		proof: null,
		voided: null,
		reissueOf: award.id,
		updatedAt: createdAt,
	};
}

/** What was stored to sign awards anew: their serials, and the awards whose text is not what it was. */
export interface Intended {
	readonly serials: readonly string[];
	readonly altered: readonly string[];
}

/**
 * Stores, in one write unit, the intents that sign awards of one issuing body anew: the same texts under the same
 * addresses, with a newer date, another status entry and the key that signs now. Those under way already are carried on.
 * Throws `recognition.issuing-halted` and `platform.key-missing` (503).
 */
export async function intendReissues(
	world: World,
	workshop: Workshop,
	issuer: Issuer,
	ids: readonly string[],
	why: Why,
): Promise<Intended> {
	const { read } = world.db;
	const awards = (await awardsByIds(read, ids)).filter((award) => standing(award, why.kid));
	await mustBeIssuing(read, issuer.institution);
	const begun = await underWayAmong(read, awards.map(namedAward));
	const fresh = awards.filter((award) => !begun.has(activeKey(namedAward(award))));
	const findings = await looked(world, workshop, issuer, fresh);
	const sound = fresh.filter((_, at) => findings[at]?.kind === 'sound');
	const altered = fresh.filter((_, at) => findings[at]?.kind === 'fault').map(({ id }) => id);
	const { kid } = await signerOf(world, issuer);
	const statusList = await openList(read, issuer);
	const entries = await freeEntries(read, { issuer: issuer.id, statusList }, sound.length);
	const built = sound.map((award, at) =>
		reissueOf(world, issuer, award, { kid, statusList, statusIndex: entries[at]!, why }),
	);
	try {
		const added = await world.db.write(async (tx) => {
			await mustBeIssuing(tx, issuer.institution);
			const still = new Set(
				(await awardsByIds(tx, ids)).filter((award) => standing(award, why.kid)).map(({ id }) => id),
			);
			const meanwhile = await underWayAmong(tx, built.map(namedIssuance));
			const ready = (await stillFree(tx, built)).filter(
				(one) => still.has(one.reissueOf!) && !meanwhile.has(activeKey(namedIssuance(one))),
			);
			await addIssuances(tx, ready);
			return ready.map(({ id }) => id);
		});
		return { serials: [...begun.values(), ...added], altered };
	} catch (problem) {
		if (!isUniqueViolation(problem)) throw problem;
		return { serials: [...begun.values()], altered };
	}
}
