import type { Opinion } from './application.ts';

/** Who must act for a decision: a second adviser, a third, or the two who differ and settle it together. */
export type AwaitedOpinion = 'second' | 'third' | 'settle';

/**
 * How two advisers came to a decision: apart, with the same answer (`apart`); by the answer of a third
 * (`third`); or together, after they had differed (`settled`).
 */
export type Agreement = 'apart' | 'third' | 'settled';

/** What the opinions given so far lead to. */
export type OpinionsOutcome =
	| { readonly kind: 'decided'; readonly how: Agreement }
	| { readonly kind: 'waits'; readonly awaited: AwaitedOpinion };

type Answer = Pick<Opinion, 'decision' | 'level'>;

const isSame = (one: Answer, other: Answer) => one.decision === other.decision && one.level === other.level;

/**
 * The last opinion of each adviser, in the order in which each gave a first one. One whose adviser was erased
 * counts no more: nobody could tell that adviser from another, who might be the same person come back.
 */
function lastOfEach(opinions: readonly Opinion[]): readonly Opinion[] {
	const last = new Map<string, Opinion>();
	for (const one of opinions) if (one.reviewer !== null) last.set(one.reviewer, one);
	return [...last.values()];
}

/**
 * What the opinions about one submission lead to, oldest first; `thirdThere` says whether an adviser who has
 * given none may. Two advisers decide when they give the same answer, at once or after they differed; where
 * they differ, the answer of a third is the decision.
 */
export function outcomeOf(opinions: readonly Opinion[], thirdThere: boolean): OpinionsOutcome {
	const [first, second, third] = lastOfEach(opinions);
	if (!first || !second) return { kind: 'waits', awaited: 'second' };
	if (third) return { kind: 'decided', how: 'third' };
	const known = opinions.filter(({ reviewer }) => reviewer !== null).length;
	if (isSame(first, second)) return { kind: 'decided', how: known > 2 ? 'settled' : 'apart' };
	return { kind: 'waits', awaited: thirdThere ? 'third' : 'settle' };
}

/**
 * Whether an adviser may give an opinion about a submission that waits: the first time, and again where two who
 * differ settle together.
 */
export function mayGiveOpinion(opinions: readonly Opinion[], reviewer: string, thirdThere: boolean): boolean {
	if (!opinions.some((one) => one.reviewer === reviewer)) return true;
	const outcome = outcomeOf(opinions, thirdThere);
	return outcome.kind === 'waits' && outcome.awaited === 'settle';
}

/** The opinions that an adviser may read of a submission that waits: all, once theirs is among them. */
export const opinionsToRead = (opinions: readonly Opinion[], reviewer: string): readonly Opinion[] =>
	opinions.some((one) => one.reviewer === reviewer) ? opinions : [];
