import { standingPeople } from '#identity/server';
import { isUniqueViolation, type Queries, type World } from '#platform/server';
import type { Issuance } from '../../issuance.ts';
import { standingAmong } from '../award-store.ts';
import { activeKey, type Named, namedIssuance } from './unique-key.ts';
import { addIssuances, takenCodes, takenEntries, underWayAmong } from './issuance-store.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import {
	buildIssuance,
	deskOf,
	newSubject,
	randomEntry,
	subjectFrom,
	type ToAward,
} from './prepare-award.ts';
import { standingSubjects, subjectsOf } from '../issuers/issuer-store.ts';

/** What stands for a badge that is wanted. */
export type Begun =
	| { readonly kind: 'held'; readonly award: string }
	/** Begun by an earlier or a simultaneous request, or left by a crash. */
	| { readonly kind: 'under-way'; readonly id: string }
	| { readonly kind: 'begun'; readonly id: string }
	/** Its person has left the service: there is nobody to give it to. */
	| { readonly kind: 'nobody' };

/** What a badge that is wanted is named by. */
export const namedWanted = ({ person, definition, sibling, locale }: ToAward): Named => ({
	person,
	badge: definition.id,
	sibling: sibling && locale,
});

const nameOf = (wanted: ToAward) => activeKey(namedWanted(wanted));

async function begunAmong(q: Queries, wanted: readonly ToAward[]): Promise<Map<string, Begun>> {
	const all = wanted.map(namedWanted);
	const begun = new Map<string, Begun>();
	for (const [name, id] of await underWayAmong(q, all)) begun.set(name, { kind: 'under-way', id });
	for (const [name, award] of await standingAmong(q, all)) begun.set(name, { kind: 'held', award });
	return begun;
}

/** As many entries of a status list that nothing holds, at random and all different. */
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

/** Inside a write unit: of these intents, those whose entry and code nothing took meanwhile. */
export async function stillFree(tx: Queries, all: readonly Issuance[]): Promise<readonly Issuance[]> {
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
 * Stores the intents of badges of one institution, in one write unit; of those that stand or are under way already,
 * nothing. Gives what stands now by their names: what is missing from it found its place taken meanwhile, and is to be
 * tried again. Throws `recognition.issuing-halted` and `platform.key-missing` (503).
 */
export async function intendTogether(
	world: World,
	institution: string,
	wanted: readonly ToAward[],
): Promise<ReadonlyMap<string, Begun>> {
	const { read } = world.db;
	const before = await begunAmong(read, wanted);
	// The same badge for the same person twice in one batch is one badge.
	const fresh = new Map(wanted.map((one) => [nameOf(one), one]));
	for (const name of before.keys()) fresh.delete(name);
	if (fresh.size === 0) return before;
	await mustBeIssuing(read, institution);
	const desk = await deskOf(world, institution);
	const { issuer } = desk;
	const people = [...new Set([...fresh.values()].map(({ person }) => person))];
	const standing = await standingSubjects(read, people, issuer.id);
	const offered = new Map(people.map((person) => [person, standing.get(person) ?? newSubject()]));
	const entries = await freeEntries(read, { issuer: issuer.id, statusList: desk.statusList }, fresh.size);
	const built = [...fresh.values()].map((one, at) => {
		const subject = subjectFrom(offered.get(one.person)!);
		return buildIssuance(world, desk, one, { subject, statusIndex: entries[at]! });
	});
	const store = async (tx: Queries) => {
		await mustBeIssuing(tx, institution);
		const begun = await begunAmong(tx, [...fresh.values()]);
		// Somebody may have left since they were counted among those it is for: nothing of theirs is written.
		const here = await standingPeople(tx, people);
		const subjects = await subjectsOf(
			tx,
			issuer.id,
			new Map([...offered].filter(([person]) => here.has(person))),
		);
		const added = (await stillFree(tx, built)).filter(
			(one) =>
				here.has(one.person!) &&
				!begun.has(activeKey(namedIssuance(one))) &&
				// Another badge of the same person, their first one too, was written meanwhile.
				one.intent?.subject === subjectFrom(subjects.get(one.person!)!),
		);
		await addIssuances(tx, added);
		for (const [name, { person }] of fresh) if (!here.has(person)) begun.set(name, { kind: 'nobody' });
		for (const one of added) begun.set(activeKey(namedIssuance(one)), { kind: 'begun', id: one.id });
		return begun;
	};
	try {
		return new Map([...before, ...(await world.db.write(store))]);
	} catch (problem) {
		if (!isUniqueViolation(problem)) throw problem;
		return before;
	}
}
