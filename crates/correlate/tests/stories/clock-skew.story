# The node's clock is seven minutes fast: CloudTrail keeps the start, and the skewed lines prove no overrun.
- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-1
09:59:00 decide execution=e-1 by=bob
10:50:00 start session=alice-1 by=token/alice node=i-db
10:58:00 end session=alice-1 by=token/alice
- stream session=alice-1 node=i-db owner=token/alice lines=10:57:02..11:04:58
- log session=alice-1 node=i-db generated=11:05:02
