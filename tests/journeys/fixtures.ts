import { test as base } from '@playwright/test';
import { type Service, startService } from '../service.ts';
import { assemble, type Cast } from './cast.ts';

/** A service of the test's own, or the cast that the tests of a worker only look at, or a service that may ask others. */
export const test = base.extend<{ service: Service }, { cast: Cast; asking: Service }>({
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
	asking: [
		async ({}, use) => {
			const service = await startService({ OUTBOUND: 'on' });
			await use(service);
			await service.stop();
		},
		{ scope: 'worker' },
	],
});
