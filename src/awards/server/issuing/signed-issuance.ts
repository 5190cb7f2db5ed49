import { serializeCredential, type JsonObject } from '#openbadges';
import type { Intent, Issuance } from '../../issuance.ts';
import { parseUnalteredText } from './issuance-text.ts';

/** An issuance at step `signed`, and its exact signed text. */
export interface SignedIssuance {
	readonly issuance: Issuance;
	readonly text: string;
}

/**
 * Builds the signed text of an issuance: its stored text with its stored proof. Throws `LintFault` if the
 * text was altered.
 */
export function signedText(issuance: Issuance): string {
	const { credential } = parseUnalteredText(issuance);
	if (issuance.proof === null) throw new Error(`Issuance ${issuance.id} has no proof.`);
	return serializeCredential({ ...credential, proof: [JSON.parse(issuance.proof) as JsonObject] });
}

/** Returns the intent of an issuance. Throws if it was cleared: the issuance ended, or its person left. */
export function intentOf({ id, intent }: Issuance): Intent {
	if (intent === null) throw new Error(`Issuance ${id} has no intent.`);
	return intent;
}
