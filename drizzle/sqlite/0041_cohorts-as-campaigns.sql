CREATE TABLE `roster_people` (
	`id` text PRIMARY KEY NOT NULL,
	`cohort` text NOT NULL,
	`match_key` text NOT NULL,
	`number` text,
	`name` text NOT NULL,
	`name_order` text NOT NULL,
	`group_name` text NOT NULL,
	`code_hash` text NOT NULL,
	`imported_by` text,
	`confirmed_by` text,
	`person` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`imported_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_people_key` ON `roster_people` (`cohort`,`match_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `roster_people_code` ON `roster_people` (`code_hash`);--> statement-breakpoint
CREATE INDEX `roster_people_by_name` ON `roster_people` (`cohort`,`name_order`,`id`);--> statement-breakpoint
CREATE INDEX `roster_people_person` ON `roster_people` (`person`);--> statement-breakpoint
CREATE INDEX `roster_people_importer` ON `roster_people` (`imported_by`);--> statement-breakpoint
CREATE INDEX `roster_people_confirmer` ON `roster_people` (`confirmed_by`);--> statement-breakpoint
ALTER TABLE `cohorts` ADD `starts_on` text;--> statement-breakpoint
ALTER TABLE `cohorts` ADD `most_people` integer;--> statement-breakpoint
ALTER TABLE `cohorts` ADD `asks` text;--> statement-breakpoint
ALTER TABLE `cohorts` ADD `archived_at` integer;