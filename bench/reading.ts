import { Client } from './load-client.ts';
import { page, type Who } from './points.ts';
import { type Build, memoryOf } from './started-build.ts';

/** The pages that people read, and who reads them. */
const PAGES: readonly (readonly [path: (build: Build) => string, who?: Who])[] = [
	[() => '/'],
	[() => '/badges'],
	[() => '/badges/practice-collaboration'],
	[({ award }) => `/b/${award}`],
	[({ award }) => `/b/${award}.json`],
	[() => '/try'],
	[() => '/verify'],
	[() => '/help'],
	[() => '/framework/crcn-2019'],
	[() => '/framework/crcn-2019/collaboration'],
	[() => '/today', 'ada'],
	[() => '/profile', 'ada'],
	[() => '/profile/collaboration', 'ada'],
	[() => '/assessment/collaboration', 'ada'],
	[() => '/training', 'ada'],
	[() => '/recognition', 'ada'],
	[() => '/today', 'bruno'],
	[() => '/review', 'bruno'],
	[({ cohort: { id } }) => `/cohorts/${id}`, 'bruno'],
	[() => '/people', 'chloe'],
	[() => '/account', 'chloe'],
];

/**
 * Reads every page in turn, `requests` requests in all, by `clients` clients at once. Returns the memory (MB,
 * proportional set size) that the service takes after each fifth of them, and at the end. Throws when a page is not answered.
 */
export async function readEverything(build: Build, requests: number, clients = 8): Promise<number[]> {
	const questions = PAGES.map(([path, who]) => page(path, who).asks(build)(0, undefined));
	const memory: number[] = [];
	let asked = 0;
	async function lane(client: Client) {
		while (asked < requests) {
			const question = questions[asked % questions.length]!;
			asked += 1;
			if (asked % Math.ceil(requests / 5) === 0) memory.push(Math.round(memoryOf(build.pid())));
			const { status } = await client.ask(question);
			if (status !== 200) throw new Error(`${question.path} answered ${status}.`);
		}
	}
	const all = Array.from({ length: clients }, () => new Client(build.target));
	await Promise.all(all.map(lane));
	for (const client of all) client.close();
	memory.push(Math.round(memoryOf(build.pid())));
	return memory;
}
