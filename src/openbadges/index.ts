/**
 * The badge engine: issues, bakes and verifies Open Badges. It imports nothing from the application and uses
 * neither network nor files: the clock, keys, documents and status sources are arguments.
 */

/** A JSON value and a JSON object: the types of parsed text and of signed documents. */
export type { Json, JsonObject } from './json.ts';
/**
 * Parses JSON text strictly (no duplicate key, no lone surrogate, depth ≤ 32, at most 16,000 tokens); throws
 * `JsonFault` with a reason.
 */
export { JsonFault, parseStrictJson } from './json.ts';
/** Whether a value is a JSON object: neither a list nor null. */
export { isObject } from './json.ts';

/** A public Ed25519 key: its multikey id (z6Mk…, Controlled Identifiers, Multikey) and its 32 raw bytes. */
export type { Ed25519PublicKey } from './keys/multikey.ts';
/** A signer: the DID URL of the key, and a function that signs bytes with a 64-byte Ed25519 signature. */
export type { Signer } from './keys/keys.ts';
/**
 * Generates an Ed25519 key pair (RFC 8032): the private half as PKCS8 DER (to be sealed by the caller), the
 * public half as a multikey.
 */
export { generateEd25519Key } from './keys/keys.ts';
/**
 * Creates an issuer's signer from a private key in PKCS8 DER; throws `TypeError` if the key is not Ed25519,
 * `Error` if it cannot be parsed.
 */
export { signerFromPkcs8 } from './keys/keys.ts';
/**
 * Converts a seed of 32 bytes to PKCS8 DER (RFC 8410, 7); the same seed gives the same key; throws
 * `TypeError` on another length.
 */
export { pkcs8FromSeed } from './keys/keys.ts';
/**
 * The public JWK (RFC 8037) of an Ed25519 multikey, with the multikey as `kid`; throws `TypeError` on another
 * kind of key.
 */
export { publicJwk } from './keys/keys.ts';
/**
 * Converts the 32 bytes of an Ed25519 public key to a multikey (z6Mk…; Controlled Identifiers v1.0,
 * Multikey), and back; both throw `TypeError` on any other input.
 */
export { decodeMultikey, encodeMultikey } from './keys/multikey.ts';

/**
 * An issuer's keys for badges and for tokens, with their state (planned, active, retired, compromised) and
 * the period in which they may sign; and the DID document that lists them.
 */
export type { DidDocument, IssuerKey, IssuerTokenKey, KeyState, VerificationMethod } from './keys/did.ts';
/**
 * The DID of an issuer (did:web, Create): `https://macaron.example`, `['i', 'demo']` →
 * `did:web:macaron.example:i:demo`; throws `TypeError` if the origin or the path cannot be written as
 * did:web.
 */
export { didWeb } from './keys/did.ts';
/**
 * The https address of a did:web document (did:web, Read), or `undefined` if the DID is not a valid did:web.
 */
export { didWebUrl } from './keys/did.ts';
/**
 * Builds the DID document of an issuer (Controlled Identifiers v1.0). It lists every key ever used; only
 * active and retired keys are in `assertionMethod`.
 */
export { didDocument } from './keys/did.ts';

/** The plain values from which an unsigned badge is built, and their parts. */
export type {
	Alignment,
	BadgeValues,
	BasisResult,
	HashedEmail,
	ResultScaleLevel,
	BadgeEvidence,
	IssuerProfile,
	Picture,
} from './badge-values.ts';
/**
 * Builds an unsigned Open Badges 3.0 AchievementCredential from plain values; throws `TypeError`, with the
 * paths of the faults, if they are incomplete.
 */
export { unsignedBadge } from './credential.ts';
/**
 * Prepares an issued badge to be signed again with a newer date (OB 3.0, Equality): same id, content and
 * award date, another status entry, and another e-mail if one is given; throws `TypeError` if the date is not
 * newer.
 */
export { unsignedReissue } from './credential.ts';
/** Reads the hashed e-mail to which a badge is bound; undefined if it is bound to none. */
export { hashedEmailOf } from './credential.ts';
/** Whether the hash or the text of a recipient in a badge is that of an identifier somebody typed. */
export { identityMatch } from './identity-match.ts';
/**
 * Hashes an identity as OB 3.0 defines (type IdentityHash): `sha256$` + hex(SHA-256(identity ‖ salt));
 * e-mails are lower-cased.
 */
export { hashIdentity } from './identity-hash.ts';

