# Two people approve, one after the other; a second trail delivered the first decision again.
- state id=oi-1 by=alice targets=i-db window=10:10:00..11:10:00 execution=e-1
10:04:00 decide execution=e-1 by=bob event=d-1
10:04:00 decide execution=e-1 by=bob event=d-1
10:09:00 decide execution=e-1 by=carol event=d-2
10:12:00 token id=oi-1 by=alice issued=ASIA1
10:12:05 start session=alice-1 by=token/alice node=i-db key=ASIA1
10:20:00 end session=alice-1 by=dave
- log session=alice-1 node=i-db generated=10:20:02
