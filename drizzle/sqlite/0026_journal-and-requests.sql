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
CREATE INDEX `administrative_acts_age` ON `administrative_acts` (`at`);