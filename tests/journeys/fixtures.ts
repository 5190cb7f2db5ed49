import { type Browser, chromium, test as base } from '@playwright/test';
import config from '../../playwright.config.ts';
import { type Service, startService } from '../service.ts';
import { assemble, type Cast } from './cast.ts';

/** Launch options of a whole Chromium, for what its headless shell lacks: profile settings, a PDF viewer. */
export const WHOLE = {
	...config.use?.launchOptions,
	executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
};

/**
 * Playwright's `test` with fixtures of ours. `service` is a service for one test only. The others are shared
 * by the tests of a worker, which must not change them: `cast` (the demonstration with everybody signed in),
 * `asking` (a service with network access, `OUTBOUND: 'on'`) and `wholeBrowser`.
 */
export const test = base.extend<{ service: Service }, { cast: Cast; asking: Service; wholeBrowser: Browser }>(
	{
		service: async ({}, use) => {
			const service = await startService();
			await use(service);
			await service.stop();
		},
		cast: [
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
	},
);
