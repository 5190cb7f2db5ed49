import { isLevel, type FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { Requirement } from '#badges';
import { durationText } from '../training/training-text.ts';

type ReflectionProgress = Extract<Requirement, { readonly rule: 'training-reflection' }>['params'];

/** A requirement of a badge as a page shows it: its sentence, whether it is met, and a link to meet it. */
export interface RequirementLine {
	readonly met: boolean;
	readonly text: string;
	/** A link to where the person can meet the requirement, while it is not met. */
	readonly action: { readonly href: string; readonly label: string } | null;
}

/**
 * The name of a standing in a version of the framework, as requirements and sources show it: a level's in
 * lower case, « En démarrage », or “not situated” for anything else.
 */
export function standingName(standing: string, version: FrameworkVersion, locale: Locale): string {
	if (standing === 'starting') return m.profile_starting().toLowerCase();
	const level = framework(version).levels.find(({ id }) => id === standing);
	return isLevel(standing) && level
		? level.label[locale].toLowerCase()
		: m.profile_not_situated().toLowerCase();
}

function evidenceText(params: { asked: number; done: number; withReflection: boolean }): string {
	const { asked, done, withReflection } = params;
	const [one, many] = withReflection
		? [m.recognition_req_evidence_reflection, m.recognition_req_evidence_reflection_many]
		: [m.recognition_req_evidence, m.recognition_req_evidence_many];
	return `${(asked > 1 ? many : one)({ asked })} ${submittedText(done)}`;
}

function reflectionText({ asked, done, missing, inWords }: ReflectionProgress): string {
	if (!inWords) return m.recognition_req_reflection();
	if (missing === 0) return m.recognition_req_words_met({ asked });
	if (done === 0) return m.recognition_req_words_none({ asked });
	return (missing === 1 ? m.recognition_req_words_one_missing : m.recognition_req_words_missing)({
		...{ asked, done, missing },
	});
}

function submittedText(done: number): string {
	if (done === 0) return m.recognition_req_submitted_none();
	return done === 1 ? m.recognition_req_submitted_one() : m.recognition_req_submitted_many({ done });
}

/** Makes the sentence of each requirement of a badge, with a link to meet it while it is not met. */
export function requirementLines(
	all: readonly Requirement[],
	about: {
		version: FrameworkVersion;
		dimension: string;
		locale: Locale;
		/**
		 * True when another part of the page shows the level that the person says: only the required level is
		 * then named.
		 */
		saidApart?: boolean;
	},
): RequirementLine[] {
	const assess = { href: `/assessment/${about.dimension}`, label: m.recognition_do_assess() };
	const situation = { href: `/situations/${about.dimension}`, label: m.recognition_do_situation() };
	// A person who has already placed themselves is led to what they can learn, so that they do not just
	// answer again with a higher level.
	const work = { href: `/profile/${about.dimension}`, label: m.recognition_do_work() };
	const train = { href: '/training/new', label: m.recognition_do_train() };
	const name = (standing: string) => standingName(standing, about.version, about.locale);
	return all.map((one): RequirementLine => {
		const line = (text: string, action: RequirementLine['action'] = null) => ({
			met: one.met,
			text,
			action: one.met ? null : action,
		});
		switch (one.rule) {
			case 'said':
				return line(m.recognition_req_said(), assess);
			case 'said-at-least': {
				const { level, said } = one.params;
				const act = said === 'not-situated' ? assess : work;
				if (about.saidApart) return line(m.recognition_req_level({ level: name(level) }), act);
				return line(m.recognition_req_said_at_least({ level: name(level), said: name(said) }), act);
			}
			case 'situation':
				return line(m.recognition_req_situation(), situation);
			case 'training-minutes': {
				const { asked, done, missing } = one.params;
				const told = { asked: durationText(asked), done: durationText(done), missing: durationText(missing) };
				return line((one.met ? m.recognition_req_minutes_met : m.recognition_req_minutes_unmet)(told), train);
			}
			case 'training-reflection':
				return line(reflectionText(one.params), train);
			case 'evidence':
				return line(evidenceText(one.params));
			case 'contexts':
				return line(m.recognition_req_contexts({ asked: one.params.asked, done: one.params.done }));
			case 'shared-evidence': {
				const { asked } = one.params;
				return line((asked > 1 ? m.recognition_req_shared_many : m.recognition_req_shared)({ asked }));
			}
			case 'observed-at-least':
				return line(m.recognition_req_observed({ level: name(one.params.level) }));
			case 'advisers':
				return line(one.params.asked > 1 ? m.recognition_then_adviser_two() : m.recognition_then_adviser());
		}
	});
}
