import { credentialText, type JsonObject } from '#openbadges';
import type { Intent, Issuance } from '../../issuance.ts';
import { storedText } from './issuance-text.ts';

/** A badge that is signed, and its exact text. */
export interface SignedIssuance {
	readonly one: Issuance;
	readonly text: string;
}

/** The signed text of an issuance: the text that was intended, and its proof. Throws `LintFault` if it was altered. */
export function signedText(one: Issuance): string {
	const { credential } = storedText(one);
	if (one.proof === null) throw new Error('What is signed has its proof.');
	return credentialText({ ...credential, proof: [JSON.parse(one.proof) as JsonObject] });
}

/** What an issuance under way will give besides its text. */
export function intentOf({ intent }: Issuance): Intent {
	if (intent === null) throw new Error('An issuance under way has its intent.');
	return intent;
}
