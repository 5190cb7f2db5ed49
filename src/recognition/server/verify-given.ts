import { checkTitle, notProven, type Report, sentence, verdictSentence, verify } from '#openbadges';
import { type Json, Refusal } from '#platform';
import type { World } from '#platform/server';
import { readShortCode } from '../short-code.ts';
import { awardById, awardByShortCode } from './award-store.ts';
import { ownRegister } from './register.ts';

const OWN_ADDRESS = /\/b\/([0-9a-hjkmnp-tv-z]{26})(?:\.(?:json|jwt|png|svg))?$/;

/** Verifies what was given (bytes of a file, or pasted text) with our own register; nothing is stored, no network. */
export const verifyGiven = (world: World, given: Uint8Array | string): Promise<Report> =>
	verify(given, ownRegister(world));

/**
 * Verifies the published badge a short code names; gives its id too. An unknown code and that of an unpublished badge
 * get the same refusal (`recognition.code-unknown`).
 */
export async function verifyShortCode(
	world: World,
	typed: string,
): Promise<{ award: string; report: Report }> {
	const code = readShortCode(typed);
	const award = code && (await awardByShortCode(world.db.read, code));
	if (!award || !award.publishedAt || !award.credential) {
		throw new Refusal('recognition.code-unknown', { field: 'text' });
	}
	return { award: award.id, report: await verifyGiven(world, award.credential) };
}

/** What somebody typed or pasted on the page: a short code, the address of a badge of ours, or the text of a badge. */
export async function verifyTyped(
	world: World,
	typed: string,
): Promise<{ award: string | null; report: Report }> {
	const text = typed.trim();
	if (readShortCode(text)) return verifyShortCode(world, text);
	const [, id] = text.startsWith(`${world.origin}/b/`) ? (OWN_ADDRESS.exec(text) ?? []) : [];
	const award = id && (await awardById(world.db.read, id));
	if (award && award.publishedAt && award.credential) {
		return { award: award.id, report: await verifyGiven(world, award.credential) };
	}
	return { award: null, report: await verifyGiven(world, text) };
}

/** A report as the command prints it: closed words for programs, sentences in both languages for people. */
export function reportAsJson(report: Report): { readonly [key: string]: Json } {
	return {
		verdict: report.verdict,
		fr: verdictSentence(report, 'fr'),
		en: verdictSentence(report, 'en'),
		spec: report.spec,
		issuer: report.issuer && { ...report.issuer },
		achievement: report.achievement && { ...report.achievement },
		checks: report.checks.map((one) => ({
			id: one.id,
			outcome: one.outcome,
			reason: one.reason,
			title: { fr: checkTitle(one.id, 'fr'), en: checkTitle(one.id, 'en') },
			fr: sentence(one, 'fr'),
			en: sentence(one, 'en'),
			notProven: { fr: notProven(one.id, 'fr'), en: notProven(one.id, 'en') },
		})),
	};
}
