import type { Case } from '../case.ts';
import { embeddedCases } from './modern-embedded.ts';
import { tokenCases } from './modern-tokens.ts';
import { trustCases } from './modern-trust.ts';

/** Badges of Open Badges 3.0, made now by second implementations. */
export async function modernCases(): Promise<readonly Case[]> {
	return [...(await embeddedCases()), ...(await tokenCases()), ...(await trustCases())];
}
