/**
 * The badge engine: issues, bakes and verifies Open Badges. It imports nothing of the application and opens neither
 * network nor file: clock, keys, documents and status sources are arguments.
 */

/** A JSON value, as `parseStrictJson` and every signed document hold it. */
export type { Json, JsonObject } from './json.ts';
/** Reads JSON text strictly (no duplicate key, no lone surrogate, depth ≤ 32); throws `JsonFault` with a reason. */
export { JsonFault, parseStrictJson } from './json.ts';

/** A public Ed25519 key: its multikey id (z6Mk…, Controlled Identifiers, Multikey) and its 32 raw bytes. */
export type { PublicKey } from './keys/multikey.ts';
/** What signs: the DID URL of the key and a function over bytes giving a 64-byte Ed25519 signature. */
export type { Signer } from './keys/keys.ts';
/** Makes a new Ed25519 key pair (RFC 8032): private half as PKCS8 DER (to be sealed by the caller), public half as a multikey. */
export { generateKey } from './keys/keys.ts';
/** Makes the signer of an issuer from a private key in PKCS8 DER; throws `TypeError` if it is not an Ed25519 key, `Error` if it is none. */
export { signerFromPkcs8 } from './keys/keys.ts';
/** Turns a seed of 32 bytes into PKCS8 DER (RFC 8410, 7); the same seed gives the same key; throws `TypeError` on another length. */
export { pkcs8FromSeed } from './keys/keys.ts';
/** The public JWK (RFC 8037) of a multikey, with its multikey as `kid`; throws `TypeError` on another kind of key. */
export { publicJwk } from './keys/keys.ts';
/** 32 bytes as a multikey (z6Mk…; Controlled Identifiers v1.0, Multikey) and back; throw `TypeError` unless they are an Ed25519 key. */
export { decodeMultikey, encodeMultikey } from './keys/multikey.ts';

/** An issuer's key through its life (planned, active, retired, compromised) and its window of use. */
export type { DidDocument, IssuerKey, IssuerTokenKey, KeyState, VerificationMethod } from './keys/did.ts';
/** The DID of an issuer (did:web, Create): `https://macaron.example`, `['i', 'demo']` → `did:web:macaron.example:i:demo`; throws `TypeError`. */
export { didWeb } from './keys/did.ts';
/** The https address of a did:web document (did:web, Read), or `undefined` if the DID is not a sound did:web. */
export { didWebUrl } from './keys/did.ts';
/** The DID document of an issuer (Controlled Identifiers v1.0), listing every key ever used; only active and retired ones may speak for it. */
export { didDocument } from './keys/did.ts';

/** The plain values of a badge, before it is an Open Badge. */
export type {
	Alignment,
	BadgeValues,
	Basis,
	BasisLevel,
	Evidence,
	IssuerProfile,
	Picture,
} from './badge-values.ts';
/** Builds an unsigned Open Badges 3.0 AchievementCredential (OB 3.0) from plain values; throws `TypeError`. */
export { openBadge } from './credential.ts';
/** An issued badge, unsigned and dated anew (OB 3.0, Equality): same id, words and award date, another status entry; throws `TypeError`. */
export { renewedBadge } from './credential.ts';
/** Hashes an identity as OB 3.0 says (type IdentityHash): `sha256$` + hex(SHA-256(identity ‖ salt)); e-mails are lower-cased. */
export { hashIdentity } from './identity-hash.ts';

/** A signature method as a value: its name, how it canonicalizes, signs and verifies. */
export type { Cryptosuite } from './proof/cryptosuite.ts';
/** The method of our badges: `eddsa-rdfc-2022` (Data Integrity EdDSA Cryptosuites v1.0); `canonicalize` throws `CanonicalFault`, `verify` never. */
export { eddsaRdfc2022 } from './proof/cryptosuite.ts';
/** Signs a credential (Data Integrity, Add Proof): the same credential, key and second give the same bytes; throws `CanonicalFault` or `TypeError`. */
export { issueCredential } from './proof/data-integrity.ts';
/** Issues many badges, from plain values: the same bytes as one at a time, several times faster for badges of one achievement; throws as those do. */
export { issueMany } from './template/template-issue.ts';
/** The same for unsigned badges, each with its own date: signs one after another, remembering what they have in common. */
export { type BatchIssuer, batchIssuer } from './template/template-issue.ts';
/** The Data Integrity methods that are read, by name: one for issuing, those of others for verifying. */
export { CRYPTOSUITES } from './proof/data-integrity.ts';
/** A public key of any kind that a badge may be signed with (Ed25519, P-256, P-384, RSA of 2048 bits or more). */
export type { KeyKind, VerificationKey } from './keys/verification-key.ts';
/** The badge as a compact token in ES256 or RS256 (OB 3.0, JSON Web Token Proof Format); throws `TypeError`. */
export { issueJwt } from './tokens/jwt-issue.ts';
/** What signs a token: the address or DID URL of the key, and its private half as PKCS8 DER. */
export type { TokenAlgorithm, TokenKey } from './tokens/jwt-issue.ts';
/** Makes a new key for tokens (RFC 7518), P-256 or RSA of 3072 bits; the JWK (RFC 7517) of one from its private half in PKCS8 DER, throws `TypeError`. */
export { generateTokenKey, tokenJwk } from './tokens/token-key.ts';
/** The public half of such a key: one JWK (RFC 7517), named by its thumbprint (RFC 7638). */
export type { TokenJwk } from './tokens/token-key.ts';
/** Addresses of the bundled JSON-LD contexts; no other is ever read. */
export { BUNDLED_CONTEXTS } from './contexts.ts';

