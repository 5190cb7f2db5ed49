import type { AnyBadgeDefinition } from './definition.ts';

/**
 * How a badge was judged: who decided, on what basis, whether somebody watched the person do the work, and
 * whether anybody checked their identity.
 */
export interface Assurance {
	/** Who decided: a rule that the program applies, or an adviser of the person's institution. */
	readonly decidedBy: 'rule' | 'adviser';
	/**
	 * What was judged: what the person declared, evidence with its reflection, what they showed in an interview, or
	 * the badges that they hold.
	 */
	readonly assessment: 'declared' | 'evidence' | 'interview' | 'badges';
	/** Whether somebody watched the person do the work. */
	readonly supervised: boolean;
	/** Whether anybody checked who the person is. */
	readonly identityVerified: boolean;
}

/**
 * How badges of this kind are judged: `practice` and `transfer` by advisers on evidence, `exploration` by a rule on what
 * the person declared, `milestone` by a rule on the badges they hold. None is supervised and no identity is checked: accounts are opened by invitation.
 */
export function assuranceOf({ kind }: Pick<AnyBadgeDefinition, 'kind'>): Assurance {
	const unwatched = { supervised: false, identityVerified: false } as const;
	if (kind === 'milestone') return { decidedBy: 'rule', assessment: 'badges', ...unwatched };
	return kind !== 'exploration'
		? { decidedBy: 'adviser', assessment: 'evidence', ...unwatched }
		: { decidedBy: 'rule', assessment: 'declared', ...unwatched };
}
