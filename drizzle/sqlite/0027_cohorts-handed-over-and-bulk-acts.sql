CREATE TABLE `bulk_act_people` (
	`act` text NOT NULL,
	`person` text NOT NULL,
	`place` integer NOT NULL,
	`outcome` text,
	PRIMARY KEY(`act`, `person`),
	FOREIGN KEY (`act`) REFERENCES `bulk_acts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `bulk_act_people_order` ON `bulk_act_people` (`act`,`place`);--> statement-breakpoint
CREATE INDEX `bulk_act_people_person` ON `bulk_act_people` (`person`);--> statement-breakpoint
CREATE TABLE `bulk_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`act` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`begun_at` integer,
	`listed` integer NOT NULL,
	`done` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `bulk_acts_institution` ON `bulk_acts` (`institution`);--> statement-breakpoint
CREATE INDEX `bulk_acts_maker` ON `bulk_acts` (`created_by`);--> statement-breakpoint
CREATE TABLE `cohort_asked` (
	`cohort` text NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`name_order` text NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`cohort`, `person`),
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `cohort_asked_by_name` ON `cohort_asked` (`cohort`,`name_order`,`person`);--> statement-breakpoint
CREATE INDEX `cohort_asked_person` ON `cohort_asked` (`person`);--> statement-breakpoint
ALTER TABLE `cohorts` ADD `handed_over_at` integer;