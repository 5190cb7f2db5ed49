import type { Verdict, VerifyOptions } from '#openbadges';

/** How a badge is proven: each has its own line in the summary; `hosted` is Open Badges without a signature. */
export const SUITES = [
	'eddsa-rdfc-2022',
	'eddsa-2022',
	'Ed25519Signature2020',
	'ecdsa-rdfc-2019',
	'ecdsa-sd-2023',
	'EdDSA',
	'ES256',
	'RS256',
	'hosted',
] as const;
export type Suite = (typeof SUITES)[number];

/** What a badge comes in. */
export const CONTAINERS = ['json', 'jwt', 'png', 'svg'] as const;
export type Container = (typeof CONTAINERS)[number];

/** The version of Open Badges, and for 3.0 that of the VC data model under it. */
export const VERSIONS = ['0.5', '1.0', '1.1', '2.0', '3.0 on VC 1.1', '3.0 on VC 2.0'] as const;
export type Version = (typeof VERSIONS)[number];

/** A badge made or found elsewhere, and what the engine must say of it. */
export interface Case {
	/** Printed at the head of its line. */
	readonly name: string;
	readonly suite: Suite;
	/** The other methods of a badge with several proofs. */
	readonly alsoSuites?: readonly Suite[];
	readonly container: Container;
	readonly version: Version;
	/** The file or text, exactly as a person would hand it in. */
	readonly given: Uint8Array | string;
	/** `valid` is met by « valid » and « valid-issuer-unproven »; mutants are derived from such a case. */
	readonly expected: 'valid' | 'invalid';
	/** The exact verdict, where the case is made for one. */
	readonly verdict?: Verdict;
	/** The verdicts that would do, where a file states more than one reason. */
	readonly verdicts?: readonly Verdict[];
	/** The instant and the sources with which it is judged; no source opens the network. */
	readonly options: VerifyOptions;
	/** Mutants beside those that the runner derives by itself. */
	readonly mutants?: readonly Mutant[];
}

/** A case with one thing changed. */
export interface Mutant {
	/** What was changed: « a claim », « the key »… */
	readonly what: string;
	readonly given: Uint8Array | string;
	/** The verdicts that would do, where a change is no forgery: altered or refused unless told. */
	readonly verdicts?: readonly Verdict[];
	/** Other sources than the case’s, where the change is on the issuer’s side. */
	readonly options?: VerifyOptions;
}
