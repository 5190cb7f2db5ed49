import { CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS } from '../contexts.ts';
import { asList } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

const FIELDS = ['type', 'cryptosuite', 'created', 'verificationMethod', 'proofPurpose'];
const SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const METHOD = /^did:(?:web|key):[A-Za-z0-9.:%_-]+#[A-Za-z0-9_-]+$/;

/**
 * Contexts that, after the first, cannot change the meaning of the five properties of proof options, because
 * the first context protects their definitions.
 */
const BESIDE = new Set<Json | undefined>([OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS]);

function known(context: Json | undefined): boolean {
	const [first, ...others] = asList(context);
	return first === CREDENTIALS_V2 && others.every((one) => BESIDE.has(one));
}

/**
 * The canonical N-Quads of ordinary proof options (Data Integrity, Proof Configuration), which are always
 * five lines; `undefined` if these options have any other form and must be canonicalized.
 */
export function plainProofNQuads(options: JsonObject, context: Json | undefined): string | undefined {
	const { type, cryptosuite, created, verificationMethod, proofPurpose } = options;
	const plain =
		known(context) &&
		Object.keys(options).length === FIELDS.length &&
		FIELDS.every((name) => typeof options[name] === 'string') &&
		type === 'DataIntegrityProof' &&
		proofPurpose === 'assertionMethod' &&
		/^[a-z0-9-]+$/.test(String(cryptosuite)) &&
		SECOND.test(String(created)) &&
		METHOD.test(String(verificationMethod));
	if (!plain) return undefined;
	const security = 'https://w3id.org/security#';
	return [
		`<http://purl.org/dc/terms/created> "${String(created)}"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
		`<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${security}DataIntegrityProof>`,
		`<${security}cryptosuite> "${String(cryptosuite)}"^^<${security}cryptosuiteString>`,
		`<${security}proofPurpose> <${security}assertionMethod>`,
		`<${security}verificationMethod> <${String(verificationMethod)}>`,
	]
		.map((line) => `_:c14n0 ${line} .\n`)
		.join('');
}
