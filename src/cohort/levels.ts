/**
 * The levels that a cohort's portrait counts, lowest first. A person who is not situated in a dimension is
 * not counted in it.
 */
export const PORTRAIT_LEVELS = ['starting', 'beginner', 'intermediate', 'advanced'] as const;

/** One of the levels that a cohort's portrait counts. */
export type PortraitLevel = (typeof PORTRAIT_LEVELS)[number];

/**
 * The three sources of a cohort's portrait: what people say, what situations show, what advisers observed.
 * Each has its own figures: they are never averaged or merged.
 */
export const PORTRAIT_SOURCES = ['said', 'shown', 'observed'] as const;

/** One of the three sources of a cohort's portrait: said, shown or observed. */
export type PortraitSource = (typeof PORTRAIT_SOURCES)[number];

/**
 * Whether a person's standing in a dimension is a level that portraits count; `not-situated` and no standing
 * are not.
 */
export const isPortraitLevel = (value: string | null | undefined): value is PortraitLevel =>
	PORTRAIT_LEVELS.includes(value as PortraitLevel);
