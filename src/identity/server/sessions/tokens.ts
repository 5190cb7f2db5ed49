import { createHash, randomBytes } from 'node:crypto';
import { crockford } from '#platform';
import { INVITATION } from '../../invitation-code.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A secret for a cookie or a link: 32 random bytes, base64url (43 characters). */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. */
export const tokenHash = (token: string): string => sha256(token);

/** A code for an invitation: ten characters of Crockford base32 (50 random bits). */
export const newCode = (): string => crockford(randomBytes(7)).slice(0, INVITATION.characters);

/** What is kept of a code. */
export const codeHash = (code: string): string => sha256(`invitation:${code}`);

/** The name under which wrong passwords are counted: neither a user name nor an address can be read from it. */
export const attemptKey = (account: string): string => sha256(`attempts:${account}`);

/** The name of a person in a browser: neither their id nor anything else of them can be read from it. */
export const holderName = (person: string): string => sha256(`holder:${person}`).slice(0, 32);