/** A cryptosuite: its name, and how it canonicalizes, signs and verifies. */
export type { Cryptosuite } from './proof/cryptosuite.ts';
/**
 * The cryptosuite with which our badges are signed: `eddsa-rdfc-2022` (Data Integrity EdDSA Cryptosuites
 * v1.0); `canonicalize` throws `CanonicalFault`, `verify` never throws.
 */
export { eddsaRdfc2022 } from './proof/cryptosuite.ts';
/**
 * Signs a credential (Data Integrity, Add Proof): the same credential, key and second give the same bytes;
 * throws `CanonicalFault` for a term that no context defines, `TypeError` if it is already signed or not of
 * the VC data model 2.0.
 */
export { issueCredential } from './proof/data-integrity.ts';
/**
 * Builds and signs many badges from plain values: the same bytes as one at a time, several times faster for
 * badges of one achievement; throws what `unsignedBadge` and `issueCredential` throw (`TypeError`,
 * `CanonicalFault`) when it reaches the badge at fault.
 */
export { issueMany } from './template/template-issue.ts';
/**
 * Signs unsigned badges one after another, each with its own date; faster than `issueCredential` for badges
 * of one achievement, because what they have in common is cached.
 */
export { type BatchSigner, batchSigner } from './template/template-issue.ts';
/** The Data Integrity cryptosuites that can be verified, by name; only `eddsa-rdfc-2022` is used to sign. */
export { CRYPTOSUITES } from './proof/data-integrity.ts';
/** A public key of any kind accepted for verification (Ed25519, P-256, P-384, RSA of 2048 bits or more). */
export type { KeyKind, VerificationKey } from './keys/verification-key.ts';
/**
 * Signs a badge as a compact token with ES256 or RS256 (OB 3.0, JSON Web Token Proof Format); throws
 * `TypeError` if the badge lacks an issuer, id, subject id or `validFrom`, or if the key is of another kind.
 */
export { issueJwt } from './tokens/jwt-issue.ts';
/**
 * The key that signs a token (the address or DID URL of its public half, and its private half in PKCS8 DER),
 * and the algorithms that it may use.
 */
export type { TokenAlgorithm, TokenSigningKey } from './tokens/jwt-issue.ts';
/**
 * Generates a key for tokens (RFC 7518), P-256 or RSA of 3072 bits (`generateTokenKey`); computes the public
 * JWK (RFC 7517) of a private key in PKCS8 DER (`tokenJwk`), which throws `TypeError` on another kind of key.
 */
export { generateTokenKey, tokenJwk } from './tokens/token-key.ts';
/** The public half of a key for tokens: one JWK (RFC 7517), with its thumbprint (RFC 7638) as `kid`. */
export type { TokenJwk } from './tokens/token-key.ts';
/**
 * Addresses of the bundled JSON-LD contexts; no other context is ever loaded, except those that a caller
 * passes for test vectors.
 */
export { BUNDLED_CONTEXTS } from './contexts.ts';

/** The minimum number of entries of a status list, 131,072 (Bitstring Status List v1.0). */
export { STATUS_LIST_LENGTH } from './status-list.ts';
/**
 * Creates an empty status list (nothing revoked), one bit per entry, most significant bit first; throws
 * `RangeError` if the length is below the minimum or not a multiple of 8.
 */
export { createStatusList } from './status-list.ts';
/**
 * A copy of a status list with one entry set or cleared; throws `RangeError` if the index is outside the
 * list.
 */
export { withStatus } from './status-list.ts';
/** Whether one entry of a status list is set; throws `RangeError` if the index is outside the list. */
export { isStatusSet } from './status-list.ts';
/**
 * Encodes a status list as `u` + base64url(gzip(bits)) (Bitstring Status List v1.0), and decodes it (at most
 * 1 MiB; throws `TypeError`).
 */
export { decodeStatusList, encodeStatusList } from './status-list.ts';
/**
 * The unsigned credential that publishes a status list, valid until an instant; sign it with
 * `issueCredential`; throws `RangeError` on an invalid date.
 */
export { statusListCredential } from './status-list.ts';

/**
 * Bakes a signed credential into a PNG (OB 3.0, Document Formats, PNG), replacing any badge it held; throws
 * `PictureFault`.
 */
export { bakePng } from './pictures/png.ts';
/**
 * Bakes a signed credential into an SVG (OB 3.0, Document Formats, SVG), replacing any badge it held; throws
 * `PictureFault`.
 */
