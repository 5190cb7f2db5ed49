CREATE TABLE `catalogue_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`title` text NOT NULL,
	`provider` text NOT NULL,
	`address` text,
	`minutes` integer NOT NULL,
	`language` text NOT NULL,
	`audiences` text NOT NULL,
	`dimensions` text NOT NULL,
	`cost` text NOT NULL,
	`searched` text NOT NULL,
	`title_order` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `catalogue_entries_of` ON `catalogue_entries` (`institution`,`title_order`);--> statement-breakpoint
CREATE TABLE `hours_shares` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`token_hash` text NOT NULL,
	`period_from` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hours_shares_token` ON `hours_shares` (`token_hash`);--> statement-breakpoint
CREATE INDEX `hours_shares_person` ON `hours_shares` (`person`);--> statement-breakpoint
CREATE INDEX `hours_shares_end` ON `hours_shares` (`expires_at`);--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `suggestion` text;--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `before_step` integer;--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `now_step` integer;--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `helped` integer;--> statement-breakpoint
ALTER TABLE `trainings` ADD `suggestion` text;--> statement-breakpoint
ALTER TABLE `trainings` ADD `before_step` integer;--> statement-breakpoint
ALTER TABLE `trainings` ADD `now_step` integer;--> statement-breakpoint
ALTER TABLE `trainings` ADD `helped` integer;--> statement-breakpoint
CREATE INDEX `trainings_suggestion` ON `trainings` (`suggestion`,`person`,`helped`);