import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FrameworkVersion, LEVELS, STANDINGS } from '#framework';
import { framework } from '#framework/server';
import { ANONYMOUS, type Actor, type PersonActor } from '#identity';
import { m } from '#messages';
import { runInLocale } from '#messages/server';
import type { Locale } from '#platform';
import { saidCountsText, type Profile, ownProfileToday } from '#profile/server';
import { addEvidence, decide, startApplication, submitApplication } from '#applications/server';
import { type TestWorld, testWorld } from '#tests/world';
import { writePdf } from '#ui/server/pdf/pdf.ts';
import { readBack } from '#ui/server/pdf/read-back.fixture.ts';
import { cast, enter, says, shows, trains } from '../../../../tests/recognised/cast.ts';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import type { RequestEvent } from './$types';
import { GET } from './+server.ts';
import { cellsOf, profileSheet } from '#presentation/sheet/profile-sheet.ts';

const MOST_BYTES = 150_000;

let world: TestWorld;
let people: Awaited<ReturnType<typeof cast>>;
const key = () => world.newId();

beforeAll(async () => {
	world = await testWorld();
	people = await cast(world);
	const { ada, bruno } = people;
	await says(world, ada, 'collaboration', 2);
	await says(world, ada, 'communication', 0);
	await shows(world, ada, 'collaboration');
	await trains(world, ada, 'collaboration', 180);
	const badge = 'practice-collaboration';
	const id = await startApplication(world, ada, { badge, locale: 'fr', key: key() });
	const evidence = { title: 'Journal', link: 'https://exemple.example/journal', training: null };
	await addEvidence(world, ada, id, { ...evidence, reflection: 'J’ai animé l’écriture.', key: key() });
	await submitApplication(world, ada, id, { inBadge: false, key: key() });
	await decide(world, bruno, id, {
		decision: 'accept',
		level: 'intermediate',
		reason: 'Belle démarche.',
		key: key(),
	});
});
afterAll(() => world.close());

const inLocale = <T>(locale: Locale, run: (spoken: Locale, request: Request) => Promise<T>): Promise<T> => {
	const request = new Request(`${world.origin}/profile.pdf`, { headers: { cookie: `lang=${locale}` } });
	return runInLocale(request, (spoken) => run(spoken, request) as Promise<Response>) as Promise<T>;
};

const ask = (actor: Actor, locale: Locale = 'fr', query = '') =>
	inLocale(locale, async (spoken, request) => {
		const url = new URL(`${world.origin}/profile.pdf${query}`);
		return GET({ request, url, locals: { world, actor, locale: spoken } } as unknown as RequestEvent);
	});
const read = async (answer: Response) => readBack(new Uint8Array(await answer.arrayBuffer()));
type Sheet = Awaited<ReturnType<typeof readBack>>;
/**
 * Replaces each run of whitespace with one space: a line of a PDF may end at any space, and the PDF reader
 * drops the space there.
 */
const plain = (text: string) => text.replace(/\s+/g, ' ');
const wordsOf = ({ pages }: Sheet) => plain(pages.map(({ tree, textOf }) => textOf(tree)).join(' '));

/**
 * The rows of the sheet's table, each as a list of cells with their PDF role (TH, TD) and text, as a PDF
 * reader finds them.
 */
const rowsOf = ({ pages }: Sheet) =>
	pages.flatMap(({ elements, textOf }) =>
		elements
			.filter(({ role }) => role === 'TR')
			.map(({ children }) =>
				children.flatMap((cell) => ('role' in cell ? [[cell.role, textOf(cell).trim()] as const] : [])),
			),
	);

/**
 * Expects what holds for every sheet: a tagged PDF/UA-1 in the language `lang`, with its fonts embedded and
 * no ink outside the structure tree except artifacts.
 */
function expectSound(sheet: Sheet, lang: string) {
	expect(sheet.info['Language']).toBe(lang);
	expect([sheet.marked, sheet.showsTitle, sheet.xmp('pdfuaid:part')]).toEqual([true, true, '1']);
	expect(sheet.fonts.embedded).toBe(sheet.fonts.described);
	for (const { marks, held } of sheet.pages) {
		expect(marks.loose).toEqual([]);
		expect(marks.unclosed).toBe(0);
		expect([...held].sort()).toEqual([...marks.mcids].sort());
	}
}

