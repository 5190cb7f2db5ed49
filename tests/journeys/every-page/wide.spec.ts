import { expect, type Page } from '@playwright/test';
import { Eyes, pages, VIEWERS, may } from '../accessibility.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

/** A common laptop: its first screen is what one sees of a page before anything else. */
const LAPTOP = { width: 1366, height: 768 } as const;

/** Pages that leave more than a third of their width empty, each with the reason. */
const NARROW: Readonly<Record<string, string>> = {
	'page /privacy-notice/erased': 'Two sentences and one button: nothing stands near an account that is gone.',
	'page /sign-in/forgotten': 'One field and its button, for somebody who has one thing to do.',
	'page /sign-in/new-password/[token]':
		'One sentence and two links: nothing stands near a link that has ended.',
	'page /hours/[token]': 'A name, a period and a total: nothing stands near them, on purpose.',
	'page /verify-email/[token]': 'Two sentences and a link: nothing stands near a link that has ended.',
	'page /slip': 'One field and its button, for somebody who holds a slip.',
	'page /join/[token]': 'Two sentences and a link: nothing stands near a link that has ended.',
	'page /training/hours/attestation': 'A name, a period and a total, as on the paper they are for.',
	'page /cohorts/[id]/poster': 'A sheet to print, as wide as on paper.',
	'page /cohorts/[id]/roster/slips': 'Slips to print, as wide as on paper.',
	'page /undelivered': 'Empty where everything was sent, or where no mail is sent: one sentence.',
};

/**
 * The share of the page's width that has a letter, a picture or a control somewhere in the first screen: a
 * single column of text covers less than two thirds.
 */
