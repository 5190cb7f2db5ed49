import { institutions } from '#identity/server';

export const load = async ({ locals: { world } }) => ({
	institutions: (await institutions(world)).map(({ name }) => name),
});
