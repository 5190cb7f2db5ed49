CREATE TABLE `agreement_entries` (
	`agreement` text NOT NULL,
	`person` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`agreement`, `person`),
	FOREIGN KEY (`agreement`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `agreement_entries_person` ON `agreement_entries` (`person`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`service` text NOT NULL,
	`reviews` integer NOT NULL,
	`granted_by` text,
	`granted_at` integer NOT NULL,
	`until` integer,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`service`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`granted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`ended_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `agreements_service` ON `agreements` (`service`);--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_in_force` ON `agreements` (`institution`,`service`) WHERE "agreements"."ended_at" is null;