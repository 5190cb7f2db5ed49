import type { Audience, Role } from '../../actor.ts';

/** What a column of a list of people holds; `given` and `family` are the two parts of a name. */
export type Column = 'email' | 'name' | 'given' | 'family' | 'role' | 'audience' | 'school';

/** A word of a list as it is compared: its letters alone, without accents, in lower case. */
const letters = (word: string): string =>
	word
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^a-z]/g, '');

const meanings = <T extends string>(words: Readonly<Record<T, string>>): ReadonlyMap<string, T> =>
	new Map(
		(Object.entries(words) as [T, string][]).flatMap(([meaning, all]) =>
			all.split(' ').map((word) => [word, meaning] as const),
		),
	);

const COLUMNS = meanings<Column>({
	email: 'courriel email mail adressecourriel adresseemail emailaddress adressedecourriel',
	name: 'nom name nomcomplet fullname displayname nomaffiche',
	given: 'prenom givenname firstname given first',
	family: 'nomdefamille familyname lastname surname family last',
	role: 'role roles',
	audience: 'public audience',
	school: 'ecole school etablissement groupe group',
});
const ROLE_WORDS = meanings<Role>({
	learner: 'apprenant apprenante apprenantapprenante personneapprenante learner',
	adviser:
		'conseiller conseillere conseillerere conseillereconseiller personneconseillere conseillerpedagogique conseillerepedagogique cp adviser advisor',
	administrator:
		'administrateur administratrice administrateurtrice personneadministratrice administrator admin',
});
const AUDIENCE_WORDS = meanings<Audience>({
	teacher:
		'enseignant enseignante enseignants enseignantes personnelenseignant teacher teachers teachingstaff',
	staff:
		'personnel professionnel professionnelle soutien direction personnelprofessionneldesoutienoudedirection staff professionalsupportormanagementstaff',
	student: 'etudiant etudiante etudiants etudiantes etudiantesetetudiants eleve eleves student students',
});

/** What a column holds, from its header in French or English; undefined for one that is left unread. */
export const columnNamed = (header: string): Column | undefined => COLUMNS.get(letters(header));

/** Whether a column says what was to correct, in a list that the service gave back: it is left unread. */
export const isReasonHeader = (header: string): boolean =>
	['acorriger', 'tocorrect'].includes(letters(header));

/** The role that a cell names; undefined for a word that is not known. */
export const roleNamed = (word: string): Role | undefined => ROLE_WORDS.get(letters(word));

/** The audience that a cell names; undefined for a word that is not known. */
export const audienceNamed = (word: string): Audience | undefined => AUDIENCE_WORDS.get(letters(word));
