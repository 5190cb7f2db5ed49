import { expect, test } from 'vitest';
import { createInstitution } from '#identity/server';
import { ensureIssuer } from '#awards/server';
import { testWorld } from '#tests/world';
import { readServiceProvider, serviceProvider } from './service-provider.ts';

test('the only institution offers the service, with its page once it issues badges; of two, none does', async () => {
	const open = await testWorld();
	const world = { ...open, demonstration: false };
	const told = async () => {
		await readServiceProvider(world);
		return serviceProvider(world);
	};
	expect(serviceProvider(world)).toBeNull();
	expect(await told()).toBeNull();
	const { id } = await createInstitution(world, {
		slug: 'erables',
		name: 'Les Érables',
		kind: 'service-centre',
	});
	expect(await told()).toEqual({ name: 'Les Érables', href: null });
	await ensureIssuer(world, id);
	expect(await told()).toEqual({ name: 'Les Érables', href: '/i/erables' });
	await createInstitution(world, { slug: 'rive', name: 'La Rive', kind: 'cegep', demonstration: true });
	expect(await told()).toBeNull();
	await readServiceProvider({ ...world, demonstration: true });
	expect(serviceProvider(world)).toEqual({ name: 'La Rive', href: null });
	await open.close();
});
