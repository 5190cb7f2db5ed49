import { type MemberProgress, memberProgress } from '../../cohort.ts';
import type { RosterLine } from './roster-store.ts';

/** How far somebody in a roster is: their slip waits, they came, or they share and are that far. */
export type RosterState = 'waiting' | 'came' | MemberProgress;

/** How far somebody in a roster is; of whoever does not share now, only whether they came with their slip. */
export function stateOf(
	{ person, sharing, answered }: Pick<RosterLine, 'person' | 'sharing' | 'answered'>,
	{ dimensions, over }: { readonly dimensions: number; readonly over: boolean },
): RosterState {
	if (person === null) return 'waiting';
	return sharing === null || over ? 'came' : memberProgress(answered ?? 0, dimensions);
}
