-- The agreement under which an organization buys itself: 0 the older online agreement, under which a Billing admin buys,
-- 1 the customer agreement with roles of the billing account. Organizations that are there keep what they had. The
-- PostgreSQL half of this pair differs in types only.
ALTER TABLE customer ADD COLUMN billing_agreement BIGINT NOT NULL DEFAULT 0;
