import { expect, test } from 'vitest';
import { maskedEmail } from './masked-email.ts';

test.each([
	['ada@exemple.ca', 'a•••@exemple.ca'],
	['élodie.tremblay@exemple.qc.ca', 'é•••@exemple.qc.ca'],
	['a@exemple.ca', 'a•••@exemple.ca'],
	['𝒶da@exemple.ca', '𝒶•••@exemple.ca'],
])('%s is shown as %s', (email, shown) => {
	expect(maskedEmail(email)).toBe(shown);
});
