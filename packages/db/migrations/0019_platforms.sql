CREATE TABLE "platforms" (
	"name" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
-- For the rows that there are; every migration adds what the product knows since.
INSERT INTO "platforms" ("name") VALUES ('google_meet'), ('zoom'), ('teams'), ('custom_room');--> statement-breakpoint
ALTER TABLE "connection_flows" DROP CONSTRAINT "connection_flows_platform_known";--> statement-breakpoint
ALTER TABLE "connections" DROP CONSTRAINT "connections_platform_known";--> statement-breakpoint
ALTER TABLE "meeting_leftovers" DROP CONSTRAINT "meeting_leftovers_platform_known";--> statement-breakpoint
ALTER TABLE "meetings" DROP CONSTRAINT "meetings_platform_known";--> statement-breakpoint
ALTER TABLE "services" DROP CONSTRAINT "services_platform_known";--> statement-breakpoint
ALTER TABLE "connection_flows" ADD CONSTRAINT "connection_flows_platform_platforms_name_fk" FOREIGN KEY ("platform") REFERENCES "public"."platforms"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_platform_platforms_name_fk" FOREIGN KEY ("platform") REFERENCES "public"."platforms"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_leftovers" ADD CONSTRAINT "meeting_leftovers_platform_platforms_name_fk" FOREIGN KEY ("platform") REFERENCES "public"."platforms"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_platform_platforms_name_fk" FOREIGN KEY ("platform") REFERENCES "public"."platforms"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_fallback_from_platforms_name_fk" FOREIGN KEY ("fallback_from") REFERENCES "public"."platforms"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_platform_platforms_name_fk" FOREIGN KEY ("platform") REFERENCES "public"."platforms"("name") ON DELETE no action ON UPDATE no action;