/**
 * Reads back what the results of a badge of ours say. They are texts in the badge's language: a page in
 * another language says the same in its own words.
 */
import { isLevel } from '#framework';
import type { Assurance } from '#badges';
import type { AwardBasis } from './award.ts';
import words from './data/badge-words.json' with { type: 'json' };

/** One result of a badge of ours, by the last words of its ids. */
export interface SignedResult {
	/** What the result tells: `said`, `minutes`, `assessment`… */
	readonly id: string;
	/** Its text, for a result that states a figure or a text. */
	readonly value: string | null;
	/** Its level, for a result that states a level. */
	readonly level: string | null;
}

/** On what a badge of ours rests and how it was judged, as its signed text says it. */
export type SignedBasis = AwardBasis & Omit<Assurance, 'decidedBy'>;

/** How two advisers came to a decision, by the texts that say it. */
const BY_TWO = ['apart', 'third', 'settled'] as const satisfies readonly AwardBasis['agreement'][];

/** What prior learning was recognised on, by the texts that say it. */
const PRIOR = { priorEvidence: 'evidence', priorInterview: 'interview', priorBoth: 'both' } as const;

/** Returns which of these texts of badges a value is, in any language; undefined if it is none. */
function whichOf<Name extends keyof typeof words>(
	value: string | null | undefined,
	...names: readonly Name[]
): Name | undefined {
	return names.find((name) => Object.values(words[name]).includes(value ?? ''));
}

/**
 * Reads the results of a badge of ours; null if they are not all there, or if one is none that this service
 * writes today: the badge's own words are then all that can be shown.
 */
export function readSignedBasis(results: readonly SignedResult[]): SignedBasis | null {
	const left = new Map(results.map((one) => [one.id, one]));
	const take = (id: string) => {
		const found = left.get(id);
		left.delete(id);
		return found;
	};
	const standing = (id: string) => take(id)?.level ?? null;
	const count = (id: string) => Number(take(id)?.value ?? 0);
	const [said, shown, observed] = [standing('said'), standing('shown'), standing('observed')];
	const [evidence, minutes, reflections] = [count('pieces'), count('minutes'), count('reflections')];
	const decidedBy = whichOf(
		take('decided-by')?.value,
		'rule',
		'reconsidered',
		'adviser',
		'serviceAdviser',
		...BY_TWO,
	);
	const agreement = BY_TWO.find((one) => one === decidedBy);
	const assessment = whichOf(take('assessment')?.value, 'declared', 'evidence', 'interview');
	const prior = take('prior-learning');
	const priorWord = whichOf(prior?.value, 'priorEvidence', 'priorInterview', 'priorBoth');
	const interview = take('interview');
	const supervision = whichOf(take('supervision')?.value, 'supervised', 'unsupervised');
	const identity = whichOf(take('identity')?.value, 'identityVerified', 'identityUnverified');
	const interviewMinutes = Number(interview?.value ?? 0);
	const counts = [evidence, minutes, reflections, interviewMinutes];
	if (!decidedBy || !assessment || !supervision || !identity) return null;
	if ((prior && !priorWord) || (priorWord !== undefined && observed === null)) return null;
	if (left.size > 0 || (decidedBy === 'rule' || decidedBy === 'reconsidered') !== (observed === null))
		return null;
	if (!counts.every((one) => Number.isSafeInteger(one) && one >= 0)) return null;
	if (![said ?? 'starting', shown ?? 'starting'].every((one) => one === 'starting' || isLevel(one)))
		return null;
	if (observed !== null && !isLevel(observed)) return null;
	return {
		...{ said: said ?? 'not-situated', shown, observed, evidence, minutes, reflections, assessment },
		supervised: supervision === 'supervised',
		identityVerified: identity === 'identityVerified',
		...(decidedBy === 'reconsidered' && { reconsidered: true }),
		...(agreement && { agreement }),
		...(priorWord && { priorLearning: PRIOR[priorWord] }),
		...(interview && { interviewMinutes }),
	};
}
