import { expect } from '@playwright/test';
import { assemble, type Cast, type Things, type Who, WHO } from '../cast.ts';
import { ENDPOINT_COUNT, type Letter, type Row, TABLE } from '../endpoints.ts';
import { test } from '../fixtures.ts';
import { plantedTexts, type Planted, READERS, textColumns } from '../private-columns.ts';
import { type Endpoint, endpointsOfBuild } from '../manifest.ts';
import type { Answer, Visitor } from '../visitor.ts';

const UNKNOWN: Things = {
	bulkAct: 'z'.repeat(26),
	person: 'z'.repeat(26),
	training: 'z'.repeat(26),
	emileTraining: 'z'.repeat(26),
	application: 'z'.repeat(26),
	evidence: 'z'.repeat(26),
	evidenceFile: 'z'.repeat(26),
	sentFile: 'z'.repeat(26),
	sent: 'z'.repeat(26),
	award: 'z'.repeat(26),
	privateAward: 'z'.repeat(26),
	badge: 'practice-nothing',
	otherBadge: 'practice-nothing-else',
	ownBadge: 'nulle-part.rien',
	cohort: 'z'.repeat(26),
	joinCode: 'ZZZZZZZZ',
	invitation: 'z'.repeat(26),
	list: 'z'.repeat(26),
	mailed: 'z'.repeat(26),
	draftList: 'z'.repeat(26),
	issuer: 'nowhere',
	key: 'z6MknothingnothingnothingnothingnothingnothingnothingN',
	token: 'b'.repeat(43),
	hoursToken: 'b'.repeat(43),
	entry: 'z'.repeat(26),
	source: 'z'.repeat(26),
	dimension: 'nothing',
	element: 'nothing',
	institution: 'z'.repeat(26),
	spare: 'nulle-part',
	service: 'z'.repeat(26),
	agreement: 'z'.repeat(26),
	toObject: 'z'.repeat(26),
	toConfirm: 'z'.repeat(26),
	toDecline: 'z'.repeat(26),
	toWithdraw: 'z'.repeat(26),
	exported: 'z'.repeat(26),
	requester: 'z'.repeat(26),
};

function letterOf({ status, location }: Answer): Letter | string {
	if (status === 303) return location.startsWith('/sign-in') ? 'S' : 'D';
	return (
		({ 200: 'O', 204: 'O', 400: 'B', 404: 'L', 405: 'M', 409: 'C', 422: 'I' } as Record<number, Letter>)[
			status
		] ?? String(status)
	);
}

/**
 * The letter of the table of endpoints for a `__data.json` response, whose body holds the real status and
 * redirect.
 */
function dataLetterOf(answer: Answer): string {
	if (answer.status !== 200) return letterOf(answer);
	const data = JSON.parse(answer.body.split('\n')[0] ?? '') as {
		type: string;
		location?: string;
		nodes?: ({ type: string; error?: { status: number } } | null)[];
	};
	if (data.type === 'redirect') return data.location?.startsWith('/sign-in') ? 'S' : 'D';
	const fault = data.nodes?.find((node) => node?.type === 'error');
	return fault ? (fault.error?.status === 404 ? 'L' : String(fault.error?.status)) : 'O';
}

let keys = 0;
const formKey = () => `crawler${String((keys += 1)).padStart(19, '0')}`;

function knock(row: Row, things: Things, visitor: Visitor): Promise<Answer> {
	if (row.id.startsWith('options')) return visitor.ask(row.at(things), { method: 'OPTIONS' });
	if (!row.id.startsWith('post')) return visitor.get(row.at(things));
	if (row.json) return visitor.postJson(row.at(things), row.fields(things));
	const action = row.id.includes('?/') ? `?/${row.id.split('?/')[1]}` : '';
	return visitor.post(row.at(things) + action, { key: formKey(), ...row.fields(things) });
}

/**
 * A response body without what differs from one response to the next (nonces, keys, the address itself), to
 * compare bodies.
 */
const still = (body: string, address: string) =>
	body
		.replaceAll(address, '…')
		.replaceAll(encodeURIComponent(address), '…')
		.replace(/nonce="[^"]*"/g, '')
		.replace(/\b[0-9a-hjkmnp-tv-z]{26}\b/g, '…')
		.replace(/(__sveltekit_)\w+/g, '$1');

const name = (row: Row) => `${row.id}${row.about && ` (${row.about})`}`;

test('the table and the build know the same endpoints', async () => {
	const endpoints = await endpointsOfBuild();
	expect(endpoints.length).toBe(ENDPOINT_COUNT);
	expect([...new Set(TABLE.map(({ id }) => id))].sort()).toEqual(endpoints.map(({ id }) => id).sort());
	expect(TABLE.filter(({ answers }) => answers.length !== WHO.length).map(({ id }) => id)).toEqual([]);
});

