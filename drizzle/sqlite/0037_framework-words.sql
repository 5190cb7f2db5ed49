CREATE TABLE `framework_words` (
	`version` text NOT NULL,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`fr` text NOT NULL,
	`en` text NOT NULL,
	`certainty_fr` text NOT NULL,
	`certainty_en` text NOT NULL,
	`place` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`version`, `slug`)
);
