"""Listen 倾听: every word of a customer, by any channel, durable before it is acknowledged."""
