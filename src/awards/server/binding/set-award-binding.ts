import { type Actor, must, mustBePerson } from '#identity';
import {
	mustBeOpenInstitution,
	type PermissionCheck,
	verifiedEmailsOf,
	writeAsActor,
} from '#identity/server';
import { notFound, Refusal } from '#platform';
import { isUniqueViolation, type Queries, type World } from '#platform/server';
import type { Award } from '../../award.ts';
import { awardById, otherLanguageAward } from '../award-store.ts';
import { withSigningPool } from '../issuing/chunks.ts';
import { addIssuances, issuanceIdsUnderWayByKey } from '../issuing/issuance-store.ts';
import { mustBeIssuing } from '../issuing/issuing-halt.ts';
import type { BatchContext } from '../issuing/lint-or-sign.ts';
import { resumeBatch } from '../issuing/resume-batch.ts';
import { drawUnusedStatusEntries, withUnusedEntryAndCode } from '../issuing/store-intents.ts';
import {
	buildReissue,
	checkSignedTexts,
	type IntactAward,
	isIntact,
	type ReissuePurpose,
} from '../issuing/store-reissue-intents.ts';
import { countHolderReissues } from '../issuing/superseded-store.ts';
import { keyPartsOfAward, keyPartsOfReissue } from '../issuing/unique-key.ts';
import { type Issuer, mustFindIssuer } from '../issuers/issuer-store.ts';
import { signerOf } from '../issuers/issuers.ts';
import { currentStatusListNumber } from '../issuers/status-lists.ts';
import { awardAccessFacts } from '../readable-award.ts';
import { alreadyRevokedRefusal } from '../revoke-award.ts';
import { boundEmailOf, isBoundTo, saltedHashOf } from './bound-email.ts';
import { clearBindsEmail } from './binding-store.ts';

/** Most times a day that a holder may have one badge signed again: each time uses up a status entry. */
export const MOST_BINDINGS_A_DAY = 10;

/** Most attempts: during each, a status entry may be taken, or the key or an address replaced. */
const ROUNDS = 12;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the holder of an award asks for: to have it bound to their verified address, or to none. */
interface BindingRequest {
	readonly actor: Actor;
	readonly id: string;
	readonly person: string;
	readonly may: PermissionCheck;
	readonly bound: boolean;
}

const notVerified = () => new Refusal('recognition.email-not-verified', { status: 409 });

/** An award and its translation, or its original: those that are in force. */
async function bothLanguages(q: Queries, id: string): Promise<readonly Award[]> {
	const award = await awardById(q, id);
	if (!award) throw notFound();
	if (award.revokedAt !== null) throw alreadyRevokedRefusal();
	const other = await otherLanguageAward(q, award);
	return other && other.revokedAt === null ? [award, other] : [award];
}

/**
 * Reads the address to bind an award to, and which of the award and its translation are not bound to it yet;
 * without `bound`, which of them are bound to any. Throws `recognition.email-not-verified` (409).
 */
async function whatIsLeft(q: Queries, { id, person, bound }: BindingRequest) {
	const address = bound ? ((await verifiedEmailsOf(q, [person])).get(person) ?? null) : null;
	if (bound && address === null) throw notVerified();
	const both = await bothLanguages(q, id);
	const left = both.filter((award) =>
		address === null ? boundEmailOf(award) !== null : !isBoundTo(award, address),
	);
	return { address, both, left };
}

/** The signed texts of awards, to tell whether one was signed again. */
const textsOf = (awards: readonly Award[]): string => awards.map(({ credential }) => credential).join('\n');

/** The issuances under way that concern an award in either language: they end before anything is begun. */
async function underWay(q: Queries, awards: readonly Award[]): Promise<readonly string[]> {
	const { person, badge } = keyPartsOfAward(awards[0]!);
	const keys = [undefined, 'fr', 'en'] as const;
	const begun = await issuanceIdsUnderWayByKey(q, [
		...keys.map((translatedInto) => ({ person, badge, translatedInto })),
		...awards.map(keyPartsOfReissue),
	]);
	return [...begun.values()];
}

/**
 * Ends the issuances under way that concern an award in either language, such as a binding that a crash
 * interrupted. Throws what stops them, such as `recognition.issuing-halted` (503).
 */
export async function endUnderWay(world: World, award: Award): Promise<void> {
	const begun = await underWay(world.db.read, await bothLanguages(world.db.read, award.id));
	await withSigningPool(world, begun.length, async (pool) => {
		for (const result of (await resumeBatch(world, pool, begun)).values())
			if (result.kind === 'stopped') throw result.problem;
	});
}

/**
 * Verifies the texts to sign again. Throws `recognition.badge-not-in-force` (409) if one of them is not the
 * text that was signed, or its key was compromised since.
 */
async function mustBeInForce(
	context: BatchContext,
	awards: readonly Award[],
): Promise<readonly IntactAward[]> {
	const intact = awards.filter(isIntact);
	const results = await checkSignedTexts(context, intact, { despiteCompromise: false });
	if (results.some(({ kind }) => kind === 'unknown'))
		throw new Refusal('platform.key-missing', { status: 503 });
	if (intact.length < awards.length || results.some(({ kind }) => kind === 'fault'))
		throw new Refusal('recognition.badge-not-in-force', { status: 409 });
	return intact;
}

