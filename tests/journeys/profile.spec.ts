import { expect, type Page } from '@playwright/test';
import { readBack } from '#ui/server/pdf/read-back.fixture.ts';
import { violations } from './axe.ts';
import { browserOf } from './browser-of.ts';
import { test } from './fixtures.ts';
import { word } from './words.ts';

const SIDE = 280;

/** What stands in the drawing, as the browser lays it: shapes, boxes, colours. */
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
		// The narrowest column the drawing is given on a phone of 320 px.
		const gutter = await page.locator('svg.wheel').evaluate((svg) => svg.getBoundingClientRect().width);
		await page.setViewportSize({ width: 320 - Math.round(gutter - SIDE), height: 800 });
		const light = await drawn(page);
		expect(light.width).toBeCloseTo(SIDE, 0);
		expect(light.shapes).toBeGreaterThan(12 * 4);
		expect(light.clipped).toBe(0);
		// Ada did a situation and has a Pratique: a hollow ring, a solid diamond.
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
			const sentences = await page.locator('section[aria-labelledby="sentences"] li p').allInnerTexts();
			expect(sentences).toHaveLength(12);
			const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
			const printed = await readBack(await page.pdf({ format: 'Letter', tagged: true }));
			const words = ({ pages }: typeof printed) =>
				plain(pages.map(({ tree, textOf }) => textOf(tree)).join(' '));
			for (const title of [
				'profile_strengths',
				'profile_work',
				'profile_table',
				'profile_in_sentences',
			] as const)
				expect(words(printed)).toContain(plain(word(locale, title)));
			expect(words(printed)).not.toContain(word(locale, 'profile_show'));
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
			for (const sentence of sentences) expect(words(sheet)).toContain(plain(sentence));
			await sheet.close();
			await context.close();
		});
});