/** The fewest entries of a status list, 131,072 (Bitstring Status List v1.0). */
export { STATUS_LIST_LENGTH } from './status-list.ts';
/** An empty status list (nothing revoked), one bit per entry, most significant bit first; throws `RangeError` for fewer or for part of a byte. */
export { createStatusList } from './status-list.ts';
/** A copy of a list with one entry set or cleared; throws `RangeError` outside the list. */
export { setStatus } from './status-list.ts';
/** The bit of one entry; throws `RangeError` outside the list. */
export { statusAt } from './status-list.ts';
/** A list as `u` + base64url(gzip(bits)) (Bitstring Status List v1.0), and back (never above 1 MiB; throws `TypeError`). */
export { decodeStatusList, encodeStatusList } from './status-list.ts';
/** The unsigned credential that publishes a list until an instant; sign it with `issueCredential`; throws `RangeError` on an unsound date. */
export { statusListCredential } from './status-list.ts';

/** Puts a signed credential into a PNG (OB 3.0, Document Formats, PNG), in place of any badge it held; throws `PictureFault`. */
export { bakePng } from './pictures/png.ts';
/** Puts a signed credential into an SVG (OB 3.0, Document Formats, SVG), in place of any badge it held; throws `PictureFault`. */
export { bakeSvg } from './pictures/svg.ts';
/** Why a picture cannot be read or written, as a stable reason. */
export { PictureFault } from './pictures/picture-fault.ts';
/** Exact file form of a signed credential: UTF-8 JSON text, keys in their order, one line. */
export { credentialText } from './json.ts';

/** The most that is read, in bytes: a file, a text of JSON, the public record of an issuer. */
export { LARGEST_GIVEN, LARGEST_JSON, LARGEST_RECORD } from './limits.ts';
/** What was given, once read: a credential and its container, or the reason it cannot be read. */
export type { Container, Reading, UnreadReason } from './input/read.ts';
/** The text that was meant, without what a copy adds to it: quotes, wrapped lines, words around, signs of no width. */
export { plainText } from './input/pasted.ts';
/** Reads whatever was given (PNG, SVG, JSON, token) without believing any of it; never throws. */
export { readInput } from './input/read.ts';

/** The report of a verification and its parts; every union here is closed and exhaustive. */
export type { Check, Detail, DetailProblem, Report, Spec, Verdict } from './report.ts';
/** The names of the steps, what each can conclude, and why. */
export type { CheckId, Outcome, Reason } from './reasons.ts';
/** The 14 steps in their order, and for each its reasons with the outcome that each one means (closed lists). */
export { CHECK_IDS, REASONS } from './reasons.ts';
/** The ten verdicts, and the five versions of the standard (closed lists). */
export { SPECS, VERDICTS } from './report.ts';
/** What a verification is given from outside: clock, issuers' documents, status lists, known issuers. */
export type {
	FetchedBadge,
	IssuerAnswer,
	IssuerGiven,
	KnownIssuer,
	Sources,
	StatusAnswer,
	VerifyOptions,
} from './verify/options.ts';
/** Verifies whatever was given, in 14 steps (OB 3.0, Verification and Validation); throws for no badge (a source that throws is `unknown`), `TypeError` for an object that is not JSON. */
export { verify } from './verify/verify.ts';

/** Gets a document of a badge before 3.0 by its address; what it answers. */
export type { FetchDocument, FetchedDocument } from './legacy/documents.ts';
/** The Open Badges 2.0 hosted twin of a 3.0 credential (OB 2.0, Assertion, BadgeClass, Profile), and what stands there once revoked; `twinAssertion` throws `TypeError`. */
export {
	twinAssertion,
	type TwinAddresses,
	twinBadgeClass,
	twinProfile,
	withdrawnAssertion,
} from './legacy/issue.ts';
/** Verifies a badge of Open Badges 0.5 to 2.0, hosted or signed (JWS RS256 or ES256); never throws for a bad badge. */
export { verifyLegacy } from './legacy/verify.ts';

/** A sentence in French and English. */
export type { Sentence, SentenceLocale, SentenceOptions } from './sentences.ts';
/** One sentence for a check, one for the verdict, what a step does not prove, and what no report proves. */
export { checkTitle, generalLimit, notProven, sentence, verdictSentence, verdictTitle } from './sentences.ts';
/** Who vouches for the issuer, in one sentence; empty where the badge was not found to be anybody's. */
export { vouchedSentence } from './sentences.ts';
/** Who vouches for an issuer (nobody, itself, a register, the very site), as a report says it. */
export type { Voucher } from './report.ts';
