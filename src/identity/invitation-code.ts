import { typedCode } from './typed-code.ts';

/** How long an invitation can last and how many people it can let in. */
export const INVITATION = { mostDays: 7, mostUses: 500, characters: 10 } as const;

/** An invitation's code as it was typed, in its stored form; longer or shorter when it is none. */
export const readInvitationCode = (typed: string): string => typedCode(typed, INVITATION.characters / 2);

/** The code as it is shown: two groups of five capitals (`7K2QX-M94TD`). */
export const shownCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`.toUpperCase();
