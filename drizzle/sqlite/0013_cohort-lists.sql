CREATE TABLE `cohort_people` (
	`cohort` text NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`name_order` text NOT NULL,
	`since` integer NOT NULL,
	`answered` integer NOT NULL,
	PRIMARY KEY(`cohort`, `person`),
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `cohort_people_by_name` ON `cohort_people` (`cohort`,`name_order`,`person`);--> statement-breakpoint
CREATE INDEX `cohort_people_person` ON `cohort_people` (`person`);--> statement-breakpoint
ALTER TABLE `cohorts` ADD `people` integer;--> statement-breakpoint
ALTER TABLE `cohorts` ADD `done` integer;--> statement-breakpoint
ALTER TABLE `portraits` ADD `least` integer;