import { standingPeople } from '#identity/server';
import { notFound, Refusal } from '#platform';
import { isUniqueViolation, type World } from '#platform/server';
import { alreadyRevoked } from '../revoke-award.ts';
import { standingAward } from '../award-store.ts';
import type { Begun } from './store-intents.ts';
import { carryOn } from './resume-issuance.ts';
import { addIssuance, isTaken, underWay } from './issuance-store.ts';
import { subjectOf } from '../issuers/issuer-store.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { prepareIssuance, type ToAward } from './prepare-award.ts';

/** Tries of a new list entry and short code: each is taken already less than one time in two. */
const TRIES = 12;

/** Stores the intent of a badge: serial, status entry, key and exact text, in one write unit; unless one stands. */
async function intend(world: World, wanted: ToAward): Promise<Begun> {
	const { person } = wanted;
	const badge = wanted.definition.id;
	const sibling = wanted.sibling && wanted.locale;
	const found = async (q: World['db']['read']): Promise<Begun | undefined> => {
		const held = await standingAward(q, person, badge, sibling);
		if (held) return { kind: 'held', award: held.id };
		const id = await underWay(q, person, badge, sibling);
		return id === undefined ? undefined : { kind: 'under-way', id };
	};
	// Before anything is made for it, and again in the unit.
	await wanted.mayAsk?.(world.db.read);
	for (let tries = 1; tries <= TRIES; tries += 1) {
		const before = await found(world.db.read);
		if (before) return before;
		const one = await prepareIssuance(world, wanted);
		const uuid = one.intent!.subject!.replace('urn:uuid:', '');
		try {
			const begun = await world.db.write(async (tx): Promise<Begun | undefined> => {
				await wanted.mayAsk?.(tx);
				if (!(await standingPeople(tx, [person])).has(person)) return { kind: 'nobody' };
				await mustBeIssuing(tx, one.institution);
				const meanwhile = await found(tx);
				if (meanwhile) return meanwhile;
				if (await isTaken(tx, one)) return undefined;
				// Another badge of the same person, their first one too, was written meanwhile.
				if ((await subjectOf(tx, person, one.issuer, uuid)) !== uuid) return undefined;
				await addIssuance(tx, one);
				return { kind: 'begun', id: one.id };
			});
			if (begun) return begun;
		} catch (problem) {
			if (!isUniqueViolation(problem)) throw problem;
		}
	}
	throw new Error('No free status entry or short code.');
}

/** Somebody answered meanwhile, or the person took it back: refused, nothing written (409). */
export const alreadyDecided = () => new Refusal('recognition.already-decided', { status: 409 });

/** An award that stands, and whether this very call gave it. */
export interface Issued {
	readonly award: string;
	readonly now: boolean;
}

/**
 * Issues a badge to a person, once whatever happens: carries on what is under way for them and this badge, else begins.
 * Gives the award that stands. Throws `recognition.issuing-halted` and `platform.key-missing` (503), after which what
 * was begun waits; `recognition.already-decided` (409) when its application was answered or changed meanwhile.
 */
export async function issueAward(world: World, wanted: ToAward): Promise<Issued> {
	for (let tries = 1; tries <= TRIES; tries += 1) {
		const begun = await intend(world, wanted);
		if (begun.kind === 'nobody') throw notFound();
		if (begun.kind === 'held') return { award: begun.award, now: false };
		const carried = await carryOn(world, begun.id);
		if (carried.kind === 'published') return { award: begun.id, now: carried.now };
		if (carried.reason === 'person-left') throw notFound();
		// Somebody else's that came to nothing, a key just replaced: this one begins anew, under another serial.
		if (begun.kind === 'under-way' || carried.reason === 'key-ended' || carried.reason === 'held-already')
			continue;
		if (carried.reason === 'decided-otherwise') throw alreadyDecided();
		if (carried.reason === 'original-revoked') throw alreadyRevoked();
		throw new Error(`A badge was not issued: ${carried.reason}.`);
	}
	throw new Error('A badge could not be issued.');
}
