import type { Verdict, VerifyOptions } from '#openbadges';

/**
 * The ways in which a badge can be proven: the cryptosuites and algorithms, and `hosted` for one without a
 * signature (before Open Badges 3.0). The summary has one line for each.
 */
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

/** The file formats in which a badge can be submitted. */
export const CONTAINERS = ['json', 'jwt', 'png', 'svg'] as const;
export type Container = (typeof CONTAINERS)[number];

/** The versions of Open Badges; 3.0 counts once for each version of the VC data model it is written on. */
export const VERSIONS = ['0.5', '1.0', '1.1', '2.0', '3.0 on VC 1.1', '3.0 on VC 2.0'] as const;
export type Version = (typeof VERSIONS)[number];

/** A badge that another implementation made, and the verdict that our engine must give. */
export interface Case {
	/** Names the case in the output, at the start of its line. */
	readonly name: string;
	readonly suite: Suite;
	/** For a badge with several proofs: how each proof but the first is made. */
	readonly alsoSuites?: readonly Suite[];
	readonly container: Container;
	readonly version: Version;
	/** The badge's file or text, exactly as a person would submit it. */
	readonly given: Uint8Array | string;
	/**
	 * The verdict expected; `valid` also accepts `valid-issuer-unproven`, and from a case expected valid,
	 * mutants are derived.
	 */
	readonly expected: 'valid' | 'invalid';
	/** The exact verdict, for a case that tests one. */
	readonly verdict?: Verdict;
	/** The acceptable verdicts, for a file with more than one reason to be invalid. */
	readonly verdicts?: readonly Verdict[];
	/** The time and the sources of the verification; no source uses the network. */
	readonly options: VerifyOptions;
	/** Forged versions of this badge in addition to those that the runner derives from it. */
	readonly mutants?: readonly Mutant[];
}

/** A forged version of a case's badge, with one change that the engine must notice. */
export interface Mutant {
	/** What was changed in the badge: “a claim”, “the key”… */
	readonly what: string;
	readonly given: Uint8Array | string;
	/**
	 * The acceptable verdicts when the change is no forgery; when absent, the verdict must be `altered` or
	 * `refused`.
	 */
	readonly verdicts?: readonly Verdict[];
	/** Options of the verification that replace those of the case, for a change on the issuer's side. */
	readonly options?: VerifyOptions;
}
