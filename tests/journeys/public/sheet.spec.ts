import { expect } from '@playwright/test';
import { readBack } from '#ui/server/pdf/read-back.fixture.ts';
import { AnsweringPerson } from '../answering-person.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

test('a badge’s page prints on one sheet, with its address to scan and no navigation', async ({
	browser,
	cast,
}) => {
	const address = `${cast.service.origin}/b/${cast.things.award}`;
	const page = await browser.newPage();
	await page.goto(address);
	const code = page.getByRole('img', { name: `/b/${cast.things.award}` });
	await expect(code).toBeHidden();
	await page.emulateMedia({ media: 'print' });
	await expect(code).toBeVisible();
	await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
	await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
	const pdf = await page.pdf({ format: 'Letter', tagged: true });
	const printed = await readBack(pdf);
	expect(printed.pages).toHaveLength(1);
	expect(await printed.pages[0]?.scan()).toBe(address);
	await printed.close();
	await page.close();
	// Given as a file, it is read as the sheet that the service itself writes.
	const body = new FormData();
	body.set('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'page.pdf');
	const verified = await fetch(`${cast.service.origin}/api/verify`, { method: 'POST', body });
	expect(await verified.json()).toMatchObject({ verdict: 'valid', page: address });
});

test('a private badge is printed without its address to scan: it says why that would lead nowhere', async ({
	browser,
	cast,
}) => {
	const ada = await AnsweringPerson.at(browser, cast.service, 'ada');
	await ada.signIn(`/b/${cast.things.privateAward}`);
	await ada.page.emulateMedia({ media: 'print' });
	await expect(ada.main).toContainText(word('fr', 'badge_private_owner'));
	await expect(ada.page.getByText(word('fr', 'sheet_private_about'))).toBeVisible();
	await expect(ada.page.getByText(word('fr', 'sheet_check_address'))).toHaveCount(0);
	await expect(ada.main.getByRole('img', { name: ada.page.url() })).toHaveCount(0);
	// The page names Ada, which the badge does not sign: paper must say so, as the screen does.
	await expect(ada.page.getByText(word('fr', 'badge_facts_added'))).toBeVisible();
	const printed = await readBack(await ada.page.pdf({ format: 'Letter', tagged: true }));
	expect(printed.pages).toHaveLength(1);
	await printed.close();
	await ada.context.close();
});

test('the sheet of a badge opens in the browser’s own viewer, from the link of its page', async ({
	wholeBrowser,
	cast,
}) => {
	const address = `${cast.service.origin}/b/${cast.things.award}`;
	const page = await wholeBrowser.newPage();
	await page.goto(address);
	const link = page.getByRole('main').locator(`a[href$="/b/${cast.things.award}.pdf"]`);
	await link.click();
	await expect(page).toHaveURL(`${address}.pdf`);
	// The PDF viewer is a frame of the browser's own, which a content security policy could block.
	await expect
		.poll(() => page.frames().some((frame) => frame.url().startsWith('chrome-extension:')))
		.toBe(true);
	const answer = await fetch(`${address}.pdf`);
	expect(answer.headers.get('content-type')).toBe('application/pdf');
	expect(answer.headers.get('content-disposition')).toMatch(
		/^inline; filename="pratique-[a-z-]+-\w{6}\.pdf"$/,
	);
	const policy = answer.headers.get('content-security-policy');
	expect(policy).toContain("frame-ancestors 'none'");
	expect(policy).not.toContain('sandbox');
	const read = await readBack(new Uint8Array(await answer.arrayBuffer()));
	expect(read.info['Language']).toBe('fr-CA');
	expect(await read.pages[0]?.scan()).toBe(address);
	await read.close();
	await page.close();
});
