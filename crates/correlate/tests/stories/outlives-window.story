# The window ends at eleven, the session half an hour later.
- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-1
09:59:00 decide execution=e-1 by=bob
10:50:00 start session=alice-1 by=token/alice node=i-db
- history session=alice-1 node=i-db status=Terminated started=10:50:00.2 ended=11:30:00 owner=token/alice access=jit
- log session=alice-1 node=i-db generated=11:30:02