/** Throws the refusals for which nothing new is signed now in the institution of an award, or at its pace. */
async function mustBeBindable(q: Queries, { institution }: Issuer, awards: readonly Award[], now: Date) {
	await mustBeIssuing(q, institution);
	await mustBeOpenInstitution(q, institution);
	const since = new Date(now.getTime() - DAY_MS);
	for (const { id } of awards)
		if ((await countHolderReissues(q, id, since)) >= MOST_BINDINGS_A_DAY)
			throw new Refusal('recognition.bound-too-often', { status: 429 });
}

/**
 * Stores, in one write unit, the issuances that sign an award and its translation again, bound as their
 * holder asks. Returns the ids of the issuances to resume: these, or others under way; null when there is
 * nothing left to do.
 */
async function storeBindings(
	{ world, pool, issuer }: BatchContext,
	asked: BindingRequest,
): Promise<readonly string[] | null> {
	const { read } = world.db;
	const { address, both, left } = await whatIsLeft(read, asked);
	const begun = await underWay(read, both);
	if (begun.length > 0) return begun;
	if (left.length === 0) return null;
	await mustBeBindable(read, issuer, left, world.now());
	const { kid } = await signerOf(world, issuer);
	const sound = await mustBeInForce({ world, pool, issuer }, left).catch(async (problem: unknown) => {
		// Signed again meanwhile, by the same form sent twice for one: all is read again.
		if (textsOf((await whatIsLeft(read, asked)).left) !== textsOf(left)) return null;
		throw problem;
	});
	if (!sound) return [];
	const statusList = await currentStatusListNumber(read, issuer);
	const entries = await drawUnusedStatusEntries(read, { issuer: issuer.id, statusList }, sound.length);
	const purpose: ReissuePurpose =
		address === null
			? { cause: 'unbound', reason: null, email: null }
			: { cause: 'bound', reason: null, email: saltedHashOf(address) };
	const built = sound.map((award, at) =>
		buildReissue(world, issuer, award, { kid, statusList, statusIndex: entries[at]!, ...purpose }),
	);
	try {
		return await writeAsActor(world, asked.actor, asked.may, async (tx) => {
			const now = await whatIsLeft(tx, asked);
			await mustBeBindable(tx, issuer, now.left, world.now());
			// The address, a text or a status entry changed meanwhile: all is read again.
			if (now.address !== address || textsOf(now.left) !== textsOf(left)) return [];
			if ((await underWay(tx, now.both)).length > 0) return [];
			const ready = await withUnusedEntryAndCode(tx, built);
			if (ready.length < built.length) return [];
			await addIssuances(tx, ready);
			return ready.map(({ id }) => id);
		});
	} catch (problem) {
		if (!isUniqueViolation(problem)) throw problem;
		return [];
	}
}

/** The refusal of an award that another origin signed: its address is no longer this service's. */
const movedRefusal = () => new Refusal('recognition.badge-moved', { status: 409 });

/**
 * Binds the actor's award and its translation to their verified e-mail address, or to none, and returns once
 * both are so. Each is signed again with the same id, address, words and date of award; the earlier text is
 * stored, and revoked in the status list. Does nothing for an award that is bound so already; resumes what a
 * crash interrupted. Throws not-found (404) unless the actor is the holder, `recognition.email-not-verified`,
 * `recognition.already-revoked`, `recognition.badge-not-in-force` or `recognition.badge-moved` (409),
 * `recognition.bound-too-often` (429) after ten times in a day, `identity.institution-closed` (409), and
 * `recognition.issuing-halted` or `platform.key-missing` (503).
 */
export async function setAwardBinding(
	world: World,
	actor: Actor,
	id: string,
	{ bound }: { readonly bound: boolean },
): Promise<void> {
	mustBePerson(actor);
	const award = await awardById(world.db.read, id);
	if (!award || award.person === null) throw notFound();
	const may = (me: Actor) => must(me, 'write', awardAccessFacts(award));
	may(actor);
	const issuer = await mustFindIssuer(world.db.read, award.issuer);
	if (issuer.origin !== world.origin) throw movedRefusal();
	const asked = { actor, id, person: award.person, may, bound };
	await withSigningPool(world, 2, async (pool) => {
		for (let round = 1; round <= ROUNDS; round += 1) {
			const begun = await storeBindings({ world, pool, issuer }, asked);
			if (begun === null) return;
			for (const result of (await resumeBatch(world, pool, begun)).values())
				if (result.kind === 'stopped') throw result.problem;
		}
		throw new Error(`Award ${id} could not be bound after ${ROUNDS} tries.`);
	});
	// Asked for at application and never done, for lack of a verified address: no longer asked for.
	if (!bound) await writeAsActor(world, actor, may, (tx) => clearBindsEmail(tx, id));
}
