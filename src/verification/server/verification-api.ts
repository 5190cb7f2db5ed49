import { CHECK_IDS, CHECK_REASONS, OPEN_BADGES_VERSIONS, VERDICTS } from '#openbadges';
import type { Json } from '#platform';
import data from '../data/verification-api.json' with { type: 'json' };
import { REQUEST_PURPOSES } from './how-to-verify.ts';

type Schema = { readonly [key: string]: Json };

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const HEADERS = Object.keys(data.components.headers);
const ON_REFUSAL = 'Retry-After';

const header = (name: string) => [name, { $ref: `#/components/headers/${name}` }] as const;
const share = Object.fromEntries(HEADERS.filter((name) => name !== ON_REFUSAL).map(header));

/**
 * Joins each text that exists in both languages into one, French first, since an OpenAPI document has one
 * field for it.
 */
function inBoth(value: unknown): Json {
	if (Array.isArray(value)) return value.map(inBoth);
	if (typeof value !== 'object' || value === null) return value as Json;
	const { fr, en } = value as Record<string, unknown>;
	if (typeof fr === 'string' && typeof en === 'string') return `${fr}\n\n${en}`;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inBoth(inner)]));
}

/**
 * The JSON schema of one check of a report: its id, and only the reasons and outcomes that the engine can
 * give it.
 */
function checkSchema(id: (typeof CHECK_IDS)[number]): Schema {
	const reasons: Readonly<Record<string, string>> = CHECK_REASONS[id];
	return {
		type: 'object',
		required: ['id', 'outcome', 'reason', 'title', 'fr', 'en', 'notProven'],
		additionalProperties: false,
		properties: {
			id: { const: id },
			outcome: { enum: [...new Set(Object.values(reasons))] },
			reason: { enum: Object.keys(reasons) },
			title: { $ref: '#/components/schemas/Text' },
			fr: { type: 'string' },
			en: { type: 'string' },
			notProven: { $ref: '#/components/schemas/Text' },
		},
	};
}

/**
 * Schemas of the OpenAPI document whose enumerations are read from the engine, so that the two cannot differ.
 */
const CLOSED: Readonly<Record<string, Schema>> = {
	Verdict: { type: 'string', enum: [...VERDICTS] },
	Spec: { type: ['string', 'null'], enum: [...OPEN_BADGES_VERSIONS, null] },
	Check: { oneOf: CHECK_IDS.map(checkSchema) },
	Asking: {
		type: 'object',
		required: ['what', 'host', 'fr', 'en'],
		additionalProperties: false,
		properties: {
			what: { enum: [...REQUEST_PURPOSES] },
			host: { type: 'string' },
			fr: { type: 'string' },
			en: { type: 'string' },
		},
	},
};

/** The OpenAPI 3.1 document of the verification API, with this service's origin as its server. */
export function verificationOpenApi(origin: string): { readonly [key: string]: Json } {
	const { components, paths, ...rest } = data;
	const post = paths['/api/verify'].post;
	const responses = Object.entries(components.responses).map(([name, response]) => [
		name,
		{
			...response,
			headers: ['TooMany', 'TooBusy'].includes(name)
				? { ...share, ...Object.fromEntries([header(ON_REFUSAL)]) }
				: share,
			content: PROBLEM,
		},
	]);
	return {
		...(inBoth(rest) as Schema),
		servers: [{ url: origin }],
		paths: inBoth({
			'/api/verify': {
				post: { ...post, responses: { ...post.responses, 200: { ...post.responses[200], headers: share } } },
			},
		}),
		components: inBoth({
			...components,
			responses: Object.fromEntries(responses),
			schemas: {
				...components.schemas,
				...CLOSED,
				Report: {
					...components.schemas.Report,
					properties: {
						...components.schemas.Report.properties,
						checks: {
							...components.schemas.Report.properties.checks,
							minItems: CHECK_IDS.length,
							maxItems: CHECK_IDS.length,
						},
					},
				},
			},
		}),
	};
}
