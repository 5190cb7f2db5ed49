import { check, passed } from '../report.ts';
import type { Check } from '../report.ts';
import { checkBinding } from './binding.ts';
import { periodOf } from './dates.ts';
import { findKey } from './find-key.ts';
import type { FoundKey } from './find-key.ts';
import { ABSENT, checkIssuer, findIssuer, issuerId } from './issuer.ts';
import { ambiguousPlace } from './reading/ambiguous-place.ts';
import type { IssuerAnswer, VerifyOptions } from './options.ts';
import { sealsOf } from './sealed.ts';
import type { Sealed } from './sealed.ts';
import type { Secured } from './secured.ts';
import { checkSeal, unsealed, worstSeal } from './signature.ts';
import type { Keyed } from './signature.ts';
import { checkVocabulary } from './shape/vocabulary.ts';

/** What was found of the signatures of one credential, and of whose they are. */
export interface Examined {
	/** The issuer's id, as the credential states it. */
	readonly id: string;
	readonly answer: IssuerAnswer;
	readonly vocabulary: Check<'vocabulary'>;
	readonly issuer: Check<'issuer'>;
	readonly signature: Check<'signature'>;
	readonly binding: Check<'binding'>;
	/** The signature that speaks for the issuer, or the first. */
	readonly seal: Sealed | undefined;
}

const BEST_FIRST = ['pass', 'warn', 'unknown', 'fail'] as const;

function signatureOf(secured: Secured, keyed: readonly Keyed[]): Check<'signature'> {
	const { credential, token, claims } = secured;
	const worst = worstSeal(keyed.map(checkSeal)) ?? unsealed(credential, token);
	if (worst.outcome !== 'pass' || !claims || claims.differing.length === 0) return worst;
	return check('signature', 'claims-differ', { claims: claims.differing.join(', ') });
}

/** Whose the signatures are: one that is the issuer's own is enough. */
function bindingOf(
	id: string,
	keyed: readonly Keyed[],
	issuer: IssuerAnswer,
	began: string | undefined,
): { readonly check: Check<'binding'>; readonly seal: Sealed | undefined } {
	const all = keyed.map((one) => ({ check: checkBinding(id, one, issuer, began), seal: one.sealed }));
	const best = BEST_FIRST.map((outcome) => all.find((one) => one.check.outcome === outcome)).find(Boolean);
	return best ?? { check: check('binding', 'not-reached'), seal: undefined };
}

/**
 * Where a sound credential could be read otherwise than it was signed. A token signs its text, which has one reading; a
 * graph is signed whatever the shape it is written in.
 */
async function ambiguous(
	{ credential, token }: Secured,
	seals: readonly Sealed[],
	{ contexts }: VerifyOptions,
): Promise<string | undefined> {
	if (token) return undefined;
	for (const { statement } of seals) {
		if (statement && (await ambiguousPlace(statement, contexts)) !== undefined) return 'proof';
	}
	return ambiguousPlace(credential, contexts);
}

/** Looks at the signatures of a credential: sound or not, and whose; the same for a badge, a list, an endorsement. */
export async function examine(
	secured: Secured,
	options: VerifyOptions,
	signatures: readonly Sealed[] = sealsOf(secured, options.contexts),
): Promise<Examined> {
	const { credential } = secured;
	const id = issuerId(credential['issuer']) ?? '';
	const given = await findIssuer(id, options);
	const issuer = checkIssuer(id, given);
	// A document that describes somebody else is no document of this issuer.
	const answer = issuer.reason === 'mismatch' ? ABSENT : given;
	const seals: { sealed: Sealed; found: FoundKey }[] = [];
	for (const sealed of signatures) {
		seals.push({ sealed, found: await findKey(sealed, { id, answer }, options) });
	}
	const { check: known, keyed } = await checkVocabulary(secured, seals, options.contexts);
	// A token signs its text: no definition is needed to look at it, nor to see that nothing signs a badge.
	const readable = known.outcome === 'pass' || secured.token !== undefined || signatures.length === 0;
	const signature = readable ? signatureOf(secured, keyed) : check('signature', 'not-reached');
	const place = signature.outcome === 'pass' ? await ambiguous(secured, signatures, options) : undefined;
	const vocabulary = place === undefined ? known : check('vocabulary', 'ambiguous', { place });
	// Without its key, nobody knows whose a signature is.
	const began = periodOf(credential).from;
	const broken = signature.reason === 'broken';
	const binding = bindingOf(id, signature.outcome === 'pass' || broken ? keyed : [], answer, began);
	// Of a broken signature, only whose the key is can be said: nobody signed this content with it.
	const listed = broken && passed(binding.check);
	return {
		id,
		answer,
		vocabulary,
		issuer,
		signature,
		binding: listed ? check('binding', 'key-listed') : binding.check,
		seal: binding.seal ?? seals[0]?.sealed,
	};
}
