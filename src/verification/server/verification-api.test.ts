import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { CHECK_IDS, CHECK_REASONS, OPEN_BADGES_VERSIONS, VERDICTS } from '#openbadges';
import { verificationOpenApi } from './verification-api.ts';

type Node = { readonly [key: string]: unknown };
const api = verificationOpenApi('https://macaron.example') as Node;

/** Every object of the OpenAPI document, with its JSON pointer. */
function* nodes(value: unknown, path = '#'): Generator<[string, Node]> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) yield [path, value as Node];
	for (const [key, inner] of Object.entries(value)) yield* nodes(inner, `${path}/${key}`);
}
const at = (pointer: string) =>
	pointer
		.slice(2)
		.split('/')
		.reduce<unknown>((node, key) => (node as Node | undefined)?.[key.replaceAll('~1', '/')], api);

/**
 * A JSON Schema of what OpenAPI 3.1 requires of the parts that our document has (sections 4.8.1 to 4.8.21 of
 * the specification).
 */
const OPENAPI = {
	type: 'object',
	required: ['openapi', 'info', 'paths'],
	properties: {
		openapi: { pattern: '^3\\.1\\.\\d+$' },
		info: {
			type: 'object',
			required: ['title', 'version'],
			properties: Object.fromEntries(
				['title', 'version', 'summary', 'description'].map((name) => [name, { type: 'string' }]),
			),
			additionalProperties: false,
		},
		servers: { type: 'array', items: { required: ['url'], properties: { url: { type: 'string' } } } },
		tags: { type: 'array', items: { required: ['name'], properties: { description: { type: 'string' } } } },
		paths: {
			type: 'object',
			propertyNames: { pattern: '^/' },
			additionalProperties: { type: 'object', additionalProperties: { $ref: '#/$defs/operation' } },
		},
		components: {
			type: 'object',
			additionalProperties: false,
			properties: {
				responses: { additionalProperties: { $ref: '#/$defs/response' } },
				headers: { additionalProperties: { $ref: '#/$defs/header' } },
				schemas: { additionalProperties: { $ref: 'https://json-schema.org/draft/2020-12/schema' } },
			},
		},
	},
	additionalProperties: false,
	$defs: {
		reference: {
			type: 'object',
			required: ['$ref'],
			properties: { $ref: { type: 'string' } },
			additionalProperties: false,
		},
		header: {
			type: 'object',
			required: ['description', 'schema'],
			properties: {
				description: { type: 'string' },
				schema: { $ref: 'https://json-schema.org/draft/2020-12/schema' },
			},
			additionalProperties: false,
		},
		content: {
			type: 'object',
			propertyNames: { pattern: '^[a-z]+/[a-z.+-]+$' },
			additionalProperties: {
				type: 'object',
				properties: { schema: { $ref: 'https://json-schema.org/draft/2020-12/schema' } },
				additionalProperties: false,
			},
		},
		response: {
			type: 'object',
			required: ['description'],
			properties: {
				description: { type: 'string' },
				headers: {
					additionalProperties: { anyOf: [{ $ref: '#/$defs/reference' }, { $ref: '#/$defs/header' }] },
				},
				content: { $ref: '#/$defs/content' },
			},
			additionalProperties: false,
		},
		operation: {
			type: 'object',
			required: ['operationId', 'responses'],
			properties: {
				operationId: { type: 'string' },
				summary: { type: 'string' },
				description: { type: 'string' },
				tags: { type: 'array', items: { type: 'string' } },
				security: { type: 'array' },
				requestBody: {
					type: 'object',
					required: ['content'],
					properties: {
						description: { type: 'string' },
						required: { type: 'boolean' },
						content: { $ref: '#/$defs/content' },
					},
					additionalProperties: false,
				},
				responses: {
					type: 'object',
					propertyNames: { pattern: '^([1-5][0-9][0-9]|default)$' },
					additionalProperties: { anyOf: [{ $ref: '#/$defs/reference' }, { $ref: '#/$defs/response' }] },
				},
			},
			additionalProperties: false,
		},
	},
};

