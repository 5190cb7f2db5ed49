import type { Role } from '#identity';

/**
 * The order of the parts of « Aujourd’hui », one per role that the person holds: first those where something
 * waits for them, otherwise in the order of `held`.
 */
export const rolesByUrgency = (held: readonly Role[], urgent: Readonly<Record<Role, boolean>>): Role[] =>
	held.toSorted((one, other) => Number(urgent[other]) - Number(urgent[one]));
