import type { FamilyName } from './script.ts';

/**
 * What the fuzzer must see more of once a protection is off. `level`: somebody's level known above 95 %.
 * `count`: the level at which somebody is counted known for certain, so that only their lots keep their level
 * from whoever looks. `trace`: a figure still on show that counts somebody erased.
 */
export type Leak = 'level' | 'count' | 'trace';

/** A protection of group portraits that the fuzzer can switch off. */
export interface Protection {
	readonly name: string;
	readonly is: string;
	readonly leak: Leak;
	/** The families of histories that attack it; none where groups of up to 10,000 people do (learning.ts). */
	readonly families: readonly FamilyName[];
}

/** Every protection of group portraits: each is switched off in turn, and its leak must be found. */
export const PROTECTIONS = [
	{
		name: 'lots',
		is: 'each person counts at the level that their lots give, not at their own',
		leak: 'level',
		families: ['fill', 'memory', 'union', 'erasure', 'ordinary'],
	},
	{
		name: 'lots that last',
		is: 'lots are drawn once for ever, not for each date',
		leak: 'level',
		families: ['stay'],
	},
	{
		name: 'one draw for the three sources',
		is: 'what is said, shown and observed is moved by the same lots',
		leak: 'level',
		families: ['stay'],
	},
	{
		name: 'one secret for the service',
		is: 'whoever counts in two institutions has the same lots in both',
		leak: 'level',
		families: ['move'],
	},
	{
		name: 'one first shuffle for every dimension',
		is: 'the first of the three chances is drawn once for each person, not for each dimension',
		leak: 'level',
		families: ['stay'],
	},
	{
		name: 'the shuffle everywhere',
		is: 'with 7 %, the four levels of a person change places in every dimension alike',
		leak: 'level',
		families: ['stay'],
	},
	{
		name: 'the shuffle of a dimension',
		is: 'with 6 %, the four levels of a person change places in one dimension',
		leak: 'level',
		families: ['climb'],
	},
	{
		name: 'the redraw of a level',
		is: 'with 16.5 %, one level of a person in one dimension is replaced by any',
		leak: 'level',
		families: ['climb'],
	},
	{
		name: 'enough chance',
		is: 'chance decides in 27 % of the counts, not in 10 %',
		leak: 'level',
		families: ['climb', 'stay'],
	},
	{
		name: 'the largest share is 90 %',
		is: 'a figure never says that a whole group has one level',
		leak: 'level',
		families: [],
	},
	{
		name: 'enough people',
		is: 'a figure of fewer than 10 or 15 people is not shown',
		leak: 'count',
		families: ['small', 'ordinary'],
	},
	{
		name: 'known accounts are few',
		is: 'an account made with one’s own invitation, or by one’s own roster until somebody else confirmed it, does not count',
		leak: 'count',
		families: ['stay'],
	},
	{
		name: 'one portrait for each person',
		is: 'a person counts in the last cohort they joined only',
		leak: 'count',
		families: ['together'],
	},
	{
		name: 'fixed dates',
		is: 'portraits are made on the 1st and the 15th, not at each act',
		leak: 'count',
		families: ['ordinary', 'turnover'],
	},
	{
		name: 'leavers stay until the next date',
		is: 'a portrait is not made again because somebody left',
		leak: 'count',
		families: ['turnover'],
	},
	{
		name: 'steps of 5',
		is: 'shares are rounded to twentieths',
		leak: 'count',
		families: ['ordinary', 'comings', 'memory'],
	},
	{
		name: 'erasure withdraws figures',
		is: 'every figure that counts somebody goes with them',
		leak: 'trace',
		families: ['erasure'],
	},
] as const satisfies readonly Protection[];

/** The name of a protection. */
export type ProtectionName = (typeof PROTECTIONS)[number]['name'];
