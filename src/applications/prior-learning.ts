/**
 * An interview in which somebody showed what they had learned before, as the adviser notes it. A type, not an
 * interface, so that it is assignable to `Json`.
 */
export type Interview = {
	/** Its civil date (YYYY-MM-DD). */
	readonly date: string;
	readonly minutes: number;
	/** What the person showed, in the adviser's words. */
	readonly shown: string;
};

/** The fields of the interview as the adviser filled them in. */
export interface TypedInterview {
	readonly date: string;
	readonly minutes: string;
	readonly shown: string;
}

/** A problem in the note of an interview: the code of its sentence, and the field. */
export interface InterviewProblem {
	readonly code: string;
	readonly field: 'interviewDate' | 'interviewMinutes' | 'interviewShown';
}

const SHORTEST_NOTE = 10;
const LONGEST_MINUTES = 480;

/** Whether these ten characters name a day of the calendar. */
const isDay = (date: string) =>
	/^\d{4}-\d\d-\d\d$/.test(date) && new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;

/**
 * Reads the note of an interview: null where nothing is filled in, its first problem where something is missing or
 * cannot be. `today` is the civil date where the institution is.
 */
export function readInterview(
	{ date, minutes, shown }: TypedInterview,
	today: string,
): Interview | InterviewProblem | null {
	if (date === '' && minutes === '' && shown === '') return null;
	if (!isDay(date) || date > today) return { code: 'recognition.interview-date', field: 'interviewDate' };
	const length = /^\d{1,3}$/.test(minutes) ? Number(minutes) : 0;
	if (length < 1 || length > LONGEST_MINUTES)
		return { code: 'recognition.interview-minutes', field: 'interviewMinutes' };
	if (shown.length < SHORTEST_NOTE) return { code: 'recognition.interview-shown', field: 'interviewShown' };
	return { date, minutes: length, shown };
}

/** What a badge given for prior learning rests on; undefined where there is neither evidence nor an interview. */
export function restsOn(
	pieces: number,
	interview: Interview | null,
): 'evidence' | 'interview' | 'both' | undefined {
	if (interview) return pieces > 0 ? 'both' : 'interview';
	return pieces > 0 ? 'evidence' : undefined;
}
