import { checkResult, hasPassed } from '../report.ts';
import type { Check } from '../report.ts';
import { checkBinding } from './binding.ts';
import { isInTime, periodOf } from './dates.ts';
import { findSignatureKey } from './find-key.ts';
import type { SignatureKeyResult } from './find-key.ts';
import { ABSENT, checkIssuer, findIssuer, issuerId } from './issuer.ts';
import { ambiguousPlace } from './reading/ambiguous-place.ts';
import { hidesProofTerm } from './reading/hidden-proof-term.ts';
import type { IssuerDocumentAnswer, VerifyOptions } from './options.ts';
import { signaturesOf } from './badge-signature.ts';
import type { BadgeSignature } from './badge-signature.ts';
import type { SecuredCredential } from './secured.ts';
import { checkOneSignature, checkWithoutSignature, worstSignature } from './signature.ts';
import { checkVocabulary } from './shape/vocabulary.ts';

/**
 * The checks of one credential's issuer, terms and signatures, and of whether the signatures are the
 * issuer's.
 */
export interface ExaminedCredential {
	/** The issuer's id, as the credential states it. */
	readonly id: string;
	readonly answer: IssuerDocumentAnswer;
	readonly vocabulary: Check<'vocabulary'>;
	readonly issuer: Check<'issuer'>;
	readonly signature: Check<'signature'>;
	readonly binding: Check<'binding'>;
	/** The best signature of the credential: one made with a key of the issuer, if there is any. */
	readonly seal: BadgeSignature | undefined;
}

/** One signature of a credential with what the steps `signature` and `binding` find for it alone. */
interface JudgedSignature {
	readonly sealed: BadgeSignature;
	readonly signature: Check<'signature'>;
	readonly binding: Check<'binding'>;
	readonly inTime: boolean;
}

/** Whether a signature is enough alone: sound, made with a key of the issuer, and in time. */
const isComplete = ({ signature, binding, inTime }: JudgedSignature) =>
	hasPassed(signature) && hasPassed(binding) && inTime;

const BEST_FIRST = ['pass', 'warn', 'unknown', 'fail', 'skip'] as const;
const rank = ({ outcome }: Check) => BEST_FIRST.indexOf(outcome);
const endOf = ({ expires }: BadgeSignature) => (expires === undefined ? Infinity : Date.parse(expires) || 0);

const reasonsOf = ({ signature, binding }: JudgedSignature) => `${signature.reason} ${binding.reason}`;

/** Orders the signatures of a credential from best to worst, whatever their order in the credential. */
const mostTellingFirst = (one: JudgedSignature, other: JudgedSignature): number =>
	Number(isComplete(other)) - Number(isComplete(one)) ||
	rank(one.signature) - rank(other.signature) ||
	rank(one.binding) - rank(other.binding) ||
	Number(other.inTime) - Number(one.inTime) ||
	longestFirst(one.sealed, other.sealed) ||
	reasonsOf(one).localeCompare(reasonsOf(other), 'en');

/** Orders signatures by the end that they state, the latest first. */
function longestFirst(one: BadgeSignature, other: BadgeSignature): number {
	const [end, otherEnd] = [endOf(one), endOf(other)];
	return end === otherEnd ? 0 : end > otherEnd ? -1 : 1;
}

/**
 * The check `signature` of a credential. One complete proof is enough (OB 3.0, Data Integrity Proof Format: a
 * verifier may use any one of several). A holder could have removed the other proofs, so their problems are
 * only reported. But a signature that does not match the content always fails the check.
 */
function signatureOf(secured: SecuredCredential, judged: readonly JudgedSignature[]): Check<'signature'> {
	const { credential, token, claims } = secured;
	const all = judged.map(({ signature }) => signature);
	const broken = all.find(({ reason }) => reason === 'broken');
	const worst = broken ?? worstSignature(all) ?? checkWithoutSignature(credential, token);
	if (worst.outcome === 'pass' && claims && claims.differing.length > 0)
		return checkResult('signature', 'claims-differ', { claims: claims.differing.join(', ') });
	const enough = !broken && worst.outcome !== 'pass' && judged.some(isComplete);
	return enough ? checkResult('signature', 'sound-beside-others') : worst;
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
	const validFrom = periodOf(credential).from;
	const judged = keyed
		.map((one): JudgedSignature => ({
			sealed: one.sealed,
			signature: checkOneSignature(one),
			binding: checkBinding(id, one, answer, validFrom),
			inTime: isInTime(one.sealed, options.now),
		}))
		.sort(mostTellingFirst);
	const signature = readable ? signatureOf(secured, judged) : checkResult('signature', 'not-reached');
	const place = hasPassed(signature) ? await ambiguous(secured, signatures, options) : undefined;
	const vocabulary = place === undefined ? known : checkResult('vocabulary', 'ambiguous', { place });
	// Without the key that signed, nobody can tell whose the signature is. For a broken signature, the report
	// says whose key it names.
	const broken = signature.reason === 'broken';
	const bound = hasPassed(signature)
		? judged[0]
		: broken
			? [...judged].sort((one, other) => rank(one.binding) - rank(other.binding))[0]
			: undefined;
	const binding = bound?.binding ?? checkResult('binding', 'not-reached');
	// A broken signature proves at most whose key it names, not that the owner of the key signed this
	// content.
	const listed = broken && hasPassed(binding);
	return {
		id,
		answer,
		vocabulary,
		issuer,
		signature,
		binding: listed ? checkResult('binding', 'key-listed') : binding,
		seal: bound?.sealed ?? judged[0]?.sealed ?? [...signatures].sort(longestFirst)[0],
	};
}
