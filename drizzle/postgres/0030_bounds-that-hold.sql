-- An invitation of which an earlier version let more people in than it was for has no use left.
UPDATE "invitations" SET uses_left = 0 WHERE uses_left < 0;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_uses_left" CHECK (uses_left >= 0);