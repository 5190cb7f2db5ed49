import { joinedCohorts } from '#cohort/server';

/** The cohorts with which the person shares, told once more when everything is answered. */
export const sharedWith = async (world: App.Locals['world'], actor: App.Locals['actor']) =>
	(await joinedCohorts(world, actor)).map(({ id, name }) => ({ id, name }));
