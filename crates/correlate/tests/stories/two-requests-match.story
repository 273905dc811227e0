# Two approved requests of Alice for the same node overlap, and no key joins the session to either.
- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-1
- state id=oi-2 by=alice targets=i-db,i-web window=10:30:00..11:30:00 execution=e-2
09:59:00 decide execution=e-1 by=bob
10:29:00 decide execution=e-2 by=carol
10:45:00 start session=alice-1 by=token/alice node=i-db
10:55:00 end session=alice-1 by=token/alice
- log session=alice-1 node=i-db generated=10:55:02
