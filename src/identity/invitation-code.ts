/** How long an invitation can last and how many people it can let in. */
export const INVITATION = { mostDays: 7, mostUses: 500, characters: 10 } as const;

/** The code as it is compared: without blanks or hyphens, look-alikes read as the digit (O → 0, I and L → 1). */
export const plainCode = (typed: string): string =>
	typed
		.toLowerCase()
		.replace(/[^0-9a-z]/g, '')
		.replace(/o/g, '0')
		.replace(/[il]/g, '1');

/** The code as it is shown: two groups of five capitals (`7K2QX-M94TD`). */
export const shownCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`.toUpperCase();
