ALTER TABLE "connections" ADD COLUMN "permissions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "lost_permissions" text[] DEFAULT '{}' NOT NULL;