/**
 * The queries with which a page's `__data.json` is tried (`x-sveltekit-invalidated`): none, every load
 * function, and the page's own alone, which skips every layout.
 */
function masksOf(row: Row, endpoints: readonly Endpoint[]): string[] {
	const depth = endpoints.find(({ id, kind }) => id === row.id && kind === 'page')?.depth;
	if (depth === undefined) return [];
	const masks = ['1'.repeat(depth), '1'.padStart(depth, '0')];
	return ['', ...masks.map((mask) => `?x-sveltekit-invalidated=${mask}`)];
}

/**
 * The people in the order in which they try a row of the table: those who may do it come last, since what
 * they change must still exist for the others.
 */
const inOrder = (row: Row): Who[] =>
	[...WHO].sort(
		(one, other) =>
			+'ODC'.includes(row.answers[WHO.indexOf(one)] ?? '') -
			+'ODC'.includes(row.answers[WHO.indexOf(other)] ?? ''),
	);

class Crawl {
	readonly cast: Cast;
	readonly endpoints: readonly Endpoint[];
	/**
	 * For each row of the table: the letters expected, and the letters of the actual responses, one per
	 * person.
	 */
	readonly expected: Record<string, string> = {};
	readonly answered: Record<string, string> = {};
	/**
	 * The rows in which something of somebody else's gets another response than something that does not
	 * exist: their existence would leak.
	 */
	readonly differences: string[] = [];
	/** Every response body with the person who received it, to search for private texts. */
	readonly heard: { who: Who; what: string; body: string }[] = [];

	constructor(cast: Cast, endpoints: readonly Endpoint[]) {
		this.cast = cast;
		this.endpoints = endpoints;
	}

	private note(what: string, row: Row, letters: ReadonlyMap<Who, string>) {
		this.expected[what] = row.answers;
		this.answered[what] = WHO.map((who) => letters.get(who)).join('');
	}

	async knockAt(row: Row) {
		const letters = new Map<Who, string>();
		for (const who of inOrder(row)) {
			const answer = await knock(row, this.cast.things, this.cast.who[who]);
			this.heard.push({ who, what: name(row), body: answer.body });
			letters.set(who, letterOf(answer));
			await this.compareWithUnknown(row, who, answer);
		}
		this.note(name(row), row, letters);
		for (const mask of masksOf(row, this.endpoints)) await this.askData(row, mask);
	}

	/**
	 * Tries a page with what the second institution has. What anybody may read answers alike; for the rest, its
	 * own administrator and adviser are answered as Chloé and Bruno are here, and Karine, who is no adviser of its
	 * cohort, as Odile is; whoever belongs to the first institution is lost.
	 */
	async knockElsewhere(row: Row) {
		const { things, elsewhere, who: people } = this.cast;
		if (row.at(elsewhere) === row.at(things) || row.at(things) === `/operator/${things.spare}`) return;
		const letter = (who: Who) => row.answers[WHO.indexOf(who)] ?? '';
		const there: Partial<Record<Who, Letter | string>> = {
			...{ anonymous: letter('anonymous'), stranger: letter('chloe'), lucie: letter('bruno') },
			// An agreement gives cohorts and reviews, and not what an institution offers to learn.
			karine: row.id.startsWith('page /catalogue/edit') ? 'L' : letter('odile'),
		};
		const open = letter('anonymous') === 'O';
		const what = `${name(row)} elsewhere`;
		this.expected[what] = open ? 'O'.repeat(WHO.length) : WHO.map((who) => there[who] ?? 'L').join('');
		let letters = '';
		for (const who of WHO) {
			const answer = await people[who].get(row.at(elsewhere));
			this.heard.push({ who, what, body: answer.body });
			letters += letterOf(answer);
		}
		this.answered[what] = letters;
	}

	/** Everybody asks for a page, whatever it answers each. */
	async read(path: string) {
		for (const who of WHO)
			this.heard.push({ who, what: path, body: (await this.cast.who[who].get(path)).body });
	}

	private async askData(row: Row, mask: string) {
		const address = row.at(this.cast.things).replace(/\/$/, '');
		const letters = new Map<Who, string>();
		for (const who of WHO) {
			const answer = await this.cast.who[who].get(`${address}/__data.json${mask}`);
			this.heard.push({ who, what: `data of ${name(row)}`, body: answer.body });
			letters.set(who, dataLetterOf(answer));
		}
		this.note(`${name(row)} data${mask}`, row, letters);
	}

