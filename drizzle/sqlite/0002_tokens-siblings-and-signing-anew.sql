CREATE TABLE `award_tokens` (
	`award` text PRIMARY KEY NOT NULL,
	`kid` text NOT NULL,
	`token` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `award_tokens_kid` ON `award_tokens` (`kid`);--> statement-breakpoint
CREATE TABLE `superseded_awards` (
	`id` text PRIMARY KEY NOT NULL,
	`award` text NOT NULL,
	`issuer` text NOT NULL,
	`credential` text,
	`kid` text NOT NULL,
	`status_list` integer NOT NULL,
	`status_index` integer NOT NULL,
	`superseded_at` integer NOT NULL,
	`reason` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `superseded_awards_status` ON `superseded_awards` (`issuer`,`status_list`,`status_index`);--> statement-breakpoint
CREATE INDEX `superseded_awards_award` ON `superseded_awards` (`award`);--> statement-breakpoint
CREATE INDEX `superseded_awards_kid` ON `superseded_awards` (`kid`);--> statement-breakpoint
ALTER TABLE `awards` ADD `sibling_of` text;--> statement-breakpoint
CREATE INDEX `awards_sibling` ON `awards` (`sibling_of`);--> statement-breakpoint
CREATE INDEX `awards_kid` ON `awards` (`kid`);--> statement-breakpoint
CREATE INDEX `awards_revoked` ON `awards` (`issuer`,`status_list`,`revoked_at`);--> statement-breakpoint
ALTER TABLE `issuances` ADD `reissue_of` text;--> statement-breakpoint
CREATE INDEX `issuances_step` ON `issuances` (`issuer`,`step`);--> statement-breakpoint
CREATE INDEX `issuances_voided` ON `issuances` (`issuer`,`voided`);--> statement-breakpoint
ALTER TABLE `issuer_keys` ADD `algorithm` text DEFAULT 'Ed25519' NOT NULL;--> statement-breakpoint
ALTER TABLE `issuer_keys` ADD `public_jwk` text;