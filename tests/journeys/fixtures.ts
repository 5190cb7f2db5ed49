import { type Browser, chromium, test as base } from '@playwright/test';
import config from '../../playwright.config.ts';
import { type Service, startService } from '../service.ts';
import { assemble, type Cast } from './cast.ts';
import { changedTables, actsIn } from './unchanged.ts';

/** Launch options of a whole Chromium, for what its headless shell lacks: profile settings, a PDF viewer. */
export const WHOLE = {
	...config.use?.launchOptions,
	executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
};

/**
 * Playwright's `test` with fixtures of ours. For one test only: `service`, and `ownCast` (the demonstration
 * with everybody signed in). Shared by the tests of a worker: `cast`, the same demonstration, which a test
 * only reads (one that changes what the others would see fails at its end); `asking` (a service with network
 * access, `OUTBOUND: 'on'`); and `wholeBrowser`.
 */
export const test = base.extend<
	{ service: Service; ownCast: Cast; cast: Cast },
	{ sharedCast: Cast; asking: Service; wholeBrowser: Browser }
>({
	service: async ({}, use) => {
		const service = await startService();
		await use(service);
		await service.stop();
	},
	ownCast: async ({}, use) => {
		const cast = await assemble();
		await use(cast);
		await cast.service.stop();
	},
	cast: async ({ sharedCast }, use) => {
		const before = actsIn(sharedCast);
		await use(sharedCast);
		const changed = changedTables(before, actsIn(sharedCast));
		if (changed.length > 0)
			throw new Error(`This test changed the shared cast (${changed.join(', ')}): give it \`ownCast\`.`);
	},
	sharedCast: [
		async ({}, use) => {
			const cast = await assemble();
			await use(cast);
			await cast.service.stop();
		},
		{ scope: 'worker' },
	],
	wholeBrowser: [
		async ({}, use) => {
			const browser = await chromium.launch(WHOLE);
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' },
	],
	asking: [
		async ({}, use) => {
			const service = await startService({ OUTBOUND: 'on' });
			await use(service);
			await service.stop();
		},
		{ scope: 'worker' },
	],
});
