CREATE TABLE `administrative_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`actor` text,
	`what` text NOT NULL,
	`person` text,
	`thing` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `administrative_acts_order` ON `administrative_acts` (`institution`,`at`);--> statement-breakpoint
CREATE INDEX `administrative_acts_actor` ON `administrative_acts` (`actor`);--> statement-breakpoint
CREATE INDEX `administrative_acts_person` ON `administrative_acts` (`person`);--> statement-breakpoint
CREATE INDEX `administrative_acts_age` ON `administrative_acts` (`at`);--> statement-breakpoint
CREATE TABLE `person_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`kind` text NOT NULL,
	`person` text,
	`reason` text,
	`asked_by` text,
	`asked_at` integer NOT NULL,
	`answered_by` text,
	`answered_at` integer,
	`due_at` integer,
	`state` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `person_requests_person` ON `person_requests` (`person`);--> statement-breakpoint
CREATE INDEX `person_requests_institution` ON `person_requests` (`institution`,`state`);--> statement-breakpoint
CREATE INDEX `person_requests_asker` ON `person_requests` (`asked_by`);--> statement-breakpoint
CREATE INDEX `person_requests_answerer` ON `person_requests` (`answered_by`);--> statement-breakpoint
CREATE INDEX `person_requests_due` ON `person_requests` (`state`,`due_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `person_requests_open` ON `person_requests` (`institution`,`person`,`kind`) WHERE "person_requests"."ended_at" is null;