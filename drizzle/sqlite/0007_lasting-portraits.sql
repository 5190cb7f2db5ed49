CREATE TABLE `portrait_people` (
	`cohort` text NOT NULL,
	`person` text NOT NULL,
	`figures` text NOT NULL,
	PRIMARY KEY(`cohort`, `person`)
);
--> statement-breakpoint
CREATE INDEX `portrait_people_person` ON `portrait_people` (`person`);--> statement-breakpoint
CREATE TABLE `portrait_secrets` (
	`id` text PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `portraits` (
	`cohort` text PRIMARY KEY NOT NULL,
	`date` text NOT NULL,
	`made_at` integer NOT NULL,
	`figures` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `share_readings` (
	`actor` text NOT NULL,
	`grantee_kind` text NOT NULL,
	`grantee` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`actor`, `grantee_kind`, `grantee`, `day`)
);
--> statement-breakpoint
CREATE INDEX `share_readings_grantee` ON `share_readings` (`grantee_kind`,`grantee`,`at`);