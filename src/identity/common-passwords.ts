const EVERYWHERE = `
12345678 123456789 1234567890 0123456789 987654321 9876543210 87654321 12341234 11223344 112233445566 123123123
1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 zaq12wsx qwertyui qwertyuiop qwerty123 qwerty12 qwerty1234 azertyui azertyuiop
azerty123 azerty1234 asdfghjk asdfghjkl zxcvbnm123 password password1 password12 password123 password1234 passw0rd
p@ssw0rd p@ssword pa55word motdepasse motdepasse1 motdepasse123 monmotdepasse changeme changeme123 changezmoi
letmein123 welcome1 welcome123 bienvenue bienvenue1 bienvenue123 bonjour1 bonjour123 bonjourbonjour iloveyou
iloveyou1 jetaime1 jetaime123 sunshine princess princesse football football1 baseball baseball1 superman batman123
pokemon1 starwars michael1 trustno1 whatever computer computer1 ordinateur internet secret123 admin123 admin1234
administrator administrateur abcd1234 abc12345 abc123456 abcdefgh abcdefghi abcdefghij aaaaaaaa
`;

const HERE = `
canadiens canadiens1 gohabsgo habs1234 nordiques quebec123 quebec2024 quebec2025 quebec2026 montreal montreal1
montreal123 laval123 poutine1 poutine123 tabarnak tabarnac caribou1 caribou123 hockey12 hockey123 hiver2024 hiver2025
hiver2026 automne2024 automne2025 automne2026 printemps printemps2026 ete20262026 ecole123 ecole1234 eleve123
etudiant etudiant1 etudiant123 enseignant enseignant1 enseignante professeur teacher1 teacher123 student1 student123
cegep123 cegep1234 college1 college123 macaron1 macaron123 competence numerique competencenumerique
`;

/** The passwords everybody tries first, here and elsewhere: lower case, without blanks, dots, hyphens or underscores. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(`${EVERYWHERE} ${HERE}`.trim().split(/\s+/));
