import { expect, type Page } from '@playwright/test';
import { readBack } from '#ui/server/pdf/read-back.fixture.ts';
import { violations } from '../axe.ts';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

const SIDE = 280;

/** Measures the macaron as the browser lays it out: its shapes, boxes and colours. */
const drawn = (page: Page) =>
	page.locator('svg.wheel').evaluate((svg) => {
		const box = svg.getBoundingClientRect();
		const inside = [...svg.querySelectorAll('path, circle, text')]
			.filter((one) => !one.closest('pattern'))
			.map((one) => one.getBoundingClientRect());
		const look = (selector: string) => {
			const found = svg.querySelector(selector);
			if (!found) return null;
			const { fill, stroke, strokeWidth } = getComputedStyle(found);
			const { width } = found.getBoundingClientRect();
			return { fill, stroke, strokeWidth, width };
		};
		return {
			width: box.width,
			clipped: inside.filter(
				({ left, top, right, bottom }) =>
					left < box.left || top < box.top || right > box.right || bottom > box.bottom,
			).length,
			shapes: inside.length,
			ring: look('circle'),
			diamond: look('.seen'),
			band: look('[data-said="1"]'),
			textures: new Set([...svg.querySelectorAll('[data-said]')].map((one) => getComputedStyle(one).fill))
				.size,
			text: look('text'),
		};
	});

