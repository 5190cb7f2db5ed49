import { listInstitutions } from '#identity/server';

export const load = async ({ locals: { world } }) => ({
	institutions: (await listInstitutions(world)).map(({ name }) => name),
	sendsMail: world.mailing !== null,
});
