import { peopleStillHere } from '#identity/server';
import { isUniqueViolation, type Queries, type World } from '#platform/server';
import type { Issuance } from '../../issuance.ts';
import { activeAmong } from '../award-store.ts';
import { uniqueKey, type KeyParts, keyPartsOfIssuance } from './unique-key.ts';
import { addIssuances, takenCodes, takenEntries, underWayAmong } from './issuance-store.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import {
	buildIssuance,
	issuingContextOf,
	newSubjectId,
	randomEntry,
	subjectUrn,
	type AwardRequest,
} from './prepare-award.ts';
import { subjectIdsOf, ensureSubjectIds } from '../issuers/issuer-store.ts';

/** What exists for a requested badge. */
export type IntentResult =
	| { readonly kind: 'held'; readonly award: string }
	/** Another request began it, or a crash left it. */
	| { readonly kind: 'under-way'; readonly id: string }
	| { readonly kind: 'begun'; readonly id: string }
	/** Its person has left the service. */
	| { readonly kind: 'nobody' };

/** What makes a requested badge unique: person, badge, and language for a translation. */
const keyPartsOfRequest = ({ person, definition, original, locale }: AwardRequest): KeyParts => ({
	person,
	badge: definition.id,
	translatedInto: original && locale,
});

/** Uniqueness key of a requested badge (person, badge, language of a translation). */
export const uniqueKeyOf = (request: AwardRequest): string => uniqueKey(keyPartsOfRequest(request));

async function existingAmong(
	q: Queries,
	wanted: readonly AwardRequest[],
): Promise<Map<string, IntentResult>> {
	const all = wanted.map(keyPartsOfRequest);
	const begun = new Map<string, IntentResult>();
	for (const [name, id] of await underWayAmong(q, all)) begun.set(name, { kind: 'under-way', id });
	for (const [name, award] of await activeAmong(q, all)) begun.set(name, { kind: 'held', award });
	return begun;
}

/** Draws `howMany` different indexes of a status list that nothing uses. */
export async function freeEntries(
	q: Queries,
	at: Pick<Issuance, 'issuer' | 'statusList'>,
	howMany: number,
): Promise<readonly number[]> {
	const free = new Set<number>();
	while (free.size < howMany) {
		const drawn = Array.from({ length: howMany - free.size }, randomEntry);
		const taken = await takenEntries(q, at, drawn);
		// Lists are at most half full: two draws in one are free on average.
		for (const entry of drawn) if (!taken.has(entry)) free.add(entry);
	}
	return [...free];
}

/** Inside a write unit: of these intents, those whose status entry and short code are still free. */
export async function withFreePlaces(tx: Queries, all: readonly Issuance[]): Promise<readonly Issuance[]> {
	const [first] = all;
	if (!first) return [];
	const entries = await takenEntries(
		tx,
		first,
		all.map(({ statusIndex }) => statusIndex),
	);
	const codes = await takenCodes(
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
 * Stores the intents of badges of one institution in one write unit, except those that exist already. Returns what exists
 * now by unique key; a badge that is missing there found its status entry or code taken, and is to be tried again. Throws
 * `recognition.issuing-halted` and `platform.key-missing` (503).
 */
export async function storeIntents(
	world: World,
	institution: string,
	wanted: readonly AwardRequest[],
): Promise<ReadonlyMap<string, IntentResult>> {
	const { read } = world.db;
	const before = await existingAmong(read, wanted);
	// The same badge asked twice for one person in a batch is one badge.
	const fresh = new Map(wanted.map((one) => [uniqueKeyOf(one), one]));
	for (const name of before.keys()) fresh.delete(name);
	if (fresh.size === 0) return before;
	await mustBeIssuing(read, institution);
	const context = await issuingContextOf(world, institution);
	const { issuer } = context;
	const people = [...new Set([...fresh.values()].map(({ person }) => person))];
	const existing = await subjectIdsOf(read, people, issuer.id);
	const offered = new Map(people.map((person) => [person, existing.get(person) ?? newSubjectId()]));
	const entries = await freeEntries(read, { issuer: issuer.id, statusList: context.statusList }, fresh.size);
	const built = [...fresh.values()].map((one, at) => {
		const subject = subjectUrn(offered.get(one.person)!);
		return buildIssuance(world, context, one, { subject, statusIndex: entries[at]! });
	});
	const store = async (tx: Queries) => {
		await mustBeIssuing(tx, institution);
		const begun = await existingAmong(tx, [...fresh.values()]);
		// A person may have left since the request was made: write nothing for them.
		const here = await peopleStillHere(tx, people);
		const subjects = await ensureSubjectIds(
			tx,
			issuer.id,
			new Map([...offered].filter(([person]) => here.has(person))),
		);
		const added = (await withFreePlaces(tx, built)).filter(
			(one) =>
				here.has(one.person!) &&
				!begun.has(uniqueKey(keyPartsOfIssuance(one))) &&
				// Another first badge of the same person was written meanwhile, with another pairwise id.
				one.intent?.subject === subjectUrn(subjects.get(one.person!)!),
		);
		await addIssuances(tx, added);
		for (const [name, { person }] of fresh) if (!here.has(person)) begun.set(name, { kind: 'nobody' });
		for (const one of added) begun.set(uniqueKey(keyPartsOfIssuance(one)), { kind: 'begun', id: one.id });
		return begun;
	};
	try {
		return new Map([...before, ...(await world.db.write(store))]);
	} catch (problem) {
		if (!isUniqueViolation(problem)) throw problem;
		return before;
	}
}
