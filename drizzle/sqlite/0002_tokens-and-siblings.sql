CREATE TABLE `award_tokens` (
	`award` text PRIMARY KEY NOT NULL,
	`kid` text NOT NULL,
	`token` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `award_tokens_kid` ON `award_tokens` (`kid`);--> statement-breakpoint
ALTER TABLE `awards` ADD `sibling_of` text;--> statement-breakpoint
CREATE INDEX `awards_sibling` ON `awards` (`sibling_of`);--> statement-breakpoint
ALTER TABLE `issuer_keys` ADD `algorithm` text DEFAULT 'Ed25519' NOT NULL;--> statement-breakpoint
ALTER TABLE `issuer_keys` ADD `public_jwk` text;