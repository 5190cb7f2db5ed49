import { isMainThread } from 'node:worker_threads';
import { mustNotServe } from '#platform/threads';
import {
	batchIssuer,
	credentialText,
	didDocument,
	generateKey,
	issueCredential,
	type IssuerKey,
	type JsonObject,
	parseStrictJson,
	type Signer,
	signerFromPkcs8,
	verify,
	type VerifyOptions,
} from '#openbadges';
import { digestOf, type Fact, holdFacts, LintFault, storedText } from './issuance-text.ts';

/** One text to work on. */
export interface Piece {
	/** Unsigned to lint or to sign, signed to check; null where there is none. */
	readonly text: string | null;
	/** SHA-256 of the unsigned text as it was stored; null where none was. */
	readonly digest: string | null;
	/** The date the badge says. */
	readonly createdAt: Date;
	readonly facts: readonly Fact[];
}

/**
 * What a thread is asked, whole: many texts of one issuing body, and all that is known of it. It needs neither database
 * nor file. `check` looks at texts signed already, as if no key had been withdrawn.
 */
export interface Task {
	readonly kind: 'lint' | 'sign' | 'check';
	readonly did: string;
	readonly keys: readonly IssuerKey[];
	/** Signed status lists, by address. */
	readonly lists: ReadonlyMap<string, string>;
	readonly now: Date;
	readonly pieces: readonly Piece[];
	/** The private key, in PKCS8 DER, to sign with; wiped once used. */
	readonly pkcs8: Uint8Array<ArrayBuffer> | null;
}

/** What came of one text. */
export type Finding =
	/** The proof as JSON text, for a text that was signed. */
	| { readonly kind: 'sound'; readonly proof: string | null }
	| { readonly kind: 'fault'; readonly why: string; readonly altered: boolean }
	/** It could not be told now. */
	| { readonly kind: 'untold' };

class Untold extends Error {}

/** Texts between two moments left to whoever else waits for this thread: some 10 ms. */
const BREATH = 4;

/** The register of the issuing body alone, with one more key where one is on trial. */
function registerOf(
	{ did, keys, lists, now }: Task,
	piece: Piece,
	trial: readonly IssuerKey[],
): VerifyOptions {
	const all = [...keys, ...trial];
	return {
		// A clock set back does not void a badge.
		now: now < piece.createdAt ? piece.createdAt : now,
		resolveIssuer: (id) =>
			id === did
				? { kind: 'found', document: didDocument({ did, keys: all }), keys: all }
				: { kind: 'unknown', why: 'not-supported' },
		statusSource(url) {
			const credential = lists.get(url);
			return credential === undefined
				? { kind: 'unknown', why: 'not-supported' }
				: { kind: 'found', credential };
		},
	};
}

/** Throws `LintFault` unless a signed text verifies, all the steps. */
async function mustVerify(task: Task, piece: Piece, text: string, trial: readonly IssuerKey[] = []) {
	const { verdict } = await verify(text, registerOf(task, piece, trial));
	if (verdict === 'unknown') throw new Untold();
	if (verdict !== 'valid') throw new LintFault(`it verifies as ${verdict}`);
}

/** Throws `LintFault` unless signing left the text as it is. */
function mustKeep(signed: JsonObject, text: string): void {
	const { proof: _proof, ...rest } = signed;
	if (credentialText(rest) !== text) throw new LintFault('signing changes its text');
}

type Work = (piece: Piece) => Promise<string | null>;

/** Verifies what will be signed, signed with a key made for this only and listed nowhere. */
function linting(task: Task): Work {
	const throwaway = generateKey();
	const issuer = batchIssuer(signerFromPkcs8(throwaway.pkcs8, task.did));
	return async (piece) => {
		const { text, credential } = storedText({ unsigned: piece.text, digest: piece.digest });
		holdFacts(credential, piece.facts);
		const signed = await issuer.issue(credential, piece.createdAt).catch((fault: Error) => {
			throw new LintFault(`it cannot be signed (${fault.message})`);
		});
		mustKeep(signed, text);
		const { multikey } = throwaway;
		const trial = { multikey, state: 'active', notBefore: piece.createdAt, endedAt: null } as const;
		await mustVerify(task, piece, credentialText(signed), [trial]);
		return null;
	};
}

/** Signs twice, by the short way of batches and by the whole one: alike to the byte; then asks the public key. */
function signing(task: Task, key: Signer): Work {
	const issuer = batchIssuer(key);
	return async (piece) => {
		const { text, credential } = storedText({ unsigned: piece.text, digest: piece.digest });
		const signed = await issuer.issue(credential, piece.createdAt);
		const again = await issueCredential(credential, { key, created: piece.createdAt });
		if (credentialText(signed) !== credentialText(again)) throw new LintFault('two signatures of it differ');
		mustKeep(signed, text);
		await mustVerify(task, piece, credentialText(signed));
		return JSON.stringify(signed.proof[0]);
	};
}

function readSigned(text: string): JsonObject {
	try {
		return parseStrictJson(text) as JsonObject;
	} catch {
		throw new LintFault('its text cannot be read', true);
	}
}

/** Looks again at a signed text: its facts, that it is what was once intended, all the steps of a verification. */
function checking(task: Task): Work {
	return async (piece) => {
		const text = piece.text ?? '';
		const credential = readSigned(text);
		const { proof: _proof, ...rest } = credential;
		holdFacts(credential, piece.facts);
		if (piece.digest !== null && digestOf(credentialText(rest)) !== piece.digest)
			throw new LintFault('its text is not what was intended', true);
		await mustVerify(task, piece, text);
		return null;
	};
}

function workOf(task: Task): Work {
	if (task.kind === 'lint') return linting(task);
	if (task.kind === 'check') return checking(task);
	if (!task.pkcs8) throw new TypeError('nothing to sign with');
	return signing(task, signerFromPkcs8(task.pkcs8, task.did));
}

/** Lints, signs or checks every text of a task; what came of each, in their order. */
export async function work(task: Task): Promise<readonly Finding[]> {
	mustNotServe('Badges were being linted');
	try {
		const one = workOf(task);
		const found: Finding[] = [];
		for (const piece of task.pieces) {
			if (isMainThread && found.length % BREATH === BREATH - 1)
				await new Promise((resolve) => setImmediate(resolve));
			try {
				found.push({ kind: 'sound', proof: await one(piece) });
			} catch (problem) {
				if (problem instanceof Untold) found.push({ kind: 'untold' });
				else if (problem instanceof LintFault)
					found.push({ kind: 'fault', why: problem.message, altered: problem.altered });
				else throw problem;
			}
		}
		return found;
	} finally {
		task.pkcs8?.fill(0);
	}
}
