import { bakePng, bakeSvg, type JsonObject, readInput } from '#openbadges';
import type { Container, Suite, Version } from './case.ts';
import { CONTAINERS, SUITES, VERSIONS } from './case.ts';

/**
 * A badge taken out of its file format, with a function (`back`) that puts another text into the same file.
 */
export interface UnpackedBadge {
	readonly container: Container;
	readonly text: string;
	/** The badge's JSON document, or the decoded payload of its token. */
	readonly document: JsonObject;
	/** The three encoded parts, when the badge is a token (JWT). */
	readonly token?: readonly [header: string, payload: string, signature: string];
	readonly back: (text: string) => Uint8Array | string;
}

const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as JsonObject;

/**
 * Takes a badge out of the file or the text that contains it; undefined when the engine reads no badge there
 * (for example, only an address).
 */
export function unpackBadge(given: Uint8Array | string): UnpackedBadge | undefined {
	const reading = readInput(given);
	if (!reading.ok) return undefined;
	const container: Container = reading.kind === 'jwt' ? reading.container : reading.kind;
	const back = (text: string): Uint8Array | string => {
		if (container === 'png') return bakePng(given as Uint8Array, text);
		if (container !== 'svg') return text;
		return bakeSvg(typeof given === 'string' ? given : new TextDecoder().decode(given), text);
	};
	if (reading.kind !== 'jwt') return { container, text: reading.text, document: reading.credential, back };
	const [header = '', payload = '', signature = ''] = reading.text.split('.');
	return {
		container,
		text: reading.text,
		document: decoded(payload),
		token: [header, payload, signature],
		back,
	};
}

const list = (value: unknown): readonly unknown[] =>
	Array.isArray(value) ? value : value == null ? [] : [value];

/** Lists how a badge is proven: the cryptosuites of its embedded proofs, or the algorithm of its token. */
export function suitesOf(apart: UnpackedBadge | undefined): readonly Suite[] {
	if (!apart) return [];
	if (apart.token) {
		const { alg } = decoded(apart.token[0]);
		return SUITES.filter((suite) => suite === (alg === 'Ed25519' ? 'EdDSA' : alg));
	}
	const named = list(apart.document['proof']).map((proof) => {
		const { type, cryptosuite } = proof as JsonObject;
		return cryptosuite ?? type;
	});
	return SUITES.filter((suite) => named.includes(suite));
}

/** Finds the file format in which a badge is submitted, even when it contains only an address. */
export function containerOf(given: Uint8Array | string): Container {
	const reading = readInput(given);
	const kind = reading.kind === 'jwt' && 'container' in reading ? reading.container : reading.kind;
	return CONTAINERS.find((container) => container === kind) ?? 'json';
}

/**
 * Finds the Open Badges version of a badge from its contexts; for an address, from `spec`, which the index of
 * the folder states.
 */
export function versionOf(apart: UnpackedBadge | undefined, spec = ''): Version {
	const stated = VERSIONS.find((version) => spec.endsWith(` ${version}`));
	if (!apart && stated) return stated;
	const document = apart?.document ?? {};
	const inner = (document['vc'] ?? document) as JsonObject;
	const contexts = list(inner['@context']).join(' ');
	if (contexts.includes('/2018/credentials/v1')) return '3.0 on VC 1.1';
	if (contexts.includes('/ns/credentials/v2')) return '3.0 on VC 2.0';
	if (contexts.includes('openbadges/v2')) return '2.0';
	if (contexts.includes('openbadges/v1')) return '1.1';
	return typeof document['recipient'] === 'string' ? '0.5' : '1.0';
}
