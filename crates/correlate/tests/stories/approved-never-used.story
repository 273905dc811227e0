# Both were approved; one token was taken, no session was opened. The third window is still open.
2026-11-17T09:00:00Z node node=i-db name=prod-db
- state id=oi-1 status=Closed by=carol targets=i-db window=10:00:00..11:00:00 execution=e-1
- state id=oi-2 by=carol targets=i-web window=10:00:00..11:00:00 execution=e-2
- state id=oi-3 by=carol targets=i-web window=10:00:00..23:30:00 execution=e-3
10:02:00 token id=oi-2 by=carol
09:59:00 decide execution=e-1 by=bob
09:59:00 decide execution=e-2 by=bob
09:59:00 decide execution=e-3 by=bob