export { bakeSvg } from './pictures/svg.ts';
/** The error thrown when a badge cannot be read from a picture or baked into it, with a stable reason. */
export { PictureFault } from './pictures/picture-fault.ts';
/** The exact file form of a signed credential: UTF-8 JSON text, keys in their order, on one line. */
export { serializeCredential } from './json.ts';

/**
 * The largest sizes accepted, in bytes, of a file, a JSON text and an issuer's public document; and the most
 * documents and status lists requested for one badge.
 */
export {
	LARGEST_BADGE_FILE,
	LARGEST_JSON,
	LARGEST_ISSUER_DOCUMENT,
	MOST_DOCUMENTS,
	MOST_STATUS_LISTS,
} from './limits.ts';
/**
 * The result of reading an input: a credential or token and what contained it, or the reason it cannot be
 * read.
 */
export type { Container, InputReading, ReadingFailure } from './input/read.ts';
/**
 * Cleans a pasted text: removes the quotes, surrounding words and zero-width characters that copying adds,
 * and joins the wrapped lines of a token.
 */
export { cleanPastedText } from './input/pasted.ts';
/** Reads any input (PNG, SVG, JSON, token) without verifying anything; never throws. */
export { readInput } from './input/read.ts';

/** The report of a verification and its parts; every union in it is closed and exhaustive. */
export type {
	Check,
	StructureProblem,
	StructureProblemCode,
	Report,
	OpenBadgesVersion,
	Verdict,
} from './report.ts';
/** The ids of the verification steps, their outcomes, and the reasons for the outcomes. */
export type { CheckId, CheckOutcome, CheckReason } from './reasons.ts';
/**
 * The ids of the 14 verification steps in order, and for each step its possible reasons, each with the
 * outcome that it implies (closed lists).
 */
export { CHECK_IDS, CHECK_REASONS } from './reasons.ts';
/** The ten verdicts, and the five versions of Open Badges that are read (closed lists). */
export { OPEN_BADGES_VERSIONS, VERDICTS } from './report.ts';
/**
 * The options of a verification: the clock, and the sources of issuers' documents, status lists and known
 * issuers.
 */
export type {
	FetchedBadge,
	IssuerDocumentAnswer,
	ResolvedIssuer,
	RegisterAnswer,
	DocumentSources,
	StatusAnswer,
	VerifyOptions,
} from './verify/options.ts';
/**
 * Verifies any input in 14 steps (OB 3.0, Verification and Validation). Never throws for a bad badge; a
 * source that throws gives `unknown`; throws `TypeError` for an object that is not JSON.
 */
export { verifyBadge } from './verify/verify.ts';

/**
 * A report in which the issuer and the achievement have their names in the reader's language, if the badge
 * states several.
 */
export { reportInLanguages } from './verify/report-of.ts';
/**
 * The text of a property of a credential that may be written in several languages (VC data model 2.0, 11.1),
 * in the first language of a list; `undefined` if it is no text.
 */
export { textIn } from './language-texts.ts';

/** The function that fetches a document of a badge by its address, and its result. */
export type { FetchDocument, FetchedDocument, UnknownDocument } from './legacy/documents.ts';
/**
 * The Open Badges 2.0 hosted twin of a 3.0 credential (OB 2.0, Assertion, BadgeClass, Profile), and the
 * document served in its place once the badge is revoked; `openBadges2Assertion` throws `TypeError` for a
 * credential without a subject id.
 */
export {
	openBadges2Assertion,
	type OpenBadges2Addresses,
	openBadges2Class,
	openBadges2Profile,
	revokedAssertion,
} from './legacy/issue.ts';
/**
 * Verifies a badge of Open Badges 0.5 to 2.0, hosted or signed (JWS RS256 or ES256); never throws for a bad
 * badge.
 */
export { verifyLegacy } from './legacy/verify.ts';

/**
 * A sentence of a report in French and English, the locale to choose, and the time zone in which its dates
 * are given.
 */
export type { BilingualText, SentenceLocale, SentenceOptions } from './sentences.ts';
/**
 * The texts of a report: the title, the sentence and the limits of a step, the title and the sentence of the
 * verdict, and what no report proves.
 */
export {
	checkTitle,
	proofLimitSentence,
	notProvenSentence,
	sentence,
	verdictSentence,
	verdictTitle,
} from './sentences.ts';
/**
 * The sentence that says who vouches for the issuer; empty if the badge could not be attributed to an issuer.
 */
export { vouchedSentence } from './sentences.ts';
/** Who vouches for an issuer: nobody, the issuer itself, a register, or this very site. */
export type { IssuerVoucher } from './report.ts';
