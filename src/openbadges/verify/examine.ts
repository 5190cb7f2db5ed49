import { checkResult, hasPassed } from '../report.ts';
import type { Check } from '../report.ts';
import { checkBinding } from './binding.ts';
import { periodOf } from './dates.ts';
import { findSignatureKey } from './find-key.ts';
import type { SignatureKeyResult } from './find-key.ts';
import { ABSENT, checkIssuer, findIssuer, issuerId } from './issuer.ts';
import { ambiguousPlace } from './reading/ambiguous-place.ts';
import { hidesProofTerm } from './reading/hidden-proof-term.ts';
import type { IssuerAnswer, VerifyOptions } from './options.ts';
import { signaturesOf } from './badge-signature.ts';
import type { BadgeSignature } from './badge-signature.ts';
import type { SecuredCredential } from './secured.ts';
import { checkOneSignature, checkWithoutSignature, worstSignature } from './signature.ts';
import type { SignatureWithKey } from './signature.ts';
import { checkVocabulary } from './shape/vocabulary.ts';

/**
 * The checks of one credential's issuer, terms and signatures, and of whether the signatures are the
 * issuer's.
 */
export interface ExaminedCredential {
	/** The issuer's id, as the credential states it. */
	readonly id: string;
	readonly answer: IssuerAnswer;
	readonly vocabulary: Check<'vocabulary'>;
	readonly issuer: Check<'issuer'>;
	readonly signature: Check<'signature'>;
	readonly binding: Check<'binding'>;
	/** The signature made with a key of the issuer, or else the first signature. */
	readonly seal: BadgeSignature | undefined;
}

const BEST_FIRST = ['pass', 'warn', 'unknown', 'fail'] as const;

function signatureOf(secured: SecuredCredential, keyed: readonly SignatureWithKey[]): Check<'signature'> {
	const { credential, token, claims } = secured;
	const worst = worstSignature(keyed.map(checkOneSignature)) ?? checkWithoutSignature(credential, token);
	if (worst.outcome !== 'pass' || !claims || claims.differing.length === 0) return worst;
	return checkResult('signature', 'claims-differ', { claims: claims.differing.join(', ') });
}

/**
 * The check `binding` of a credential, and the signature that decided it: one signature by the issuer is
 * enough.
 */
function bindingOf(
	id: string,
	keyed: readonly SignatureWithKey[],
	issuer: IssuerAnswer,
	validFrom: string | undefined,
): { readonly check: Check<'binding'>; readonly seal: BadgeSignature | undefined } {
	const all = keyed.map((one) => ({ check: checkBinding(id, one, issuer, validFrom), seal: one.sealed }));
	const best = BEST_FIRST.map((outcome) => all.find((one) => one.check.outcome === outcome)).find(Boolean);
	return best ?? { check: checkResult('binding', 'not-reached'), seal: undefined };
}

/**
 * The path of a place where a credential with a valid signature can be read differently than it was signed;
 * undefined if there is none. A token signs its text, which has one meaning; a proof signs a graph, which can
 * be written in many forms.
 */
async function ambiguous(
	{ credential, token }: SecuredCredential,
	seals: readonly BadgeSignature[],
	{ contexts }: VerifyOptions,
): Promise<string | undefined> {
	if (token) return undefined;
	for (const { statement } of seals) {
		if (!statement) continue;
		if ((await ambiguousPlace(statement, contexts)) !== undefined) return 'proof';
		if (await hidesProofTerm(statement, contexts)) return 'proof';
	}
	return ambiguousPlace(credential, contexts);
}

/**
 * Checks a credential's issuer, its terms (vocabulary), its signatures, and whether they are the issuer's;
 * used for badges, status lists and endorsements.
 */
export async function examineCredential(
	secured: SecuredCredential,
	options: VerifyOptions,
	signatures: readonly BadgeSignature[] = signaturesOf(secured, options.contexts),
): Promise<ExaminedCredential> {
	const { credential } = secured;
	const id = issuerId(credential['issuer']) ?? '';
	const given = await findIssuer(id, options);
	const issuer = checkIssuer(id, given);
	// If the document found is about somebody else, the issuer counts as having none.
	const answer = issuer.reason === 'mismatch' ? ABSENT : given;
	const seals: { sealed: BadgeSignature; found: SignatureKeyResult }[] = [];
	for (const sealed of signatures) {
		seals.push({ sealed, found: await findSignatureKey(sealed, { id, answer }, options) });
	}
	const { check: known, keyed } = await checkVocabulary(secured, seals, options.contexts);
	// A token signs its text, so its signature can be checked even if terms are undefined; a badge without
	// any signature can also be reported as such.
	const readable = known.outcome === 'pass' || secured.token !== undefined || signatures.length === 0;
	const signature = readable ? signatureOf(secured, keyed) : checkResult('signature', 'not-reached');
	const place = signature.outcome === 'pass' ? await ambiguous(secured, signatures, options) : undefined;
	const vocabulary = place === undefined ? known : checkResult('vocabulary', 'ambiguous', { place });
	// Without the key that signed, nothing tells whose a signature is.
	const validFrom = periodOf(credential).from;
	const broken = signature.reason === 'broken';
	const binding = bindingOf(id, signature.outcome === 'pass' || broken ? keyed : [], answer, validFrom);
	// A broken signature proves at most whose the key is, not that its owner signed this content.
	const listed = broken && hasPassed(binding.check);
	return {
		id,
		answer,
		vocabulary,
		issuer,
		signature,
		binding: listed ? checkResult('binding', 'key-listed') : binding.check,
		seal: binding.seal ?? seals[0]?.sealed,
	};
}
