import { expect } from '@playwright/test';
import type { Service } from '../service.ts';
import { visitor, type Visitor } from './visitor.ts';

/** Chloé's address and first password, in a service that she has set up. */
export const CHLOE = {
	email: 'chloe@erables.example',
	password: 'une phrase que personne ne devine',
} as const;

/**
 * Sets a service up by the link that its console printed: makes the institution « Érables » and Chloé, who
 * administers it; she is signed in, and has not verified her address yet.
 */
export async function setUp(service: Service): Promise<Visitor> {
	const setup = service.output().match(/\/setup\/[\w-]{43}/)?.[0] ?? '';
	const chloe = visitor(service.origin);
	const made = await chloe.send(setup, setup, {
		...{ institution: 'Érables', slug: 'erables', kind: 'service-centre' },
		...{ displayName: 'Chloé Gagnon', username: 'chloe', ...CHLOE },
	});
	expect(made.status).toBe(303);
	return chloe;
}
