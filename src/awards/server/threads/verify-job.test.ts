import { afterAll, describe, expect, test } from 'vitest';
import { serializeCredential, issueCredential, verifyBadge, type VerifyOptions } from '#openbadges';
import { openThreads } from '#platform/server';
import { jobsOnThisThread } from '#platform/threads';
import {
	optionsWithAllSources,
	badge,
	DID,
	endorsementOf,
	issued,
	ISSUED,
	LIST,
	png,
	SIGNER,
} from '../../../openbadges/worked-example.fixture.ts';
import { verifyOnThread } from './verify-job.ts';

const threads = openThreads();
afterAll(() => threads.close());

/** Copies verification options so that each call of their functions is recorded in `asked`. */
function watched(options: VerifyOptions): { options: VerifyOptions; asked: string[] } {
	const asked: string[] = [];
	const watch = (inside: string, sources: object): object =>
		Object.fromEntries(
			Object.entries(sources).map(([name, value]) => {
				if (name === 'endorsementSources') return [name, watch('endorsement ', value as object)];
				if (typeof value !== 'function') return [name, value];
				return [
					name,
					(argument: string) => {
						asked.push(`${inside}${name} ${argument}`);
						return (value as (argument: string) => unknown)(argument);
					},
				];
			}),
		);
	return { options: watch('', options) as VerifyOptions, asked };
}

const text = serializeCredential(await issued());
const altered = text.replace('Pratique', 'Prâtique');
const endorsement = await issueCredential(endorsementOf(DID), { key: SIGNER, created: ISSUED });
const endorsed = serializeCredential(
	await issueCredential({ ...badge(), endorsement: [endorsement] }, { key: SIGNER, created: ISSUED }),
);
const unknown = async () => ({ kind: 'unknown', why: 'unreachable' }) as const;

describe('a verification by another thread', () => {
	test.each<[string, Uint8Array | string, Partial<VerifyOptions>]>([
		['a badge', text, {}],
		['one altered', altered, {}],
		['no badge', 'bonjour', {}],
		['a picture', png(['tEXt', `openbadges\0${text}`]), {}],
		['one with an endorsement', endorsed, {}],
		['for a recipient', text, { recipient: 'ada@ecole.example' }],
		['another instant', text, { now: new Date('2050-01-01T00:00:00Z') }],
		['a status that nobody knows', text, { statusSource: unknown }],
		['a register', text, { knownIssuers: async () => ({ kind: 'listed', register: 'Les Érables' }) }],
		['a newer copy', text, { currentCopy: async () => '2027-01-01T00:00:00Z' }],
		[
			'an address',
			LIST,
			{ fetchBadge: async () => ({ kind: 'found', bytes: new TextEncoder().encode(text) }) },
		],
		[
			'endorsements of their own sources',
			endorsed,
			{ endorsementSources: { resolveIssuer: unknown, statusSource: unknown } },
		],
	])('%s: the very report, and the very questions, of one here', async (_name, given, change) => {
		const here = watched(await optionsWithAllSources(change));
		const there = watched(await optionsWithAllSources(change));
		const report = await verifyBadge(given, here.options);
		expect(await verifyOnThread(threads, given, there.options)).toEqual(report);
		expect(there.asked).toEqual(here.asked);
		if (given === endorsed)
			expect(report.checks.find(({ id }) => id === 'endorsements')?.outcome).not.toBe('skip');
		expect(await verifyOnThread(threads, given, there.options, { ours: true })).toEqual(report);
		expect(await verifyOnThread(jobsOnThisThread, given, there.options)).toEqual(report);
	});

	test('a source that throws counts as no answer, as it does here', async () => {
		const throws: Partial<VerifyOptions> = {
			statusSource: async () => {
				throw new Error('the database is away');
			},
		};
		const report = await verifyOnThread(threads, text, await optionsWithAllSources(throws));
		expect(report).toEqual(await verifyBadge(text, await optionsWithAllSources(throws)));
		expect(report.verdict).toBe('unknown');
	});

	test('its cost is told, to the one who gave it', async () => {
		const spent: number[] = [];
		const sum = () => spent.reduce((all, ms) => all + ms, 0);
		// Some systems count a thread's time by the hundredth of a second, so that one verification may cost
		// none: repeat it.
		for (let times = 1; times <= 1 || (sum() === 0 && times <= 200); times += 1) {
			await verifyOnThread(threads, text, await optionsWithAllSources(), {
				spent: (ms) => void spent.push(ms),
			});
			expect(spent).toHaveLength(times);
		}
		expect(sum()).toBeGreaterThan(0);
	});
});
