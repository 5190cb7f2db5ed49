import type { Case } from '../case.ts';
import { embeddedCases } from './modern-embedded.ts';
import { tokenCases } from './modern-tokens.ts';
import { trustCases } from './modern-trust.ts';

/** Makes the cases of Open Badges 3.0 badges, signed on the spot by implementations other than our own. */
export async function modernCases(): Promise<readonly Case[]> {
	return [...(await embeddedCases()), ...(await tokenCases()), ...(await trustCases())];
}
