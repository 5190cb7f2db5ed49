import type { Role } from '#identity';

/**
 * Orders the parts of « Aujourd’hui », one per role that the person holds: the roles in which something waits
 * for them come first. Otherwise the order is that of `held`.
 */
export const rolesByUrgency = (held: readonly Role[], urgent: Readonly<Record<Role, boolean>>): Role[] =>
	held.toSorted((one, other) => Number(urgent[other]) - Number(urgent[one]));
