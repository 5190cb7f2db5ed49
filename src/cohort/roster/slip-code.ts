import { typedCode } from '#identity';

/** Number of characters in the code of a slip. */
export const SLIP_CODE = 12;

/** Converts the code of a slip, as a person typed it, to its stored form; the result of another text is no such code. */
export const readSlipCode = (typed: string): string => typedCode(typed, SLIP_CODE / 2);

/** Whether a code in its stored form has as many characters as that of a slip. */
export const isSlipCode = (code: string): boolean => code.length === SLIP_CODE;

/** Formats the code of a slip as it is printed: `7K2QX9-4TM3PA`. */
export const formatSlipCode = (code: string): string =>
	`${code.slice(0, SLIP_CODE / 2)}-${code.slice(SLIP_CODE / 2)}`.toUpperCase();
