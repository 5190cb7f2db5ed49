import type { FrameworkVersion } from '#framework';
import { isMet, type Requirement } from '#badges';
import { m } from '#messages';
import { listFormat, type Locale } from '#platform';
import { standingName } from './requirement-text.ts';
import { durationText } from '../training/training-text.ts';

/** Returns a line that says what a person still has to do for a badge, or that all requirements are met. */
export function missingRequirementsText(
	requirements: readonly Requirement[],
	{ version, locale }: { readonly version: FrameworkVersion; readonly locale: Locale },
): string {
	if (isMet(requirements)) return m.today_near_ready();
	const acts = requirements
		.filter(({ met }) => !met)
		.flatMap((one): string[] => {
			switch (one.rule) {
				case 'said':
					return [m.today_do_said()];
				case 'said-at-least':
					if (one.params.said === 'not-situated') return [m.today_do_said()];
					return [m.today_do_level({ level: standingName(one.params.level, version, locale) })];
				case 'situation':
					return [m.today_do_situation()];
				case 'training-minutes':
					return [m.today_do_minutes({ missing: durationText(one.params.missing) })];
				case 'training-reflection':
					if (!one.params.inWords) return [m.today_do_reflection()];
					return [
						one.params.done === 0
							? m.today_do_reflection_of({ asked: one.params.asked })
							: m.today_do_reflection_words({ missing: one.params.missing }),
					];
				case 'evidence': {
					const { missing } = one.params;
					return [missing === 1 ? m.today_do_evidence_one() : m.today_do_evidence_many({ count: missing })];
				}
				case 'contexts':
					return [m.today_do_contexts()];
				case 'shared-evidence':
					return [m.today_do_shared()];
				case 'observed-at-least':
				case 'advisers':
					return [];
			}
		});
	return m.today_near_missing({ list: listFormat(locale, 'conjunction').format(acts) });
}
