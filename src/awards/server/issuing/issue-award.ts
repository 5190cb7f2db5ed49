import { peopleStillHere } from '#identity/server';
import { notFound, Refusal } from '#platform';
import { isUniqueViolation, type World } from '#platform/server';
import { alreadyRevoked } from '../revoke-award.ts';
import { activeAward } from '../award-store.ts';
import type { IntentResult } from './store-intents.ts';
import { resumeIssuance } from './resume-issuance.ts';
import { addIssuance, isTaken, underWay } from './issuance-store.ts';
import { ensureSubjectId } from '../issuers/issuer-store.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { prepareIssuance, type AwardRequest } from './prepare-award.ts';

/** Tries of a random status entry and short code: each is already taken less than one time in two. */
const TRIES = 12;

/** Stores the intent of a badge (id, status entry, key, exact text) in one write unit, unless one exists. */
async function storeIntent(world: World, wanted: AwardRequest): Promise<IntentResult> {
	const { person } = wanted;
	const badge = wanted.definition.id;
	const translatedInto = wanted.original && wanted.locale;
	const found = async (q: World['db']['read']): Promise<IntentResult | undefined> => {
		const held = await activeAward(q, person, badge, translatedInto);
		if (held) return { kind: 'held', award: held.id };
		const id = await underWay(q, person, badge, translatedInto);
		return id === undefined ? undefined : { kind: 'under-way', id };
	};
	// Asked before anything is made, and again in the write unit.
	await wanted.mayAsk?.(world.db.read);
	for (let tries = 1; tries <= TRIES; tries += 1) {
		const before = await found(world.db.read);
		if (before) return before;
		const one = await prepareIssuance(world, wanted);
		const uuid = one.intent!.subject!.replace('urn:uuid:', '');
		try {
			const begun = await world.db.write(async (tx): Promise<IntentResult | undefined> => {
				await wanted.mayAsk?.(tx);
				if (!(await peopleStillHere(tx, [person])).has(person)) return { kind: 'nobody' };
				await mustBeIssuing(tx, one.institution);
				const meanwhile = await found(tx);
				if (meanwhile) return meanwhile;
				if (await isTaken(tx, one)) return undefined;
				// Another first badge of the same person was written meanwhile, with another pairwise id.
				if ((await ensureSubjectId(tx, person, one.issuer, uuid)) !== uuid) return undefined;
				await addIssuance(tx, one);
				return { kind: 'begun', id: one.id };
			});
			if (begun) return begun;
		} catch (problem) {
			if (!isUniqueViolation(problem)) throw problem;
		}
	}
	throw new Error(`No free status entry or short code after ${TRIES} tries.`);
}

/** Refusal (409): somebody decided meanwhile, or the person withdrew the application. */
export const alreadyDecided = () => new Refusal('recognition.already-decided', { status: 409 });

/** An active award, and whether this very call issued it. */
export interface Issued {
	readonly award: string;
	readonly now: boolean;
}

/**
 * Issues a badge to a person exactly once: resumes the issuance under way, else begins one. Throws
 * `recognition.issuing-halted` and `platform.key-missing` (503), after which the issuance waits, and
 * `recognition.already-decided` (409) when its application was decided or changed meanwhile.
 */
export async function issueAward(world: World, wanted: AwardRequest): Promise<Issued> {
	for (let tries = 1; tries <= TRIES; tries += 1) {
		const begun = await storeIntent(world, wanted);
		if (begun.kind === 'nobody') throw notFound();
		if (begun.kind === 'held') return { award: begun.award, now: false };
		const result = await resumeIssuance(world, begun.id);
		if (result.kind === 'published') return { award: begun.id, now: result.now };
		if (result.reason === 'person-left') throw notFound();
		// Another request's issuance was voided, or the key was just replaced: try again with a new id.
		if (begun.kind === 'under-way' || result.reason === 'key-ended' || result.reason === 'held-already')
			continue;
		if (result.reason === 'decided-otherwise') throw alreadyDecided();
		if (result.reason === 'original-revoked') throw alreadyRevoked();
		throw new Error(`Issuance ${begun.id} was voided: ${result.reason}.`);
	}
	throw new Error(`No badge was issued after ${TRIES} tries.`);
}
