import { idsWithAccount, mustBeOpenInstitution } from '#identity/server';
import { Refusal } from '#platform';
import { isUniqueViolation, type Queries, type World } from '#platform/server';
import type { Issuance } from '../../issuance.ts';
import { activeAwardIdsByKey } from '../award-store.ts';
import { bindingsOf, hashedEmailFor, isSameBinding } from '../binding/bound-email.ts';
import { uniqueKey, type KeyParts, keyPartsOfIssuance } from './unique-key.ts';
import {
	addIssuances,
	usedShortCodes,
	usedStatusEntries,
	issuanceIdsUnderWayByKey,
} from './issuance-store.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import {
	buildIssuance,
	issuingContextOf,
	newSubjectId,
	randomStatusEntry,
	subjectUrn,
	type AwardRequest,
} from './prepare-award.ts';
import { pairwiseIdsOf, ensurePairwiseIds } from '../issuers/issuer-store.ts';

/** What exists for a requested badge once the intents are stored: an award, an issuance, or nothing. */
export type IntentResult =
	| { readonly kind: 'held'; readonly award: string }
	/** An issuance that another request began, or that a crash interrupted. */
	| { readonly kind: 'under-way'; readonly id: string }
	| { readonly kind: 'begun'; readonly id: string }
	/** The person who was to receive it has left the service. */
	| { readonly kind: 'nobody' }
	/** The one who requested the badge may not, or no longer may. */
	| { readonly kind: 'refused'; readonly problem: Refusal };

/** The parts of a requested badge's uniqueness key: person, badge, and language for a translation. */
const keyPartsOfRequest = ({ person, definition, original, locale }: AwardRequest): KeyParts => ({
	person,
	badge: definition.id,
	translatedInto: original && locale,
});

/** Uniqueness key of a requested badge (person, badge, and language for a translation); see `uniqueKey`. */
export const uniqueKeyOf = (request: AwardRequest): string => uniqueKey(keyPartsOfRequest(request));

async function existingAmong(
	q: Queries,
	now: Date,
	requests: readonly AwardRequest[],
): Promise<Map<string, IntentResult>> {
	const all = requests.map(keyPartsOfRequest);
	const begun = new Map<string, IntentResult>();
	for (const [name, id] of await issuanceIdsUnderWayByKey(q, all)) begun.set(name, { kind: 'under-way', id });
	for (const [name, award] of await activeAwardIdsByKey(q, all, now))
		begun.set(name, { kind: 'held', award });
	return begun;
}

/** Returns, by uniqueness key, the requests whose `mayAsk` refuses them, with the refusal. */
async function refusedAmong(
	q: Queries,
	requests: readonly AwardRequest[],
): Promise<ReadonlyMap<string, IntentResult>> {
	const refused = new Map<string, IntentResult>();
	for (const one of requests) {
		try {
			await one.mayAsk?.(q);
		} catch (problem) {
			if (!(problem instanceof Refusal)) throw problem;
			refused.set(uniqueKeyOf(one), { kind: 'refused', problem });
		}
	}
	return refused;
}

/** Draws at random `howMany` distinct unused indexes of an issuer's status list. */
export async function drawUnusedStatusEntries(
	q: Queries,
	at: Pick<Issuance, 'issuer' | 'statusList'>,
	howMany: number,
): Promise<readonly number[]> {
	const free = new Set<number>();
	while (free.size < howMany) {
		const drawn = Array.from({ length: howMany - free.size }, randomStatusEntry);
		const taken = await usedStatusEntries(q, at, drawn);
		// Lists are at most half full: on average at least half of the draws are free.
		for (const entry of drawn) if (!taken.has(entry)) free.add(entry);
	}
	return [...free];
}

/** Returns, inside a write unit, the new issuances whose status entry and short code are still free. */
export async function withUnusedEntryAndCode(
	tx: Queries,
	all: readonly Issuance[],
): Promise<readonly Issuance[]> {
	const [first] = all;
	if (!first) return [];
	const entries = await usedStatusEntries(
		tx,
		first,
		all.map(({ statusIndex }) => statusIndex),
	);
	const codes = await usedShortCodes(
		tx,
		all.map(({ shortCode }) => shortCode),
	);
	const own = new Set<string>();
	return all.filter(({ statusIndex, shortCode }) => {
		const free = !entries.has(statusIndex) && !codes.has(shortCode) && !own.has(shortCode);
		own.add(shortCode);
		return free;
	});
}

