import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseInSituation, situationFor } from '#assessment/server';
import { ANONYMOUS, type Actor } from '#identity';
import { runInLocale } from '#messages/server';
import type { Locale } from '#platform';
import {
	addEvidence,
	decide,
	awardBadgesByRule,
	startApplication,
	submitApplication,
} from '#applications/server';
import {
	badgeArtworkFile,
	awardPage,
	type AwardPage,
	setAwardVisibility,
	revokeAward,
	type Visibility,
} from '#awards/server';
import { type TestWorld, testWorld } from '#tests/world';
import type { Threads } from '#platform/server';
import { writePdf } from '#ui/server/pdf/pdf.ts';
import { readBack } from '#ui/server/pdf/read-back.fixture.ts';
import { cast, enter, says, shows, trains } from '../../../../../tests/recognised/cast.ts';
import { awardView } from '#presentation/award/award-view.ts';
import type { RequestEvent } from './$types';
import { GET } from './+server.ts';
import { isPdf, pdfLinksOnCallingThread } from '../../../../verification/server/sheet-job.ts';
import { awardSheet } from './award-sheet.ts';

const MOST_BYTES = 150_000;

/** The part of a signed badge (Open Badges 3.0) that states the three sources. */
interface Signed {
	credentialSubject: {
		result: { resultDescription: string; achievedLevel?: string }[];
		achievement: {
			resultDescription: {
				id: string;
				name: string;
				rubricCriterionLevel?: { id: string; name: string }[];
			}[];
		};
	};
}

let world: TestWorld;
let people: Awaited<ReturnType<typeof cast>>;
/**
 * Id of Ada's Pratique badge, which Bruno accepted; `exploration` is the id of her Exploration badge, awarded
 * by a rule.
 */
let practice: string;
let exploration: string;

const key = () => world.newId();
const publish = (award: string, visibility: Visibility = 'public') =>
	setAwardVisibility(world, people.ada, award, { visibility, key: key() });

beforeAll(async () => {
	world = await testWorld();
	people = await cast(world);
	const { ada, bruno } = people;
	await says(world, ada, 'collaboration', 2);
	await shows(world, ada, 'collaboration');
	await trains(world, ada, 'collaboration', 180);
	const id = await startApplication(world, ada, {
		badge: 'practice-collaboration',
		locale: 'fr',
		key: key(),
	});
	const evidence = {
		title: 'Journal d’équipe',
		link: 'https://exemple.example/journal',
		training: null,
		reflection: 'J’ai animé l’écriture à plusieurs.',
	};
	await addEvidence(world, ada, id, { ...evidence, key: key() });
	await submitApplication(world, ada, id, { inBadge: true, key: key() });
	const { award } = await decide(world, bruno, id, {
		decision: 'accept',
		level: 'intermediate',
		reason: 'Belle démarche.',
		key: key(),
	});
	practice = award ?? '';
	const [given] = await awardBadgesByRule(world, ada.id, 'fr');
	exploration = given?.id ?? '';
});
afterAll(() => world.close());

const getClientAddress = () => '203.0.113.9';

/** Requests the PDF sheet of an award; `held` is the value of the If-None-Match header. */
async function ask(award: string, actor: Actor = ANONYMOUS, locale: Locale = 'fr', held?: string) {
	const headers = { cookie: `lang=${locale}`, ...(held && { 'if-none-match': held }) };
	const request = new Request(`${world.origin}/b/${award}.pdf`, { headers });
	return runInLocale(request, (spoken) => {
		const event = {
			request,
			params: { id: award },
			locals: { world, actor, locale: spoken },
			getClientAddress,
		};
		return GET(event as unknown as RequestEvent);
	});
}
const sheet = async (...asked: Parameters<typeof ask>) =>
	readBack(new Uint8Array(await (await ask(...asked)).arrayBuffer()));
type Sheet = Awaited<ReturnType<typeof sheet>>;

const wordsOf = ({ pages }: Sheet) => pages.flatMap(({ tree, textOf }) => textOf(tree)).join(' ');
const rolesOf = ({ pages }: Sheet) => pages.flatMap(({ elements }) => elements.map(({ role }) => role));