test.describe('the macaron at 280 px', () => {
	test('marks told by shape, nothing clipped; in forced colours, those of the system', async ({
		browser,
		cast,
	}) => {
		const context = await browserOf(browser, cast.who.ada, 'fr');
		const page = await context.newPage();
		await page.setViewportSize({ width: 320, height: 800 });
		await page.goto(`${cast.service.origin}/profile`);
		// The narrowest column that the drawing gets, on a 320 px phone.
		const gutter = await page.locator('svg.wheel').evaluate((svg) => svg.getBoundingClientRect().width);
		await page.setViewportSize({ width: 320 - Math.round(gutter - SIDE), height: 800 });
		const light = await drawn(page);
		expect(light.width).toBeCloseTo(SIDE, 0);
		expect(light.shapes).toBeGreaterThan(12 * 4);
		expect(light.clipped).toBe(0);
		// Ada did a situation and has a Pratique badge: the macaron has a hollow ring (shown) and a solid
		// diamond (observed).
		expect(light.ring?.fill).not.toBe(light.ring?.stroke);
		expect(parseFloat(light.ring?.strokeWidth ?? '0')).toBeGreaterThan(2);
		expect(light.diamond?.stroke).toBe('none');
		for (const mark of [light.ring, light.diamond]) expect(mark?.width).toBeGreaterThan(8);
		expect(await violations(page)).toEqual([]);

		await page.emulateMedia({ forcedColors: 'active' });
		const forced = await drawn(page);
		const system = await page.evaluate(() => {
			const probe = document.body.appendChild(document.createElement('i'));
			const colour = (name: string) => {
				probe.style.setProperty('color', name);
				return getComputedStyle(probe).color;
			};
			const found = { ink: colour('CanvasText'), ground: colour('Canvas') };
			probe.remove();
			return found;
		});
		expect(forced.ring).toMatchObject({ fill: system.ground, stroke: system.ink });
		expect(forced.diamond).toMatchObject({ fill: system.ink, stroke: system.ground });
		expect(forced.text?.fill).toBe(system.ink);
		expect(forced.band?.stroke).toBe(system.ink);
		expect(forced.band?.fill).toMatch(/^url\(/);
		expect(forced.clipped).toBe(0);
		await context.close();
	});

	for (const locale of ['fr', 'en'] as const)
		test(`printed in ${locale}, the page is complete; so is its PDF`, async ({ browser, cast }) => {
			const context = await browserOf(browser, cast.who.ada, locale);
			const page = await context.newPage();
			await page.goto(`${cast.service.origin}/profile`);
			const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
			const sentence = plain(await page.locator('.first p').first().innerText());
			const printed = await readBack(await page.pdf({ format: 'Letter', tagged: true }));
			const words = ({ pages }: typeof printed) =>
				plain(pages.map(({ tree, textOf }) => textOf(tree)).join(' '));
			for (const title of ['profile_strengths', 'profile_work', 'profile_table_fold'] as const)
				expect(words(printed)).toContain(plain(word(locale, title)));
			// Compare without spaces: a line may end where a space was.
			const bare = (text: string) => text.replace(/\s/g, '');
			expect(bare(words(printed))).toContain(bare(sentence));
			// Sections folded on the screen are open on paper: the print has every source of every dimension.
			expect(words(printed)).toContain(word(locale, 'profile_observed'));
			expect(words(printed)).not.toContain(word(locale, 'profile_show'));
			expect(printed.pages.length).toBeLessThanOrEqual(3);
			await printed.close();

			const address = await page
				.getByRole('link', { name: word(locale, 'profile_pdf') })
				.getAttribute('href');
			const answer = await context.request.get(cast.service.origin + (address ?? ''));
			expect(answer.headers()).toMatchObject({
				'content-type': 'application/pdf',
				'cache-control': 'private, no-store',
			});
			const sheet = await readBack(new Uint8Array(await answer.body()));
			expect(sheet.info['Language']).toBe(`${locale}-CA`);
			expect(words(sheet)).toContain(plain(word(locale, 'profile_table')));
			await sheet.close();
			await context.close();
		});
});

test.describe('a portrait, not a report', () => {
	for (const [who, locale] of [
		['ada', 'fr'],
		['emile', 'fr'],
		['ada', 'en'],
		['emile', 'en'],
	] as const)
		test(`${who} in ${locale}: three phone screens at most, the first act in the first one, one primary button`, async ({
			browser,
			cast,
		}) => {
			const context = await browserOf(browser, cast.who[who], locale);
			const page = await context.newPage();
			for (const [width, height, font] of [
				[390, 844, true],
				[390, 844, false],
				[1366, 768, true],
			] as const) {
				await page.setViewportSize({ width, height });
				// The page is as short before its font arrives, or without it.
				if (!font) await page.route('**/*.woff2', (route) => route.abort());
				await page.goto(`${cast.service.origin}/profile`);
				await page.unroute('**/*.woff2');
				if (font) await page.evaluate(() => document.fonts.ready);
				const primary = page.locator('main .button.primary');
				await expect(primary).toHaveCount(1);
				const { y, height: high } = (await primary.boundingBox())!;
				expect(y + high).toBeLessThanOrEqual(height);
				const tall = await page.evaluate(() => document.documentElement.scrollHeight);
				expect(tall / height).toBeLessThanOrEqual(3);
				// In the tab order, the main action comes before the names of the twelve dimensions.
				const stops = await page
					.locator('main :is(a, button, summary, select, [tabindex]):not([tabindex="-1"])')
					.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
				expect(stops.findIndex((one) => one.startsWith('/profile/'))).toBeGreaterThan(0);
				for (const { number } of await page
					.locator('figure li')
					.evaluateAll((all) => all.map((one) => ({ number: one.getAttribute('data-dimension') }))))
					await expect(page.locator(`figure li[data-dimension="${number}"] a`)).toBeVisible();
				// Where the drawing is at least 600 px wide, each name stands beside its own petal and
				// overlaps no other.
				const apart = await page.locator('figure').evaluate((figure) => {
					const boxes = [...figure.querySelectorAll('li .name')].map((one) => one.getBoundingClientRect());
					return boxes.every((a, at) =>
						boxes.every(
							(b, other) =>
								at === other ||
								a.right <= b.left ||
								b.right <= a.left ||
								a.bottom <= b.top ||
								b.bottom <= a.top,
						),
					);
				});
				expect(apart).toBe(true);
			}
			await context.close();
		});

	test('on a phone, the names of the dimensions stand on one grid, of the home page too', async ({
		browser,
		cast,
	}) => {
		for (const [who, path] of [
			['anonymous', '/'],
			['ada', '/profile'],
			['emile', '/profile'],
		] as const) {
			const context = await browserOf(browser, cast.who[who], 'fr');
			const page = await context.newPage();
			for (const width of [320, 390]) {
				await page.setViewportSize({ width, height: 844 });
				await page.goto(cast.service.origin + path);
				const cells = await page.locator('figure li').evaluateAll((all) =>
					all.map((one) => {
						const { top, height } = one.getBoundingClientRect();
						const name = one.querySelector('.name')!.getClientRects()[0]!;
						const words = [...one.querySelectorAll('.name, .level')].flatMap((part) => [
							...part.getClientRects(),
						]);
						return {
							...{ top: Math.round(top), height: Math.round(height) },
							under: Math.round(name.top - top),
							below: top + height - Math.max(...words.map(({ bottom }) => bottom)),
						};
					}),
				);
				expect(cells).toHaveLength(12);
				const where = `${path} at ${width}`;
				expect(new Set(cells.map(({ under }) => under)).size, where).toBe(1);
				// The two names of a row are one beside the other, and no name touches the row under it.
				for (const [at, { top, height, below }] of cells.entries()) {
					const beside = cells[at % 2 ? at - 1 : at + 1]!;
					expect([beside.top, beside.height], where).toEqual([top, height]);
					expect(height, where).toBeGreaterThanOrEqual(44);
					expect(Math.round(below), where).toBeGreaterThanOrEqual(5);
				}
			}
			await context.close();
		}
	});

	test('a newcomer finds the invitation alone', async ({ browser, cast }) => {
		const context = await browserOf(browser, cast.newcomer, 'fr');
		const page = await context.newPage();
		await page.goto(`${cast.service.origin}/profile`);
		await expect(page.getByRole('heading', { name: word('fr', 'profile_empty') })).toBeVisible();
		await expect(page.locator('svg.wheel, table, select')).toHaveCount(0);
		await page
			.locator('main')
			.getByRole('link', { name: word('fr', 'profile_begin') })
			.click();
		await page.waitForURL('**/assessment/*');
		await context.close();
	});

	test('a petal opens the sheet of its dimension, where it is answered in full without a script; no other asks more', async ({
		browser,
		ownCast: cast,
	}) => {
		const context = await browserOf(browser, cast.who.ada, 'fr', { javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${cast.service.origin}/profile`);
		await page.locator('svg a[data-dimension="10"] path').first().click();
		await page.waitForURL('**/profile/problem-solving');
		const fold = page.locator('summary', { hasText: word('fr', 'profile_dimension_deepen_two') });
		await fold.click();
		const save = page.getByRole('button', { name: word('fr', 'profile_dimension_save') });
		// The form stays open and shows the error when it is sent empty.
		await save.click();
		await expect(page.getByRole('alert')).toBeVisible();
		await expect(save).toBeVisible();
		for (const at of [0, 1])
			await page.locator(`input[name="answer-${at}"][value="3"]`).check({ force: true });
		await save.click();
		await page.waitForURL('**/profile/problem-solving?done=answered');
		await expect(page.getByText(word('fr', 'profile_dimension_saved'))).toBeVisible();
		await expect(fold).toHaveCount(0);
		await expect(page.getByText(word('fr', 'assessment_said_estimated'))).toHaveCount(0);
		await page.goto(`${cast.service.origin}/assessment`);
		await expect(page.getByText(/ sur 3/)).toHaveCount(0);
		await page.goto(`${cast.service.origin}/assessment/problem-solving`);
		await expect(page.locator('input[type=radio]:checked')).toHaveCount(3);
		await context.close();
	});
});