describe('one’s own profile on paper', () => {
	test.each([
		[
			'fr',
			'fr-CA',
			'Profil de compétence numérique\u00a0: Ada',
			'C’est le regard que cette personne porte sur elle-même aujourd’hui, pas une mesure.',
		],
		[
			'en',
			'en-CA',
			'Digital competency profile: Ada',
			'This is how this person sees themselves today, not a measurement.',
		],
	] as const)('is read back whole in %s', async (locale, lang, title, lead) => {
		const answer = await ask(people.ada, locale);
		expect(answer.headers.get('content-type')).toBe('application/pdf');
		expect(answer.headers.get('cache-control')).toBe('private, no-store');
		expect(answer.headers.get('content-disposition')).toMatch(
			/^inline; filename="profil[a-z]*-\d{4}-\d\d-\d\d\.pdf"$/,
		);
		expect(answer.headers.get('access-control-allow-origin')).toBeNull();
		const bytes = new Uint8Array(await answer.arrayBuffer());
		expect(bytes.length).toBeLessThan(MOST_BYTES);
		const sheet = await readBack(bytes);
		expectSound(sheet, lang);
		expect(sheet.info['Title']).toBe(title);

		const elements = sheet.pages.flatMap((page) => page.elements);
		const roles = elements.map(({ role }) => role);
		expect(roles.filter((role) => role === 'H1')).toHaveLength(1);
		// The four headings (how to read it, strengths, what to work on, the table), and no advice meant only
		// for the person.
		expect(roles.filter((role) => role === 'H2')).toHaveLength(4);
		const profile = await ownProfileToday(world, people.ada);
		expect(profile.toWorkOn.length).toBeGreaterThan(0);
		const figures = elements.filter(({ role }) => role === 'Figure');
		expect(figures).toHaveLength(1);
		const whole = await inLocale(locale, async () => [
			m.profile_sheet_placed({
				...{ name: 'Ada', placed: 2, of: 12 },
				parts: saidCountsText(profile.version, profile.dimensions, locale),
			}),
			m.profile_sheet_observed_one(),
		]);
		expect(figures[0]?.alt).toBe(whole.join(' '));

		const words = wordsOf(sheet);
		expect(words.indexOf(lead)).toBeGreaterThan(-1);
		expect(words.indexOf(lead)).toBeLessThan(words.indexOf(plain(whole[0]!)));
		for (const sentence of whole) expect(words).toContain(plain(sentence));
		// The sheet is handed to others, so it speaks of the person by name and never says “you” nor “I”.
		expect(words).not.toMatch(/(?<!\p{L})(vous|votre|vos|you|your|je|mes|my)(?!\p{L})|\bI (say|would)\b/iu);
		for (const { nextStep } of profile.toWorkOn)
			expect(words).not.toContain(plain(nextStep?.[locale] ?? 'none'));
		expect(sheet.pages.length).toBeLessThanOrEqual(2);
		await sheet.close();
	});

	test('Ada’s three sources stand in three cells', async () => {
		const sheet = await read(await ask(people.ada));
		const row = rowsOf(sheet).find(([name]) => name?.[1].includes('Collabor'));
		expect(row?.slice(1)).toEqual([
			['TD', 'Intermédiaire'],
			['TD', expect.stringMatching(/\S/)],
			['TD', 'Intermédiaire'],
		]);
	});

	test.each(['crcn-2019', 'crcn-2025'] as const)(
		'every mark of %s is in its cell, in both languages',
		async (version: FrameworkVersion) => {
			const empty = await ownProfileToday(world, people.ada, version);
			for (let turn = 0; turn < 5; turn++) {
				const dimensions = empty.dimensions.map((one, at) => ({
					...one,
					said: STANDINGS[(turn + at) % 5]!,
					shown: STANDINGS[(turn * 2 + at * 3) % 5]!,
					observed: [null, ...LEVELS][(turn + at * 3) % 4] ?? null,
				}));
				const marks = Object.fromEntries(dimensions.map((one) => [one.slug, one]));
				const profile: Profile = { ...empty, dimensions, marks };
				for (const locale of ['fr', 'en'] as const)
					await inLocale(locale, async () => {
						const reader = {
							name: 'Ada',
							locale,
							timeZone: 'America/Toronto',
							now: world.now(),
						};
						const sheet = await readBack(await writePdf(profileSheet(profile, reader)));
						const [head, ...rows] = rowsOf(sheet);
						expect(head).toEqual(
							[m.profile_dimension(), m.badge_said(), m.badge_shown(), m.badge_observed()].map((name) => [
								'TH',
								name,
							]),
						);
						const levels = levelNames(version, locale);
						expect(rows).toEqual(
							dimensions.map((one) => [
								['TH', `${one.number}. ${one.dimension.short[locale]}`],
								...cellsOf(one, levels).map((cell) => ['TD', cell]),
							]),
						);
						expect(rows.flat().every(([, cell]) => cell !== '')).toBe(true);
						await sheet.close();
					});
			}
		},
		60_000,
	);

	test('in the version asked for, said on the sheet; an unknown one is the person’s own', async () => {
		const provisional = await read(await ask(people.ada, 'fr', '?version=crcn-2025'));
		expect(wordsOf(provisional)).toContain(`(${framework('crcn-2025').year})`);
		const own = (await ownProfileToday(world, people.ada)).version;
		const unknown = await read(await ask(people.ada, 'fr', '?version=nothing'));
		expect(wordsOf(unknown)).toContain(`(${framework(own).year})`);
	});

	test('the same state gives the same bytes the same day, and another date another day', async () => {
		const bytes = async () => Buffer.from(await (await ask(people.ada)).arrayBuffer());
		const first = await bytes();
		const before = world.now();
		world.setNow(new Date(before.getTime() + 60_000));
		expect((await bytes()).equals(first)).toBe(true);
		world.setNow(new Date(before.getTime() + 86_400_000));
		expect((await bytes()).equals(first)).toBe(false);
		world.setNow(before);
	});

	test('nothing answered yet still makes a sound sheet; a name no font has is said to be replaced', async () => {
		const membership = { institution: people.here.id, role: 'learner', audience: 'student' } as const;
		const emile = await enter(world, 'Émile 李小龍', [membership]);
		const sheet = await read(await ask(emile));
		expectSound(sheet, 'fr-CA');
		expect(wordsOf(sheet)).toContain(m.profile_sheet_altered({}, { locale: 'fr' }));
		expect(rowsOf(sheet)).toHaveLength(13);
		await sheet.close();
	});

	test('is for its owner, signed in, who learns here', async () => {
		await expect(ask(ANONYMOUS)).rejects.toMatchObject({
			status: 303,
			location: expect.stringContaining('/sign-in?next=%2Fprofile.pdf'),
		});
		await expect(ask(people.chloe as PersonActor)).rejects.toMatchObject({ status: 404 });
	});
});
