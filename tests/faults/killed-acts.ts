import type { PersonActor } from '#identity';
import { inviteBatch } from '#identity/server';
import { callDueListeners, type World } from '#platform/server';
import { setAwardBinding } from '#awards/server';

/** An act of several write units, and what it acts on: what a process is given that is killed in the middle. */
export type KilledAct =
	| {
			readonly kind: 'inviting';
			readonly chloe: PersonActor;
			readonly institution: string;
			readonly batch: string;
			readonly key: string;
	  }
	| { readonly kind: 'binding'; readonly ada: PersonActor; readonly award: string };

/** Where the process dies: inside its n-th write unit (from 1), or once that one is stored. */
export interface Death {
	readonly unit: number;
	readonly where: 'before' | 'after';
}

/** Carries out an act with all that follows from it, as a service does. Done again, it changes nothing more. */
export async function carryOut(world: World, act: KilledAct): Promise<void> {
	if (act.kind === 'binding') return setAwardBinding(world, act.ada, act.award, { bound: true });
	const { institution, batch, key } = act;
	await inviteBatch(world, act.chloe, { institution, batch, key });
	await callDueListeners(world);
}