const covered = (page: Page) =>
	page.evaluate(() => {
		const main = document.querySelector('main');
		if (!main) return 0;
		const { paddingLeft, paddingRight } = getComputedStyle(main);
		const box = main.getBoundingClientRect();
		const left = box.left + parseFloat(paddingLeft);
		const columns = new Uint8Array(Math.floor(box.right - parseFloat(paddingRight) - left));
		const mark = (rect: DOMRect) => {
			// A part that only screen readers read is one pixel wide.
			if (rect.width <= 1 || rect.bottom <= 0 || rect.top >= innerHeight) return;
			columns.fill(1, Math.max(0, Math.floor(rect.left - left)), Math.max(0, Math.ceil(rect.right - left)));
		};
		const walk = document.createTreeWalker(main, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
		for (let node = walk.nextNode(); node; node = walk.nextNode()) {
			const element = node instanceof Element ? node : node.parentElement;
			if (!element?.checkVisibility({ visibilityProperty: true })) continue;
			if (element.closest('.visually-hidden')) continue;
			if (node instanceof Element) {
				if (node.matches('img, svg, input, select, textarea, button')) mark(node.getBoundingClientRect());
			} else if (node.textContent?.trim()) {
				const range = document.createRange();
				range.selectNodeContents(node);
				for (const rect of range.getClientRects()) mark(rect);
			}
		}
		return columns.filter(Boolean).length / columns.length;
	});

/**
 * Titles that stand otherwise than 8 px over the text that follows them (sections over something else: 12
 * px), and sections otherwise than 40 px under what
 * comes before them (sub-sections: 24 px); the number of titles looked at.
 */
const titles = (page: Page) =>
	page.evaluate(() => {
		const shown = (element: Element | null): element is Element =>
			element !== null &&
			element.checkVisibility() &&
			!element.matches('.visually-hidden') &&
			element.getBoundingClientRect().height > 0;
		const beside = (element: Element, way: 'nextElementSibling' | 'previousElementSibling') => {
			let other = element[way];
			while (other && !shown(other)) other = other[way];
			return other;
		};
		const wrong: string[] = [];
		const all = [...document.querySelectorAll('main .stack > :is(h2, h3)')].filter(shown);
		const compare = (title: Element, what: string, space: number, due: number) => {
			if (Math.abs(space - due) > 1)
				wrong.push(`« ${title.textContent?.trim()} »: ${Math.round(space)} px ${what}, not ${due}`);
		};
		for (const title of all) {
			const next = beside(title, 'nextElementSibling');
			if (next) {
				const space = next.getBoundingClientRect().top - title.getBoundingClientRect().bottom;
				const text = next.matches('p, h3, ul:not([role]), ol:not([role])');
				compare(title, 'under it', space, title.matches('h2') && !text ? 12 : 8);
			}
			// The first title of a section has the space of its section.
			const due = title.matches('h2') ? 40 : 24;
			const over = beside(title, 'previousElementSibling');
			const section = title.parentElement;
			if (over && !over.matches('h2, h3')) {
				const space = title.getBoundingClientRect().top - over.getBoundingClientRect().bottom;
				compare(title, 'over it', space, due);
			} else if (!over && section?.matches('.stack > section')) {
				const before = beside(section, 'previousElementSibling');
				if (!before || before.matches('h2, h3')) continue;
				const space = section.getBoundingClientRect().top - before.getBoundingClientRect().bottom;
				compare(title, 'over its section', space, due);
			}
		}
		return { wrong, count: all.length };
	});

test('on a laptop, no page leaves a third of its width empty, and titles have one scale of spaces', async ({
	browser,
	cast,
}) => {
	const eyes = new Eyes(browser, 'fr');
	const empty: string[] = [];
	const narrow: string[] = [];
	const uneven: string[] = [];
	let seen = 0;
	let count = 0;
	for (const row of pages) {
		const who = VIEWERS.find((one) => may(row, one, 'O'));
		if (!who) continue;
		const { page } = await eyes.of(who, cast.who[who]);
		await page.setViewportSize(LAPTOP);
		// Until the script of the page has run: its forms have their final content only then.
		await page.goto(cast.service.origin + row.at(cast.things), { waitUntil: 'networkidle' });
		const share = await covered(page);
		if (share < 2 / 3 && row.id in NARROW) narrow.push(row.id);
		else if (share < 2 / 3) empty.push(`${row.id} ${row.about}: ${Math.round(100 * share)} % of the width`);
		const spaces = await titles(page);
		uneven.push(...spaces.wrong.map((one) => `${row.id} ${row.about}: ${one}`));
		count += spaces.count;
		seen += 1;
	}
	expect(seen).toBeGreaterThanOrEqual(38);
	expect(count).toBeGreaterThanOrEqual(100);
	expect.soft(empty).toEqual([]);
	expect.soft(narrow).toEqual(Object.keys(NARROW));
	expect.soft(uneven).toEqual([]);
	await eyes.close();
});

test('what a form says about its draft keeps the spaces over the title that follows', async ({
	browser,
	cast,
}) => {
	const eyes = new Eyes(browser, 'fr');
	const { page } = await eyes.of('ada', cast.who.ada);
	await page.setViewportSize(LAPTOP);
	const address = `${cast.service.origin}/applications/${cast.things.application}`;
	await page.goto(address, { waitUntil: 'networkidle' });
	// The fields are folded, unless another journey left a draft in them.
	await page.locator('details', { has: page.locator('textarea[name="reflection"]') }).evaluate((fold) => {
		(fold as HTMLDetailsElement).open = true;
	});
	await page.locator('textarea[name="reflection"]').fill('Ce que j’ai appris');
	await expect(page.getByRole('status').filter({ hasText: word('fr', 'shell_draft_saved') })).toBeVisible();
	expect.soft((await titles(page)).wrong).toEqual([]);
	// The status line is silent again, and a notice says that the draft came back.
	await page.goto(address, { waitUntil: 'networkidle' });
	await expect(page.locator('main')).toContainText(word('fr', 'shell_draft_about'));
	expect.soft((await titles(page)).wrong).toEqual([]);
	// The cast must stay as it was.
	await page.getByText(word('fr', 'shell_draft_discard'), { exact: true }).click();
	await page.getByRole('button', { name: word('fr', 'shell_draft_discard_confirm') }).click();
	await expect(page.locator('textarea[name="reflection"]')).toHaveValue('');
	await eyes.close();
});

test('on paper, the text stands alone: its side comes after it, and what only leads elsewhere stays away', async ({
	browser,
	cast,
}) => {
	const eyes = new Eyes(browser, 'fr');
	const { page } = await eyes.of('anonymous', cast.who.anonymous);
	await page.setViewportSize(LAPTOP);
	await page.goto(`${cast.service.origin}/privacy-notice`);
	await expect(page.locator('nav.side')).toBeVisible();
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('nav.side')).toBeHidden();
	await page.goto(`${cast.service.origin}/sign-in`);
	const [text, side] = await Promise.all(
		[page.locator('.with-side > :first-child'), page.locator('.with-side > .side')].map((one) =>
			one.boundingBox(),
		),
	);
	expect(side?.x).toBe(text?.x);
	expect(side?.y).toBeGreaterThan((text?.y ?? 0) + (text?.height ?? 0));
	await eyes.close();
});

test('an adviser answers under the evidence and beside the criteria; on a phone, after both', async ({
	browser,
	cast,
}) => {
	const eyes = new Eyes(browser, 'fr');
	const { page } = await eyes.of('bruno', cast.who.bruno);
	await page.goto(`${cast.service.origin}/review/${cast.things.sent}`);
	const places = async () => {
		const [evidence, criteria, answer] = await Promise.all(
			['evidence', 'criteria', 'decide'].map((id) =>
				page.locator(`section[aria-labelledby="${id}"]`).boundingBox(),
			),
		);
		return { evidence: evidence!, criteria: criteria!, answer: answer! };
	};
	await page.setViewportSize(LAPTOP);
	const wide = await places();
	expect(wide.answer.y).toBe(wide.evidence.y + wide.evidence.height + 40);
	expect(wide.answer.x + wide.answer.width).toBeLessThan(wide.criteria.x);
	expect(wide.criteria.y).toBe(wide.evidence.y);
	await page.setViewportSize({ width: 390, height: 844 });
	const narrow = await places();
	expect(narrow.criteria.y).toBeGreaterThan(narrow.evidence.y + narrow.evidence.height);
	expect(narrow.answer.y).toBeGreaterThan(narrow.criteria.y + narrow.criteria.height);
	await eyes.close();
});
