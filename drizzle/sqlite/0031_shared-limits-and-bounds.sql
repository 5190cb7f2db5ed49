CREATE TABLE `shared_limits` (
	`name` text NOT NULL,
	`key` text NOT NULL,
	`full_at` integer NOT NULL,
	PRIMARY KEY(`name`, `key`)
);
--> statement-breakpoint
CREATE INDEX `shared_limits_full` ON `shared_limits` (`name`,`full_at`);--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `turn_network` text;--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `turn_failures` integer;--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `turn_until` integer;--> statement-breakpoint
-- An invitation of which an earlier version let more people in than it was for has no use left.
CREATE TABLE `__new_invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`name` text,
	`code_hash` text NOT NULL,
	`code_hint` text NOT NULL,
	`role` text NOT NULL,
	`audience` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`uses` integer NOT NULL,
	`uses_left` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "invitations_uses_left" CHECK(uses_left >= 0)
);
--> statement-breakpoint
INSERT INTO `__new_invitations`("id", "institution", "name", "code_hash", "code_hint", "role", "audience", "created_by", "created_at", "expires_at", "uses", "uses_left", "revoked_at") SELECT "id", "institution", "name", "code_hash", "code_hint", "role", "audience", "created_by", "created_at", "expires_at", "uses", max("uses_left", 0), "revoked_at" FROM `invitations`;--> statement-breakpoint
DROP TABLE `invitations`;--> statement-breakpoint
ALTER TABLE `__new_invitations` RENAME TO `invitations`;--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_code` ON `invitations` (`code_hash`);--> statement-breakpoint
CREATE INDEX `invitations_institution` ON `invitations` (`institution`);--> statement-breakpoint
-- Signing an award again has a key of its own, so that it keeps no other badge from being issued.
UPDATE `issuances` SET open_key = 'reissue:' || reissue_of WHERE open_key IS NOT NULL AND reissue_of IS NOT NULL;
