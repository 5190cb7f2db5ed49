import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS, type Actor, type PersonActor } from '#identity';
import { m } from '#messages';
import { runInLocale } from '#messages/server';
import type { Locale } from '#platform';
import { recordTraining } from '#training/server';
import { type TestWorld, testWorld } from '#tests/world';
import { readBack } from '#ui/server/pdf/read-back.fixture.ts';
import { cast } from '../../../../../tests/recognised/cast.ts';
import type { RequestEvent } from './$types';
import { GET } from './+server.ts';

let world: TestWorld;
let ada: PersonActor;
let denis: PersonActor;
beforeAll(async () => {
	world = await testWorld();
	({ ada, denis } = await cast(world));
	await recordTraining(world, ada, {
		...{
			title: 'Canari titre',
			date: '2026-11-20',
			minutes: 750,
			kind: 'course',
			dimensions: ['collaboration'],
		},
		...{ reflection: 'Canari réflexion', link: 'https://canari.example/', key: world.newId() },
	});
});
afterAll(() => world.close());

const ask = (actor: Actor, locale: Locale = 'fr', query = '') => {
	const request = new Request(`${world.origin}/training/hours.pdf`, {
		headers: { cookie: `lang=${locale}` },
	});
	return runInLocale(request, async (spoken) => {
		const url = new URL(`${world.origin}/training/hours.pdf${query}`);
		return GET({ request, url, locals: { world, actor, locale: spoken } } as unknown as RequestEvent);
	});
};
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

test.each([
	[
		'fr',
		'fr-CA',
		'Heures de formation déclarées Nom Ada Période du 1er juillet 2025 au 30 juin 2027 Total 12 h 30 min, heures déclarées par la personne',
	],
	[
		'en',
		'en-CA',
		'Hours of training declared Name Ada Period from July 1, 2025 to June 30, 2027 Total 12 h 30 min, hours declared by the person',
	],
] as const)('in %s it holds name, period and total, and nothing else', async (locale, lang, whole) => {
	const answer = await ask(ada, locale);
	expect(answer.headers.get('cache-control')).toBe('private, no-store');
	expect(answer.headers.get('content-type')).toBe('application/pdf');
	const sheet = await readBack(new Uint8Array(await answer.arrayBuffer()));
	expect(sheet.info['Language']).toBe(lang);
	expect([sheet.marked, sheet.showsTitle, sheet.xmp('pdfuaid:part')]).toEqual([true, true, '1']);
	expect(sheet.fonts.embedded).toBe(sheet.fonts.described);
	expect(sheet.pages).toHaveLength(1);
	const [page] = sheet.pages;
	expect(page?.marks.loose).toEqual([]);
	expect([...page!.held].sort()).toEqual([...page!.marks.mcids].sort());
	expect(plain(page!.textOf(page!.tree))).toBe(whole);
	expect(sheet.info['Title']).toBe(m.hours_statement_title({}, { locale }));
	await sheet.close();
});

test('of an earlier period, named by its first year; of no other', async () => {
	await recordTraining(world, ada, {
		...{ title: 'Avant', date: '2024-02-01', minutes: 60, kind: 'course', dimensions: ['collaboration'] },
		...{ reflection: '', link: null, key: world.newId() },
	});
	const sheet = await readBack(new Uint8Array(await (await ask(ada, 'fr', '?period=2023')).arrayBuffer()));
	const [page] = sheet.pages;
	expect(plain(page!.textOf(page!.tree))).toContain('du 1er juillet 2023 au 30 juin 2025 Total 1 h,');
	await sheet.close();
	await expect(ask(ada, 'fr', '?period=2021')).rejects.toMatchObject({ status: 404 });
});

test('for its person alone, of the staff of a school', async () => {
	await expect(ask(ANONYMOUS)).rejects.toMatchObject({ status: 303 });
	await expect(ask(denis)).rejects.toMatchObject({ status: 404 });
});
