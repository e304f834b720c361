### What a customer decides about people who serve themselves.

policies-title = Self-service purchases
policies-help = Which products people may buy for themselves.
policies-open = Decide product by product
policies-lead = A change applies to what people buy or try from then on; purchases that are there stay as they are. Every new product begins as allowed.
policies-column = What people may do
policy-of = Self-service: { $product }
policy-allow = Buy and try
policy-trials = Try only, without a way to pay
policy-deny = Neither buy nor try
policy-sector = Kind of organization
policy-sector-commercial = Business or association
policy-sector-government = Public body
policy-sector-education = School or university
