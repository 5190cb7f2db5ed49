/** The levels a portrait counts, lowest first; people who are not situated are left out of a dimension. */
export const PORTRAIT_LEVELS = ['starting', 'beginner', 'intermediate', 'advanced'] as const;

/** A level as the portrait counts it. */
export type PortraitLevel = (typeof PORTRAIT_LEVELS)[number];

/** The sources a portrait is made of, each with its own figures: never averaged, never merged. */
export const PORTRAIT_SOURCES = ['said', 'shown', 'observed'] as const;

/** One of the three sources. */
export type PortraitSource = (typeof PORTRAIT_SOURCES)[number];

/** Whether a standing is a level that a portrait counts. */
export const isPortraitLevel = (value: string | null | undefined): value is PortraitLevel =>
	PORTRAIT_LEVELS.includes(value as PortraitLevel);
