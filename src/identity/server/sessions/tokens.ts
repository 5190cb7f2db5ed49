import { createHash, randomBytes } from 'node:crypto';
import { crockford } from '#platform';
import { INVITATION_LIMITS } from '../../invitation-code.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Generates a secret for a cookie or a link: 32 random bytes, base64url (43 characters). */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of a token, in hexadecimal: all that is stored of it. */
export const tokenHash = (token: string): string => sha256(token);

/** Generates the code of an invitation: ten characters of Crockford base32 (50 random bits). */
export const newCode = (): string => crockford(randomBytes(7)).slice(0, INVITATION_LIMITS.characters);

/** SHA-256 of an invitation's code, in hexadecimal: all that is stored of it. */
export const codeHash = (code: string): string => sha256(`invitation:${code}`);

/**
 * The hash under which wrong passwords for an account are counted: no user name or e-mail address can be read
 * from it.
 */
export const attemptKey = (account: string): string => sha256(`attempts:${account}`);

/**
 * Derives a person's pseudonym for use in a browser: neither their id nor anything else about them can be
 * read from it.
 */
export const personPseudonym = (person: string): string => sha256(`holder:${person}`).slice(0, 32);
