import { type Browser, chromium, test as base } from '@playwright/test';
import config from '../../playwright.config.ts';
import { type Service, startService } from '../service.ts';
import { assemble, type Cast } from './cast.ts';

/** How a whole browser is started, for what the headless shell has not: settings of a profile, a viewer of PDF. */
export const WHOLE = {
	...config.use?.launchOptions,
	executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
};

/** A service of the test's own, or the cast that the tests of a worker only look at, or a service that may ask others. */
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
