CREATE TABLE `schedules` (
	`name` text PRIMARY KEY NOT NULL,
	`due_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`fault` text
);
--> statement-breakpoint
ALTER TABLE `mails` ADD `institution` text;