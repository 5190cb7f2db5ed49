import { crc32, deflateSync } from 'node:zlib';
import {
	createStatusList,
	didDocument,
	didWeb,
	issueCredential,
	unsignedBadge,
	pkcs8FromSeed,
	withStatus,
	signerFromPkcs8,
	statusListCredential,
} from './index.ts';
import type { BadgeValues, IssuerKey, JsonObject, VerifyOptions } from './index.ts';

/**
 * The DID of the demonstration body that issues the example shared by the tests and the README, Ada's
 * Pratique badge.
 */
export const DID = didWeb('https://macaron.example', ['i', 'demonstration']);
export const SIGNER = signerFromPkcs8(pkcs8FromSeed(new Uint8Array(32).fill(7)), DID);
export const ISSUED = new Date('2026-10-08T14:00:00Z');
export const NOW = new Date('2026-10-09T09:00:00Z');
export const LIST = 'https://macaron.example/i/demonstration/status/1';
export const STATUS_INDEX = 94_567;

export const KEY: IssuerKey = {
	multikey: SIGNER.key.multikey,
	state: 'active',
	notBefore: new Date('2026-09-01T00:00:00Z'),
	endedAt: null,
};

const scale = [
	{ id: 'beginner', name: 'Débutant' },
	{ id: 'intermediate', name: 'Intermédiaire' },
	{ id: 'advanced', name: 'Avancé' },
];

/**
 * The values of the example badge, with every property, and difficult texts: accents, guillemets, an
 * apostrophe, an emoji, and the end marker of a CDATA section.
 */
export const VALUES: BadgeValues = {
	id: 'https://macaron.example/b/6h3k',
	issuer: {
		did: DID,
		name: 'Démonstration',
		url: 'https://macaron.example',
		email: 'badges@macaron.example',
	},
	language: 'fr',
	name: 'Pratique : culture informationnelle',
	description: 'L’élève vérifie ce qu’affirme « une IA » ]]> 🦉',
	validFrom: ISSUED,
	recipient: {
		id: 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11',
		email: { address: 'Ada@ecole.example', salt: 'q3hT9' },
	},
	achievement: {
		id: 'https://macaron.example/badges/practice-information-literacy',
		type: 'Competency',
		name: 'Pratique : culture informationnelle',
		description: 'Se situe au niveau intermédiaire ou plus, et le montre par une trace.',
		criteria: {
			url: 'https://macaron.example/badges/practice-information-literacy',
			narrative: 'Une trace accompagnée d’une réflexion, acceptée par une personne conseillère.',
		},
		image: {
			url: 'https://macaron.example/badges/practice-information-literacy/artwork.svg',
			caption: 'Pastille',
		},
		version: '1.0.0',
		tags: ['CRCN', 'dimension 4'],
		alignments: [
			{
				name: 'Développer et mobiliser sa culture informationnelle',
				url: 'https://macaron.example/framework/crcn-2019/information-literacy',
				framework: 'CRCN 2019',
			},
		],
		creator: { did: DID, name: 'Démonstration', url: 'https://macaron.example' },
		related: [{ id: 'https://macaron.example/badges/practice-information-literacy?lang=en', language: 'en' }],
	},
	basis: [
		{
			id: 'said',
			name: 'Ce que dit la personne',
			levels: scale,
			level: 'advanced',
			required: 'intermediate',
		},
		{ id: 'shown', name: 'Traces avec réflexion', value: '2' },
		{ id: 'observed', name: 'Décision d’une personne conseillère', status: 'Completed' },
	],
	evidence: [
		{ name: 'Atelier', narrative: 'J’ai vérifié « la source ».', genre: 'Réflexion' },
		{ url: 'https://exemple.example/trace', name: 'Activité' },
	],
	status: { list: LIST, index: STATUS_INDEX },
};

export const badge = (values: Partial<BadgeValues> = {}) => unsignedBadge({ ...VALUES, ...values });

export const issued = (values: Partial<BadgeValues> = {}) =>
	issueCredential(badge(values), { key: SIGNER, created: ISSUED });

/** An unsigned endorsement of the example badge by another body; `change` replaces properties. */
export const endorsementOf = (issuer: string, change: object = {}): JsonObject =>
	({
		'@context': badge()['@context'],
		id: 'https://ami.example/appuis/1',
		type: ['VerifiableCredential', 'EndorsementCredential'],
		issuer: { id: issuer, type: ['Profile'], name: 'Amis du numérique' },
		name: 'Appui',
		validFrom: '2026-10-01T00:00:00Z',
		credentialSubject: {
			id: VALUES.id,
			type: ['EndorsementSubject'],
			endorsementComment: 'Une démarche sérieuse.',
		},
		...change,
	}) as JsonObject;

/** The signed status list of the example badge; with `revoked`, the badge is revoked in it. */
export const statusList = (change: { revoked?: boolean; until?: Date; issuer?: string } = {}) =>
	issueCredential(
		statusListCredential({
			url: LIST,
			issuer: change.issuer ?? DID,
			list: withStatus(createStatusList(), STATUS_INDEX, change.revoked ?? false),
			validFrom: ISSUED,
			validUntil: change.until ?? new Date('2026-10-10T00:00:00Z'),
		}),
		{ key: SIGNER, created: ISSUED },
	);

/**
 * The options with which to verify the example badge, with every source available, as on the issuer's own
 * site; `change` replaces some.
 */
export async function optionsWithAllSources(change: Partial<VerifyOptions> = {}): Promise<VerifyOptions> {
	const list = await statusList();
	return {
		now: NOW,
		resolveIssuer: (id) =>
			id === DID
				? { kind: 'found', document: didDocument({ did: DID, keys: [KEY] }), keys: [KEY] }
				: { kind: 'absent' },
		statusSource: (url) => (url === LIST ? { kind: 'found', credential: list } : { kind: 'absent' }),
		knownIssuers: (id) => ({ kind: id === DID ? 'this-site' : 'unlisted' }),
		...change,
	};
}

/**
 * A copy of a document with the value at one path (such as `credentialSubject.achievement.name`) changed, or
 * removed if `value` is undefined.
 */
export function changed(document: JsonObject, path: string, value: unknown): JsonObject {
	const copy = structuredClone(document) as Record<string, unknown>;
	const keys = path.split('.');
	const last = keys.pop() as string;
	const owner = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
	if (value === undefined) delete owner[last];
	else owner[last] = value;
	return copy as JsonObject;
}

function pngChunk(type: string, data: Uint8Array): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A one-pixel PNG, with the given chunks (type, data) between its header and its image data. */
export function png(...between: readonly (readonly [string, string | Uint8Array])[]): Uint8Array {
	const header = Buffer.from('00000001000000010800000000', 'hex');
	return new Uint8Array(
		Buffer.concat([
			Buffer.from('89504e470d0a1a0a', 'hex'),
			pngChunk('IHDR', header),
			...between.map(([type, data]) => pngChunk(type, Buffer.from(data))),
			pngChunk('IDAT', deflateSync(Buffer.from([0, 128]))),
			pngChunk('IEND', new Uint8Array()),
		]),
	);
}

export const SVG =
	'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>Pastille « été »</title><circle r="3"/></svg>\n';