describe('the OpenAPI document', () => {
	test('has the structure that OpenAPI 3.1 asks for', () => {
		const valid = new Ajv2020({ strict: false, allErrors: true }).compile(OPENAPI);
		valid(api);
		expect(valid.errors ?? []).toEqual([]);
		expect(valid({ ...api, paths: { nowhere: {} } })).toBe(false);
	});

	test('every reference leads somewhere', () => {
		const references = [...nodes(api)].flatMap(([, node]) =>
			typeof node['$ref'] === 'string' ? [node['$ref']] : [],
		);
		expect(references.length).toBeGreaterThan(30);
		expect(references.filter((pointer) => !pointer.startsWith('#/') || at(pointer) === undefined)).toEqual(
			[],
		);
	});

	test('says the closed lists of the engine, none of its own', () => {
		expect(at('#/components/schemas/Verdict')).toMatchObject({ enum: VERDICTS });
		expect(at('#/components/schemas/Spec')).toMatchObject({ enum: [...OPEN_BADGES_VERSIONS, null] });
		const checks = at('#/components/schemas/Check/oneOf') as { properties: Record<string, Node> }[];
		expect(checks.map(({ properties }) => properties['id']?.['const'])).toEqual([...CHECK_IDS]);
		for (const [index, id] of CHECK_IDS.entries()) {
			const { reason, outcome } = checks[index]?.properties ?? {};
			expect(reason?.['enum']).toEqual(Object.keys(CHECK_REASONS[id]));
			expect(outcome?.['enum']).toEqual([...new Set(Object.values(CHECK_REASONS[id]))]);
		}
	});

	test('a step, a verdict, what is asked: whole, each field required and no other allowed', () => {
		expect(at('#/components/schemas/Verdict')).toEqual({ type: 'string', enum: [...VERDICTS] });
		expect(at('#/components/schemas/Spec')).toEqual({
			type: ['string', 'null'],
			enum: [...OPEN_BADGES_VERSIONS, null],
		});
		const text = { $ref: '#/components/schemas/Text' };
		const checks = at('#/components/schemas/Check/oneOf') as unknown as unknown[];
		const reasons: Readonly<Record<string, string>> = CHECK_REASONS.structure;
		expect(checks[CHECK_IDS.indexOf('structure')]).toEqual({
			type: 'object',
			required: ['id', 'outcome', 'reason', 'title', 'fr', 'en', 'notProven'],
			additionalProperties: false,
			properties: {
				id: { const: 'structure' },
				outcome: { enum: [...new Set(Object.values(reasons))] },
				reason: { enum: Object.keys(reasons) },
				...{ title: text, fr: { type: 'string' }, en: { type: 'string' }, notProven: text },
			},
		});
		expect(at('#/components/schemas/Asking')).toEqual({
			type: 'object',
			required: ['what', 'host', 'fr', 'en'],
			additionalProperties: false,
			properties: {
				what: { enum: ['badge', 'issuer', 'status', 'document', 'endorsement'] },
				...{ host: { type: 'string' }, fr: { type: 'string' }, en: { type: 'string' } },
			},
		});
		expect(at('#/components/schemas/Report/properties/checks')).toMatchObject({ minItems: 14, maxItems: 14 });
	});

	test('each answer says what is left of the share; those that ask to wait, for how long', () => {
		const share = ['RateLimit-Limit', 'RateLimit-Policy', 'RateLimit-Remaining', 'RateLimit-Reset'];
		const links = (names: readonly string[]) =>
			Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
		const names = Object.keys(at('#/components/responses') ?? {});
		expect(names.toSorted()).toEqual([
			'Fault',
			'Malformed',
			'Refused',
			'TooBusy',
			'TooLarge',
			'TooMany',
			'WrongType',
		]);
		for (const name of names) {
			const waits = name === 'TooMany' || name === 'TooBusy';
			expect(at(`#/components/responses/${name}`)).toMatchObject({
				content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
			});
			expect(at(`#/components/responses/${name}/headers`)).toEqual(
				links(waits ? [...share, 'Retry-After'] : share),
			);
		}
		const paths = api['paths'] as unknown as Record<
			string,
			{ post: { responses: Record<string, { headers?: unknown }> } }
		>;
		expect(Object.keys(paths)).toEqual(['/api/verify']);
		expect(paths['/api/verify']?.post.responses['200']?.headers).toEqual(links(share));
	});

	test('is written in both languages, and leaves no pair of them behind', () => {
		const left = [...nodes(api)].filter(
			([, node]) => typeof node['fr'] === 'string' && typeof node['en'] === 'string',
		);
		expect(left).toEqual([]);
		expect(at('#/info/description')).toMatch(/^Même rapport[^]*\n\nThe same report/);
	});
});