describe('the sheet of an award', () => {
	test('is read by the page of verification: its address, among its links', async () => {
		await publish(practice);
		const bytes = new Uint8Array(await (await ask(practice)).arrayBuffer());
		expect(isPdf(bytes)).toBe(true);
		const links = await pdfLinksOnCallingThread(bytes);
		expect(links).toContain(`${world.origin}/b/${practice}`);
		expect(links.filter((link) => link.includes('/b/'))).toHaveLength(1);
	});

	test.each([
		['fr', 'fr-CA', 'Badge Pratique · Collaboration, École des Érables', 'Observé'],
		['en', 'en-CA', 'Practice · Collaboration badge, École des Érables', 'Observed'],
	] as const)('is read back whole in %s', async (locale, lang, title, observed) => {
		await publish(practice, 'public-with-name');
		const bytes = new Uint8Array(await (await ask(practice, ANONYMOUS, locale)).arrayBuffer());
		expect(bytes.length).toBeLessThan(MOST_BYTES);
		const read = await readBack(bytes);
		expect(read.info).toMatchObject({ Title: title, Language: lang });
		expect([read.marked, read.showsTitle, read.xmp('pdfuaid:part')]).toEqual([true, true, '1']);
		expect(read.fonts.embedded).toBe(read.fonts.described);
		expect(read.fonts.standard).toBe(0);

		expect(read.pages).toHaveLength(1);
		const [page] = read.pages;
		const roles = rolesOf(read);
		expect(roles.filter((role) => role === 'H1')).toHaveLength(1);
		expect(roles.filter((role) => role === 'H2').length).toBeGreaterThanOrEqual(5);
		for (const role of ['Document', 'P', 'Table', 'TH', 'TD', 'L', 'LI', 'Lbl', 'LBody', 'Link'])
			expect(roles).toContain(role);
		const figures = page!.elements.filter(({ role }) => role === 'Figure');
		expect(figures).toHaveLength(2);
		const address = `${world.origin}/b/${practice}`;
		expect(figures.map(({ alt }) => alt?.trim() ?? '').filter(Boolean)).toHaveLength(2);
		expect(figures[1]?.alt).toContain(address);

		// Everything on the PDF's page is in its structure tree, except artifacts.
		expect(page!.marks.loose).toEqual([]);
		expect([...page!.held].sort()).toEqual([...page!.marks.mcids].sort());
		const words = wordsOf(read);
		for (const part of ['École des Érables', 'Ada', observed, 'Journal d’équipe'])
			expect(words).toContain(part);
		// Compared without spaces, because an address of wide letters breaks over two lines.
		expect(words.replaceAll(' ', '')).toContain(address);

		expect(page!.links.map(({ url }) => url)).toEqual([
			address,
			`${world.origin}/verify`,
			`${world.origin}/i/${(await awardPage(world, ANONYMOUS, practice)).issuer.slug}`,
		]);
		expect(page!.links.every(({ contents }) => contents.length > 10)).toBe(true);
		expect(page!.annotated).toEqual(['Link', 'Link', 'Link']);
		expect(await page!.scan()).toBe(address);
		await read.close();
	});

	test('names its holder only where the public page does, even for its holder', async () => {
		await publish(practice, 'public');
		const unnamed = await sheet(practice, people.ada);
		expect(wordsOf(unnamed)).toContain('à une personne que cette fiche ne nomme pas');
		expect(wordsOf(unnamed)).not.toContain('Ada');
		expect(wordsOf(unnamed)).not.toContain('n’est pas signé');
		await publish(practice, 'public-with-name');
		expect(wordsOf(await sheet(practice))).toMatch(
			/Délivré à Ada par École des Érables.*Le nom n’est pas signé/,
		);
		expect(wordsOf(await sheet(practice, ANONYMOUS, 'en'))).toContain('The name is not signed');
	});

	test('says that a badge by rule was seen by nobody', async () => {
		await publish(exploration);
		const read = await sheet(exploration);
		expect(wordsOf(read)).toContain('Personne n’a examiné de traces.');
		expect(await read.pages[0]!.scan()).toBe(`${world.origin}/b/${exploration}`);
	});

	test.each([
		['a level', 'beginner', 'Débutant', 'beginner'],
		['no level yet', null, 'En démarrage', 'starting'],
		['no situation done', undefined, 'Mise en situation pas encore faite', null],
	] as const)(
		'the badge, its page and its sheet tell the three sources alike: %s shown',
		async (_case, shown, words, level) => {
			const { here } = people;
			const emile = await enter(world, 'Émile', [
				{ institution: here.id, role: 'learner', audience: 'student' },
			]);
			await says(world, emile, 'communication', 4);
			await trains(world, emile, 'communication', 150);
			if (shown !== undefined) {
				const { situation } = await situationFor(world, emile, 'communication');
				const choice = situation.choices.find(({ shows: one }) => one === shown)!.id;
				await chooseInSituation(world, emile, { dimension: 'communication', choice, key: key() });
			}
			const [given] = await awardBadgesByRule(world, emile.id, 'fr');
			const award = given?.id ?? '';
			await setAwardVisibility(world, emile, award, { visibility: 'public', key: key() });

			const page = await awardPage(world, ANONYMOUS, award);
			const { credentialSubject } = JSON.parse(page.award.credential ?? '') as Signed;
			const results = credentialSubject.result.map(({ resultDescription, achievedLevel }) => {
				const about = credentialSubject.achievement.resultDescription.find(
					({ id }) => id === resultDescription,
				);
				// An achieved level must be one of those that the badge itself describes, or no verifier can
				// interpret it.
				const reached = about?.rubricCriterionLevel?.find(({ id }) => id === achievedLevel);
				return [about?.name, achievedLevel && (reached?.name ?? 'unknown')];
			});
			const levelOf = (name: string) => results.find(([one]) => one === name)?.[1];
			expect(levelOf('Ce que dit la personne')).toBe('Avancé');
			expect(levelOf('Ce que la personne dit qu’elle ferait')).toBe(
				{ beginner: 'Débutant', starting: 'En démarrage', none: undefined }[level ?? 'none'],
			);
			expect(levelOf('Ce qui a été observé')).toBeUndefined();
			expect(page.award.basis?.shown).toBe(level);

			const view = await runInLocale(new Request(world.origin, { headers: { cookie: 'lang=fr' } }), () =>
				Promise.resolve(Response.json(awardView(page, 'fr', world.now()).basis)),
			);
			const basis = (await view.json()) as { source: string; found: string }[];
			expect(basis.map(({ source }) => source)).toEqual(['said', 'shown', 'observed']);
			expect(basis[1]?.found).toBe(words);
			expect(wordsOf(await sheet(award))).toContain(words);
		},
	);

	test('goes to those who may read the award; anyone else gets the 404 of what does not exist', async () => {
		await publish(practice, 'private');
		const refusal = async (award: string, actor?: Actor) =>
			ask(award, actor).then(
				({ status }) => ({ status, body: null }),
				({ status, body }: { status: number; body: unknown }) => ({ status, body }),
			);
		const unknown = await refusal('z'.repeat(26));
		expect(unknown.status).toBe(404);
		expect(await refusal(practice)).toEqual(unknown);
		expect(await refusal(practice, people.denis)).toEqual(unknown);
		const own = await ask(practice, people.ada);
		expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'no-store']);
		expect(wordsOf(await sheet(practice, people.ada))).toContain('Ce badge n’est pas publié');
	});

	test('is a file a browser shows, with a name; the same award gives the same bytes', async () => {
		await publish(practice);
		const first = await ask(practice);
		expect(Object.fromEntries(first.headers)).toMatchObject({
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="pratique-collaboration-${practice.slice(0, 6)}.pdf"`,
			'cache-control': 'public, no-cache',
			'x-content-type-options': 'nosniff',
		});
		expect(first.headers.get('content-security-policy')).not.toContain('sandbox');
		const etag = first.headers.get('etag') ?? '';
		world.setNow(new Date('2027-01-15T09:30:00Z'));
		expect((await ask(practice, ANONYMOUS, 'fr', etag)).status).toBe(304);
		expect((await ask(practice, ANONYMOUS, 'en', etag)).status).toBe(200);
	});

	test('is written once for all who may read it, and anew for whoever sees another sheet', async () => {
		const written: unknown[] = [];
		const { threads } = world;
		const counting: Threads = {
			...threads,
			do: (job, hand, giving) => {
				if (job.name === 'print') written.push(giving?.whose);
				return threads.do(job, hand, giving);
			},
		};
		const times = async (...asked: Parameters<typeof ask>) => {
			const before = written.length;
			await Promise.all([ask(...asked), ask(...asked), ask(...asked)]);
			return written.length - before;
		};
		const plain = world;
		world = { ...world, threads: counting };
		try {
			await publish(exploration);
			expect(await times(exploration, ANONYMOUS, 'en')).toBe(1);
			expect(await times(exploration, ANONYMOUS, 'en')).toBe(0);
			expect(await times(exploration, people.ada, 'en')).toBe(0);
			await times(exploration);
			expect(await times(exploration)).toBe(0);
			// Published with her name, the badge has another sheet. Unpublished, only she can get its sheet,
			// which is then not cached.
			await publish(exploration, 'public-with-name');
			expect(await times(exploration)).toBe(1);
			await publish(exploration, 'private');
			expect(await times(exploration, people.ada)).toBe(3);
			expect(written.slice(-1)).toEqual([(people.ada as { id: string }).id]);
			await publish(exploration);
			expect(await times(exploration)).toBe(0);
		} finally {
			world = plain;
		}
	});

	test('holds long names and criteria on one page, and goes on to a second rather than lose a word', async () => {
		await publish(practice, 'public-with-name');
		const page = await awardPage(world, ANONYMOUS, practice);
		const { definition } = page;
		if (!definition || definition.kind === 'milestone') throw new Error('The catalogue has the badge.');
		const picture = (await badgeArtworkFile(world, page.award.badge, 'png', 'fr')).bytes;
		const criteria = definition.criteria.narrative.fr;
		const long = (times: number): AwardPage => ({
			...page,
			demonstration: true,
			institution:
				'Centre de services scolaire des Hautes-Rivières-et-des-Îles-de-la-Madeleine, école Le Tremplin',
			holder: 'Marie-Ève Nguyễn-Tremblay de la Chevrotière-Lotbinière 🎓 Łukasz Şahin Ḥasan Αλέξης 李小龍',
			definition: {
				...definition,
				criteria: { ...definition.criteria, narrative: { fr: criteria.repeat(times), en: criteria } },
			},
		});
		const once = await readBack(await writePdf(awardSheet(long(1), picture, 'fr')));
		expect(once.pages).toHaveLength(1);
		expect(wordsOf(once)).toContain('Un carré vide, ou la lettre la plus proche, remplace un caractère');
		const often = await readBack(await writePdf(awardSheet(long(12), picture, 'fr')));
		expect(often.pages).toHaveLength(2);
		expect(wordsOf(often).split('Elle a présenté au moins une trace')).toHaveLength(13);
		for (const { marks, held } of often.pages) {
			expect(marks.loose).toEqual([]);
			expect([...held].sort()).toEqual([...marks.mcids].sort());
		}
	});

	test('once revoked, says so before anything else, and still leads to the page', async () => {
		await publish(practice);
		const etag = (await ask(practice)).headers.get('etag') ?? '';
		await revokeAward(world, people.bruno, practice, {
			reason: 'La trace n’était pas de cette personne.',
			key: key(),
		});
		expect((await ask(practice, ANONYMOUS, 'fr', etag)).status).toBe(200);
		const read = await sheet(practice);
		expect(read.pages).toHaveLength(1);
		expect(wordsOf(read)).toMatch(/^Révoqué le 15 janvier 2027.*La trace n’était pas de cette personne\./);
		expect(await read.pages[0]!.scan()).toBe(`${world.origin}/b/${practice}`);
		expect(wordsOf(await sheet(practice, ANONYMOUS, 'en'))).toMatch(/^Revoked on January 15, 2027/);
	});
});
