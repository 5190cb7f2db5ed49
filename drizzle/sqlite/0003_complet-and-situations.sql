CREATE TABLE `answer_history` (
	`assessment` text NOT NULL,
	`statement` text NOT NULL,
	`revision` integer NOT NULL,
	`value` integer,
	`not_applicable` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`assessment`, `statement`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `situation_choices` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`framework_version` text NOT NULL,
	`dimension` text NOT NULL,
	`situation` text NOT NULL,
	`choice` text NOT NULL,
	`shows` text,
	`day` text NOT NULL,
	`chosen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `situation_choices_day` ON `situation_choices` (`person`,`framework_version`,`situation`,`day`);--> statement-breakpoint
CREATE INDEX `situation_choices_person` ON `situation_choices` (`person`);--> statement-breakpoint
ALTER TABLE `assessments` ADD `chosen_at` integer;--> statement-breakpoint
INSERT INTO `answer_history` (`assessment`, `statement`, `revision`, `value`, `not_applicable`, `answered_at`) SELECT `assessment`, `statement`, `revision`, `value`, `not_applicable`, `answered_at` FROM `answers`;
