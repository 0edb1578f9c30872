-- Slack workspaces that installed Troupe. Their tokens are sealed with the key that key_id names.
CREATE TABLE "slack_installations" (
  "team" TEXT NOT NULL PRIMARY KEY,
  "team_name" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "bot_id" TEXT NOT NULL,
  "bot_user_id" TEXT NOT NULL,
  "key_id" TEXT NOT NULL,
  "token" BYTEA NOT NULL,
  "installed_at" TIMESTAMPTZ(6) NOT NULL
);