/**
 * Stores, in one write unit, the issuances of badges of one institution, except those that exist already and
 * those that may not be requested: `mayAsk` is called before anything is created, and again in the write
 * unit. Returns what exists now, by uniqueness key; a badge missing from the result found its status entry or
 * code taken, and must be tried again. Throws `recognition.issuing-halted` and `platform.key-missing` (503),
 * and `identity.institution-closed` (409).
 */
export async function storeIntents(
	world: World,
	institution: string,
	requests: readonly AwardRequest[],
): Promise<ReadonlyMap<string, IntentResult>> {
	const { read } = world.db;
	const refused = await refusedAmong(read, requests);
	const before = new Map([...(await existingAmong(read, world.now(), requests)), ...refused]);
	// The same badge requested twice for one person among these is one badge.
	const fresh = new Map(requests.map((one) => [uniqueKeyOf(one), one]));
	for (const name of before.keys()) fresh.delete(name);
	if (fresh.size === 0) return before;
	await mustBeIssuing(read, institution);
	await mustBeOpenInstitution(read, institution);
	const context = await issuingContextOf(world, institution);
	const { issuer } = context;
	const people = [...new Set([...fresh.values()].map(({ person }) => person))];
	const existing = await pairwiseIdsOf(read, people, issuer.id);
	const offered = new Map(people.map((person) => [person, existing.get(person) ?? newSubjectId()]));
	const entries = await drawUnusedStatusEntries(
		read,
		{ issuer: issuer.id, statusList: context.statusList },
		fresh.size,
	);
	const asked = [...fresh.values()];
	const bindings = await bindingsOf(read, asked);
	const built = asked.map((one, at) => {
		const subject = subjectUrn(offered.get(one.person)!);
		const email = hashedEmailFor(bindings[at]!);
		return buildIssuance(world, context, one, { subject, statusIndex: entries[at]!, email });
	});
	const store = async (tx: Queries) => {
		const mayNot = await refusedAmong(tx, asked);
		await mustBeIssuing(tx, institution);
		await mustBeOpenInstitution(tx, institution);
		const begun = new Map([...(await existingAmong(tx, world.now(), asked)), ...mayNot]);
		// A person may have left since the request was made: write nothing for them.
		const here = await idsWithAccount(tx, people);
		const subjects = await ensurePairwiseIds(
			tx,
			issuer.id,
			new Map([...offered].filter(([person]) => here.has(person))),
		);
		// An address may have been verified or lost meanwhile, or the original of a translation bound anew.
		const still = await bindingsOf(tx, asked);
		const rightlyBound = new Set(
			built.filter((_, at) => isSameBinding(still[at]!, bindings[at]!)).map(({ id }) => id),
		);
		const added = (await withUnusedEntryAndCode(tx, built)).filter(
			(one) =>
				rightlyBound.has(one.id) &&
				here.has(one.person!) &&
				!begun.has(uniqueKey(keyPartsOfIssuance(one))) &&
				// False if another first badge of the same person was written meanwhile, with another
				// pairwise id.
				one.intent?.subject === subjectUrn(subjects.get(one.person!)!),
		);
		await addIssuances(tx, added);
		for (const [name, { person }] of fresh)
			if (!here.has(person) && !mayNot.has(name)) begun.set(name, { kind: 'nobody' });
		for (const one of added) {
			const name = uniqueKey(keyPartsOfIssuance(one));
			begun.set(name, { kind: 'begun', id: one.id });
			await fresh.get(name)?.whenBegun?.(tx);
		}
		return begun;
	};
	try {
		return new Map([...before, ...(await world.db.write(store))]);
	} catch (problem) {
		if (!isUniqueViolation(problem)) throw problem;
		return before;
	}
}
