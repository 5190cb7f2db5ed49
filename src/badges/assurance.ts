import type { BadgeDefinition } from './definition.ts';

/** How a badge was judged, and how far: what a reader must know before relying on it. */
export interface Assurance {
	/** Who decided: a rule alone, or advisers of the institution, in their role. */
	readonly decidedBy: 'rule' | 'adviser';
	/** What was looked at: what the person declared, or evidence with its reflection. */
	readonly assessment: 'declared' | 'evidence';
	/** Whether somebody watched the person do it. */
	readonly supervised: boolean;
	/** Whether anybody checked who the person is. */
	readonly identityVerified: boolean;
}

/** The assurance of a badge of this kind: accounts are opened on invitation, with no check of identity, and nobody watches. */
export function assuranceOf({ kind }: Pick<BadgeDefinition, 'kind'>): Assurance {
	const unwatched = { supervised: false, identityVerified: false } as const;
	return kind === 'practice'
		? { decidedBy: 'adviser', assessment: 'evidence', ...unwatched }
		: { decidedBy: 'rule', assessment: 'declared', ...unwatched };
}
