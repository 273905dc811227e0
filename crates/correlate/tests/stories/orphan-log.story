# A log without any record in CloudTrail, and a node that was renamed.
2026-11-01T00:00:00Z node node=i-db name=batch-1
2026-11-20T00:00:00Z node node=i-db name=prod-db
- log session=alice@example.com-0e34861185201706f node=i-db generated=10:40:02
