import { bakePng, bakeSvg, type JsonObject, readInput } from '#openbadges';
import type { Container, Suite, Version } from './case.ts';
import { CONTAINERS, SUITES, VERSIONS } from './case.ts';

/** A badge out of its container, with the way to put another text back in it. */
export interface Apart {
	readonly container: Container;
	readonly text: string;
	/** The document, or what the token says. */
	readonly document: JsonObject;
	/** The parts of a token. */
	readonly token?: readonly [header: string, payload: string, signature: string];
	readonly back: (text: string) => Uint8Array | string;
}

const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as JsonObject;

/** Takes a badge out of a file or a text; nothing if the engine cannot read it (as for an address). */
export function takeApart(given: Uint8Array | string): Apart | undefined {
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

/** The methods that prove a badge. */
export function suitesOf(apart: Apart | undefined): readonly Suite[] {
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

/** What a badge comes in, even one that is only an address. */
export function containerOf(given: Uint8Array | string): Container {
	const reading = readInput(given);
	const kind = reading.kind === 'jwt' && 'container' in reading ? reading.container : reading.kind;
	return CONTAINERS.find((container) => container === kind) ?? 'json';
}

/** The version of a badge, by its contexts; of an address, by what the folder says of it. */
export function versionOf(apart: Apart | undefined, spec = ''): Version {
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