	/** Checks that what is unpublished or somebody else's gets the same response as what does not exist. */
	private async compareWithUnknown(row: Row, who: Who, answer: Answer) {
		const letter = letterOf(answer);
		if (!'LS'.includes(letter) || row.at(UNKNOWN) === row.at(this.cast.things)) return;
		// A notice may arrive between the two answers and change the count in the menu; a difference between
		// the two addresses would be there again.
		let own = answer;
		let unknown = own;
		for (let time = 1; time <= 3; time += 1) {
			if (time > 1) own = await knock(row, this.cast.things, this.cast.who[who]);
			unknown = await knock(row, UNKNOWN, this.cast.who[who]);
			const same =
				letterOf(unknown) === letterOf(own) &&
				still(unknown.body, row.at(UNKNOWN)) === still(own.body, row.at(this.cast.things));
			if (same) return;
		}
		this.differences.push(
			`${name(row)} for ${who}: unknown answers ${letterOf(unknown)}, this ${letterOf(own)}`,
		);
	}
}

test('ten people knock at every door, and each gets what the table says', async () => {
	const cast = await assemble();
	const crawl = new Crawl(cast, await endpointsOfBuild());
	try {
		expect.soft(await sentEmpty(cast), 'sent empty, an action is refused in words').toEqual([]);
		const planted = plantedTexts(cast);
		for (const row of TABLE.filter(({ id }) => id.startsWith('page'))) await crawl.knockElsewhere(row);
		for (const path of cast.alsoElsewhere) await crawl.read(path);
		for (const row of TABLE) await crawl.knockAt(row);
		expect.soft(crawl.answered).toEqual(crawl.expected);
		expect.soft(crawl.differences).toEqual([]);
		privateWords(crawl);
		privateColumns(crawl, planted);
		quietLog(cast);
	} finally {
		await cast.service.stop();
	}
});

/**
 * Sends an empty form to every action. Returns the responses with another status than 200, 303, 404 or 422,
 * which would be an error of ours.
 */
async function sentEmpty(cast: Cast): Promise<string[]> {
	const faults: string[] = [];
	for (const row of TABLE.filter(({ id }) => id.includes('?/'))) {
		for (const who of ['anonymous', 'emile', 'bruno'] as const) {
			const { status } = await cast.who[who].post(`${row.at(cast.things)}?/${row.id.split('?/')[1]}`, {});
			if (![200, 303, 404, 422].includes(status)) faults.push(`${row.id}: ${who} got ${status}`);
		}
	}
	return faults;
}

function privateWords({ heard, cast }: Crawl) {
	expect.soft(heard.length).toBeGreaterThan(1000);
	expect.soft(cast.canaries.length).toBeGreaterThan(12);
	const told = cast.canaries.flatMap(({ text, readers }) =>
		heard
			.filter(({ who, body }) => !readers.includes(who) && body.includes(text))
			.map(({ who, what }) => `${who} read ${text} in ${what}`),
	);
	expect.soft(told).toEqual([]);
	// A private text that not even its readers receive would prove nothing.
	const silent = cast.canaries.filter(
		({ text, readers }) =>
			readers.length > 0 && !heard.some(({ who, body }) => readers.includes(who) && body.includes(text)),
	);
	expect.soft(silent.map(({ text }) => text)).toEqual([]);
}

/** Every private text column holds something of the second institution, which only its readers ever receive. */
function privateColumns({ heard, cast }: Crawl, planted: readonly Planted[]) {
	expect.soft(textColumns(cast)).toEqual(Object.keys(READERS).toSorted());
	expect.soft(planted.length).toBeGreaterThan(40);
	expect.soft(planted.filter(({ texts }) => texts.length === 0).map(({ column }) => column)).toEqual([]);
	// In a demonstration, a page shows anybody the mails that do not leave.
	const apart = heard.filter(({ what }) => !what.endsWith('page /mail'));
	expect.soft(apart.length).toBeLessThan(heard.length);
	const told = planted.flatMap(({ column, readers, texts }) =>
		texts.flatMap((text) =>
			apart
				.filter(({ who, body }) => !readers.includes(who) && body.includes(text))
				.map(({ who, what }) => `${who} read ${column} (${text.slice(0, 60)}) in ${what}`),
		),
	);
	expect.soft(told.slice(0, 50)).toEqual([]);
	// What its readers never receive either would prove nothing.
	const silent = planted.filter(
		({ readers, texts }) =>
			readers.length > 0 &&
			!apart.some(({ who, body }) => readers.includes(who) && texts.some((text) => body.includes(text))),
	);
	expect.soft(silent.map(({ column }) => column)).toEqual([]);
}

function quietLog(cast: Cast) {
	// The lines printed before the service started are skipped: there the console names the people of the
	// demonstration.
	const log = cast.service
		.output()
		.split('\n')
		.filter((line) => line.startsWith('{'));
	expect.soft(log.length).toBeGreaterThan(500);
	const words = [
		'canari-',
		'@erables.example',
		'Tremblay',
		'une phrase que',
		cast.things.award,
		cast.things.person,
	];
	expect.soft(words.filter((word) => log.some((line) => line.includes(word)))).toEqual([]);
}
