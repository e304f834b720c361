-- The clocks an operation started, for its page, without a walk over all of the customer's.
CREATE INDEX data_clock_by_operation ON data_clock (customer_id, operation_id);
