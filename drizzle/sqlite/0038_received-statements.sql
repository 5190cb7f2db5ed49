CREATE TABLE `received_statements` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`statement` text NOT NULL,
	`digest` text NOT NULL,
	`state` text NOT NULL,
	`person` text,
	`sent_as` text NOT NULL,
	`title` text NOT NULL,
	`date` text NOT NULL,
	`minutes` integer NOT NULL,
	`dimensions` text NOT NULL,
	`link` text,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`source`) REFERENCES `training_sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `received_statements_once` ON `received_statements` (`source`,`statement`);--> statement-breakpoint
CREATE INDEX `received_statements_held` ON `received_statements` (`source`,`state`,`received_at`);--> statement-breakpoint
CREATE INDEX `received_statements_person` ON `received_statements` (`person`);--> statement-breakpoint
CREATE INDEX `received_statements_at` ON `received_statements` (`state`,`received_at`);--> statement-breakpoint
CREATE TABLE `training_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`minutes` integer NOT NULL,
	`dimensions` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `training_sources_of` ON `training_sources` (`institution`,`created_at`);--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `received_from` text;--> statement-breakpoint
ALTER TABLE `trainings` ADD `received_from` text;--> statement-breakpoint
CREATE INDEX `catalogue_entries_address` ON `catalogue_entries` (`institution`,`address`);--> statement-breakpoint
CREATE INDEX `catalogue_entries_searched` ON `catalogue_entries` (`institution`,`searched`);